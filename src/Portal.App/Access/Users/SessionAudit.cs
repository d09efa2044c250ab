using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>Who the audit log names for what somebody does before a session of theirs acts.</summary>
internal static class SessionAudit
{
    /// <summary>The person, who may do nothing yet.</summary>
    public static Actor Person(PortalUser user, string? address) =>
        Actor.Nobody with { ClientId = user.Id, Name = user.DisplayName, Address = address };
}
