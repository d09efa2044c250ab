using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Rewards;
using Portal.Domain.Tax;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.PeriodClose;

/// <summary>The checklist of a close.</summary>
internal static class MonthChecks
{
    public static async Task<IReadOnlyList<CloseCheckResult>> OfAsync(
        PortalDb db, DateOnly month, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var period = LocalCalendar.MonthPeriod(month);
        var closedThrough = await db.LedgerPeriods.AsNoTracking().Select(period => period.ClosedThrough)
            .SingleOrDefaultAsync(cancellationToken);
        var earlier = await db.JournalEntries.Where(entry => entry.Month < month && entry.Month > closedThrough)
            .Select(entry => entry.Month).Distinct().CountAsync(cancellationToken);
        var batches = await db.PayoutBatches.CountAsync(
            batch => batch.Month < month && (batch.State == PayoutBatchState.Made || batch.State == PayoutBatchState.Approved),
            cancellationToken);
        var unmatched = await db.ReconciliationExceptions.CountAsync(
            answer => answer.SettledAt == null && db.PayoutBatches.Any(batch => batch.Id == answer.BatchId && batch.Month < month),
            cancellationToken);
        var findings = await db.LedgerAudits.AsNoTracking().OrderByDescending(audit => audit.EndedAt).Select(audit => audit.Findings)
            .FirstOrDefaultAsync(cancellationToken);
        var withheld = await db.JournalEntries.AnyAsync(
            entry => entry.TaxMonth == month && entry.Basis == TaxBasis.CalendarMonth, cancellationToken);
        var policy = await TaxSettlements.PolicyAsync(db, month, cancellationToken);
        var held = await db.RewardHolds.CountAsync(hold => hold.ReleasedAt == null, cancellationToken);
        var unposted = await db.Rewards.CountAsync(
            reward => reward.State == RewardState.Earned && !reward.IsReplaced && reward.Gross != 0 && reward.EarnedAt < period.End
                && !db.JournalEntries.Any(entry => entry.RewardId == reward.Id),
            cancellationToken);
        return
        [
            new(CloseCheck.MonthOver, now < period.End ? 1 : 0),
            new(CloseCheck.EarlierMonths, earlier),
            new(CloseCheck.OpenBatches, batches),
            new(CloseCheck.ReconciliationExceptions, unmatched),
            new(CloseCheck.Audit, findings),
            new(CloseCheck.TaxPolicy, withheld && policy is null ? 1 : 0),
            new(CloseCheck.HeldRewards, held),
            new(CloseCheck.UnpostedRewards, unposted),
        ];
    }
}
