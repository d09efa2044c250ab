namespace Portal.App.Payouts;

/// <summary>Why the portal itself holds a line when a batch is made; finance can decide otherwise. Words under <c>PayoutReason_…</c>.</summary>
public static class PayoutReasons
{
    /// <summary>The partner took the account out of use after he had asked.</summary>
    public const string AccountRemoved = "account_removed";

    /// <summary>A reversal took more than he had (R6.7): what he asked for is more than he is owed.</summary>
    public const string NegativeBalance = "negative_balance";

    public static readonly IReadOnlyList<string> All = [AccountRemoved, NegativeBalance];
}
