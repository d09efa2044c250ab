using Portal.App.Settings;

namespace Portal.Web.Components;

/// <summary>The address of a tracking link, as people outside use it.</summary>
public static class LinkAddress
{
    /// <param name="settings">Names the address where the portal stands behind another.</param>
    /// <param name="reachedAs">The address that the present request came to, with a slash at its end; used when the settings name none.</param>
    /// <param name="code">The link's short code.</param>
    public static string Of(PortalSettings settings, string reachedAs, string code)
    {
        var root = settings.Portal.PublicUrl is { Length: > 0 } given ? given : reachedAs;
        return $"{root.TrimEnd('/')}/r/{code}";
    }
}
