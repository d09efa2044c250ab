using Portal.Web.Setup;

namespace Portal.Web.SignIn;

/// <summary>
/// What an open page calls, at most once a minute, while somebody types or points in it: the request itself says that the session is in
/// use. The connection of the page says nothing, for it lives as long as the window stands open.
/// </summary>
public static class SeenEndpoint
{
    public static void MapSeen(this WebApplication app) =>
        app.MapGet(AccountPaths.Seen, () => Results.NoContent()).RequireAuthorization(IdentitySetup.SignedIn).ExcludeFromDescription();
}
