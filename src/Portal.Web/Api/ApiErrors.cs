using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.Web.Api;

/// <summary>
/// The last word on every answer under /api: what went wrong without a body gets one (no such address, wrong method, wrong
/// media type), and what was thrown becomes a problem that tells the caller what to do and nothing of the inside.
/// </summary>
internal static class ApiErrors
{
    public static async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException failure) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, failure.StatusCode);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            Log(context).LogError(failure, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            context.Response.Clear();
            var passes = failure.IsPassing();
            await Problems.WriteAsync(
                context, new Refusal(RefusalKind.Unavailable, passes ? CommonRefusals.StorageUnavailable : ApiRefusals.InternalError),
                passes ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError);
            return;
        }

        if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
            await WriteAsync(context, context.Response.StatusCode);
    }

    private static Task WriteAsync(HttpContext context, int status) => Problems.WriteAsync(context, Refusal(status), status);

    private static Refusal Refusal(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new Refusal(RefusalKind.Unauthenticated, ApiKeyRefusals.Missing),
        StatusCodes.Status403Forbidden => Domain.Common.Refusal.Forbidden(),
        StatusCodes.Status404NotFound => Domain.Common.Refusal.NotFound(),
        StatusCodes.Status405MethodNotAllowed => new Refusal(RefusalKind.Malformed, ApiRefusals.MethodNotAllowed),
        StatusCodes.Status413PayloadTooLarge => new Refusal(RefusalKind.TooLarge, ApiRefusals.BodyTooLarge),
        StatusCodes.Status415UnsupportedMediaType => new Refusal(RefusalKind.UnsupportedMedia, ApiRefusals.MediaTypeNotSupported),
        StatusCodes.Status429TooManyRequests => new Refusal(RefusalKind.TooMany, ApiRefusals.TooManyRequests),
        _ => new Refusal(RefusalKind.Malformed, ApiRefusals.Malformed),
    };

    private static ILogger Log(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiErrors));
}
