using Microsoft.Extensions.Logging;
using Portal.App.Platform.Workers;

namespace Portal.App.Risk;

/// <summary>Looks for floods of clicks and tells of holds that nobody reviews, once a minute.</summary>
public sealed class RiskWorker(ClickFloods floods, EscalateHolds escalate, FailedWork failed, TimeProvider clock, ILogger<RiskWorker> log)
    : PeriodicWorker(TimeSpan.FromMinutes(1), failed, clock, log)
{
    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
        [(floods.ScanAsync, "Click floods could not be looked for"), (escalate.RunDueAsync, "Admins could not be told of holds")];
}
