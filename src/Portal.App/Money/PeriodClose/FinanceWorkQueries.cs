using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Money.Invoices;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.PeriodClose;

/// <summary>What waits for finance.</summary>
/// <param name="ToApprove">Batches that wait for a second person.</param>
/// <param name="Awaited">Batches that the bank has.</param>
/// <param name="Unmatched">Lines of banks' answers that fitted nothing.</param>
/// <param name="Proposed">Corrections that wait for a second person.</param>
/// <param name="AuditFindings">What the last audit found.</param>
/// <param name="ToPay">Months that are over whose requests are in no batch, the oldest first.</param>
/// <param name="Tasks">All of it: first what the reader can do, of that what is late the longest, then the oldest and largest.</param>
public sealed record FinanceWork(
    int ToApprove, int Awaited, int Unmatched, int Proposed, int AuditFindings, IReadOnlyList<MonthToPay> ToPay,
    IReadOnlyList<FinanceTask> Tasks);

/// <param name="Amount">Đồng.</param>
public sealed record MonthToPay(DateOnly Month, int Count, long Amount);

/// <summary>What there is to do for finance. Words under <c>FinanceTaskKind_…</c>.</summary>
public enum FinanceTaskKind
{
    CloseMonth,
    MakeBatch,
    ApproveBatch,
    BringAnswers,
    ResolveExceptions,
    DecideAdjustments,

    /// <summary>Statements of a week that is over leave something to settle with shops (R7.7).</summary>
    MakeSettlement,

    /// <summary>Invoices whose day has passed (R7.9).</summary>
    OverdueInvoices,
}

/// <summary>One thing to do.</summary>
/// <param name="Month">Whose it is; null where it is of no month.</param>
/// <param name="BatchId">The batch that it is about.</param>
/// <param name="Batch">Its number.</param>
/// <param name="Count">Partners, requests, lines, answers or corrections.</param>
/// <param name="Amount">What hangs on it, in đồng: tax to settle, requests to pay, what the bank transfers, corrections whatever their
/// sign.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Promise">By when it was promised to partners; null where nothing is.</param>
/// <param name="WaitsFor">Who has to act.</param>
/// <param name="Mine">Whether the reader may do it: nobody approves their own (R6.6).</param>
public sealed record FinanceTask(
    FinanceTaskKind Kind, DateOnly? Month, Guid? BatchId, string? Batch, int Count, long Amount, DateTimeOffset Since, PromisedDay? Promise,
    WaitsFor WaitsFor, bool Mine)
{
    public int DaysLate => Promise?.DaysLate ?? 0;

    /// <summary>The Monday of the week that is to be settled with shops; null of anything else.</summary>
    public DateOnly? Week { get; init; }
}

