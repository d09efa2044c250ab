namespace Portal.Domain.Withdrawals;

/// <summary>Why money is not withdrawn (R6.5).</summary>
public static class WithdrawalRefusals
{
    /// <summary>The partner's identity is not verified.</summary>
    public const string IdentityMissing = "withdrawal_identity_missing";

    /// <summary>The agreement is not signed.</summary>
    public const string AgreementMissing = "agreement_not_signed";

    /// <summary>The account cannot be used: removed, or in its cool-off.</summary>
    public const string AccountUnusable = "bank_account_not_usable";

    /// <summary>A reversal took more than there was; later rewards come first (R6.7). Facts: <c>available</c>.</summary>
    public const string NegativeBalance = "negative_balance";

    /// <summary>More than there is. Facts: <c>available</c>.</summary>
    public const string AboveAvailable = "above_available";

    /// <summary>Less than the smallest amount that can be withdrawn. Facts: <c>min</c>.</summary>
    public const string BelowMinimum = "below_minimum_withdrawal";

    /// <summary>No such withdrawal, or none that the actor may know of.</summary>
    public const string NotFound = "withdrawal_not_found";

    /// <summary>It is in a batch, or over.</summary>
    public const string TooLate = "withdrawal_not_cancellable";
}
