using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Takes a role away; sessions in that role and the keys that were made in it end. Never one's own admin role, never the last admin's.
/// </summary>
public sealed class RevokeMembership(UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(Guid UserId, Guid MembershipId);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            if (!actor.May(UserPermissions.Write))
                return Refusal.Forbidden();

            var membership = await db.Memberships.FirstOrDefaultAsync(
                found => found.Id == input.MembershipId && found.UserId == input.UserId, stop);
            if (membership is null)
                return Refusal.NotFound();
            if (membership.Role == Role.Admin)
            {
                if (membership.UserId == actor.RootId)
                    return Refusal.Rule(UserRefusals.OwnAdminRole);
                if (!await Admins.RemainWithoutAsync(db, membership.UserId, stop))
                    return Refusal.Rule(UserRefusals.LastAdmin);
            }

            await RoleGiving.EndAsync(db, membership, clock, stop);
            return default(Done);
        }, cancellationToken);
}
