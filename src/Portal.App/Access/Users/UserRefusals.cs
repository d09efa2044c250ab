namespace Portal.App.Access.Users;

/// <summary>Why somebody cannot sign in, stay signed in, or change an account, their own or another.</summary>
public static class UserRefusals
{
    /// <summary>Wrong address or password: the same answer for both.</summary>
    public const string SignInFailed = "sign_in_failed";

    /// <summary>The code is not one of the authenticator, or was used.</summary>
    public const string CodeWrong = "code_wrong";

    /// <summary>Too many wrong tries.</summary>
    public const string AccountLocked = "account_locked";

    /// <summary>The account is under attack from many places, or the address has tried many accounts.</summary>
    public const string SignInPaused = "sign_in_paused";

    /// <summary>Too many tries from one address. Facts: <c>seconds</c> until the next.</summary>
    public const string TooManyAttempts = "too_many_attempts";

    /// <summary>Signed out, ended from elsewhere, or run out.</summary>
    public const string SessionEnded = "session_ended";

    /// <summary>The session is too old for the role.</summary>
    public const string SessionTooOld = "session_too_old";

    /// <summary>No such session of this person (R10.5).</summary>
    public const string SessionNotFound = "session_not_found";

    /// <summary>What was asked needs a code of the last minutes.</summary>
    public const string SecondFactorRequired = "second_factor_required";

    /// <summary>A mailed link that was used, replaced by a newer one, expired or made up: the same answer for all.</summary>
    public const string LinkInvalid = "link_invalid";

    /// <summary>The offered secret of an authenticator is too old to be taken.</summary>
    public const string OfferExpired = "authenticator_offer_expired";

    /// <summary>Not the present password.</summary>
    public const string PasswordWrong = "password_wrong";

    /// <summary>The new password is the present one.</summary>
    public const string PasswordUnchanged = "password_unchanged";

    /// <summary>Facts: <c>min</c>.</summary>
    public const string PasswordTooShort = "password_too_short";

    /// <summary>One of the passwords that everybody tries first.</summary>
    public const string PasswordTooCommon = "password_too_common";

    /// <summary>It has little beside the name or address of the person, or their organisation's.</summary>
    public const string PasswordLikeName = "password_like_name";

    /// <summary>It has little beside words of the portal and its trade.</summary>
    public const string PasswordOfContext = "password_of_context";

    /// <summary>Somebody has an account with the address.</summary>
    public const string Exists = "user_exists";

    /// <summary>The account is deactivated.</summary>
    public const string Deactivated = "user_deactivated";

    /// <summary>Nobody is invited without a role.</summary>
    public const string WithoutRole = "user_without_role";

    /// <summary>The person accepted it already.</summary>
    public const string InvitationAccepted = "invitation_accepted";

    /// <summary>No such shop or partner for the role.</summary>
    public const string OrganisationUnknown = "organisation_unknown";

    /// <summary>Nobody does this to their own account.</summary>
    public const string OwnAccount = "own_account";

    /// <summary>Admins do not take the role from themselves.</summary>
    public const string OwnAdminRole = "own_admin_role";

    /// <summary>Somebody must remain who is admin.</summary>
    public const string LastAdmin = "last_admin";

    /// <summary>Somebody would give themselves a right.</summary>
    public const string OwnRights = "own_rights";

    /// <summary>The address is another spelling of one that somebody of the operator has.</summary>
    public const string SecondSelf = "second_self";

    /// <summary>Somebody decides about the partner that they are.</summary>
    public const string OwnPartner = "own_partner";
}
