namespace Portal.App.Money.Ledger;

/// <summary>What people call a dispute that entries name.</summary>
internal sealed class DisputeNumber
{
    public required Guid DisputeId { get; init; }

    public required string Number { get; init; }
}
