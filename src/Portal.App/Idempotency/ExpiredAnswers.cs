using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.App.Data;

namespace Portal.App.Idempotency;

/// <summary>Clears away stored answers that can no longer be asked for, once an hour, some at a time so that writers do not wait.</summary>
public sealed class ExpiredAnswers(IDbContextFactory<PortalDb> contexts, TimeProvider clock, ILogger<ExpiredAnswers> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <returns>How many were cleared away.</returns>
    public async Task<int> ClearAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.IdempotentRequests.Where(request => request.ExpiresAt <= now).DeleteInPartsAsync(request => request.ExpiresAt, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await ClearAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Old answers could not be cleared away; trying again in an hour");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
