using System.Globalization;
using Portal.App.Documents;
using Portal.App.Documents.Issuing;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Web.Api;
using Portal.Web.Components.Documents;
using Portal.Web.Setup;
using Portal.Web.SignIn;

namespace Portal.Web.Pages.Documents;

/// <summary>Documents as files for the pages; who may have which is asked by the use case.</summary>
public static class DocumentFiles
{
    public static void MapDocumentFiles(this WebApplication app)
    {
        var files = app.MapGroup(DocumentPaths.Root).RequireAuthorization(IdentitySetup.SignedIn).ExcludeFromDescription();
        files.MapGet("/{kind}/{id:guid}.{format:regex(^(pdf|xlsx)$)}", (
                HttpContext http, string kind, Guid id, string format, string? language, OpenDocument open) =>
            SendAsync(http, kind, id, null, format, language, open));
        files.MapGet("/{kind}/{id:guid}/{period}.{format:regex(^(pdf|xlsx)$)}", (
                HttpContext http, string kind, Guid id, string period, string format, string? language, OpenDocument open) =>
            SendAsync(http, kind, id, period, format, language, open));
    }

    private static async Task<IResult> SendAsync(
        HttpContext http, string kind, Guid id, string? period, string format, string? language, OpenDocument open)
    {
        if (DocumentPaths.Kind(kind) is not { } known || (period is not null && DocumentPaths.Period(period) is null))
            return Results.NotFound();

        var culture = language switch
        {
            "en" => TextCatalog.English,
            "vi" => TextCatalog.Vietnamese,
            _ => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? TextCatalog.English : TextCatalog.Vietnamese,
        };
        var opened = await open.RunAsync(
            ActorOf.User(http.User),
            new OpenDocument.Input(
                new DocumentSubject(known, id, DocumentPaths.Period(period)),
                format == "pdf" ? FileFormat.Pdf : FileFormat.Xlsx, culture),
            http.RequestAborted);
        if (opened.Refusal is { } refusal)
            return refusal.Kind == RefusalKind.NotFound ? Results.NotFound() : Results.Forbid();

        return Send(http, opened.Value);
    }

    /// <summary>The file as an attachment.</summary>
    internal static IResult Send(HttpContext http, DocumentFile file)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(file.Bytes, file.ContentType, file.Name);
    }
}
