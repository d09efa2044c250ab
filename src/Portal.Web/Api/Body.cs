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

/// <summary>Answers what could not be read, before the endpoint runs.</summary>
internal sealed class RefuseBadInput : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.Arguments.OfType<IApiInput>().Select(input => input.Refusal).FirstOrDefault(refusal => refusal is not null) is { } bad
            ? new(Problems.Of(bad))
            : next(context);
}
