using Microsoft.AspNetCore.Components;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Shop;

/// <summary>A shop's orders by state, right while its people watch (R2.5), with what they can say about each.</summary>
public sealed partial class Orders
{
    private DateChoice range = new(DateChoice.Default, null, null);
    private ShopOrderFilter filter = new();
    private PageRequest paging = new();
    private ShopOrderSums sums = ShopOrderSums.None;
    private IReadOnlyList<ShopOrderRow>? rows;
    private IReadOnlyList<string> sources = [];
    private IReadOnlyList<Tabs.Item> tabs = [];
    private ChartTime? time;
    private IReadOnlyList<ShopOrderPart> parts = [];
    private IReadOnlyList<ShopOrderPart>? partsBefore;
    private int total;
    private string? customer;
    private Guid? opened;
    private bool pays;
    private ShopSurchargeTotals surcharges = ShopOrderSums.None.Surcharges(new ShopOrderFilter());
    private ShopOrderDetail? detail;
    private IReadOnlyList<DecisionView> decisions = [];
    private OrderView? order;
    private OrderQuestion? asked;
    private SaidEvent? said;
    private LiveChanges? live;

    [Inject] private ShopOrderQueries Queries { get; set; } = null!;
    [Inject] private OrderQueries OneOrder { get; set; } = null!;
    [Inject] private DecisionQueries Decided { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private IReadOnlyList<(string, string)> Sorts =>
    [
        (ShopOrderList.DefaultSort, C["Newest"]), (ShopOrderQueries.SortByPlaced, C["Oldest"]),
        pays ? ("-" + ShopOrderQueries.SortBySurcharge, L["SortSurcharge"]) : ("-" + ShopOrderQueries.SortByPaid, L["SortPaid"]),
        ("-" + ShopOrderQueries.SortByChanged, L["SortChanged"]), (ShopOrderQueries.SortByCode, L["OrderCode"]),
    ];

    protected override async Task LoadAsync(CancellationToken stop)
    {
        range = DateChoice.Read(Nav, Clock);
        filter = ShopOrderList.Filter(name => Nav.Read(name), range);
        paging = Nav.Paging(ShopOrderList.DefaultSort);
        pays = await Queries.PaysSurchargesAsync(Actor, stop);
        sources = await Queries.SourcesAsync(Actor, stop);
        customer = filter.Customer is { } theirs ? await Queries.CustomerNameAsync(Actor, theirs, stop) ?? L["UnknownCustomer"] : null;
        sums = await Queries.SumsAsync(Actor, filter, stop);
        total = sums.Orders(filter);
        surcharges = sums.Surcharges(filter);
        rows = await Queries.ListAsync(Actor, filter, paging, stop);
        await LoadChartsAsync(stop);
        tabs = [.. TabItems()];
        await LoadSheetAsync(stop);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            live = new LiveChanges(
                Notifier, change => change.Topic == ChangeTopics.Order && change.ShopId == Actor.ShopId, ReloadFromOutsideAsync);
        }
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private IEnumerable<Tabs.Item> TabItems()
    {
        yield return new(L["AllStatuses"], Nav.Filtered(("status", null)), filter is { Status: null, Held: false }, sums.Orders());
        foreach (var (word, status) in ShopOrderList.Statuses)
            yield return new(TextCatalog.Of(status), Nav.Filtered(("status", word)), filter.Status == status, sums.Orders(status));
        if (sums.Held > 0 || filter.Held)
            yield return new(L["HeldShort"], Nav.Filtered(("status", ShopOrderList.Held)), filter.Held, sums.Held);
    }

    private async Task LoadChartsAsync(CancellationToken stop)
    {
        if (total == 0)
        {
            time = null;
            return;
        }

        var today = LocalCalendar.Day(Clock.GetUtcNow());
        var first = range.From ?? await Queries.FirstDayAsync(Actor, filter, stop) ?? today;
        var cut = new ChartTime(range, first, today);
        parts = await Queries.PartsAsync(Actor, filter, Starts(cut.Now), stop);
        partsBefore = cut is { Before: { } before, BeforeRange.Period: { } placed }
            ? await Queries.PartsAsync(Actor, filter with { Placed = placed }, Starts(before), stop)
            : null;
        time = cut;
    }

    private static IReadOnlyList<DateTimeOffset> Starts(DayBuckets buckets) => [.. buckets.Starts.Select(LocalCalendar.StartOf)];

    private async Task LoadSheetAsync(CancellationToken stop)
    {
        Guid? wanted = Guid.TryParse(Nav.Read("order"), out var id) ? id : null;
        if (wanted != opened)
            said = null;
        opened = wanted;
        detail = wanted is { } asking ? await Queries.DetailAsync(Actor, asking, stop) : null;
        order = detail is not null && await OneOrder.OneAsync(Actor, null, detail.Code, stop) is { Succeeded: true } found
            ? found.Value : null;
        decisions = detail is not null && await Decided.OfOrderAsync(Actor, null, detail.Code, stop) is { Succeeded: true } all
            ? all.Value : [];
    }

    // The event's id and time are made here, once for each question that opens: pressed twice, or sent again after a lost
    // connection, it is the same event and counts once (R2.4).
    private void Ask(OrderEventType type)
    {
        if (order is not null && detail is not null)
            asked = new OrderQuestion($"portal-{Ids.New(Clock):N}", type, order, detail.Lines, Clock.GetUtcNow());
    }

    private async Task CloseQuestionAsync(SaidEvent? answer)
    {
        asked = null;
        if (answer is null)
            return;

        said = answer;
        await ReloadAsync();
    }
}
