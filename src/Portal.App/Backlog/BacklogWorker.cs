using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Workers;

namespace Portal.App.Backlog;

/// <summary>Looks once a minute at what failed and what waits, for the measures that somebody may watch.</summary>
public sealed class BacklogWorker : PeriodicWorker
{
    private readonly BacklogQueries queries;
    private volatile BacklogView? last;

    public BacklogWorker(BacklogQueries queries, IMeterFactory meters, FailedWork failed, TimeProvider clock, ILogger<BacklogWorker> log)
        : base(TimeSpan.FromMinutes(1), failed, clock, log)
    {
        this.queries = queries;
        var meter = meters.Create("Portal");
        meter.CreateObservableGauge("portal.work.failing", () => last?.Failures ?? 0, "{row}", "Rows that workers could not work on");
        meter.CreateObservableGauge("portal.work.failing_age", () => Age(last?.FailingSince), "s", "Since when the oldest of them fails");
        meter.CreateObservableGauge(
            "portal.work.overdue_age", () => Age(last?.OverdueSince), "s", "Since when the oldest orders are due to be decided again");
        meter.CreateObservableGauge(
            "portal.rewards.waiting", () => last?.Rewards ?? 0, "{reward}", "Earned rewards that no tax policy covers");
        meter.CreateObservableGauge(
            "portal.rewards.waiting_age", () => Age(last?.RewardsSince), "s", "Since when the oldest of them waits");

        double Age(DateTimeOffset? since) => since is { } at ? Math.Max(0, (clock.GetUtcNow() - at).TotalSeconds) : 0;
    }

    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
        [(async stop => last = await queries.NowAsync(stop), "What waits could not be counted")];
}
