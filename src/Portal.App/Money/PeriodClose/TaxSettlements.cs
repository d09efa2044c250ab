using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;

namespace Portal.App.Money.PeriodClose;

/// <summary>What a close does with a partner's tax of a month (R6.4): of each basis one of the two amounts is zero.</summary>
/// <param name="Gross">Earned in the month before tax, reversals deducted; đồng.</param>
/// <param name="Withheld">The tax kept back of it.</param>
/// <param name="PaymentTax">Withheld from payments of the month (R6.3, <c>per_payment</c>); always remitted.</param>
public sealed record PartnerSettlement(Guid PartnerId, long Gross, long Withheld, long PaymentTax, TaxSettlement Settlement)
{
    public long Remit => Settlement.Remit.Amount + PaymentTax;

    public long Refund => Settlement.Refund.Amount;

    public int Entries => (Settlement.Remit.Amount != 0 || Settlement.Refund.Amount != 0 ? 1 : 0) + (PaymentTax != 0 ? 1 : 0);
}

/// <summary>Reads what of a month is to be settled, partner by partner: the close and its preview look at the same.</summary>
internal static class TaxSettlements
{
    /// <summary>The partners who have something to settle in a month.</summary>
    public static IQueryable<Guid> Partners(PortalDb db, DateOnly month) => db.JournalEntries.Where(entry => entry.TaxMonth == month)
        .Select(entry => entry.HolderId).Distinct();

    /// <summary>What is settled of those whose entries these are and who have something to settle, in the order of their ids.</summary>
    public static async Task<List<PartnerSettlement>> OfAsync(
        IQueryable<JournalEntry> theirs, DateOnly month, TaxPolicy? policy, CancellationToken cancellationToken)
    {
        var grosses = await theirs.Where(entry => entry.Month == month && entry.Basis == TaxBasis.CalendarMonth)
            .GroupBy(entry => entry.HolderId).Select(group => new { group.Key, Gross = -group.Sum(entry => entry.Earned) })
            .ToDictionaryAsync(group => group.Key, group => group.Gross, cancellationToken);
        var taxes = await theirs.Where(entry => entry.TaxMonth == month)
            .GroupBy(entry => new { entry.HolderId, entry.Basis })
            .Select(group => new { PartnerId = group.Key.HolderId, group.Key.Basis, Tax = group.Sum(entry => entry.TaxWithheld) })
            .ToListAsync(cancellationToken);
        var ofMonth = taxes.Where(row => row.Basis == TaxBasis.CalendarMonth).ToDictionary(row => row.PartnerId, row => row.Tax);
        var ofPayments = taxes.Where(row => row.Basis == TaxBasis.PerPayment).ToDictionary(row => row.PartnerId, row => row.Tax);
        return
        [
            .. taxes.Select(row => row.PartnerId).Distinct().Order().Select(partner =>
            {
                var (gross, withheld) = (grosses.GetValueOrDefault(partner), ofMonth.GetValueOrDefault(partner));
                var settlement = policy is null ? default : TaxSettlement.OfMonth(policy, new Dong(gross), new Dong(withheld));
                return new PartnerSettlement(partner, gross, withheld, ofPayments.GetValueOrDefault(partner), settlement);
            }),
        ];
    }

    /// <summary>The policy that a month is settled by: the one in force on its last day.</summary>
    public static async Task<TaxPolicy?> PolicyAsync(PortalDb db, DateOnly month, CancellationToken cancellationToken) =>
        (await StoredPolicies.AllAsync(db, cancellationToken)).OfMonth(month);

    /// <summary>The entries of a settlement, dated the first day of the next month.</summary>
    public static IEnumerable<EntryDraft> Drafts(PartnerSettlement partner, DateOnly month, string by)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"close:{partner.PartnerId:N}:{month:yyyy-MM}");
        var (remit, refund) = (partner.Settlement.Remit, partner.Settlement.Refund);
        if (remit != Dong.Zero)
            yield return New(partner, EntryReason.TaxRemitted, key, month, Postings.Remit(remit), TaxBasis.CalendarMonth, by);
        if (refund != Dong.Zero)
            yield return New(partner, EntryReason.TaxRefunded, key, month, Postings.Refund(refund), TaxBasis.CalendarMonth, by);
        if (partner.PaymentTax != 0)
            yield return New(partner, EntryReason.TaxRemitted, key + ":per_payment", month, Postings.Remit(new Dong(partner.PaymentTax)),
                TaxBasis.PerPayment, by);
    }

    /// <summary>The entry that settles what is left of a closed month; a fact of today, since that is when it is put right.</summary>
    /// <param name="left">What is kept back.</param>
    /// <param name="place">Where the month's tax went.</param>
    /// <param name="before">How many settlements the partner has of the month.</param>
    /// <param name="by">Who closes again.</param>
    public static EntryDraft Left(LeftTax left, TaxDisposition place, int before, DateTimeOffset now, string by)
    {
        var remit = left.Basis == TaxBasis.PerPayment || place == TaxDisposition.Remitted;
        var key = string.Create(CultureInfo.InvariantCulture, $"close:{left.PartnerId:N}:{left.Month:yyyy-MM}:{before + 1}:{left.Basis}");
        return new EntryDraft(
            left.PartnerId, remit ? EntryReason.TaxRemitted : EntryReason.TaxRefunded, key, now,
            remit ? Postings.Remit(new Dong(left.Tax)) : Postings.Refund(new Dong(left.Tax)))
        {
            TaxMonth = left.Month,
            Basis = left.Basis,
            By = by,
        };
    }

    private static EntryDraft New(
        PartnerSettlement partner, EntryReason reason, string key, DateOnly month, LedgerAmounts amounts, TaxBasis basis, string by) =>
        new(partner.PartnerId, reason, key, LocalCalendar.StartOf(month.AddMonths(1)), amounts)
        {
            TaxMonth = month,
            Basis = basis,
            By = by
        };
}
