using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.App.Eligibility;

/// <summary>Looks once a minute whether other settings came into force.</summary>
public sealed class EligibilityWorker(SettleAccounts settle, TimeProvider clock, ILogger<EligibilityWorker> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            do
            {
                await RunAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the portal stops; the mark says where to go on
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await settle.RunDueAsync(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(failure, "Accounts could not be brought in line with new settings; tried again at the next tick");
        }
    }
}
