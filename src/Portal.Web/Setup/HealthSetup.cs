using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.App.Backlog;
using Portal.App.Platform.Data;

namespace Portal.Web.Setup;

/// <summary>
/// For whoever runs the portal: <c>/health/live</c> says that the process answers, <c>/health/ready</c> that it can work,
/// with 503 when it cannot. Anybody may ask for that much; its parts are for whom <see cref="MonitoringAccess"/> allows. Reasons stand in
/// the log only.
/// </summary>
public static class HealthSetup
{
    private const string Ready = "ready";

    public static void AddPortalHealth(this IServiceCollection services) =>
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: [Ready])
            .AddCheck<OutboxCheck>("outbox", tags: [Ready])
            .AddCheck<LedgerCheck>("ledger", tags: [Ready])
            .AddCheck<WorkCheck>("work", tags: [Ready]);

    public static void MapPortalHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = SayAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync })
            .AllowAnonymous();
    }

    private static Task SayAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(report.Status.ToString(), context.RequestAborted);
    }

    /// <summary>
    /// The state; and, for whom they are meant, that of each part, and of the ledger when it was audited and how much was found.
    /// </summary>
    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.RequestServices.GetRequiredService<MonitoringAccess>().Allows(context)
            ? context.Response.WriteAsJsonAsync(new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(
                    entry => entry.Key, entry =>
                    entry.Value.Data.Append(KeyValuePair.Create("status", (object)entry.Value.Status.ToString())).ToDictionary()),
            })
            : context.Response.WriteAsJsonAsync(new { status = report.Status.ToString() });

    /// <summary>The database answers a query on a table that only a migrated schema has.</summary>
    private sealed class DatabaseCheck(IDbContextFactory<PortalDb> contexts) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Shops.AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }

    /// <summary>
    /// The last audit of the ledger found nothing. A finding takes no node out of service: money has to be looked at by people.
    /// </summary>
    private sealed class LedgerCheck(IDbContextFactory<PortalDb> contexts) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await db.LedgerAudits.AsNoTracking().OrderByDescending(audit => audit.EndedAt)
                .FirstOrDefaultAsync(cancellationToken) is not { } audit)
                return HealthCheckResult.Healthy();

            var data = new Dictionary<string, object>(
                StringComparer.Ordinal)
            { ["auditedAt"] = audit.EndedAt.UtcDateTime, ["findings"] = audit.Findings };
            return audit.Findings == 0 ? HealthCheckResult.Healthy(data: data) : HealthCheckResult.Degraded(
                "The audit of the ledger found something.", data: data);
        }
    }

    /// <summary>
    /// What the portal does by itself gets done: nothing has failed or been overdue for longer than a first pause explains. It takes no
    /// node out of service, since the others would do no better.
    /// </summary>
    private sealed class WorkCheck(BacklogQueries backlog, TimeProvider clock) : IHealthCheck
    {
        private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var now = await backlog.NowAsync(cancellationToken);
            var data = new Dictionary<string, object>(
                StringComparer.Ordinal)
            { ["failing"] = now.Failures, ["rewardsWaiting"] = now.Rewards };
            Since("failingSince", now.FailingSince);
            Since("overdueSince", now.OverdueSince);
            Since("rewardsWaitingSince", now.RewardsSince);
            var late = clock.GetUtcNow() - LongestWait;
            return now.FailingSince < late || now.OverdueSince < late
                ? HealthCheckResult.Degraded("Work fails or waits: see the page of failed work.", data: data)
                : HealthCheckResult.Healthy(data: data);

            void Since(string name, DateTimeOffset? at)
            {
                if (at is { } instant)
                    data[name] = instant.UtcDateTime;
            }
        }
    }

    /// <summary>Mails still leave the house: nothing that is due has waited for longer than a worker's own pauses explain.</summary>
    private sealed class OutboxCheck(IDbContextFactory<PortalDb> contexts, TimeProvider clock) : IHealthCheck
    {
        private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var overdue = clock.GetUtcNow() - LongestWait;
            return await db.Outbox.AnyAsync(
                message => message.DoneAt == null && message.FailedAt == null && message.DueAt < overdue, cancellationToken)
                ? HealthCheckResult.Degraded("Mails wait: is the outbox worker running?")
                : HealthCheckResult.Healthy();
        }
    }
}
