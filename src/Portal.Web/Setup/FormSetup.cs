using Microsoft.AspNetCore.Http.Features;

namespace Portal.Web.Setup;

/// <summary>
/// Forms that pages send are small, and most of them anybody can send: names and passwords of megabytes are work and memory for whoever
/// answers. What is larger is refused before it is read, with a page that says so. Uploads do not come as forms: they come over the
/// page's connection, piece by piece, and evidence as the body of a request of its own.
/// </summary>
public static class FormSetup
{
    /// <summary>The whole form in bytes.</summary>
    public const int LargestForm = 64 * 1024;

    /// <summary>One field in characters: the longest is a token of a page.</summary>
    public const int LongestField = 4096;

    public const int MostFields = 64;

    private const int LongestName = 256;

    private static readonly string[] WithLimitsOfTheirOwn = ["/api", "/_blazor", "/evidence"];

    public static void AddFormLimits(this IServiceCollection services) => services.Configure<FormOptions>(form =>
    {
        form.ValueCountLimit = MostFields;
        form.KeyLengthLimit = LongestName;
        form.ValueLengthLimit = LongestField;
        form.MultipartBodyLengthLimit = LargestForm;
        form.MemoryBufferThreshold = LargestForm;
        form.BufferBodyLengthLimit = LargestForm;
    });

    /// <summary>Must stand after the error pages, which say what was refused, and before whatever reads the form.</summary>
    public static void UseFormLimits(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || Array.Exists(WithLimitsOfTheirOwn, own => request.Path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase)))
        {
            await next(context);
            return;
        }

        if (await RefusalAsync(context) is { } status)
        {
            // the page that says so is shown, not sent to
            request.Method = HttpMethods.Get;
            context.Response.StatusCode = status;
            return;
        }

        await next(context);
    });

    private static async Task<int?> RefusalAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > LargestForm || (request.ContentLength is null && !await FitsAsync(context)))
            return StatusCodes.Status413PayloadTooLarge;
        if (!request.HasFormContentType)
            return null;

        try
        {
            await request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (InvalidDataException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>A body of unknown length is read, but no more of it than a form may have.</summary>
    private static async Task<bool> FitsAsync(HttpContext context)
    {
        var kept = new byte[LargestForm + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(kept, kept.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestForm)
            return false;

        context.Request.Body = new MemoryStream(kept, 0, length, writable: false);
        return true;
    }
}
