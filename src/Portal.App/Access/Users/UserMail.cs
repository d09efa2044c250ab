using Portal.App.Platform.Outbox;

namespace Portal.App.Access.Users;

internal static class UserMail
{
    /// <summary>A mail to somebody with an account, in the language that they chose.</summary>
    public static Mail Mail(this PortalUser user, MailKind kind) =>
        new(user.Email!, user.DisplayName, user.Language, kind, new Dictionary<string, string>(StringComparer.Ordinal));
}
