namespace Portal.App.Money.Ledger;

/// <summary>Why an adjustment is not decided.</summary>
public static class LedgerRefusals
{
    /// <summary>No such adjustment.</summary>
    public const string AdjustmentNotFound = "adjustment_not_found";

    /// <summary>Whoever proposed it cannot decide about it.</summary>
    public const string OwnAdjustment = "own_adjustment";

    /// <summary>Somebody decided already.</summary>
    public const string AdjustmentDecided = "adjustment_decided";
}
