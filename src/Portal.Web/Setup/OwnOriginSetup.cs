using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>
/// Lets only the portal's own pages open a connection to it. Browsers send cookies along with a WebSocket that another site's page opens,
/// and read no answer before it stands, so the rule that other requests have (the same-origin policy) does not cover it.
/// </summary>
public static class OwnOriginSetup
{
    public static void UseOwnOrigin(this WebApplication app, PortalSettings settings) => app.Use((context, next) =>
    {
        if (IsCircuit(context.Request) && !IsOwn(context.Request, settings))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    });

    private static bool IsCircuit(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
            || request.HttpContext.WebSockets.IsWebSocketRequest;

    /// <summary>A program sends no origin, and holds no browser's cookie.</summary>
    private static bool IsOwn(HttpRequest request, PortalSettings settings)
    {
        if (request.Headers.Origin is not [{ } origin])
            return request.Headers.Origin.Count == 0;

        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && (Same(from, $"{request.Scheme}://{request.Host}") || Same(from, settings.Portal.PublicUrl));
    }

    private static bool Same(Uri from, string own) =>
        Uri.TryCreate(own, UriKind.Absolute, out var uri)
        && Uri.Compare(from, uri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
