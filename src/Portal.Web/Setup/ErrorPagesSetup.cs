using Microsoft.AspNetCore.Diagnostics;

namespace Portal.Web.Setup;

/// <summary>
/// Failures as pages that a person can read, never as a stack. A bare status on a program's path stays bare: a program has
/// no use for a page.
/// </summary>
public static class ErrorPagesSetup
{
    private static readonly string[] ForPrograms =
        ["/api", "/api-docs", "/openapi", "/health", "/metrics", "/version", "/_blazor", "/_framework", "/_content", "/css", "/js"];

    /// <summary>Outside of the API, which has its own last word: a page would stand before it and answer programs with markup.</summary>
    public static void UseFailurePage(this WebApplication app) => app.UseExceptionHandler("/error", createScopeForErrors: true);

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (IsForPrograms(context.Request.Path) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(context);
        });
        // what is no address needs no sign-in to be told so
        app.Use((context, next) =>
        {
            // (what routing answers by itself to a wrong method is no address either, and belongs to nobody's permissions)
            if (context.GetEndpoint() is RouteEndpoint)
                return next(context);
            // the page could only be shown by sending the form to it, which it would refuse in its own way
            if (!HttpMethods.IsGet(context.Request.Method) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private static bool IsForPrograms(PathString path) =>
        Array.Exists(ForPrograms, prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
}
