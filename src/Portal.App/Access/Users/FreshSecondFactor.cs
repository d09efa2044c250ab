using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Demands a second factor of the last minutes before money is led anywhere: whoever sits down at an open page, or stole its cookie, gets
/// no further. Read in the transaction of the write. Programs have none; what they may do is a scope of their key.
/// </summary>
internal static class FreshSecondFactor
{
    /// <summary>How long one is fresh.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <returns>Null when the actor may go on.</returns>
    public static async Task<Refusal?> RefuseAsync(PortalDb db, Actor actor, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (actor.IsKey || actor.IsSystem)
            return null;

        var since = clock.GetUtcNow() - Life;
        return await db.UserSessions.AnyAsync(
            session => session.Id == actor.SessionId && session.EndedAt == null && session.SecondFactorAt > since, cancellationToken)
            ? null
            : SessionRefusals.SecondFactor;
    }
}
