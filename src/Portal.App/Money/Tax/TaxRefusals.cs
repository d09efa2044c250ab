namespace Portal.App.Money.Tax;

/// <summary>Why a tax policy or a payee is refused, and what cannot be paid without a policy.</summary>
public static class TaxRefusals
{
    /// <summary>No policy is in force on the day: such money cannot be paid. Facts: <c>day</c>.</summary>
    public const string PolicyMissing = "tax_policy_missing";

    /// <summary>A policy of this basis begins that day already.</summary>
    public const string PolicyKnown = "tax_policy_known";

    /// <summary>A policy begins after today, and one by calendar month on the first of a month.</summary>
    public const string PolicyBeginsLater = "policy_begins_later";

    /// <summary>A commitment ends before it begins.</summary>
    public const string UntilBeforeFrom = "until_before_from";
}
