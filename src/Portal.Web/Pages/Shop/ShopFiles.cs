using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Reading;
using Portal.App.Documents.Exports;
using Portal.App.Orders.Import;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Web.Components;
using Portal.Web.SignIn;

namespace Portal.Web.Pages.Shop;

/// <summary>What the shop's pages offer as files. Written row by row while the database reads, so that they may be of any size.</summary>
public static class ShopFiles
{
    private const string Csv = "text/csv; charset=utf-8";

    public static void MapShopFiles(this WebApplication app)
    {
        app.MapGet(ShopPaths.OrdersExport, OrdersAsync).RequireAuthorization(Permission.ShopExport).ExcludeFromDescription();
        app.MapGet(ShopPaths.LinkQr, QrAsync).RequireAuthorization(LinkPermissions.ShopWrite).ExcludeFromDescription();
        app.MapGet(ShopPaths.ImportProblems, Problems).RequireAuthorization(ImportPermissions.ShopImport).ExcludeFromDescription();
    }

    private static async Task<IResult> OrdersAsync(
        HttpContext context, ShopOrderQueries queries, RecordExport record, IStringLocalizer<ShopTexts> texts, TimeProvider clock)
    {
        string? Read(string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
        var filter = ShopOrderList.Filter(Read, DateChoice.Read(Read, clock));
        var sort = Read("sort") ?? ShopOrderList.DefaultSort;
        var actor = ActorOf.User(context.User);
        var file = new RecordExport.Input(Name(texts["OrdersFile"], clock), context.Request.QueryString.Value);
        if (!(await record.RunAsync(actor, file, context.RequestAborted)).Succeeded)
            return Results.Forbid();

        var columns = ShopOrderList.Columns(texts, await queries.PaysSurchargesAsync(actor, context.RequestAborted)).AsCsv();
        var rows = queries.ExportAsync(
            actor, filter, new PageRequest(Sort: sort.TrimStart('-'), Descending: sort.StartsWith('-')), context.RequestAborted);
        return Results.Stream(
            stream => CsvFile.WriteAsync(stream, columns, rows, context.RequestAborted),
            Csv, Name(texts["OrdersFile"], clock));
    }

    private static async Task<IResult> QrAsync(
        HttpRequest request, Guid id, string kind, int? download, ShopLinkQueries links, PublicAddress portal, CancellationToken stop)
    {
        if (await links.CodeAsync(ActorOf.User(request.HttpContext.User), id, stop) is not { } code)
            return Results.NotFound(); // R10.5: another shop's link is as absent as one that never was

        var address = LinkAddress.Of(portal, code);
        var picture = kind == "svg" ? Encoding.UTF8.GetBytes(QrCodes.Svg(address)) : QrCodes.Png(address);
        return Results.File(picture, kind == "svg" ? "image/svg+xml" : "image/png", download == 1 ? $"{code}.{kind}" : null);
    }

    private static async Task<IResult> Problems(
        Guid id, HttpContext context, ImportQueries queries, IStringLocalizer<ShopTexts> texts, TimeProvider clock)
    {
        var actor = ActorOf.User(context.User);
        if (await queries.OneAsync(actor, id, context.RequestAborted) is null)
            return Results.NotFound();

        var problems = queries.ExportProblemsAsync(actor, id, context.RequestAborted);
        return Results.Stream(
            stream => CsvFile.WriteAsync(stream, ProblemText.Columns(texts), problems, context.RequestAborted),
            Csv, Name(texts["ProblemsFile"], clock));
    }

    private static string Name(string what, TimeProvider clock) =>
        $"{what}-{LocalCalendar.Day(clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv";
}
