using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Portal.Domain.Common;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>A JSON body as an input of a use case; a bad one never reaches the endpoint (<see cref="RefuseBadInput"/>).</summary>
public sealed class Body<T> : IApiInput, IEndpointParameterMetadataProvider
    where T : notnull
{
    private readonly Outcome<T> read;

    private Body(Outcome<T> read) => this.read = read;

    public T Value => read.Value;

    Refusal? IApiInput.Refusal => read.Refusal;

    public static ValueTask<Body<T>> BindAsync(HttpContext context) =>
        new(new Body<T>(StrictJson.Read<T>(context.Features.GetRequiredFeature<RawBody>().Bytes)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

/// <summary>Something that was read from the request and may be wrong.</summary>
internal interface IApiInput
{
    Refusal? Refusal { get; }
}

/// <summary>Answers what could not be read, before the endpoint runs; a name in the query that means nothing is told by name.</summary>
internal static class RefuseBadInput
{
    private static readonly string[] PageNames = ["limit", "cursor"];

    public static EndpointFilterDelegate Make(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var parameters = endpoint.MethodInfo.GetParameters();
        var known = parameters.Where(parameter => IsOneValue(parameter.ParameterType)).Select(parameter => parameter.Name!)
            .Concat(parameters.Any(parameter => parameter.ParameterType == typeof(Paging)
                || parameter.ParameterType == typeof(WholeListPaging)) ? PageNames : [])
            .ToHashSet(StringComparer.Ordinal);
        return context =>
        {
            // what stands in the path is not taken from the query
            var path = context.HttpContext.Request.RouteValues;
            var unknown = context.HttpContext.Request.Query.Keys.Where(name => !known.Contains(name) || path.ContainsKey(name)).ToList();
            if (unknown.Count > 0)
                return new(Problems.Of(Refusal.Invalid(unknown.Select(name => new FieldError(name, FieldCodes.UnknownField)))));

            return context.Arguments.OfType<IApiInput>().Select(input => input.Refusal)
                .FirstOrDefault(refusal => refusal is not null) is { } bad
                ? new(Problems.Of(bad))
                : next(context);
        };
    }

    /// <summary>True for what binding takes from the path or the query: a text, or whatever can be read from one.</summary>
    private static bool IsOneValue(Type type) =>
        type == typeof(string)
        || (Nullable.GetUnderlyingType(type) ?? type).GetInterfaces()
        .Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IParsable<>));
}
