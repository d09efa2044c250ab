namespace Portal.App.Money.Payouts;

/// <summary>Why the portal itself holds a line of a batch, see <see cref="PayoutChecks"/>. Words under <c>PayoutReason_…</c>.</summary>
public static class PayoutReasons
{
    /// <summary>The partner took the account out of use after asking.</summary>
    public const string AccountRemoved = "account_removed";

    /// <summary>The account may not be paid to yet.</summary>
    public const string AccountCoolingOff = "account_cooling_off";

    /// <summary>The partner's identity is not verified any more (R6.5).</summary>
    public const string IdentityMissing = "identity_missing";

    /// <summary>The partner's agreement is not signed any more (R6.5).</summary>
    public const string AgreementMissing = "agreement_missing";

    /// <summary>A reversal, a correction or a hold took more than there was (R6.7): what was requested is more than is owed.</summary>
    public const string NegativeBalance = "negative_balance";

    public static readonly IReadOnlyList<string> All =
        [AccountRemoved, AccountCoolingOff, IdentityMissing, AgreementMissing, NegativeBalance];
}
