using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.PeriodClose;

/// <summary>What is to be done once a month is closed.</summary>
/// <param name="ToPay">Its requests that are in no batch; null where there are none.</param>
/// <param name="Batch">The batch that pays it, unless it was given up.</param>
/// <param name="NextMonth">The next month that waits for its close; null where none does.</param>
public sealed record AfterClose(MonthToPay? ToPay, MonthBatch? Batch, DateOnly? NextMonth);

public sealed record MonthBatch(Guid Id, string Number, PayoutBatchState State);

/// <summary>Where a closed month leads on to, for the operator only.</summary>
public sealed class AfterCloseQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public async Task<AfterClose?> GetAsync(Actor actor, DateOnly month, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return null;

        var first = LocalCalendar.Month(month);
        var current = LocalCalendar.Month(LocalCalendar.Day(clock.GetUtcNow()));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new AfterClose(
            await db.Withdrawals.Where(row => row.Holder == LedgerHolder.Partner && row.State == WithdrawalState.Requested
                && row.Month == first).GroupBy(row => row.Month)
                .Select(group => new MonthToPay(group.Key, group.Count(), group.Sum(row => row.Amount)))
                .SingleOrDefaultAsync(cancellationToken),
            await db.PayoutBatches.Where(row => row.Week == null && row.Month == first && row.State != PayoutBatchState.Discarded)
                .Select(row => new MonthBatch(row.Id, row.Number, row.State)).SingleOrDefaultAsync(cancellationToken),
            await db.JournalEntries.Where(
                entry => entry.Month > first && entry.Month < current && !db.MonthCloses.Any(row => row.Month == entry.Month))
                .Select(entry => (DateOnly?)entry.Month).OrderBy(one => one).FirstOrDefaultAsync(cancellationToken));
    }
}
