using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.App.Workers;

/// <summary>
/// Does its parts one after the other, at the start and then at each tick. A part that fails is told to the log and tried again at
/// the next tick; it keeps no other from being done. What was not finished when the portal stops is due for the next process.
/// </summary>
public abstract class PeriodicWorker(TimeSpan tick, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>What is done, and what the log says when it fails.</summary>
    protected abstract IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts { get; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(tick, clock);
        try
        {
            do
            {
                foreach (var (part, complaint) in Parts)
                    await RunAsync(part, complaint, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the portal stops
        }
    }

    private async Task RunAsync(Func<CancellationToken, Task> part, string complaint, CancellationToken stoppingToken)
    {
        try
        {
            await part(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(failure, "{Complaint}; tried again at the next tick", complaint);
        }
    }
}
