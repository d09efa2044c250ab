using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Seals what was appended and posts rewards that had to wait, once a minute; audits the ledger once a local day, after midnight.
/// </summary>
public sealed class LedgerWorker(
    IDbContextFactory<PortalDb> contexts, LedgerSealer sealer, PostWaitingRewards waiting, AuditLedger audit, FailedWork failed,
    TimeProvider clock, ILogger<LedgerWorker> log)
    : PeriodicWorker(TimeSpan.FromMinutes(1), failed, clock, log)
{
    private readonly TimeProvider clock = clock;

    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
    [
        (waiting.PostAsync, "Earned rewards could not be posted"),
        (sealer.SealAsync, "The ledger could not be sealed"),
        (AuditAsync, "The ledger could not be audited"),
    ];

    private async Task AuditAsync(CancellationToken stop)
    {
        var midnight = LocalCalendar.StartOf(LocalCalendar.Day(clock.GetUtcNow()));
        await using (var db = await contexts.CreateDbContextAsync(stop))
        {
            if (await db.LedgerAudits.AnyAsync(row => row.StartedAt >= midnight, stop))
                return;
        }

        await audit.AuditAsync(Actor.System, stop);
    }
}
