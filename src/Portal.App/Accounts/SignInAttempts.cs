using Microsoft.EntityFrameworkCore;
using Portal.App.Data;

namespace Portal.App.Accounts;

/// <summary>
/// Counts wrong passwords and codes: after five the account is locked for a quarter of an hour. An attempt is counted before
/// it is judged, by a conditional update, so that a hundred guesses at once are still five. Names that no account has are
/// counted too (in memory, since nothing depends on them): being locked must not tell that an account exists.
/// </summary>
public sealed class SignInAttempts(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public const int Allowed = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private const int UnknownNamesKept = 10_000;

    private readonly Dictionary<string, (int Failed, DateTimeOffset? LockedUntil)> unknown = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Counts an attempt on an account as failed; false when the account is locked and nothing may be judged.</summary>
    public async Task<bool> TakeAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now + LockedFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = db.Users.Where(user => user.Id == userId && (user.LockoutEnd == null || user.LockoutEnd <= now));

        // Two plain statements rather than one with CASE: the last attempt locks as it is taken.
        var taken = await open.Where(user => user.AccessFailedCount < Allowed - 1)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.AccessFailedCount, user => user.AccessFailedCount + 1), cancellationToken);
        if (taken == 0)
        {
            taken = await open.Where(user => user.AccessFailedCount >= Allowed - 1)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(user => user.AccessFailedCount, 0).SetProperty(user => user.LockoutEnd, until),
                    cancellationToken);
        }

        return taken == 1;
    }

    /// <summary>The attempt was right: the count starts again.</summary>
    public async Task ClearAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(user => user.Id == userId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(user => user.AccessFailedCount, 0).SetProperty(user => user.LockoutEnd, (DateTimeOffset?)null),
                cancellationToken);
    }

    /// <summary>The password was right but a code is still to come: this attempt does not count, earlier wrong ones do.</summary>
    public async Task GiveBackAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = db.Users.Where(found => found.Id == userId);
        var given = await user.Where(found => found.LockoutEnd == null && found.AccessFailedCount > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.AccessFailedCount, found => found.AccessFailedCount - 1), cancellationToken);
        if (given == 0)
        {
            // either this very attempt locked the account, or an old lock has run out
            await user.ExecuteUpdateAsync(
                set => set.SetProperty(found => found.AccessFailedCount, found => found.AccessFailedCount == 0 ? Allowed - 1 : found.AccessFailedCount - 1)
                    .SetProperty(found => found.LockoutEnd, (DateTimeOffset?)null),
                cancellationToken);
        }
    }

    /// <summary>True when the attempt that was just counted used up the last one.</summary>
    public async Task<bool> IsLockedAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(user => user.Id == userId && user.LockoutEnd > now, cancellationToken);
    }

    /// <summary>As <see cref="TakeAsync"/>, for a name without an account; says besides whether it is locked from now on.</summary>
    public (bool Taken, bool LockedNow) TakeUnknown(string name)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (unknown.Count >= UnknownNamesKept)
                unknown.Clear();

            var (failed, lockedUntil) = unknown.GetValueOrDefault(name);
            if (lockedUntil > now)
                return (false, true);
            if (failed < Allowed - 1)
            {
                unknown[name] = (failed + 1, null);
                return (true, false);
            }

            unknown[name] = (0, now + LockedFor);
            return (true, true);
        }
    }
}
