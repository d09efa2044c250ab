using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// The session that follows another when its role, password or second factor changed: one of its own, so that a copy of the old cookie
/// is worth nothing any more. It is no younger than the one before.
/// </summary>
internal static class SessionSuccession
{
    /// <param name="before">The session that it follows, which its caller ends.</param>
    /// <param name="membership">The role that it acts in; null without one.</param>
    /// <param name="secondFactorAt">When a second factor was last proved.</param>
    public static UserSession Add(
        PortalDb db, UserSession before, Membership? membership, DateTimeOffset? secondFactorAt, TimeProvider clock)
    {
        var session = new UserSession
        {
            Id = Ids.New(clock),
            UserId = before.UserId,
            MembershipId = membership?.Id,
            Role = membership?.Role,
            CreatedAt = before.CreatedAt,
            LastSeenAt = clock.GetUtcNow(),
            SecondFactorAt = secondFactorAt,
            Address = before.Address,
            Agent = before.Agent,
        };
        db.UserSessions.Add(session);
        return session;
    }

    /// <summary>As above, in the same role; null for an actor without a session.</summary>
    public static async Task<Guid?> SameRoleAsync(
        PortalDb db, Actor actor, Func<UserSession, DateTimeOffset?> secondFactorAt, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await db.UserSessions.AsNoTracking()
            .SingleOrDefaultAsync(session => session.Id == actor.SessionId, cancellationToken) is not { } before)
            return null;

        var membership = await db.Memberships.AsNoTracking()
            .SingleOrDefaultAsync(held => held.Id == before.MembershipId, cancellationToken);
        return Add(db, before, membership, secondFactorAt(before), clock).Id;
    }
}
