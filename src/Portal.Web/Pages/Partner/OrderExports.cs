using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Reading;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Web.Components;
using Portal.Web.Components.Exports;

namespace Portal.Web.Pages.Partner;

/// <summary>A partner's orders as a file.</summary>
public sealed class PartnerOrdersExport(IStringLocalizer<PartnerTexts> texts) : StreamedList<PartnerOrderRow>(
    ExportSide.Partner, ListName, Permission.PartnerRead,
    ListFilters.Of("programme", "link", "q").Words("status", OrderList.Statuses.Select(of => of.Word)).Range())
{
    public const string ListName = "orders";

    public override string Title => texts["OrdersTitle"];

    public override async Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken)
    {
        var filter = Filter(source);
        return (await source.Snapshot.Of<PartnerOrderQueries>().SumsAsync(source.Actor, filter, cancellationToken)).Orders(filter.Status);
    }

    protected override ExportColumns<PartnerOrderRow> Columns() => OrderList.Columns(texts);

    protected override IAsyncEnumerable<PartnerOrderRow> ReadAsync(ExportSource source, CancellationToken cancellationToken) =>
        source.Snapshot.Of<PartnerOrderQueries>().ExportAsync(
            source.Actor, Filter(source), source.Page(OrderList.DefaultSort), cancellationToken);

    private static PartnerOrderFilter Filter(ExportSource source) =>
        OrderList.Filter(source.Read, DateChoice.Read(source.Read, source.Clock));
}

/// <summary>The orders that earn a partner nothing, as a file.</summary>
public sealed class UncreditedOrdersExport(IStringLocalizer<PartnerTexts> texts) : PagedList<UncreditedOrder>(
    ExportSide.Partner, ListName, Permission.PartnerRead, OrderList.DefaultSort,
    ListFilters.Of("programme", "link", "q").Range())
{
    public const string ListName = "uncredited-orders";

    public override string Title => texts["NotCredited"];

    public override async Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken) =>
        await source.Snapshot.Of<PartnerOrderQueries>().MissCountAsync(source.Actor, Filter(source), cancellationToken);

    protected override ExportColumns<UncreditedOrder> Columns() => new ExportColumns<UncreditedOrder>()
        .Text("code", texts["OrderCode"], row => row.Code)
        .Text("shop", texts["Shop"], row => row.Shop)
        .Word("programme", texts["Programme"], row => row.ProgrammeCode, row => row.Programme)
        .Instant("placedAt", texts["PlacedAt"], row => row.PlacedAt)
        .Word("status", texts["Status"], row => row.Status, status => TextCatalog.Of(status))
        .Text("product", texts["FirstProduct"], row => row.Product)
        .Number("lines", texts["ProductLines"], row => row.Lines)
        .Word("reason", texts["NotCreditedReason"], row => row.Reason, row => TextCatalog.Decision(row.Reason))
        .Instant("decidedAt", texts["DecidedAt"], row => row.DecidedAt);

    protected override async Task<PageOf<UncreditedOrder>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) => new(
            await source.Snapshot.Of<PartnerOrderQueries>().MissesAsync(source.Actor, Filter(source), page, cancellationToken), 0);

    private static PartnerOrderFilter Filter(ExportSource source) =>
        OrderList.Filter(source.Read, DateChoice.Read(source.Read, source.Clock));
}
