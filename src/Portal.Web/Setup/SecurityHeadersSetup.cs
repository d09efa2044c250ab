using Microsoft.Extensions.Primitives;

namespace Portal.Web.Setup;

/// <summary>
/// What browsers are told not to do with our answers. Scripts come from files of this host only, so a text that was smuggled into a
/// page as markup cannot run.
/// </summary>
public static class SecurityHeaders
{
    // Styles come from files as well; only an element may carry its own, because that is how floating parts and charts are placed.
    private static readonly StringValues ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // One year, and every name below the portal's own.
    private static readonly StringValues OnlyEncrypted = "max-age=31536000; includeSubDomains";

    private static readonly StringValues NoSniffing = "nosniff";
    private static readonly StringValues Referrer = "strict-origin-when-cross-origin";
    private static readonly StringValues NotKept = "no-store";
    private static readonly StringValues NoDevices = "camera=(), microphone=(), geolocation=(), payment=()";
    private static readonly StringValues OwnWindow = "same-origin";

    /// <summary>
    /// Adds what is missing: an answer with a stricter policy of its own (a stranger's file, a page with a one-time link) keeps it.
    /// </summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="production">Production is reached encrypted only; elsewhere a browser would remember that of localhost.</param>
    public static void Add(IHeaderDictionary headers, bool production)
    {
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = NoSniffing;
        headers.TryAdd("Referrer-Policy", Referrer);
        // files of the portal itself say how long they may be kept; all else belongs to the person in front of it
        headers.TryAdd("Cache-Control", NotKept);
        headers["Permissions-Policy"] = NoDevices;
        headers["Cross-Origin-Opener-Policy"] = OwnWindow;
        if (production)
            headers.StrictTransportSecurity = OnlyEncrypted;
    }
}

/// <summary>Puts <see cref="SecurityHeaders"/> on every answer; the redirect of links, which stands before, does it by itself.</summary>
public static class SecurityHeadersSetup
{
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var production = app.Environment.IsProduction();
        app.Use((context, next) =>
        {
            // at the start of the answer, because an error page clears what was set before
            context.Response.OnStarting(() =>
            {
                SecurityHeaders.Add(context.Response.Headers, production);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
