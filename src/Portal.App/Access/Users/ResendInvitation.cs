using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>Mails a new one-time link to somebody who has not accepted yet; the older link ends.</summary>
public sealed class ResendInvitation(UnitOfWork work, MailQueue mails, TimeProvider clock)
{
    public sealed record Input(Guid UserId);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            if (!actor.May(UserPermissions.Write))
                return Refusal.Forbidden();

            var user = await db.Users.Include(found => found.Memberships).FirstOrDefaultAsync(found => found.Id == input.UserId, stop);
            if (user is null)
                return Refusal.NotFound();
            if (!user.IsActive)
                return Refusal.Conflict(UserRefusals.Deactivated);
            if (Appointment.RefuseOwn(actor, user.Id) is { } refusal)
                return refusal;
            if (user.PasswordHash is not null)
                return Refusal.Conflict(UserRefusals.InvitationAccepted);
            if (user.Memberships.MinBy(membership => membership.CreatedAt) is not { } first)
                return Refusal.Conflict(UserRefusals.WithoutRole);

            await Invitations.SendAsync(db, user, first.Role, first.PartnerId, first.ShopId, mails, clock, stop);
            return default(Done);
        }, cancellationToken);
}
