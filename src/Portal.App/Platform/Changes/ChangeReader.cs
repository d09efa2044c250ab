using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;

namespace Portal.App.Platform.Changes;

/// <summary>
/// Reads what other nodes changed and passes it to this node's <see cref="ChangeNotifier"/>, once a second. Numbers are given
/// before commits, so a lower number can appear after a higher one: the last minute is read again and what was already
/// passed on is left out. Old notes are deleted after an hour. A change of this node passes twice, which is harmless: its
/// readers only look again.
/// </summary>
public sealed class ChangeReader(
    IDbContextFactory<PortalDb> contexts, ChangeNotifier notifier, TimeProvider clock, ILogger<ChangeReader> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Keep = TimeSpan.FromHours(1);
    private const int Page = 1000;

    private readonly HashSet<long> passed = [];

    // what others commit while this node is loading counts too
    private DateTimeOffset readUntil = clock.GetUtcNow();

    /// <summary>Notes up to this number are not read again: an hour of them lies there, and the last minute above.</summary>
    private long below;

    /// <summary>What <see cref="below"/> becomes a look back later, when nobody can still be about to commit a lower number.</summary>
    private long nextBelow;
    private DateTimeOffset nextBelowAt;
    private DateTimeOffset nextCleaning;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await Ticked(timer, stoppingToken))
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "The change table could not be read; trying again");
            }
        }
    }

    /// <summary>Passes on what was noted since the last reading.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();

        // From the last time that it worked: what was changed while the database was out of reach is not passed over.
        var since = (readUntil < now ? readUntil : now) - LookBack;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var from = below;
        var recent = new HashSet<long>();
        while (true)
        {
            var page = await db.Changes.AsNoTracking()
                .Where(change => change.At >= since && change.Seq > from)
                .OrderBy(change => change.Seq)
                .Take(Page)
                .ToListAsync(cancellationToken);
            notifier.Publish(page.Where(change => !passed.Contains(change.Seq)));
            recent.UnionWith(page.Select(change => change.Seq));
            if (page.Count < Page)
                break;
            from = page[^1].Seq;
        }

        if (recent.Count > 0 && now >= nextBelowAt)
        {
            (below, nextBelow) = (nextBelow, recent.Min() - 1);
            nextBelowAt = now + LookBack;
        }

        passed.Clear();
        passed.UnionWith(recent);
        readUntil = now;

        if (now < nextCleaning)
            return;
        nextCleaning = now + LookBack;
        var old = now - Keep;
        await db.Changes.Where(change => change.At < old).DeleteInPartsAsync(change => change.Seq, cancellationToken);
    }

    private static async Task<bool> Ticked(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
