using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Appends entries and moves the balances, in the transaction of the fact that they record (R6.1). The only one who does. The unique
/// key of an entry refuses the same fact a second time; whoever loses that race starts again and finds it recorded.
/// </summary>
public sealed class LedgerWriter(TimeProvider clock)
{
    /// <summary>
    /// Takes the balance of a partner for a transaction that is about to take money out of it: others who do wait until its end.
    /// </summary>
    /// <returns>What they have; zero for one without entries.</returns>
    internal static async Task<LedgerAmounts> TakeBalanceAsync(PortalDb db, Guid partnerId, CancellationToken cancellationToken)
    {
        var row = db.LedgerBalances.Where(balance => balance.HolderId == partnerId);
        await row.ExecuteUpdateAsync(set => set.SetProperty(balance => balance.Earned, balance => balance.Earned), cancellationToken);
        return (await row.AsNoTracking().SingleOrDefaultAsync(cancellationToken))?.Amounts ?? default;
    }

    /// <summary>Appends these. Of one holder they move the balance by one statement, holders in one order by everybody.</summary>
    public async Task AppendAsync(
        PortalDb db, LedgerPeriod period, IReadOnlyCollection<EntryDraft> drafts, CancellationToken cancellationToken)
    {
        if (drafts.Count == 0)
            return;

        var now = Stored(clock.GetUtcNow());
        var entries = drafts.Select(draft => Entry(draft, db.Dispute, period, now)).ToList();
        await db.InsertAsync(entries, cancellationToken);
        await db.AddUpAsync(
            [
                .. entries.GroupBy(entry => (entry.HolderId, entry.Holder)).OrderBy(own => own.Key.HolderId)
                    .Select(own => new LedgerBalance(
                        own.Aggregate(default(LedgerAmounts), (sum, entry) => sum + entry.Amounts)) { HolderId = own.Key.HolderId,
                        Holder = own.Key.Holder }),
            ],
            cancellationToken);
    }

    public async Task AppendAsync(PortalDb db, IReadOnlyCollection<EntryDraft> drafts, CancellationToken cancellationToken)
    {
        if (drafts.Count > 0)
            await AppendAsync(db, await LedgerPeriod.KeepOpenAsync(db, cancellationToken), drafts, cancellationToken);
    }

    private JournalEntry Entry(EntryDraft draft, Guid? dispute, LedgerPeriod period, DateTimeOffset now)
    {
        if (draft.Amounts.Sum != Dong.Zero)
            throw new InvalidOperationException($"R6.1: {draft.Key} does not balance.");

        var amounts = draft.Amounts;
        var occurred = Stored(draft.OccurredAt);
        var fact = LocalCalendar.Month(LocalCalendar.Day(occurred));
        var month = period.MonthFor(fact);
        return new JournalEntry(amounts)
        {
            Id = Ids.New(clock),
            HolderId = draft.HolderId,
            Holder = draft.Holder,
            Reason = draft.Reason,
            Key = draft.Key,
            OccurredAt = occurred,
            RecordedAt = now,
            Month = month,
            FactMonth = fact,
            TaxMonth = draft.TaxMonth ?? (amounts.TaxWithheld != Dong.Zero ? month : null),
            Basis = draft.Basis,
            RewardId = draft.RewardId,
            SurchargeId = draft.SurchargeId,
            OrderId = draft.OrderId,
            WithdrawalId = draft.WithdrawalId,
            InvoiceId = draft.InvoiceId,
            CorrectsId = draft.CorrectsId,
            DisputeId = draft.DisputeId ?? dispute,
            By = draft.By,
            Note = draft.Note,
            Block = period.OpenBlock,
        }.WithHash();
    }

    /// <summary>As fine as the coarsest database keeps it, so that the hash is that of the stored row.</summary>
    private static DateTimeOffset Stored(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
