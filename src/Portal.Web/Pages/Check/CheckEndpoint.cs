using System.Globalization;
using Portal.App.Documents.Issuing;
using Portal.Web.Api;
using Portal.Web.Components.Documents;
using Portal.Web.SignIn;

namespace Portal.Web.Pages.Check;

/// <summary>
/// The check of a document for programs: the page's address with <c>Accept: application/json</c>. It says what the page says, as often as
/// one address may ask the page.
/// </summary>
public static class CheckEndpoint
{
    /// <summary>Before routing, which knows only the page.</summary>
    public static void UseCheckAsJson(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsGet(context.Request.Method)
            || !context.Request.Path.StartsWithSegments(DocumentPaths.Check, StringComparison.Ordinal, out var rest)
            || rest.Value is not ['/', _, ..] || !WantsJson(context.Request))
        {
            await next(context);
            return;
        }

        if (context.RequestServices.GetRequiredService<SignInThrottle>().Check(context) is { } refusal)
        {
            await Problems.WriteAsync(context, refusal);
            return;
        }

        var query = context.Request.Query;
        long? total = long.TryParse(query["total"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
            ? amount : null;
        DateOnly? day = DateOnly.TryParseExact(
            query["issuedOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? on : null;
        context.Response.Headers.CacheControl = "no-store";
        await Results.Json(
            await context.RequestServices.GetRequiredService<DocumentCheckQueries>()
                .FindAsync(rest.Value[1..], total, day, context.RequestAborted))
            .ExecuteAsync(context);
    });

    private static bool WantsJson(HttpRequest request) =>
        request.GetTypedHeaders().Accept is { Count: > 0 } accepted
        && accepted.OrderByDescending(type => type.Quality ?? 1).First() is { } first
        && first.MatchesMediaType("application/json");
}
