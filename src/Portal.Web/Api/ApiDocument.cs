using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>The API's own description: OpenAPI 3.1 at /openapi/v1.json, and a page to browse it at /api-docs.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Path = "/openapi/v1.json";
    private const string Page = "api-docs";
    private const string Scheme = "key";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = NameOf;
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(CompleteOperationAsync);
        options.AddSchemaTransformer(CompleteSchemaAsync);
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }

    /// <summary>Before authorization, which lets nobody but signed-in people to what is no endpoint.</summary>
    public static void UseApiPage(this WebApplication app)
    {
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = Page;
            ui.SwaggerEndpoint(Path, "Portal API v1");
            ui.DocumentTitle = "Portal API";
        });
    }

    private static Task DescribeAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Portal API",
            Version = Name,
            Description = """
                JSON in camelCase. Money is integer đồng. Instants are ISO 8601 with an offset, answered in UTC. Ids are opaque texts.

                **Keys.** `Authorization: Bearer <key>`. A key belongs to a shop, a partner or the operator, and its scopes say what it may do.

                **Signed bodies.** A shop can require `X-Portal-Signature: t=<unix seconds>,v2=<hex HMAC-SHA256 of "<t>.<METHOD>.<path with query>.<raw body>">`, at most five minutes from the portal's clock, each signature once. Version 1, `v1=` over `"<t>.<raw body>"`, is accepted until the operator's date and then refused with `signature_version_ended`.

                **Idempotency.** Every POST takes `Idempotency-Key` (1 to 200 printable characters, kept seven days). The same key with the same request answers what the first answered, with `Idempotency-Replayed: true`; with another request: 422 `idempotency_key_reused`. Refusals are not kept, since nothing happened.

                **Errors.** `application/problem+json` (RFC 9457) with a stable `code`, a `detail` in Vietnamese or English (`Accept-Language`), and `errors` by field. Unknown fields are refused by name.
                """,
        };
        document.Servers = [new OpenApiServer { Url = context.ApplicationServices.GetRequiredService<PublicAddress>().Root }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task CompleteOperationAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var handler = context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault();
        operation.Parameters ??= [];
        if (handler?.GetParameters().Any(parameter => parameter.ParameterType == typeof(Paging)) == true)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "limit",
                In = ParameterLocation.Query,
                Description = "How many at most, 1 to 500; 50 when left out.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "500" },
            });
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "cursor",
                In = ParameterLocation.Query,
                Description = "`nextCursor` of the page before.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (context.Description.HttpMethod == HttpMethods.Post)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = ApiCall.KeyHeader,
                In = ParameterLocation.Header,
                Description = "Makes sending it again harmless.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            });
        }

        // An order call takes one order or a batch of them.
        if (handler?.GetParameters().Any(parameter => parameter.ParameterType == typeof(OrderBodies)) == true
            && operation.RequestBody?.Content?["application/json"] is { } body)
        {
            var batch = await context.GetOrCreateSchemaAsync(typeof(OrderBatch), null, cancellationToken);
            context.Document?.AddComponent(nameof(OrderBatch), batch);
            body.Schema = new OpenApiSchema { OneOf = [body.Schema!, new OpenApiSchemaReference(nameof(OrderBatch), context.Document)] };
        }

        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        context.Document?.AddComponent(nameof(Problem), problem);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Refused",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problems.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
            },
        };
    }

    /// <summary>Inputs are nested in their use cases and all called alike, so they are named after those. Scalars have no name.</summary>
    private static string? NameOf(JsonTypeInfo type) => type.Type switch
    {
        var scalar when scalar == typeof(Dong) || scalar == typeof(JsonElement) => null,
        { DeclaringType: { } useCase } nested when !nested.IsGenericParameter => useCase.Name + nested.Name,
        _ => OpenApiOptions.CreateDefaultSchemaReferenceId(type),
    };

    private static Task CompleteSchemaAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(Dong))
            (schema.Type, schema.Format, schema.Description) = (JsonSchemaType.Integer, "int64", "Whole đồng.");
        else if (type == typeof(DateTimeOffset))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        else if (type == typeof(DateOnly))
            (schema.Type, schema.Format) =
                (JsonSchemaType.String, context.JsonPropertyInfo is { } property && MonthConverter.IsMonth(property) ? "month" : "date");
        else if (type == typeof(JsonElement))
            (schema.Type, schema.Description) = (JsonSchemaType.Object, "A template's settings.");
        else if (type == typeof(Guid))
            (schema.Type, schema.Format) = (JsonSchemaType.String, null);
        if (type != context.JsonTypeInfo.Type)
            schema.Type |= JsonSchemaType.Null;
        // What may be null may be left out: the serializer's own document does not know that rule.
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && schema.Required is { Count: > 0 } required)
            required.IntersectWith(
                context.JsonTypeInfo.Properties.Where(property => property.IsRequired).Select(property => property.Name));
        return Task.CompletedTask;
    }
}
