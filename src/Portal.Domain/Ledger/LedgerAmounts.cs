using Portal.Domain.Common;

namespace Portal.Domain.Ledger;

/// <summary>
/// One amount for each account that a partner or a shop has in the ledger. As the postings of an entry they say what moves and sum to zero
/// (R6.1); added up over entries they are their balances, which sum to zero too, since <see cref="Earned"/> runs against the others.
/// </summary>
public readonly record struct LedgerAmounts
{
    /// <summary>What the platform owes them for, before tax, with the sign of a debt: −100 000 for a reward of 100 000 đồng.</summary>
    public Dong Earned { get; init; }

    /// <summary>
    /// What they can withdraw, its tax withheld already (R6.2). Negative when a reversal took more than there was (R6.7). Of a shop: what
    /// the platform owes it, promotions less surcharges (R7.9); negative where the shop owes.
    /// </summary>
    public Dong Available { get; init; }

    /// <summary>What they can withdraw, its tax due when it is paid (R6.3, <c>per_payment</c>).</summary>
    public Dong AvailablePreTax { get; init; }

    /// <summary>Earned, but looked at: not to be paid now.</summary>
    public Dong Held { get; init; }

    /// <summary>Income tax kept back, neither remitted nor given back.</summary>
    public Dong TaxWithheld { get; init; }

    /// <summary>Income tax paid to the state for them.</summary>
    public Dong TaxRemitted { get; init; }

    /// <summary>Requested, not yet paid (R6.5).</summary>
    public Dong Reserved { get; init; }

    /// <summary>Paid to their bank account.</summary>
    public Dong PaidOut { get; init; }

    /// <summary>What the platform earned from a shop: the surcharges of its orders, less those taken back (R7.3). Positive.</summary>
    public Dong Surcharged { get; init; }

    /// <summary>Discounts that the platform gave and owes a shop (R7.9), with the sign of a debt as <see cref="Earned"/>.</summary>
    public Dong Promoted { get; init; }

    /// <summary>What a shop was invoiced for and has not paid (R7.9), with the sign of its debt: negative.</summary>
    public Dong Invoiced { get; init; }

    /// <summary>What a shop paid to the platform for its invoices. Negative, against <see cref="PaidOut"/>.</summary>
    public Dong Received { get; init; }

    /// <summary>What a withdrawal can take.</summary>
    public Dong Payable => Available + AvailablePreTax;

    /// <summary>Zero for every entry and every balance.</summary>
    public Dong Sum => Earned + Available + AvailablePreTax + Held + TaxWithheld + TaxRemitted + Reserved + PaidOut
        + Surcharged + Promoted + Invoiced + Received;

    public static LedgerAmounts operator +(LedgerAmounts left, LedgerAmounts right) => new()
    {
        Earned = left.Earned + right.Earned,
        Available = left.Available + right.Available,
        AvailablePreTax = left.AvailablePreTax + right.AvailablePreTax,
        Held = left.Held + right.Held,
        TaxWithheld = left.TaxWithheld + right.TaxWithheld,
        TaxRemitted = left.TaxRemitted + right.TaxRemitted,
        Reserved = left.Reserved + right.Reserved,
        PaidOut = left.PaidOut + right.PaidOut,
        Surcharged = left.Surcharged + right.Surcharged,
        Promoted = left.Promoted + right.Promoted,
        Invoiced = left.Invoiced + right.Invoiced,
        Received = left.Received + right.Received,
    };

    public static LedgerAmounts operator -(LedgerAmounts amounts) => new()
    {
        Earned = -amounts.Earned,
        Available = -amounts.Available,
        AvailablePreTax = -amounts.AvailablePreTax,
        Held = -amounts.Held,
        TaxWithheld = -amounts.TaxWithheld,
        TaxRemitted = -amounts.TaxRemitted,
        Reserved = -amounts.Reserved,
        PaidOut = -amounts.PaidOut,
        Surcharged = -amounts.Surcharged,
        Promoted = -amounts.Promoted,
        Invoiced = -amounts.Invoiced,
        Received = -amounts.Received,
    };
}
