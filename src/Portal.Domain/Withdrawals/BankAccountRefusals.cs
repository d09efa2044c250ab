namespace Portal.Domain.Withdrawals;

/// <summary>Why an account is not one that money goes to (R6.5).</summary>
public static class BankAccountRefusals
{
    /// <summary>The holder is somebody else than the partner.</summary>
    public const string HolderDiffers = "holder_name_differs";

    /// <summary>No bank has this code.</summary>
    public const string UnknownBank = "unknown_bank";

    /// <summary>Not six to nineteen letters and digits.</summary>
    public const string NumberMalformed = "account_number_malformed";

    /// <summary>The partner has as many as anybody may have. Facts: <c>max</c>.</summary>
    public const string TooMany = "too_many_bank_accounts";

    /// <summary>This account is one of the partner's already.</summary>
    public const string Known = "bank_account_known";

    /// <summary>No such account, or none that the actor may know of.</summary>
    public const string NotFound = "bank_account_not_found";
}
