using Portal.App.Documents.Exports;
using Portal.Web.Api;
using Portal.Web.Components.Exports;
using Portal.Web.Setup;
using Portal.Web.SignIn;

namespace Portal.Web.Pages.Exports;

/// <summary>Lists as files: a short one at once, and those that were made behind the pages.</summary>
public static class ExportDownloadFiles
{
    public static void MapExportFiles(this WebApplication app)
    {
        app.MapGet(ExportPaths.AtOnce, AtOnceAsync).RequireAuthorization(IdentitySetup.SignedIn).ExcludeFromDescription();
        app.MapGet("/exports/{id:guid}/file", FileAsync).RequireAuthorization(IdentitySetup.SignedIn).ExcludeFromDescription();
    }

    /// <summary>A file as an attachment that no cache keeps.</summary>
    internal static IResult Send(HttpContext http, OpenedExport opened)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.ContentLength = opened.Bytes;
        return Results.Stream(opened.Content, opened.ContentType, opened.Name);
    }

    private static async Task<IResult> AtOnceAsync(HttpContext http, ExportAtOnce export, RequestExport request)
    {
        var actor = ActorOf.User(http.User);
        var asked = ExportFilter.Parse(http.Request.QueryString.Value);
        var what = new ExportInput(
            asked.Read(ExportPaths.List) ?? "", asked.Read(ExportPaths.Format) ?? "", asked,
            asked.Read(ExportPaths.Columns)?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        var answer = await export.RunAsync(actor, what, http.RequestAborted);
        if (answer.Refusal is { } refusal)
            return Problems.Of(refusal);

        if (answer.Value.File is { } file)
        {
            http.Response.Headers.CacheControl = "private, no-store";
            return Results.Bytes(file.Content, file.ContentType, file.Name);
        }

        // it grew since the button was drawn
        return (await request.RunAsync(actor, new RequestExport.Input(what), http.RequestAborted)).Refusal is { } tooMany
            ? Problems.Of(tooMany) : Results.LocalRedirect(ExportPaths.Exports);
    }

    private static async Task<IResult> FileAsync(HttpContext http, Guid id, OpenExport open)
    {
        var opened = await open.RunAsync(ActorOf.User(http.User), id, http.RequestAborted);
        return opened.Refusal is { } refusal ? Problems.Of(refusal) : Send(http, opened.Value);
    }
}
