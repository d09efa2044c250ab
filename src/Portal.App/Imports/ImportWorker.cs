using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.App.Changes;
using Portal.App.Data;

namespace Portal.App.Imports;

/// <summary>
/// Works on reports that wait for their dry run or their import, one at a time on each node. A report is claimed by a
/// conditional update; when its worker dies, another takes it up when the lease has run out. Woken by uploads on this node
/// and by a slow tick for everything else.
/// </summary>
public sealed class ImportWorker(
    IDbContextFactory<PortalDb> contexts, ImportRunner runner, ChangeNotifier notifier, TimeProvider clock, ILogger<ImportWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim wake = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = notifier.Subscribe(change =>
        {
            if (change.Topic == ChangeTopics.Import && wake.CurrentCount == 0)
                Wake();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await ClaimAsync(stoppingToken) is { } import)
                    await runner.RunAsync(import, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(failure, "An import stopped; it is taken up again when its lease has run out");
            }

            try
            {
                await wake.WaitAsync(Tick, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>The oldest report that nobody works on, now leased to this worker; null when there is none.</summary>
    private async Task<OrderImport?> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var waiting = await db.OrderImports.AsNoTracking()
            .Where(import => (import.State == ImportState.Checking || import.State == ImportState.Importing)
                && (import.LeasedUntil == null || import.LeasedUntil < now))
            .OrderBy(import => import.UploadedAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (waiting is null)
            return null;

        var mine = await db.OrderImports
            .Where(import => import.Id == waiting.Id && import.State == waiting.State
                && (import.LeasedUntil == null || import.LeasedUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(import => import.LeasedUntil, now + ImportRunner.Lease), cancellationToken);
        return mine == 1 ? waiting : null;
    }

    private void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two changes at once: one wake-up serves both.
        }
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }
}
