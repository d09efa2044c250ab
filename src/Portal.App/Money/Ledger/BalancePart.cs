using System.Linq.Expressions;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Ledger;

/// <summary>
/// A part of a partner's balance as people speak of it: one word, one figure and one list of entries wherever it is shown. Words under
/// <c>BalancePart_…</c>.
/// </summary>
public enum BalancePart
{
    /// <summary>What they can withdraw.</summary>
    Available,
    TaxWithheld,
    Held,
    Reserved,
    PaidOut,
    TaxRemitted,
}

/// <summary>What entries, sums and balances have of a part.</summary>
public static class BalanceParts
{
    public static Dong Of(this BalancePart part, LedgerAmounts amounts) => part switch
    {
        BalancePart.Available => amounts.Payable,
        BalancePart.TaxWithheld => amounts.TaxWithheld,
        BalancePart.Held => amounts.Held,
        BalancePart.Reserved => amounts.Reserved,
        BalancePart.PaidOut => amounts.PaidOut,
        _ => amounts.TaxRemitted,
    };

    /// <summary>What an entry moves of it.</summary>
    internal static Expression<Func<JournalEntry, long>> Amount(this BalancePart part) => part switch
    {
        BalancePart.Available => entry => entry.Available + entry.AvailablePreTax,
        BalancePart.TaxWithheld => entry => entry.TaxWithheld,
        BalancePart.Held => entry => entry.Held,
        BalancePart.Reserved => entry => entry.Reserved,
        BalancePart.PaidOut => entry => entry.PaidOut,
        _ => entry => entry.TaxRemitted,
    };

    /// <summary>Entries that move it.</summary>
    internal static Expression<Func<JournalEntry, bool>> Moved(this BalancePart part) => part switch
    {
        BalancePart.Available => entry => entry.Available + entry.AvailablePreTax != 0,
        BalancePart.TaxWithheld => entry => entry.TaxWithheld != 0,
        BalancePart.Held => entry => entry.Held != 0,
        BalancePart.Reserved => entry => entry.Reserved != 0,
        BalancePart.PaidOut => entry => entry.PaidOut != 0,
        _ => entry => entry.TaxRemitted != 0,
    };
}
