using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Ledger;

/// <summary>A column for each account of a partner or shop, in đồng: of an entry its postings, of a balance what they add up to.</summary>
public abstract class LedgerColumns
{
    /// <summary>For EF, which sets the columns itself.</summary>
    protected LedgerColumns()
    {
    }

    protected LedgerColumns(LedgerAmounts amounts)
    {
        Earned = amounts.Earned.Amount;
        Available = amounts.Available.Amount;
        AvailablePreTax = amounts.AvailablePreTax.Amount;
        Held = amounts.Held.Amount;
        TaxWithheld = amounts.TaxWithheld.Amount;
        TaxRemitted = amounts.TaxRemitted.Amount;
        Reserved = amounts.Reserved.Amount;
        PaidOut = amounts.PaidOut.Amount;
        Surcharged = amounts.Surcharged.Amount;
        Promoted = amounts.Promoted.Amount;
        Invoiced = amounts.Invoiced.Amount;
        Received = amounts.Received.Amount;
    }

    public long Earned { get; private set; }

    public long Available { get; private set; }

    public long AvailablePreTax { get; private set; }

    public long Held { get; private set; }

    public long TaxWithheld { get; private set; }

    public long TaxRemitted { get; private set; }

    public long Reserved { get; private set; }

    public long PaidOut { get; private set; }

    public long Surcharged { get; private set; }

    public long Promoted { get; private set; }

    public long Invoiced { get; private set; }

    public long Received { get; private set; }

    public LedgerAmounts Amounts => new()
    {
        Earned = new Dong(Earned),
        Available = new Dong(Available),
        AvailablePreTax = new Dong(AvailablePreTax),
        Held = new Dong(Held),
        TaxWithheld = new Dong(TaxWithheld),
        TaxRemitted = new Dong(TaxRemitted),
        Reserved = new Dong(Reserved),
        PaidOut = new Dong(PaidOut),
        Surcharged = new Dong(Surcharged),
        Promoted = new Dong(Promoted),
        Invoiced = new Dong(Invoiced),
        Received = new Dong(Received),
    };

    /// <summary>The database itself refuses what does not balance (R6.1).</summary>
    internal static void MustBalance<T>(EntityTypeBuilder<T> entity, string table)
        where T : LedgerColumns =>
        entity.ToTable(table, built => built.HasCheckConstraint(
            $"CK_{table}_Balances",
            string.Join(" + ", Names.Select(name => $"\"{name}\"")) + " = 0"));

    /// <summary>The columns, in the order in which hashes and statements name them.</summary>
    internal static readonly IReadOnlyList<string> Names =
        [nameof(Earned), nameof(Available), nameof(AvailablePreTax), nameof(Held), nameof(TaxWithheld), nameof(TaxRemitted),
            nameof(Reserved), nameof(PaidOut), nameof(Surcharged), nameof(Promoted), nameof(Invoiced), nameof(Received)];

    internal static IReadOnlyList<long> Values(LedgerAmounts amounts) =>
    [
        amounts.Earned.Amount, amounts.Available.Amount, amounts.AvailablePreTax.Amount, amounts.Held.Amount,
        amounts.TaxWithheld.Amount, amounts.TaxRemitted.Amount, amounts.Reserved.Amount, amounts.PaidOut.Amount,
        amounts.Surcharged.Amount, amounts.Promoted.Amount, amounts.Invoiced.Amount, amounts.Received.Amount,
    ];
}
