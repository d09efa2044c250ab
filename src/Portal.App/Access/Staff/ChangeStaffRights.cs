using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Staff;

/// <summary>
/// Gives and takes rights of somebody of a shop's staff, by the shop's owner or an admin. What they have open shows it within a moment, and
/// a right that was taken ends with the next write whatever is open (R10.5). A key that was made with more than what is left ends.
/// </summary>
public sealed class ChangeStaffRights(UnitOfWork work, TimeProvider clock)
{
    /// <param name="Id">Of the membership.</param>
    /// <param name="Rights">All that they have from now on.</param>
    public sealed record Input(Guid Id, StaffRights Rights);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            if (!StaffScope.Any(actor))
                return Refusal.Forbidden();
            if (await StaffScope.FindAsync(db, actor, input.Id, stop) is not { } membership)
                return Refusal.NotFound(StaffRefusals.NotFound);
            if (Appointment.RefuseOwn(actor, membership.UserId) is { } refusal)
                return refusal;

            var rights = input.Rights & StaffRightSets.All;
            if (rights == membership.Rights)
                return default(Done);

            if (!rights.Contain(membership.Rights))
                await LiveKeys.RevokeOfMembershipAsync(db, membership.Id, clock, stop);
            membership.Rights = rights;
            db.NotifyChange(ChangeTopics.Session, membership.UserId, clock);
            return default(Done);
        }, cancellationToken);
}
