namespace Portal.App.Attribution.Reevaluation;

/// <summary>Why a reported click is not taken in.</summary>
public static class ClickRefusals
{
    /// <summary>The click cannot be stored now; the same report may be sent again.</summary>
    public const string NotRecorded = "click_not_recorded";

    /// <summary>Nobody has the referral code.</summary>
    public const string CodeNotFound = "code_not_found";
}
