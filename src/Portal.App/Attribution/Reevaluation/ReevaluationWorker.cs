using Microsoft.Extensions.Logging;
using Portal.App.Platform.Workers;

namespace Portal.App.Attribution.Reevaluation;

/// <summary>Does what is due of the reevaluations: second looks, and what a process did not finish before it ended.</summary>
public sealed class ReevaluationWorker(ReevaluateOrders reevaluate, FailedWork failed, TimeProvider clock, ILogger<ReevaluationWorker> log)
    : PeriodicWorker(TimeSpan.FromSeconds(5), failed, clock, log)
{
    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
        [(RunDueAsync, "Orders could not be decided again")];

    private async Task RunDueAsync(CancellationToken cancellationToken)
    {
        while (await reevaluate.RunDueAsync(cancellationToken))
        {
            // until nothing is due
        }
    }
}
