namespace Portal.Web.Setup;

/// <summary>What browsers are told not to do with our answers. Scripts come from files of this host only, so a text that was
/// smuggled into a page as markup cannot run.</summary>
public static class SecurityHeadersSetup
{
    // Styles may stand inline: charts and the tooltip place their parts that way, and a style can neither read nor send.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        if (app.Environment.IsProduction())
            app.UseHsts();
        app.Use((context, next) =>
        {
            // at the start of the answer, because an error page clears what was set before
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                // an answer with a stricter policy of its own (a stranger's file, a page with a one-time link) keeps it
                if (headers.ContentSecurityPolicy.Count == 0)
                    headers.ContentSecurityPolicy = ContentPolicy;
                headers.XContentTypeOptions = "nosniff";
                if (!headers.ContainsKey("Referrer-Policy"))
                    headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
