using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.Web.Api;

/// <summary>The body of an API call as it came: what signatures and idempotency are reckoned over.</summary>
internal sealed record RawBody(ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Reads the body once, before the endpoint: not more of it than is allowed, only JSON, and with the shop's signature where
/// one is required or sent.
/// </summary>
internal sealed class ApiBodies(SignedBodies signatures, DataDirectory data, PortalSettings settings)
{
    public const string SignatureHeader = "X-Portal-Signature";

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || context.GetEndpoint() is null)
        {
            await next(context);
            return;
        }

        if (context.GetEndpoint()!.Metadata.GetMetadata<TakesFiles>() is { } files && IsMultipart(request.ContentType))
        {
            await HandleFilesAsync(context, files, next);
            return;
        }

        var body = await ReadAsync(context);
        if (body is null)
        {
            await Problems.WriteAsync(
                context, new Refusal(RefusalKind.TooLarge, ApiRefusals.BodyTooLarge).With("max", $"{settings.Limits.BodyBytes}"));
            return;
        }

        if (body.Bytes.Length > 0 && !IsJson(request.ContentType))
        {
            await Problems.WriteAsync(context, new Refusal(RefusalKind.UnsupportedMedia, ApiRefusals.MediaTypeNotSupported));
            return;
        }

        if (context.Features.Get<KnownKey>() is { } key
            && await signatures.CheckAsync(
                key, request.Headers[SignatureHeader], new SignedRequest(request.Method, PathAndQuery(context), body.Bytes),
                context.RequestAborted) is { } refusal)
        {
            await Problems.WriteAsync(context, refusal);
            return;
        }

        context.Features.Set(body);
        await next(context);
    }

    /// <summary>
    /// A signature is over all of the body, so a signed one is written to the disk first; the file is gone with the call, whatever becomes
    /// of it. One that is not signed goes through to the endpoint as it comes.
    /// </summary>
    private async Task HandleFilesAsync(HttpContext context, TakesFiles files, RequestDelegate next)
    {
        var request = context.Request;
        if (request.ContentLength > files.MostBytes)
        {
            await Problems.WriteAsync(
                context, new Refusal(RefusalKind.TooLarge, ApiRefusals.BodyTooLarge).With("max", $"{files.MostBytes}"));
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = files.MostBytes;
        if (context.Features.Get<KnownKey>() is not { } key
            || (!key.MustSign && string.IsNullOrEmpty(request.Headers[SignatureHeader])))
        {
            await next(context);
            return;
        }

        await using var whole = new FileStream(
            Path.Combine(data.Folder("incoming"), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            81920, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        var buffer = new byte[81920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            await whole.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            if (whole.Length > files.MostBytes)
            {
                await Problems.WriteAsync(
                    context, new Refusal(RefusalKind.TooLarge, ApiRefusals.BodyTooLarge).With("max", $"{files.MostBytes}"));
                return;
            }
        }

        if (await signatures.CheckAsync(
            key, request.Headers[SignatureHeader],
            new SignedRequest(request.Method, PathAndQuery(context), ReadOnlyMemory<byte>.Empty) { Content = whole },
            context.RequestAborted) is { } refusal)
        {
            await Problems.WriteAsync(context, refusal);
            return;
        }

        whole.Position = 0;
        request.Body = whole;
        await next(context);
    }

    /// <summary>As the caller wrote it, since decoding and encoding again need not give the same characters.</summary>
    private static string PathAndQuery(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] written
            ? written
            : $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString.ToUriComponent()}";

    private async Task<RawBody?> ReadAsync(HttpContext context)
    {
        var limit = settings.Limits.BodyBytes;
        if (context.Request.ContentLength > limit)
            return null;

        var bytes = new ArrayBufferWriter<byte>((int)Math.Max(context.Request.ContentLength ?? 4096, 1));
        while (true)
        {
            var read = await context.Request.Body.ReadAsync(bytes.GetMemory(4096), context.RequestAborted);
            if (read == 0)
                return new RawBody(bytes.WrittenMemory);
            bytes.Advance(read);
            if (bytes.WrittenCount > limit)
                return null;
        }
    }

    private static bool IsMultipart(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
