using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Customers;
using Portal.App.Attribution.Reading;
using Portal.App.Documents.Exports;
using Portal.App.Orders.Import;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Statements;
using Portal.Domain.Surcharges;
using Portal.Web.Components;
using Portal.Web.Components.Exports;

namespace Portal.Web.Pages.Shop;

/// <summary>A shop's orders as a file.</summary>
public sealed class ShopOrdersExport(IStringLocalizer<ShopTexts> texts) : StreamedList<ShopOrderRow>(
    ExportSide.Shop, ListName, Permission.ShopOrdersRead,
    ListFilters.Of("source", "q")
        .Words("status", [.. ShopOrderList.Statuses.Select(of => of.Word), ShopOrderList.Held])
        .Words("introducedBy", ShopOrderList.Introducers.Select(of => of.Word))
        .Words("surcharge", SurchargeDecisions.All).Words("mark", ShopOrderList.Marks.Select(of => of.Word)).Id("customer").Range())
{
    public const string ListName = "orders";

    public override string Title => texts["OrdersTitle"];

    public override async Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken)
    {
        var filter = Filter(source);
        return (await source.Snapshot.Of<ShopOrderQueries>().SumsAsync(source.Actor, filter, cancellationToken)).Orders(filter);
    }

    protected override ExportColumns<ShopOrderRow> Columns() => ShopOrderList.Columns(texts, surcharges: true);

    protected override async Task<ExportColumns<ShopOrderRow>> AllAsync(ExportSource source, CancellationToken cancellationToken) =>
        ShopOrderList.Columns(
            texts, await source.Snapshot.Of<ShopOrderQueries>().PaysSurchargesAsync(source.Actor, cancellationToken));

    protected override IAsyncEnumerable<ShopOrderRow> ReadAsync(ExportSource source, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ShopOrderQueries>().ExportAsync(
            source.Actor, Filter(source), source.Page(ShopOrderList.DefaultSort), cancellationToken);

    private static ShopOrderFilter Filter(ExportSource source) =>
        ShopOrderList.Filter(source.Read, DateChoice.Read(source.Read, source.Clock));
}

/// <summary>The customers of a shop that pays surcharges, as a file.</summary>
public sealed class CustomersExport(IStringLocalizer<ShopTexts> texts) : PagedList<ShopCustomer>(
    ExportSide.Shop, ListName, CustomerPermissions.ShopRead, "-" + ShopCustomerQueries.SortBySince,
    ListFilters.Of("q").Words("introducedBy", ShopOrderList.Introducers.Select(of => of.Word)))
{
    public const string ListName = "customers";

    public override string Title => texts["CustomersTitle"];

    /// <summary>What the address says, for the page too.</summary>
    public static ShopCustomerFilter Filter(Func<string, string?> read) => new(
        ShopOrderList.Introducers.Where(of => of.Word == read("introducedBy")).Select(of => (Introducer?)of.By).FirstOrDefault(),
        read("q"));

    protected override ExportColumns<ShopCustomer> Columns() => new ExportColumns<ShopCustomer>()
        .Text("customerId", texts["CustomerId"], row => row.CustomerId)
        .Text("firstOrder", texts["FirstOrder"], row => row.FirstOrder)
        .Word("introducedBy", texts["IntroducedBy"], row => row.IntroducedBy, by => TextCatalog.Word(by))
        .Instant("since", texts["CustomerSince"], row => row.Since)
        .Word("fact", texts["Fact"], row => row.Fact.Kind, kind => texts[$"Fact{kind}"])
        .Number("freeOrdersUsed", texts["FreeOrderNumber"], row => row.FreeOrdersUsed)
        .Number("freeOrdersLeft", texts["FreeLeft"], row => row.FreeOrders - row.FreeOrdersUsed)
        .Number("orders", texts["CustomerOrders"], row => row.Orders)
        .Instant("lastOrderAt", texts["LastOrder"], row => row.LastOrderAt);

    protected override Task<PageOf<ShopCustomer>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ShopCustomerQueries>().ListAsync(source.Actor, Filter(source.Read), page, cancellationToken);
}

/// <summary>A shop's own links as a file.</summary>
public sealed class ShopLinksExport(IStringLocalizer<ShopTexts> texts) : PagedList<ShopLinkRow>(
    ExportSide.Shop, ListName, LinkPermissions.ShopWrite, "-created",
    ListFilters.Of("q").Words("status", "paused", "running").Range())
{
    public const string ListName = "links";

    private static readonly DateOnly Ever = new(2000, 1, 1);

    public override string Title => texts["LinksTitle"];

    protected override ExportColumns<ShopLinkRow> Columns() => new ExportColumns<ShopLinkRow>()
        .Text("code", texts["Link"], row => row.Code)
        .Text("destinationUrl", texts["LinkDestination"], row => row.DestinationUrl)
        .Text("subId", texts["LinkSubId"], row => row.SubId)
        .Text("programme", texts["LinkProgramme"], row => row.Programme)
        .Instant("pausedAt", texts["LinkPaused"], row => row.PausedAt)
        .Number("clicks", texts["LinkClicks"], row => row.Clicks)
        .Number("introduced", texts["LinkIntroduced"], row => row.Introduced);

    protected override Task<PageOf<ShopLinkRow>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken)
    {
        var range = DateChoice.Read(source.Read, source.Clock);
        return source.Snapshot.Of<ShopLinkQueries>().ListAsync(
            source.Actor, source.Read("q"), source.Read("status") switch { "paused" => true, "running" => false, _ => null },
            range.From ?? Ever, range.To ?? LocalCalendar.Day(source.Clock.GetUtcNow()), page, cancellationToken);
    }
}

/// <summary>The reports that a shop brought, as a file.</summary>
public sealed class ImportsExport(IStringLocalizer<ShopTexts> texts) : PagedList<ImportRow>(
    ExportSide.Shop, ListName, ImportPermissions.ShopImport, "", ListFilters.Of())
{
    public const string ListName = "imports";

    public override string Title => texts["AllImports"];

    protected override ExportColumns<ImportRow> Columns() => new ExportColumns<ImportRow>()
        .Text("fileName", texts["ReportFile"], row => row.FileName)
        .Instant("uploadedAt", texts["UploadedAt"], row => row.UploadedAt)
        .Word("state", texts["Status"], row => row.State, state => texts[$"Import{state}"])
        .Number("rows", texts["Rows"], row => row.Rows)
        .Number("newOrders", texts["NewOrders"], row => row.NewOrders)
        .Number("knownOrders", texts["KnownOrders"], row => row.KnownOrders)
        .Number("badOrders", texts["BadOrders"], row => row.BadOrders);

    protected override Task<PageOf<ImportRow>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ImportQueries>().ListAsync(source.Actor, page, cancellationToken);
}
