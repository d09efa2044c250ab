using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Ends a session: one's own (signing out is ending this one), or, for admins, anybody's. Cookie, open pages and writes end with it on
/// every node. Ending one that is over changes nothing.
/// </summary>
public sealed class EndSession(UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(Guid SessionId);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            var any = actor.May(UserPermissions.Write);
            var session = await db.UserSessions.AsNoTracking().SingleOrDefaultAsync(
                found => found.Id == input.SessionId && (any || found.UserId == actor.ClientId), stop);
            if (session is null)
                return Refusal.NotFound(UserRefusals.SessionNotFound); // R10.5

            var reason = session.Id == actor.SessionId ? SessionEnd.SignedOut
                : session.UserId == actor.ClientId ? SessionEnd.EndedByOwner
                : SessionEnd.EndedByAdmin;
            if (await SessionEnding.OfAsync(
                db, db.UserSessions.Where(row => row.Id == session.Id), session.UserId, reason, clock, stop) > 0)
            {
                var name = await db.Users.Where(user => user.Id == session.UserId).Select(user => user.DisplayName).SingleAsync(stop);
                db.Audit(
                    actor, clock, reason == SessionEnd.SignedOut ? AuditActions.SignedOut : AuditActions.SessionEnded, name, session.UserId,
                    new { session.CreatedAt, session.Agent, session.Address });
            }

            return default(Done);
        }, cancellationToken);
}
