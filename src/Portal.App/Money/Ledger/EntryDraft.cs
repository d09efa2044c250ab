using Portal.Domain.Ledger;
using Portal.Domain.Tax;

namespace Portal.App.Money.Ledger;

/// <summary>A fact to be recorded; <see cref="LedgerWriter"/> decides in which month's books it stands.</summary>
public sealed record EntryDraft(Guid HolderId, EntryReason Reason, string Key, DateTimeOffset OccurredAt, LedgerAmounts Amounts)
{
    public LedgerHolder Holder { get; init; }

    /// <summary>The month whose tax it settles; null where it is the entry's own, or where no tax is withheld.</summary>
    public DateOnly? TaxMonth { get; init; }

    public TaxBasis? Basis { get; init; }

    public Guid? RewardId { get; init; }

    public Guid? SurchargeId { get; init; }

    public Guid? OrderId { get; init; }

    public Guid? WithdrawalId { get; init; }

    public Guid? InvoiceId { get; init; }

    public Guid? CorrectsId { get; init; }

    /// <summary>Null for the one of which the transaction is, where it is of one.</summary>
    public Guid? DisputeId { get; init; }

    public string? By { get; init; }

    public string? Note { get; init; }
}
