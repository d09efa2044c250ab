using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;

namespace Portal.App.Access.Users;

/// <summary>
/// Notes that a session's person did something, at most once a minute: by this a session that nobody touches runs out. It is no deed that
/// anybody has to be told of, so it stands outside of the use cases.
/// </summary>
public sealed class SessionActivity(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    public async Task NoteAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = now - Grain;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.UserSessions.Where(session => session.Id == sessionId && session.EndedAt == null && session.LastSeenAt < before)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, now), cancellationToken);
    }
}
