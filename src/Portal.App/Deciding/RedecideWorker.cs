using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.App.Deciding;

/// <summary>Does what is due of the reconsiderations: second looks, and what a process did not finish before it ended.</summary>
public sealed class RedecideWorker(Redecide redecide, TimeProvider clock, ILogger<RedecideWorker> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the portal stops; what is left is due for the next process
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await redecide.RunDueAsync(stoppingToken))
            {
                // until nothing is due
            }
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(failure, "Orders could not be decided again; tried again at the next tick");
        }
    }
}
