using Portal.Web.Components;

namespace Portal.Web.Setup;

/// <summary>Tells open pages which build answers now; see js/portal.js.</summary>
public static class VersionSetup
{
    public static void MapVersion(this WebApplication app) =>
        app.MapGet("/version", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Results.Text(PortalVersion.Current);
        }).AllowAnonymous().ExcludeFromDescription();
}
