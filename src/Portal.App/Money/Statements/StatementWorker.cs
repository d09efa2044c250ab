using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Money.Invoices;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Statements;

namespace Portal.App.Money.Statements;

/// <summary>
/// From Monday 00:00 on makes the statements of the week before (R7.7), and from the first of a month on the invoices of the month before
/// (R7.9). It looks once a minute until nothing is left to do of the week or month, and once after each start.
/// </summary>
public sealed class StatementWorker(
    IDbContextFactory<PortalDb> contexts, MakeStatements statements, MakeInvoices invoices, FailedWork failed, TimeProvider clock,
    ILogger<StatementWorker> log)
    : PeriodicWorker(TimeSpan.FromMinutes(1), failed, clock, log)
{
    private readonly FailedWork failed = failed;
    private readonly TimeProvider clock = clock;
    private readonly ILogger<StatementWorker> log = log;

    /// <summary>The last week of which every shop that was due was tried once.</summary>
    private DateOnly? tried;

    /// <summary>The last week of which nothing is left to do, and the last month.</summary>
    private DateOnly? stated;
    private DateOnly? invoiced;

    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
    [
        (StateAsync, "Weekly statements could not be made"),
        (InvoiceAsync, "Invoices could not be made"),
    ];

    private async Task StateAsync(CancellationToken stop)
    {
        var week = StatementWeek.LastOver(clock.GetUtcNow());
        if (week == stated)
            return;

        var all = await EachAsync(
            WorkKind.Statement, (db, after) => MakeStatements.Due(db, week, after), statements.RunAsync, MakeStatements.Part, stop);
        tried = week;
        if (all)
            stated = week;
    }

    private async Task InvoiceAsync(CancellationToken stop)
    {
        // a month's last statements are made before its invoices; a shop whose statement fails holds up no other
        var month = LocalCalendar.Month(LocalCalendar.Day(clock.GetUtcNow())).AddMonths(-1);
        if (month == invoiced || tried != StatementWeek.LastOver(clock.GetUtcNow()))
            return;

        var all = await EachAsync(
            WorkKind.Invoice, (db, after) => MakeInvoices.Due(db, month, after), (shops, cancel) => invoices.RunAsync(shops, month, cancel),
            MakeInvoices.Part, stop);
        if (all)
            invoiced = month;
    }

    /// <summary>
    /// Goes through the shops that are due, a few in a transaction. Where that fails, each goes by itself, so that one that fails holds up
    /// no other.
    /// </summary>
    /// <returns>True when none is left.</returns>
    private async Task<bool> EachAsync(
        WorkKind kind, Func<PortalDb, Guid, IQueryable<Guid>> due, Func<IReadOnlyCollection<Guid>, CancellationToken, Task<int>> make,
        int part, CancellationToken stop)
    {
        var (after, done, all) = (Guid.Empty, 0, true);
        while (await NextAsync(kind, due, after, part, stop) is { Count: > 0 } shops)
        {
            after = shops[^1].Id;
            var awake = shops.FindAll(shop => !shop.Rests);
            all &= awake.Count == shops.Count;
            try
            {
                // what failed before goes by itself, so that it is known when it succeeds
                var together = awake.FindAll(shop => !shop.HasFailed);
                done += together.Count == 0 ? 0 : await make(together.ConvertAll(shop => shop.Id), stop);
                awake.RemoveAll(shop => !shop.HasFailed);
            }
            catch (Exception failure) when (FailedWork.IsItsOwn(failure, stop))
            {
                log.LogWarning(failure, "{Kind}: {Count} shops go one by one, since one of them fails", kind, awake.Count);
            }

            foreach (var shop in awake)
                all &= await OneAsync(kind, shop, make, stop);

            if (shops.Count == part)
                log.LogInformation("{Kind}: {Done} made so far", kind, done);
        }

        return all;
    }

    private async Task<bool> OneAsync(
        WorkKind kind, Waiting shop, Func<IReadOnlyCollection<Guid>, CancellationToken, Task<int>> make, CancellationToken stop)
    {
        var item = new WorkItem(kind, shop.Id, shop.Name);
        if (!await failed.TryAsync(item, cancel => make([shop.Id], cancel), stop))
            return false;

        await failed.ForgetAsync(item, stop);
        return true;
    }

    private async Task<List<Waiting>> NextAsync(
        WorkKind kind, Func<PortalDb, Guid, IQueryable<Guid>> due, Guid after, int part, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var resting = db.Resting(kind, clock.GetUtcNow());
        var failures = db.WorkFailures.Where(failure => failure.Kind == kind);
        var ids = due(db, after).Take(part);
        return await db.Shops.Where(shop => ids.Contains(shop.Id)).OrderBy(shop => shop.Id)
            .Select(shop => new Waiting(
                shop.Id, shop.Name, resting.Contains(shop.Id), failures.Any(failure => failure.SubjectId == shop.Id))).ToListAsync(stop);
    }

    private sealed record Waiting(Guid Id, string Name, bool Rests, bool HasFailed);
}
