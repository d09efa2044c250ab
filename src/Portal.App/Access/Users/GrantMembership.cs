using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Gives somebody a further role and tells them by mail. A role that needs a second factor gives nothing until they have one.
/// Granting what is already held changes nothing. Nobody grants themselves anything, see <see cref="Appointment"/>.
/// </summary>
public sealed class GrantMembership(UnitOfWork work, IEnumerable<IMembershipStep> steps, MailQueue mails, TimeProvider clock)
{
    public sealed record Input(Guid UserId, Role Role, Guid? PartnerId = null, Guid? ShopId = null);

    /// <returns>The membership's id.</returns>
    public Task<Outcome<Guid>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Guid>(actor, async (db, stop) =>
        {
            if (!actor.May(UserPermissions.Write))
                return Refusal.Forbidden();

            var user = await db.Users.Include(found => found.Memberships).FirstOrDefaultAsync(found => found.Id == input.UserId, stop);
            if (user is null)
                return Refusal.NotFound();
            if (!user.IsActive)
                return Refusal.Conflict(UserRefusals.Deactivated);
            if (await Appointment.RefuseAsync(db, actor, user.Id, user.Email!, input.Role, stop) is { } refusal)
                return refusal;
            if (await Organisations.CheckAsync(db, input.Role, input.PartnerId, input.ShopId, stop) is { } error)
                return Refusal.Invalid(error);

            var membership = Organisations.Membership(user.Id, input.Role, input.PartnerId, input.ShopId, clock);
            if (user.Memberships.Find(held => held.Role == membership.Role && held.OrganisationId == membership.OrganisationId)
                is { } present)
                return present.Id;

            db.Memberships.Add(membership);
            foreach (var step in steps)
                await step.GrantedAsync(db, membership, user.Email, stop);
            if (user.PasswordHash is not null)
            {
                var mail = user.Mail(MailKind.RoleGranted).With("role", input.Role.ToString()).With("link", "");
                if (await Organisations.NameAsync(db, membership.PartnerId, membership.ShopId, stop) is { } organisation)
                    mail = mail.With("organisation", organisation);
                mails.Add(db, mail);
            }

            return membership.Id;
        }, cancellationToken);
}
