using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.App.Platform.Auditing;

/// <summary>Writes down what was counted of refusals once its quarter of an hour is over, also when no further one comes.</summary>
public sealed class RefusalFlush(RefusalJournal journal, ILogger<RefusalFlush> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await journal.FlushAsync();
                }
                catch (Exception failure)
                {
                    log.LogWarning(failure, "Refusals that were counted could not be written to the audit log");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the portal stops
        }
    }
}
