using Microsoft.Extensions.Logging;
using Portal.App.Platform.Workers;

namespace Portal.App.Eligibility;

/// <summary>Looks once a minute whether other settings came into force.</summary>
public sealed class EligibilityWorker(SettleAccounts settle, FailedWork failed, TimeProvider clock, ILogger<EligibilityWorker> log)
    : PeriodicWorker(TimeSpan.FromMinutes(1), failed, clock, log)
{
    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
        [(settle.RunDueAsync, "Accounts could not be brought in line with new settings")];
}
