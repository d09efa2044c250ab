using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.App.Risk;

/// <summary>Looks for floods of clicks and tells of holds that nobody reviews, once a minute.</summary>
public sealed class RiskWorker(ClickFloods floods, EscalateHolds escalate, TimeProvider clock, ILogger<RiskWorker> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            do
            {
                await RunAsync(floods.ScanAsync, "Click floods could not be looked for; tried again at the next tick", stoppingToken);
                await RunAsync(escalate.RunDueAsync, "Admins could not be told of holds; tried again at the next tick", stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the portal stops; what is due stays due
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
            log.LogError(failure, "{Complaint}", complaint);
        }
    }
}
