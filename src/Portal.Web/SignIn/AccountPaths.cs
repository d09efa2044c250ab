namespace Portal.Web.SignIn;

/// <summary>Where the account pages are, and the way back from them.</summary>
public static class AccountPaths
{
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string Code = "/account/code";
    public const string ForgotPassword = "/account/forgot-password";
    public const string ResetPassword = "/account/reset-password";
    public const string Invitation = "/account/invitation";
    public const string Authenticator = "/account/authenticator";
    public const string Password = "/account/password";
    public const string Role = "/account/role";
    public const string Profile = "/account/profile";
    public const string Sessions = "/account/sessions";

    /// <summary>What an open page calls while somebody works in it.</summary>
    public const string Seen = "/account/seen";

    public const string ReturnUrl = "returnUrl";

    /// <summary>The page with the way back; nothing is added when that is the start page.</summary>
    public static string With(string page, string? returnUrl) =>
        Back(returnUrl) is var back and not "/" ? $"{page}?{ReturnUrl}={Uri.EscapeDataString(back)}" : page;

    /// <summary>
    /// The address to return to, or the start page for anything but a path of this portal: an address that somebody mailed
    /// must not lead from our sign-in to their own. In ASCII, as a header can carry it.
    /// </summary>
    public static string Back(string? returnUrl)
    {
        if (returnUrl is not ['/', ..] || returnUrl.Length > 1000)
            return "/";

        // Browsers read // and /\ as another host, and drop tabs and line ends before they look.
        var leadsAway = returnUrl.Length > 1 && returnUrl[1] is '/' or '\\' || returnUrl.Any(char.IsControl)
            || returnUrl.Contains('\\', StringComparison.Ordinal);
        return leadsAway ? "/" : string.Concat(
            returnUrl.EnumerateRunes().Select(letter => letter.IsAscii ? letter.ToString() : Uri.EscapeDataString(letter.ToString())));
    }
}
