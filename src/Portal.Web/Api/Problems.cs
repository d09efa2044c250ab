using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Web.Api.Json;
using Portal.Web.SignIn;

namespace Portal.Web.Api;

/// <summary>What the API answers when it says no: RFC 9457, with a stable code and the errors by field.</summary>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string,
    IReadOnlyList<ProblemField>>? Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Facts,
    string TraceId);

/// <summary>What is wrong with one field: the stable code, the sentence, and the values that it speaks of.</summary>
public sealed record ProblemField(
    string Code,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Facts);

/// <summary>Turns refusals into answers.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    /// <summary>When to try again where nothing says more exactly: a queue empties in seconds.</summary>
    private const string SoonInSeconds = "5";

    public static IResult Of(Refusal refusal) => new Result(refusal);

    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Malformed => StatusCodes.Status400BadRequest,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
        RefusalKind.RuleViolated => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    public static Task WriteAsync(HttpContext context, Refusal refusal) => WriteAsync(context, refusal, Status(refusal.Kind));

    public static async Task WriteAsync(HttpContext context, Refusal refusal, int status)
    {
        if (refusal.Kind == RefusalKind.Forbidden)
            await Denials.NoteAsync(context);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = Culture(context).TwoLetterISOLanguageName;
        if (status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = SoonInSeconds;

        var body = JsonSerializer.SerializeToUtf8Bytes(From(context, refusal, status), PortalJson.Options);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static Problem From(HttpContext context, Refusal refusal, int status)
    {
        var culture = Culture(context);
        return new Problem(
            $"urn:portal:problem:{refusal.Code}",
            ReasonPhrases.GetReasonPhrase(status),
            status,
            TextCatalog.Of(refusal, culture),
            refusal.Code,
            refusal.Fields.Count == 0
                ? null
                : refusal.Fields.GroupBy(error => error.Field, StringComparer.Ordinal).ToDictionary(
                    field => field.Key,
                    IReadOnlyList<ProblemField> (field) => [.. field.Select(error => Field(error, culture))],
                    StringComparer.Ordinal),
            refusal.Facts.Count == 0 ? null : refusal.Facts,
            context.TraceIdentifier);
    }

    public static ProblemField Field(FieldError error, CultureInfo culture) =>
        new(error.Code, TextCatalog.Of(error, culture), error.Facts.Count == 0 ? null : error.Facts);

    /// <summary>The language that the caller asks for; Vietnamese when they do not.</summary>
    public static CultureInfo Culture(HttpContext context) =>
        context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value ?? "")
            .FirstOrDefault(language => language.StartsWith("vi", StringComparison.OrdinalIgnoreCase)
                || language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            ?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true
            ? TextCatalog.English
            : TextCatalog.Vietnamese;

    private sealed class Result(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, refusal);
    }
}
