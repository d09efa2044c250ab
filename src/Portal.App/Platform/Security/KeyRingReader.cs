using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.App.Platform.Security;

/// <summary>Lets a running node follow a rotation of the signing keys, well within the time before a new key signs.</summary>
public sealed class KeyRingReader(PortalKeys keys, TimeProvider clock, ILogger<KeyRingReader> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (keys.Resealed)
            log.LogInformation("The key ring is now sealed with the current secret; Security:PreviousMatchingKeys can go once every node has started with it");

        using var timer = new PeriodicTimer(Pause, clock);
        while (await TickedAsync(timer, stoppingToken))
        {
            try
            {
                keys.Refresh();
            }
            catch (Exception failure) when (failure is InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                log.LogWarning(failure,
                    "The key ring was changed and cannot be read; going on with the keys from before until this node is started anew");
            }
        }
    }

    private static async Task<bool> TickedAsync(PeriodicTimer timer, CancellationToken stoppingToken)
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
