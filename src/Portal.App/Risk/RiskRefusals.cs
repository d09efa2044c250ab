namespace Portal.App.Risk;

/// <summary>Why a decision about a case of risk changes nothing.</summary>
public static class RiskRefusals
{
    /// <summary>No such case, or none that the actor may know of.</summary>
    public const string NotFound = "risk_not_found";

    /// <summary>No reward of the case can be held.</summary>
    public const string NothingToHold = "risk_nothing_to_hold";

    /// <summary>No reward of the case is held.</summary>
    public const string NothingHeld = "risk_nothing_held";

    /// <summary>No signal of the case waits for a decision.</summary>
    public const string NothingNew = "risk_nothing_new";
}
