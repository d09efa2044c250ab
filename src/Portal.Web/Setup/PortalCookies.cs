namespace Portal.Web.Setup;

/// <summary>
/// What the portal's cookies are called. In Production their names begin with <c>__Host-</c>: browsers then take them only over an
/// encrypted connection, from this very host and for all of it, so that no other host of the same domain can put its own in their place.
/// </summary>
public static class PortalCookies
{
    private const string OwnHost = "__Host-";

    public static string Name(string plain, IHostEnvironment environment) => environment.IsProduction() ? OwnHost + plain : plain;
}
