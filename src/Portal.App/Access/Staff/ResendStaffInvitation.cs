using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Staff;

/// <summary>Mails again to somebody of the shop who has not taken their role up yet; an older link ends. Counts as an invitation.</summary>
public sealed class ResendStaffInvitation(UnitOfWork work, MailQueue mails, TimeProvider clock)
{
    /// <param name="Id">Of the membership.</param>
    public sealed record Input(Guid Id);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            var found = await StaffScope.FindOwnAsync(db, actor, input.Id, stop);
            if (found.Refusal is { } unknown)
                return unknown;

            var membership = found.Value;
            if (membership.OfferedAs is null)
                return Refusal.Conflict(StaffRefusals.TakenUp);
            if (await StaffInvitation.TakeAsync(db, actor.OrganisationId, clock, stop) is { } usedUp)
                return usedUp;

            var user = await db.Users.SingleAsync(found => found.Id == membership.UserId, stop);
            await InviteStaff.OfferAsync(db, user, membership, mails, clock, stop);
            return default(Done);
        }, cancellationToken);
}
