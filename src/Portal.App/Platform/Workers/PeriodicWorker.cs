using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.App.Platform.Workers;

/// <summary>
/// Does its parts one after the other, at the start and then at each tick. A part that fails is reported to the log and to the page of
/// failed work, and tried again at the next tick; it keeps no other from being done. What was not finished when the portal stops is due for
/// the next process.
/// </summary>
public abstract class PeriodicWorker(TimeSpan tick, FailedWork failed, TimeProvider clock, ILogger log) : BackgroundService
{
    private readonly HashSet<string> failing = [];

    /// <summary>What is done, and what the log and the page say when it fails.</summary>
    protected abstract IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts { get; }

    /// <summary>Does every part once.</summary>
    public async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        foreach (var (part, complaint) in Parts)
            await RunAsync(part, complaint, stoppingToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(tick, clock);
        try
        {
            // what another process noted before this one began is over when the part succeeds here
            foreach (var (_, complaint) in Parts)
                failing.Add(complaint);
            do
            {
                await RunOnceAsync(stoppingToken);
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
        var item = WorkItem.Part(GetType().Name, complaint);
        try
        {
            if (!await failed.TryAsync(item, part, stoppingToken))
                failing.Add(complaint);
            else if (failing.Remove(complaint))
                await failed.ForgetAsync(item, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // the database is out of reach, or what failed could not even be noted
            log.LogError(failure, "{Complaint}; tried again at the next tick", complaint);
        }
    }
}
