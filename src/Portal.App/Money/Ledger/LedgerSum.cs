using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Ledger;

/// <summary>What a group of entries adds up to.</summary>
internal sealed class LedgerSum<TKey>
{
    public required TKey Key { get; init; }

    public required int Entries { get; init; }

    public required long Earned { get; init; }

    public required long Available { get; init; }

    public required long AvailablePreTax { get; init; }

    public required long Held { get; init; }

    public required long TaxWithheld { get; init; }

    public required long TaxRemitted { get; init; }

    public required long Reserved { get; init; }

    public required long PaidOut { get; init; }

    public required long Surcharged { get; init; }

    public required long Promoted { get; init; }

    public required long Invoiced { get; init; }

    public required long Received { get; init; }

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
}
