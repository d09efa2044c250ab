using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Security;

/// <summary>Every address that a host answers, found by itself, so that no new one can be forgotten.</summary>
internal static class EveryEndpoint
{
    private static readonly string[] Reading = [HttpMethods.Get];

    /// <summary>Method and path of each endpoint, its parameters filled with something that nothing has.</summary>
    public static IReadOnlyList<(string Method, string Path)> Of(IServiceProvider services) =>
    [
        .. Walk.Of(services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : Reading)
                .Select(method => (method, Path(endpoint.RoutePattern))))
            .Distinct().OrderBy(address => address.Item2, StringComparer.Ordinal).ThenBy(address => address.method, StringComparer.Ordinal),
    ];

    private static string Path(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => Value(parameter),
            _ => "",
        }))));

    private static string Value(Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter)
    {
        var policies = string.Concat(parameter.ParameterPolicies.Select(policy => policy.Content));
        return policies.Contains("guid", StringComparison.Ordinal) ? "01900000-0000-7000-8000-000000000000"
            : policies.Contains("int", StringComparison.Ordinal) ? "404"
            : parameter.Name == "documentName" ? "v1"
            : "khong-co";
    }
}