/// <summary>What finance has to do, from the same rows as the pages that it opens.</summary>
public sealed class FinanceWorkQueries(
    IDbContextFactory<PortalDb> contexts, SettlementQueries settlements, PortalSettings settings, TimeProvider clock)
{
    public async Task<FinanceWork?> WorkAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var today = LocalCalendar.Day(clock.GetUtcNow());
        var toPay = await db.Withdrawals
            .Where(row => row.Holder == LedgerHolder.Partner && row.State == WithdrawalState.Requested
                && row.Month < LocalCalendar.Month(today))
            .GroupBy(row => row.Month).OrderBy(group => group.Key)
            .Select(group => new MonthToPay(group.Key, group.Count(), group.Sum(row => row.Amount))).ToListAsync(cancellationToken);
        var batches = await BatchesAsync(db, actor, today, cancellationToken);
        var unmatched = await UnmatchedAsync(db, actor, cancellationToken);
        var proposed = await ProposedAsync(db, actor, cancellationToken);
        List<FinanceTask> tasks =
        [
            .. await ClosesAsync(db, actor, today, cancellationToken),
            .. toPay.Select(month => new FinanceTask(
                FinanceTaskKind.MakeBatch, month.Month, null, null, month.Count, month.Amount, LocalCalendar.MonthPeriod(month.Month).End,
                PaymentWindow.PromiseOf(month.Month, WithdrawalState.Requested, null, today), WaitsFor.Finance,
                actor.May(PayoutPermissions.Write))),
            .. batches, .. unmatched, .. proposed,
            .. await SettlementsAsync(actor, today, cancellationToken), .. await OverdueAsync(db, actor, today, cancellationToken),
        ];
        return new FinanceWork(
            batches.Count(task => task.Kind == FinanceTaskKind.ApproveBatch),
            batches.Count(task => task.Kind == FinanceTaskKind.BringAnswers),
            unmatched.Sum(task => task.Count),
            proposed.Sum(task => task.Count),
            await db.LedgerAudits.OrderByDescending(audit => audit.EndedAt).Select(audit => audit.Findings)
            .FirstOrDefaultAsync(cancellationToken),
            toPay,
            [.. tasks.OrderByDescending(task => task.Mine).ThenByDescending(task => task.DaysLate).ThenBy(task => task.Since)
                .ThenByDescending(task => task.Amount)]);
    }

    private async Task<List<FinanceTask>> SettlementsAsync(Actor actor, DateOnly today, CancellationToken cancellationToken) =>
        await settlements.NextAsync(actor, cancellationToken) is { } week && week.Statements > week.WithoutAccount
            ?
            [
                new(FinanceTaskKind.MakeSettlement, null, null, null, week.Statements, week.Amount, LocalCalendar.WeekPeriod(week.Week).End,
                    PromisedDay.Of(PaymentWindow.OfWeek(week.Week).Until, today, WaitsFor.Finance), WaitsFor.Finance,
                    actor.May(PayoutPermissions.Write))
                {
                    Week = week.Week,
                },
            ]
            : [];

    private static async Task<List<FinanceTask>> OverdueAsync(
        PortalDb db, Actor actor, DateOnly today, CancellationToken cancellationToken) =>
        await db.Invoices.Where(row => row.DueOn < today && row.Amount > row.Paid + row.SetOff).GroupBy(_ => 1)
            .Select(group => new
            {
                Count = group.Count(),
                Amount = group.Sum(row => row.Amount - row.Paid - row.SetOff),
                Since = group.Min(row => row.DueOn),
            })
            .SingleOrDefaultAsync(cancellationToken) is { } overdue
            ? [new(FinanceTaskKind.OverdueInvoices, null, null, null, overdue.Count, overdue.Amount,
                LocalCalendar.StartOf(overdue.Since.AddDays(1)), null, WaitsFor.Finance, actor.May(InvoicePermissions.Write))]
            : [];

    private async Task<List<FinanceTask>> ClosesAsync(PortalDb db, Actor actor, DateOnly today, CancellationToken cancellationToken)
    {
        var month = LocalCalendar.Month(today);
        var closed = await db.LedgerPeriods.AsNoTracking().Select(period => period.ClosedThrough).SingleOrDefaultAsync(cancellationToken);
        var open = await db.JournalEntries.Where(entry => entry.Month > closed && entry.Month < month).Select(entry => entry.Month)
            .Distinct().OrderBy(one => one)
            .ToListAsync(cancellationToken);
        var taxes = await db.JournalEntries.Where(entry => entry.TaxMonth > closed && entry.TaxMonth < month)
            .GroupBy(entry => entry.TaxMonth!.Value)
            .Select(group => new
            {
                group.Key,
                Tax = group.Sum(entry => entry.TaxWithheld),
                Partners = group.Select(entry => entry.HolderId).Distinct().Count()
            })
            .ToDictionaryAsync(group => group.Key, cancellationToken);
        // whom a close put aside is not settled either
        var aside = await db.UnsettledMonths.Join(
                db.JournalEntries, row => new { Month = (DateOnly?)row.Month, row.PartnerId },
                entry => new { Month = entry.TaxMonth, PartnerId = entry.HolderId },
                (row, entry) => new { row.Month, row.PartnerId, entry.TaxWithheld })
            .GroupBy(row => row.Month)
            .Select(group => new
            {
                group.Key,
                Tax = group.Sum(row => row.TaxWithheld),
                Partners = group.Select(row => row.PartnerId).Distinct().Count()
            })
            .ToListAsync(cancellationToken);
        FinanceTask Task(DateOnly one, int partners, long tax) => new(
            FinanceTaskKind.CloseMonth, one, null, null, partners, tax,
            LocalCalendar.MonthPeriod(one).End, ClosePromise.Of(settings, one, today), WaitsFor.Finance,
            actor.May(PeriodClosePermissions.Close));
        return
        [
            .. aside.Select(row => Task(row.Key, row.Partners, row.Tax)),
            .. open.Select(one => Task(one, taxes.GetValueOrDefault(one)?.Partners ?? 0, taxes.GetValueOrDefault(one)?.Tax ?? 0)),
        ];
    }

    private static async Task<List<FinanceTask>> BatchesAsync(PortalDb db, Actor actor, DateOnly today, CancellationToken cancellationToken)
    {
        // one batch a month (R6.6) and one a week (R7.7), so these are few
        var own = FourEyes.OwnOrganisations(db, actor);
        var rows = await db.PayoutBatches.AsNoTracking()
            .Where(batch => batch.State == PayoutBatchState.Made || batch.State == PayoutBatchState.Approved)
            .Select(batch => new
            {
                Batch = batch,
                Count = db.PayoutLines.Count(line => line.BatchId == batch.Id && line.State == PayoutLineState.Included),
                Amount = db.PayoutLines.Where(line => line.BatchId == batch.Id && line.State == PayoutLineState.Included)
                .Sum(line => line.Amount - line.Tax),
                PaysReader = db.PayoutLines.Any(
                    line => line.BatchId == batch.Id && line.State == PayoutLineState.Included && own.Contains(line.HolderId)),
            })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row =>
        {
            var made = row.Batch.State == PayoutBatchState.Made;
            return new FinanceTask(
                made ? FinanceTaskKind.ApproveBatch : FinanceTaskKind.BringAnswers, row.Batch.Month, row.Batch.Id, row.Batch.Number,
                row.Count, row.Amount,
                made ? row.Batch.MadeAt : row.Batch.ApprovedAt!.Value, PaymentWindow.PromiseOf(row.Batch.Window, row.Batch.State, today),
                made ? WaitsFor.Approver : WaitsFor.Bank,
                made ? actor.May(PayoutPermissions.Approve) && !FourEyes.IsOwn(actor, row.Batch.MadeById)
                && !row.PaysReader : actor.May(PayoutPermissions.Write));
        });
    }

    private static async Task<List<FinanceTask>> UnmatchedAsync(PortalDb db, Actor actor, CancellationToken cancellationToken) =>
        await db.ReconciliationExceptions.Where(answer => answer.SettledAt == null).GroupBy(_ => 1)
            .Select(group => new
            {
                Count = group.Count(),
                Amount = group.Sum(answer => answer.Amount ?? 0),
                Since = group.Min(answer => answer.At)
            })
            .SingleOrDefaultAsync(cancellationToken) is { } open
            ? [new(FinanceTaskKind.ResolveExceptions, null, null, null, open.Count, open.Amount, open.Since, null, WaitsFor.Finance,
                actor.May(PayoutPermissions.Write))]
            : [];

    private static async Task<List<FinanceTask>> ProposedAsync(PortalDb db, Actor actor, CancellationToken cancellationToken)
    {
        var proposed = db.Adjustments.Where(row => row.State == AdjustmentState.Proposed);
        if (await proposed.GroupBy(_ => 1)
            .Select(group => new
            {
                Count = group.Count(),
                Amount = group.Sum(row => Math.Abs(row.Gross)),
                Since = group.Min(row => row.ProposedAt)
            })
            .SingleOrDefaultAsync(cancellationToken) is not { } open)
            return [];

        var own = FourEyes.OwnOrganisations(db, actor);
        var mine = actor.May(LedgerPermissions.AdjustmentsApprove)
            && await FourEyes.OfOthers(proposed, actor, row => row.ProposedById)
            .AnyAsync(row => !own.Contains(row.PartnerId), cancellationToken);
        return [new(FinanceTaskKind.DecideAdjustments, null, null, null, open.Count, open.Amount, open.Since, null, WaitsFor.Approver,
            mine)];
    }
}
