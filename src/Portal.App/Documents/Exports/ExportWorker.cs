using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Changes;

namespace Portal.App.Documents.Exports;

/// <summary>
/// Lets the runner make the files of exports, one at a time on each node. Woken by requests on this node, and by a slow tick for everything
/// else.
/// </summary>
public sealed class ExportWorker(ExportRunner runner, ChangeNotifier notifier, ILogger<ExportWorker> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim wake = new(0, 1);

    /// <summary>Makes all that is due.</summary>
    public async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        while (await runner.RunNextAsync(stoppingToken))
        {
            // one after the other, so that several exports do not fill the disk together
        }
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = notifier.Subscribe(change =>
        {
            if (change.Topic == ChangeTopics.Export && wake.CurrentCount == 0)
                Wake();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(failure, "An export stopped; it is taken up again when its lease has run out");
            }
            catch (OperationCanceledException)
            {
                return;
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
            // two changes at once: one wake-up serves both
        }
    }
}
