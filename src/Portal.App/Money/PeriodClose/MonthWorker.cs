using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;

namespace Portal.App.Money.PeriodClose;

/// <summary>Goes on with closes that were interrupted or put somebody aside, at the start and once a minute.</summary>
public sealed class MonthWorker(
    IDbContextFactory<PortalDb> contexts, SettleMonth settling, FailedWork failed, TimeProvider clock, ILogger<MonthWorker> log)
    : PeriodicWorker(TimeSpan.FromMinutes(1), failed, clock, log)
{
    private readonly FailedWork failed = failed;

    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
        [(FinishAsync, "A month could not be closed to its end")];

    private async Task FinishAsync(CancellationToken stop)
    {
        var months = (await BegunAsync(stop)).ToDictionary(CloseMonth.SubjectOf);
        await failed.RunAsync(
            [.. months.Select(month =>
                new WorkItem(WorkKind.MonthClose, month.Key, month.Value.ToString("yyyy-MM", CultureInfo.InvariantCulture)))],
            (item, cancel) => settling.RunAsync(months[item.Id], cancel),
            stop);
    }

    private async Task<IReadOnlyList<DateOnly>> BegunAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.MonthCloses.Where(row => row.State == MonthCloseState.Closing).Select(row => row.Month).ToListAsync(stop);
    }
}
