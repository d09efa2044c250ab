using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;

namespace Portal.App.Access.Users;

/// <summary>
/// Counts attempts by conditional updates, each before it is judged: a hundred guesses at once are still no more than are allowed, on
/// however many nodes. In no transaction of anybody's, since a failed attempt must stay counted.
/// </summary>
public sealed class AttemptCounter(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <summary>Wrong attempts that were long ago are forgotten.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <param name="Hash">See <see cref="AttemptCount.Key"/>.</param>
    /// <param name="Allowed">The last of these blocks as it is taken.</param>
    /// <param name="BlockedFor">How long no further one is looked at.</param>
    public sealed record Key(AttemptScope Scope, byte[] Hash, Guid? UserId, int Allowed, TimeSpan BlockedFor);

    /// <summary>Counts an attempt as failed; false when it is blocked and nothing may be judged.</summary>
    public async Task<bool> TakeAsync(Key key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var now = clock.GetUtcNow();
            var until = now + key.BlockedFor;
            var forgotten = now + Forgotten;
            var row = db.AttemptCounts.Where(count => count.Key == key.Hash);
            var open = row.Where(count => count.ExpiresAt > now && (count.BlockedUntil == null || count.BlockedUntil <= now));

            // Plain statements rather than one with CASE: the last attempt blocks as it is taken.
            var taken = await open.Where(count => count.Failed < key.Allowed - 1).ExecuteUpdateAsync(
                set => set.SetProperty(count => count.Failed, count => count.Failed + 1).SetProperty(count => count.ExpiresAt, forgotten),
                cancellationToken);
            if (taken == 0)
            {
                taken = await open.Where(count => count.Failed >= key.Allowed - 1).ExecuteUpdateAsync(
                    set => set.SetProperty(count => count.Failed, 0).SetProperty(count => count.BlockedUntil, (DateTimeOffset?)until)
                    .SetProperty(count => count.ExpiresAt, forgotten),
                    cancellationToken);
            }

            if (taken == 0)
            {
                taken = await row.Where(count => count.ExpiresAt <= now).ExecuteUpdateAsync(
                    set => set.SetProperty(count => count.Failed, 1).SetProperty(count => count.BlockedUntil, (DateTimeOffset?)null)
                        .SetProperty(count => count.ExpiresAt, forgotten),
                    cancellationToken);
            }

            if (taken > 0)
                return true;
            if (await row.AnyAsync(count => count.BlockedUntil > now, cancellationToken))
                return false;
            if (await AddedAsync(db, key, forgotten, cancellationToken))
                return true;
        }
    }

    /// <summary>True when this key is blocked now.</summary>
    public async Task<bool> IsBlockedAsync(Key key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AttemptCounts.AnyAsync(count => count.Key == key.Hash && count.BlockedUntil > now, cancellationToken);
    }

    /// <summary>The attempt was right: the count starts again.</summary>
    public async Task ClearAsync(Key key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.AttemptCounts.Where(count => count.Key == key.Hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The attempt was right, but earlier wrong ones go on counting.</summary>
    public async Task GiveBackAsync(Key key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = db.AttemptCounts.Where(count => count.Key == key.Hash);
        var given = await row.Where(count => count.BlockedUntil == null && count.Failed > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(count => count.Failed, count => count.Failed - 1), cancellationToken);
        if (given > 0)
            return;

        // either this very attempt blocked, or an old block has run out
        given = await row.Where(count => count.Failed == 0).ExecuteUpdateAsync(
            set => set.SetProperty(count => count.Failed, key.Allowed - 1).SetProperty(count => count.BlockedUntil, (DateTimeOffset?)null),
            cancellationToken);
        if (given == 0)
        {
            await row.ExecuteUpdateAsync(
                set => set.SetProperty(count => count.Failed, count => count.Failed - 1)
                .SetProperty(count => count.BlockedUntil, (DateTimeOffset?)null),
                cancellationToken);
        }
    }

    private static async Task<bool> AddedAsync(PortalDb db, Key key, DateTimeOffset forgotten, CancellationToken cancellationToken)
    {
        var count = db.AttemptCounts.Add(
            new AttemptCount { Key = key.Hash, Scope = key.Scope, UserId = key.UserId, Failed = 1, ExpiresAt = forgotten });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException failure) when (failure.IsUniqueViolation())
        {
            // another attempt was the first one; this one is counted beside it
            return false;
        }
        finally
        {
            count.State = EntityState.Detached;
        }
    }
}
