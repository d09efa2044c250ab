namespace Portal.Domain.Eligibility;

/// <summary>Why an account stands where it stands, as stable codes: the keys of the sentences that people read.</summary>
public static class EligibilityReasons
{
    public const string BelowThreshold = "below_threshold";
    public const string ThresholdReached = "threshold_reached";

    /// <summary>Had enough orders once; some were cancelled or returned since (R4.3).</summary>
    public const string CountFell = "count_fell";

    public const string SharedPhone = "shared_phone";
    public const string SharedDevice = "shared_device";
    public const string SharedNormalisedEmail = "shared_normalised_email";
    public const string SharedBankAccount = "shared_bank_account";
    public const string ApprovedByAdmin = "approved_by_admin";
    public const string RejectedByAdmin = "rejected_by_admin";
    public const string AlreadyMember = "already_member";

    public static readonly IReadOnlyList<string> All =
    [
        BelowThreshold, ThresholdReached, CountFell, SharedPhone, SharedDevice, SharedNormalisedEmail, SharedBankAccount,
        ApprovedByAdmin, RejectedByAdmin, AlreadyMember,
    ];

    /// <summary>The reasons for which an account is a likely duplicate (R4.4).</summary>
    public static IEnumerable<string> Of(TraitKinds shared)
    {
        if (shared.HasFlag(TraitKinds.Phone))
            yield return SharedPhone;
        if (shared.HasFlag(TraitKinds.Device))
            yield return SharedDevice;
        if (shared.HasFlag(TraitKinds.NormalisedEmail))
            yield return SharedNormalisedEmail;
        if (shared.HasFlag(TraitKinds.BankAccount))
            yield return SharedBankAccount;
    }
}
