using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>Ends all sessions of one's own but this one; for an admin all of somebody else's.</summary>
public sealed class EndOtherSessions(UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(Guid UserId);

    /// <returns>How many were open.</returns>
    public Task<Outcome<int>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<int>(actor, async (db, stop) =>
        {
            var own = input.UserId == actor.ClientId;
            if (!own && !actor.May(UserPermissions.Write))
                return Refusal.Forbidden();
            if (await db.Users.Where(user => user.Id == input.UserId).Select(user => user.DisplayName)
                .SingleOrDefaultAsync(stop) is not { } name)
                return Refusal.NotFound();

            var ended = await SessionEnding.OfAsync(
                db, db.UserSessions.Where(session => session.UserId == input.UserId && session.Id != actor.SessionId), input.UserId,
                own ? SessionEnd.EndedByOwner : SessionEnd.EndedByAdmin, clock, stop);
            if (ended > 0)
                db.Audit(actor, clock, AuditActions.SessionEnded, name, input.UserId, new { sessions = ended });
            return ended;
        }, cancellationToken);
}
