using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Web.Api;
using Portal.Web.Setup;
using Portal.Web.SignIn;

namespace Portal.Web.Pages.Evidence;

/// <summary>
/// Evidence for the pages (R8.2, R8.5): a file comes by itself, as the body of a request that js/evidence.js sends, so that a broken
/// connection of the page breaks no upload; it is given out as an attachment that no browser runs.
/// </summary>
public static class EvidenceFiles
{
    /// <summary>The file's name, with what a header may not hold written as addresses write it.</summary>
    public const string NameHeader = "X-File-Name";

    public const string Root = "/evidence";

    /// <summary>A stranger's file: it may show itself and do nothing.</summary>
    internal const string ContentPolicy = "default-src 'none'; sandbox";

    private const int LongestName = 4096;

    public static string Address(Guid dispute) => $"{Root}/{dispute}";

    public static string Address(Guid dispute, Guid file) => $"{Root}/{dispute}/{file}";

    public static string Preview(Guid dispute, Guid file) => $"{Root}/{dispute}/{file}/preview";

    public static void MapEvidenceFiles(this WebApplication app)
    {
        var files = app.MapGroup(Root).RequireAuthorization(IdentitySetup.SignedIn).ExcludeFromDescription();
        files.MapPost("/{dispute:guid}", AddAsync).DisableAntiforgery(); // asked by hand: the body is no form
        files.MapGet("/{dispute:guid}/{file:guid}", (HttpContext http, Guid dispute, Guid file, OpenEvidence open) =>
            ReadAsync(http, new OpenEvidence.Input(dispute, file, Preview: false), open));
        files.MapGet("/{dispute:guid}/{file:guid}/preview", (HttpContext http, Guid dispute, Guid file, OpenEvidence open) =>
            ReadAsync(http, new OpenEvidence.Input(dispute, file, Preview: true), open));
    }

    /// <summary>The bytes as an attachment, or the preview as a picture.</summary>
    internal static IResult Send(HttpContext http, OpenedEvidence opened, bool preview)
    {
        http.Response.RegisterForDisposeAsync(opened);
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (opened.Length is { } length)
            http.Response.ContentLength = length;
        return Results.Stream(opened.Content, opened.ContentType, preview ? null : opened.Name);
    }

    private static async Task<IResult> AddAsync(HttpContext http, Guid dispute, IAntiforgery antiforgery, EvidenceStore store)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        if (http.Request.ContentLength > EvidenceRules.MostBytes)
            return Problems.Of(EvidenceRules.CheckSize(http.Request.ContentLength.Value)!);

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = EvidenceRules.MostBytes + (128 * 1024); // the store says what is too large
        var actor = ActorOf.User(http.User);
        var added = await store.UploadAsync(
            actor, dispute, NameOf(http), new EvidenceStore.Statement(null, null), http.Request.Body,
            (db, stop) => DisputeEvidence.RefuseAsync(db, actor, dispute, stop), http.RequestAborted);
        return added.Refusal is { } refusal
            ? Problems.Of(refusal)
            : Results.Json(new Added(added.Value.Id), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, OpenEvidence.Input input, OpenEvidence open)
    {
        var opened = await open.RunAsync(ActorOf.User(http.User), input, http.RequestAborted);
        return opened.Refusal is { } refusal ? Problems.Of(refusal) : Send(http, opened.Value, input.Preview);
    }

    private static string? NameOf(HttpContext http) =>
        http.Request.Headers[NameHeader].ToString() is { Length: > 0 and <= LongestName } name ? Uri.UnescapeDataString(name) : null;

    private sealed record Added(Guid Id);
}
