using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Reading;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Orders;
using Portal.Web.Components;
using Portal.Web.Components.Exports;

namespace Portal.Web.Pages.Admin.Orders;

/// <summary>The orders of all shops as a file.</summary>
public sealed class OperatorOrdersExport(IStringLocalizer<OrderTexts> texts) : PagedList<OperatorOrderRow>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "-" + OperatorOrderQueries.SortByPlaced,
    ListFilters.Of("q", "programme").Words("status", Statuses.Select(of => of.Word)).Words("decision", OperatorOrderQueries.DecisionCodes)
        .Id("shop").Id("partner").Range())
{
    public const string ListName = "orders";

    public static readonly IReadOnlyList<(string Word, OrderStatus Status)> Statuses =
        [("pending", OrderStatus.Pending), ("successful", OrderStatus.Successful), ("cancelled", OrderStatus.Cancelled)];

    public override string Title => texts["OrdersTitle"];

    /// <summary>What the address says, for the page too.</summary>
    public static OperatorOrderFilter Filter(Func<string, string?> read, DateChoice range) => new(
        read("q"), ListExports.Id(read("shop")), read("programme"), read("decision"),
        Statuses.Where(of => of.Word == read("status")).Select(of => (OrderStatus?)of.Status).FirstOrDefault(), range.Period,
        ListExports.Id(read("partner")));

    public override async Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken)
    {
        var filter = Filter(source.Read, DateChoice.Read(source.Read, source.Clock));
        var counts = await source.Snapshot.Of<OperatorOrderQueries>().CountsAsync(source.Actor, filter, cancellationToken);
        return filter.Status is { } only ? counts.GetValueOrDefault(only) : counts.Values.Sum();
    }

    protected override ExportColumns<OperatorOrderRow> Columns() => new ExportColumns<OperatorOrderRow>()
        .Text("code", texts["OrderCode"], row => row.Code)
        .Text("shop", texts["Shop"], row => row.Shop)
        .Instant("placedAt", texts["PlacedAt"], row => row.PlacedAt)
        .Word("status", texts["OrdersStatus"], row => row.Status, status => TextCatalog.Of(status))
        .Text("product", texts["Products"], row => row.Product)
        .Dong("paid", texts["CustomerPaid"], row => row.Paid)
        .Text("programmes", texts["Programme"], row => string.Join(", ", row.Decisions.Select(decision => decision.Programme)))
        .Word(
            "decisions", texts["Decision"], row => string.Join(' ', row.Decisions.Select(decision => decision.Code)),
            row => string.Join(", ", row.Decisions.Select(decision => TextCatalog.Decision(decision.Code))));

    protected override async Task<PageOf<OperatorOrderRow>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) => new(
            await source.Snapshot.Of<OperatorOrderQueries>().ListAsync(
                source.Actor, Filter(source.Read, DateChoice.Read(source.Read, source.Clock)), page, cancellationToken),
            0);
}
