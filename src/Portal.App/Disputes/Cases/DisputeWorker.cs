using Microsoft.Extensions.Logging;
using Portal.App.Platform.Workers;

namespace Portal.App.Disputes.Cases;

/// <summary>Looks once a minute for cases whose day is near or past.</summary>
public sealed class DisputeWorker(WatchDisputes watch, FailedWork failed, TimeProvider clock, ILogger<DisputeWorker> log)
    : PeriodicWorker(TimeSpan.FromMinutes(1), failed, clock, log)
{
    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
        [(watch.RunDueAsync, "Due disputes could not be looked through")];
}
