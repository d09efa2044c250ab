using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Where the tax of closed months is (R6.4). It follows from how far the close of the month is and from the month's gross, which changes no
/// more, and never from whether the close posted an entry for a partner: where the tax nets to zero it posts none.
/// </summary>
internal static class ClosedTax
{
    /// <summary>What a close and whoever moves tax of its month take to follow each other.</summary>
    public static byte[] LockOf(Guid partnerId) => partnerId.ToByteArray();

    /// <summary>
    /// With the partner or with the state, for those partners and months that a close has settled; the tax of all others is still kept
    /// back, and their close will see what the caller appends. A close that is on its way waits for the caller, and they for it.
    /// </summary>
    public static async Task<IReadOnlyDictionary<(Guid Partner, DateOnly Month), TaxDisposition>> PlacesAsync(
        PortalDb db, IReadOnlyCollection<(Guid Partner, DateOnly Month)> closed, IReadOnlyList<TaxPolicy> policies,
        CancellationToken cancellationToken)
    {
        var partners = closed.Select(one => one.Partner).Distinct().ToArray();
        var months = closed.Select(one => one.Month).Distinct().ToArray();
        await KeyLocks.TakeAsync(db, partners.Select(LockOf), cancellationToken);
        var settled = await Settled(db).Where(row => partners.Contains(row.PartnerId) && months.Contains(row.Month))
            .Select(row => new
            {
                row.PartnerId,
                row.Month,
                Gross = -db.JournalEntries.Where(
                    entry => entry.HolderId == row.PartnerId && entry.Month == row.Month && entry.Basis == TaxBasis.CalendarMonth)
                    .Sum(entry => entry.Earned),
            })
            .ToListAsync(cancellationToken);
        return settled.ToDictionary(
            row => (row.PartnerId, row.Month),
            row => policies.OfMonth(row.Month)?.IsReachedBy(new Dong(row.Gross)) == true
            ? TaxDisposition.Remitted : TaxDisposition.Refunded);
    }

    /// <summary>Whether the close of a month has settled this partner; the tax of payments always goes to the state then (R6.3).</summary>
    public static async Task<bool> IsSettledAsync(PortalDb db, Guid partnerId, DateOnly month, CancellationToken cancellationToken)
    {
        await KeyLocks.TakeAsync(db, [LockOf(partnerId)], cancellationToken);
        return await Settled(db).AnyAsync(row => row.PartnerId == partnerId && row.Month == month, cancellationToken);
    }

    /// <summary>The partners behind whom each close is, without those whom it put aside: those of a month that is closed are all.</summary>
    public static IQueryable<SettledMonth> Settled(PortalDb db) =>
        from close in db.MonthCloses
        from balance in db.LedgerBalances
        where balance.Holder == LedgerHolder.Partner && balance.HolderId.CompareTo(close.Cursor) <= 0
            && !db.UnsettledMonths.Any(aside => aside.Month == close.Month && aside.PartnerId == balance.HolderId)
        select new SettledMonth { PartnerId = balance.HolderId, Month = close.Month };

    /// <summary>Tax that these entries keep back in months whose close is past its partner. There is none, or something is wrong.</summary>
    public static IQueryable<LeftTax> Left(PortalDb db, IQueryable<JournalEntry> entries) => entries
        .Where(entry => entry.TaxMonth != null && db.LedgerPeriods.Any(period => period.ClosedThrough >= entry.TaxMonth)
            && !db.MonthCloses.Any(close => close.Month == entry.TaxMonth && entry.HolderId.CompareTo(close.Cursor) > 0)
            && !db.UnsettledMonths.Any(aside => aside.Month == entry.TaxMonth && aside.PartnerId == entry.HolderId))
        .GroupBy(entry => new { entry.HolderId, entry.TaxMonth, entry.Basis })
        .Where(group => group.Sum(entry => entry.TaxWithheld) != 0)
        .Select(group => new LeftTax
        {
            PartnerId = group.Key.HolderId,
            Month = group.Key.TaxMonth!.Value,
            Basis = group.Key.Basis,
            Tax = group.Sum(entry => entry.TaxWithheld),
        });
}

/// <summary>A partner whose tax of a month was settled.</summary>
internal sealed class SettledMonth
{
    public required Guid PartnerId { get; init; }

    public required DateOnly Month { get; init; }
}

/// <summary>Đồng of a partner's tax that a close should have settled; negative where it was given back of what was not there.</summary>
internal sealed class LeftTax
{
    public required Guid PartnerId { get; init; }

    public required DateOnly Month { get; init; }

    public required TaxBasis? Basis { get; init; }

    public required long Tax { get; init; }
}
