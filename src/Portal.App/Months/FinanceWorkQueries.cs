using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Ledger;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Months;

/// <summary>What waits for finance.</summary>
/// <param name="ToApprove">Batches that wait for a second person.</param>
/// <param name="Awaited">Batches that the bank has.</param>
/// <param name="Unmatched">Lines of banks' answers that fitted nothing.</param>
/// <param name="Proposed">Corrections that wait for a second person.</param>
/// <param name="AuditFindings">What the last audit found.</param>
/// <param name="ToClose">Months that are over and not closed, the oldest first.</param>
/// <param name="ToPay">Months that are over whose requests are in no batch, the oldest first.</param>
public sealed record FinanceWork(
    int ToApprove, int Awaited, int Unmatched, int Proposed, int AuditFindings, IReadOnlyList<DateOnly> ToClose, IReadOnlyList<MonthToPay> ToPay);

/// <param name="Amount">Đồng.</param>
public sealed record MonthToPay(DateOnly Month, int Count, long Amount);

/// <summary>What finance has to do, from the same rows as the pages that it opens.</summary>
public sealed class FinanceWorkQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public async Task<FinanceWork?> WorkAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var month = LocalCalendar.Month(LocalCalendar.Day(clock.GetUtcNow()));
        var batches = await db.PayoutBatches.Where(batch => batch.State == PayoutBatchState.Made || batch.State == PayoutBatchState.Approved).GroupBy(batch => batch.State)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var closed = await db.Books.AsNoTracking().Select(books => books.ClosedThrough).SingleOrDefaultAsync(cancellationToken);
        return new FinanceWork(
            batches.GetValueOrDefault(PayoutBatchState.Made),
            batches.GetValueOrDefault(PayoutBatchState.Approved),
            await db.UnmatchedAnswers.CountAsync(answer => answer.SettledAt == null, cancellationToken),
            await db.Adjustments.CountAsync(row => row.State == AdjustmentState.Proposed, cancellationToken),
            await db.LedgerAudits.OrderByDescending(audit => audit.EndedAt).Select(audit => audit.Findings).FirstOrDefaultAsync(cancellationToken),
            await db.JournalEntries.Where(entry => entry.Month > closed && entry.Month < month).Select(entry => entry.Month).Distinct().OrderBy(one => one).ToListAsync(cancellationToken),
            await db.Withdrawals.Where(row => row.State == WithdrawalState.Requested && row.Month < month).GroupBy(row => row.Month).OrderBy(group => group.Key)
                .Select(group => new MonthToPay(group.Key, group.Count(), group.Sum(row => row.Amount))).ToListAsync(cancellationToken));
    }
}
