using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Changes;

namespace Portal.App.Orders.Import;

/// <summary>
/// Lets the runner work on reports, one at a time on each node. When a worker dies, another takes its report up when the lease
/// has run out. Woken by uploads on this node and by a slow tick for everything else.
/// </summary>
public sealed class ImportWorker(ImportRunner runner, ChangeNotifier notifier, ILogger<ImportWorker> log) : BackgroundService
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
                while (await runner.RunNextAsync(stoppingToken))
                {
                    // one after the other, so that several reports do not fill the intake together
                }
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
