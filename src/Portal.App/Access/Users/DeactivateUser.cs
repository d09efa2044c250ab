using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Shuts somebody out: no sign-in, every session ends, mailed links and the keys that they made stop working. What they did stays under
/// their name, and their roles stay for the day they come back. Never oneself, never the last admin.
/// </summary>
public sealed class DeactivateUser(UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(Guid UserId);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            if (!actor.May(UserPermissions.Write))
                return Refusal.Forbidden();
            if (input.UserId == actor.RootId)
                return Refusal.Rule(UserRefusals.OwnAccount);

            var user = await db.Users.Include(found => found.Memberships).FirstOrDefaultAsync(found => found.Id == input.UserId, stop);
            if (user is null)
                return Refusal.NotFound();
            if (!user.IsActive)
                return default(Done);
            if (user.Memberships.Exists(membership => membership.Role == Role.Admin) && !await Admins.RemainWithoutAsync(db, user.Id, stop))
                return Refusal.Rule(UserRefusals.LastAdmin);

            user.IsActive = false;
            await SessionEnding.AllAsync(db, user, SessionEnd.Deactivated, clock, stop);
            await Invitations.EndAsync(db, user.Id, null, clock, stop);
            await LiveKeys.RevokeOfPersonAsync(db, user.Id, clock, stop);
            return default(Done);
        }, cancellationToken);
}
