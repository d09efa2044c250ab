using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Goes on in another of one's own roles, with a new session that is no younger than the one it follows: whoever signed in as a partner two
/// days ago signs in again before they act for the operator.
/// </summary>
public sealed class SwitchRole(UnitOfWork work, SessionLifetimes lifetimes, TimeProvider clock)
{
    /// <summary>The session is too old for the role.</summary>
    public static readonly Refusal SignInAgain = new(RefusalKind.Unauthenticated, UserRefusals.SessionTooOld);

    /// <param name="MembershipId">A role that is not the person's own is refused as not found.</param>
    public sealed record Input(Guid MembershipId);

    public Task<Outcome<BeginSession.Session>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<BeginSession.Session>(actor, async (db, stop) =>
        {
            var user = await db.Users.Include(found => found.Memberships)
                .FirstOrDefaultAsync(found => found.Id == actor.ClientId && found.IsActive, stop);
            if (user?.Memberships.Find(membership => membership.Id == input.MembershipId) is not { } chosen)
                return Refusal.NotFound();
            if (await db.UserSessions.SingleOrDefaultAsync(session => session.Id == actor.SessionId && session.EndedAt == null, stop)
                is not { } before)
                return SessionRefusals.Ended;

            var now = clock.GetUtcNow();
            if (lifetimes.EndsAt(chosen.Role, before.CreatedAt) <= now)
                return SignInAgain;

            user.LastMembershipId = chosen.Id;
            chosen.OfferedAs = null;

            // of two that follow one session at once, the second finds it ended
            (before.EndedAt, before.EndReason) = (now, SessionEnd.Replaced);
            var session = SessionSuccession.Add(db, before, chosen, before.SecondFactorAt, clock);
            db.NotifyChange(ChangeTopics.Session, user.Id, clock);
            return new BeginSession.Session(session.Id, user.Id, chosen.Role);
        }, cancellationToken);
}

/// <summary>Why a session does not carry what was asked.</summary>
public static class SessionRefusals
{
    /// <summary>Signed out, ended from elsewhere, or run out.</summary>
    public static readonly Refusal Ended = new(RefusalKind.Unauthenticated, UserRefusals.SessionEnded);

    /// <summary>What was asked needs a code of the last minutes; see <see cref="FreshSecondFactor"/>.</summary>
    public static readonly Refusal SecondFactor = Refusal.Forbidden(UserRefusals.SecondFactorRequired);
}
