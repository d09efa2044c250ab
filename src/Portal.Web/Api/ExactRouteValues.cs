using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Portal.Web.Api;

/// <summary>
/// Ids in an address are exactly what their owner wrote, once decoded. The server leaves <c>%2F</c> as it is, because a slash
/// would make another segment, and decodes <c>%25</c>. So the order <c>A/B</c> and one that is really called <c>A%2FB</c>
/// would arrive alike. The request's own first line tells them apart.
/// </summary>
internal static class ExactRouteValues
{
    public static Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint && context.Request.RouteValues.Count > 0)
            Restore(context, endpoint.RoutePattern);
        return next(context);
    }

    private static void Restore(HttpContext context, RoutePattern pattern)
    {
        var decoded = Segments(context.Request.Path.Value ?? "");
        var raw = Segments(PathOf(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));
        // A base path stands before what routing sees, so both are read from their ends. Dot segments that the server took
        // out make the lengths differ by more; then what the server decoded stands.
        var before = raw.Length - decoded.Length;
        if (before != Segments(context.Request.PathBase.Value ?? "").Length)
            return;

        for (var i = 0; i < pattern.PathSegments.Count && before + i < raw.Length; i++)
        {
            if (pattern.PathSegments[i].Parts is [RoutePatternParameterPart { IsCatchAll: false } parameter])
                context.Request.RouteValues[parameter.Name] = Uri.UnescapeDataString(raw[before + i]);
        }
    }

    /// <summary>The path of a request's target, which may be written with its host.</summary>
    private static string PathOf(string target)
    {
        var end = target.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? target : target[..end];
        var host = path.IndexOf("://", StringComparison.Ordinal);
        if (host < 0)
            return path;
        var start = path.IndexOf('/', host + 3);
        return start < 0 ? "" : path[start..];
    }

    private static string[] Segments(string path) => path.Trim('/') is { Length: > 0 } inner ? inner.Split('/') : [];
}
