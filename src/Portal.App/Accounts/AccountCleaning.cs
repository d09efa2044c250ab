using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.App.Data;

namespace Portal.App.Accounts;

/// <summary>
/// Throws away, once an hour, what nobody needs any more of signing in: steps between password and code, counts of wrong attempts that have
/// run out, and sessions that have been over for half a year. The audit log keeps who signed in.
/// </summary>
public sealed class AccountCleaning(IDbContextFactory<PortalDb> contexts, TimeProvider clock, ILogger<AccountCleaning> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeepSessions = TimeSpan.FromDays(180);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var old = now - KeepSessions;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.AccountTokens.Where(token => token.Purpose == AccountTokenPurpose.SecondStep && token.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        await db.AttemptCounts.Where(count => count.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        await db.UserSessions.Where(session => session.LastSeenAt < old).ExecuteDeleteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            do
            {
                try
                {
                    await RunOnceAsync(stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    log.LogWarning(failure, "What nobody needs any more of signing in could not be thrown away; trying again in an hour");
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // the portal stops
        }
    }
}
