using Portal.Domain.Common;

namespace Portal.Domain.Ledger;

/// <summary>
/// The accounts of the trial balance, as the platform sees them. What it earns and owes is a credit, what it spends and is owed a debit.
/// Words under <c>TrialAccount_…</c>.
/// </summary>
public enum TrialAccount
{
    /// <summary>Surcharges of shops' orders (R7.3).</summary>
    SurchargeRevenue,

    /// <summary>Rewards before tax (R6.2).</summary>
    RewardCost,

    /// <summary>Discounts that the platform gave and bears (R7.9).</summary>
    PromotionCost,

    /// <summary>What partners can withdraw.</summary>
    OwedToPartners,

    /// <summary>What partners owe after reversals (R6.7).</summary>
    OwedByPartners,

    /// <summary>Money that is looked at, and not to be paid now.</summary>
    Held,

    /// <summary>Requested and not paid yet.</summary>
    Reserved,

    PaidOut,
    TaxWithheld,
    TaxRemitted,

    /// <summary>What is to be settled with shops.</summary>
    OwedToShops,

    /// <summary>What shops owe and is not invoiced yet.</summary>
    OwedByShops,

    /// <summary>What stands open on shops' invoices (R7.9).</summary>
    OpenInvoices,

    /// <summary>What shops paid for their invoices.</summary>
    Received,
}

/// <summary>What one kind of holder has in the ledger, with the holders in whose favour it is apart from those who owe.</summary>
/// <param name="InFavour">What is payable to holders, over those who have something.</param>
/// <param name="Owing">What is payable over those who owe; zero or below.</param>
/// <param name="Amounts">All accounts, added up over the holders.</param>
public readonly record struct HolderTotals(Dong InFavour, Dong Owing, LedgerAmounts Amounts);

/// <summary>A line of the trial balance: one of the two amounts is zero, unless both are.</summary>
public sealed record TrialLine(TrialAccount Account, Dong Debit, Dong Credit);

/// <summary>
/// All that the platform earned, spent, owes, is owed, holds and has paid. Since each entry sums to zero (R6.1), debit and credit are
/// equal.
/// </summary>
public sealed record TrialBalance(IReadOnlyList<TrialLine> Lines)
{
    public Dong Debit => Sum(line => line.Debit);

    public Dong Credit => Sum(line => line.Credit);

    /// <summary>Zero, or entries were lost or made up.</summary>
    public Dong Difference => Credit - Debit;

    public static TrialBalance Of(HolderTotals partners, HolderTotals shops) => new(
    [
        Line(TrialAccount.SurchargeRevenue, shops.Amounts.Surcharged + partners.Amounts.Surcharged),
        Line(TrialAccount.RewardCost, partners.Amounts.Earned + shops.Amounts.Earned),
        Line(TrialAccount.PromotionCost, shops.Amounts.Promoted + partners.Amounts.Promoted),
        Line(TrialAccount.OwedToPartners, partners.InFavour),
        Line(TrialAccount.OwedByPartners, partners.Owing),
        Line(TrialAccount.Held, partners.Amounts.Held + shops.Amounts.Held),
        Line(TrialAccount.Reserved, partners.Amounts.Reserved + shops.Amounts.Reserved),
        Line(TrialAccount.PaidOut, partners.Amounts.PaidOut + shops.Amounts.PaidOut),
        Line(TrialAccount.TaxWithheld, partners.Amounts.TaxWithheld + shops.Amounts.TaxWithheld),
        Line(TrialAccount.TaxRemitted, partners.Amounts.TaxRemitted + shops.Amounts.TaxRemitted),
        Line(TrialAccount.OwedToShops, shops.InFavour),
        Line(TrialAccount.OwedByShops, shops.Owing),
        Line(TrialAccount.OpenInvoices, shops.Amounts.Invoiced + partners.Amounts.Invoiced),
        Line(TrialAccount.Received, shops.Amounts.Received + partners.Amounts.Received),
    ]);

    private static TrialLine Line(TrialAccount account, Dong amount) => amount < Dong.Zero
        ? new TrialLine(account, -amount, Dong.Zero) : new TrialLine(account, Dong.Zero, amount);

    private Dong Sum(Func<TrialLine, Dong> of) => Lines.Aggregate(Dong.Zero, (sum, line) => sum + of(line));
}
