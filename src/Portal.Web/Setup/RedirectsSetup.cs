namespace Portal.Web.Setup;

/// <summary>
/// Redirects within the portal are written without scheme and host: those come from the request's <c>Host</c> header, which whoever
/// sends it can choose.
/// </summary>
public static class RedirectsSetup
{
    public static void UseRelativeRedirects(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.Location is [{ } location] && Within(context.Request, location) is { } path)
                context.Response.Headers.Location = path;
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>The path, where the address is one of this host; never one that a browser would read as another host.</summary>
    private static string? Within(HttpRequest request, string location)
    {
        var own = $"{request.Scheme}://{request.Host}";
        return location.StartsWith(own, StringComparison.OrdinalIgnoreCase)
            && location[own.Length..] is ['/', ..] path and not ['/', '/' or '\\', ..]
            ? path
            : null;
    }
}
