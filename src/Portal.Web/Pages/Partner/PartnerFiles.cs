using System.Globalization;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Reading;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Files;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Web.Components;
using Portal.Web.SignIn;

namespace Portal.Web.Pages.Partner;

/// <summary>What the partner's pages offer as files: the export of their orders and the pictures of their links.</summary>
public static class PartnerFiles
{
    public static void MapPartnerFiles(this WebApplication app)
    {
        app.MapGet(PartnerPaths.OrdersExport, ExportAsync).RequireAuthorization(Permission.PartnerRead).ExcludeFromDescription();
        app.MapGet(PartnerPaths.Links + "/{id:guid}/qr.{kind:regex(^(svg|png)$)}", QrAsync)
            .RequireAuthorization(Permission.PartnerRead)
            .ExcludeFromDescription();
    }

    /// <summary>Exactly what the list's filter shows, streamed while the database reads it.</summary>
    private static async Task ExportAsync(
        HttpContext http, PartnerOrderQueries queries, RecordExport record, TimeProvider clock, IStringLocalizer<PartnerTexts> texts,
        CancellationToken stop)
    {
        var actor = ActorOf.User(http.User);
        string? Read(string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
        var range = DateChoice.Read(Read, clock);
        var filter = OrderList.Filter(Read, range);
        await record.RunAsync(actor, new RecordExport.Input(FileName(range, clock), http.Request.QueryString.Value), stop);

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = new ContentDisposition { FileName = FileName(range, clock) }.ToString();
        http.Response.Headers.CacheControl = "private, no-store";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await CsvFile.WriteAsync(
            http.Response.Body, OrderList.Columns(texts).AsCsv(), queries.ExportAsync(actor, filter, OrderList.Newest, stop), stop);
    }

    private static async Task<IResult> QrAsync(
        HttpRequest request, Guid id, string kind, int? download, PartnerLinkQueries links, PublicAddress portal, CancellationToken stop)
    {
        if (await links.CodeAsync(ActorOf.User(request.HttpContext.User), id, stop) is not { } code)
            return Results.NotFound(); // R10.5: a stranger's link is as absent as one that never was

        var address = LinkAddress.Of(portal, code);
        var picture = kind == "svg" ? Encoding.UTF8.GetBytes(QrCodes.Svg(address)) : QrCodes.Png(address);
        return Results.File(picture, kind == "svg" ? "image/svg+xml" : "image/png", download == 1 ? $"{code}.{kind}" : null);
    }

    private static string FileName(DateChoice range, TimeProvider clock)
    {
        var last = range.To ?? LocalCalendar.Day(clock.GetUtcNow());
        return range.From is { } first ? $"don-hang_{Iso(first)}_{Iso(last)}.csv" : $"don-hang_{Iso(last)}.csv";
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
