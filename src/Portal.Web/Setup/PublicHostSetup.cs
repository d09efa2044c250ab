using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>
/// In Production the portal answers under its public name only, so that nobody makes it speak of itself by another (in a mail that leads
/// to their own host, or in a cache). What programs of the house ask, by whatever name they reach a node, says nothing of its address.
/// </summary>
public static class PublicHostSetup
{
    private static readonly string[] ByAnyName = ["/health", "/metrics"];

    public static void UsePublicHost(this WebApplication app, PortalSettings settings)
    {
        if (!app.Environment.IsProduction())
            return;

        var host = new Uri(settings.Portal.PublicUrl).IdnHost;
        app.Use((context, next) =>
        {
            var named = context.Request.Host.Host.TrimEnd('.');
            if (string.Equals(named, host, StringComparison.OrdinalIgnoreCase)
                || Array.Exists(ByAnyName, own => context.Request.Path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase)))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("Unknown host.", context.RequestAborted);
        });
    }
}
