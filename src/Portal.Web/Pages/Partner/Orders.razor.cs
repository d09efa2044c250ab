using Microsoft.AspNetCore.Components;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Orders.Reading;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Texts;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Partner;

/// <summary>A partner's orders by status, right while they watch (R2.5).</summary>
public sealed partial class Orders
{
    /// <summary>How long a row that changed is marked.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(8);

    private const string DefaultSort = "-" + PartnerOrderQueries.SortByPlaced;

    private readonly HashSet<(Guid, string)> fresh = [];
    private DateChoice range = new(DateChoice.Default, null, null);
    private PartnerOrderFilter filter = new();
    private PageRequest paging = new();
    private PartnerOrderSums sums = new([]);
    private IReadOnlyList<PartnerOrderRow>? rows;
    private IReadOnlyList<UncreditedOrder>? misses;
    private IReadOnlyList<Tabs.Item> tabs = [];
    private PartnerHome? home;
    private int total;
    private Guid? opened;
    private PartnerOrderDetail? detail;
    private OrderView? order;
    private IReadOnlyList<DecisionView> decisions = [];
    private LiveChanges? live;
    private bool changed;
    private string? announcement;

    [Inject] private PartnerOrderQueries Queries { get; set; } = null!;
    [Inject] private OrderQueries OneOrder { get; set; } = null!;
    [Inject] private DecisionQueries Decided { get; set; } = null!;
    [Inject] private PartnerHomeQueries Home { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    /// <summary>Those that earn nothing are a list of their own: nothing of them adds up.</summary>
    private bool ShowsUncredited => Nav.Read("status") == OrderList.NotCredited;

    private IReadOnlyList<(string, string)> sorts => ShowsUncredited
        ? [(DefaultSort, C["Newest"]), (PartnerOrderQueries.SortByPlaced, C["Oldest"]), (PartnerOrderQueries.SortByCode, L["OrderCode"])]
        :
        [
            (DefaultSort, C["Newest"]), (PartnerOrderQueries.SortByPlaced, C["Oldest"]),
                ("-" + PartnerOrderQueries.SortByReward, L["SortReward"]),
            ("-" + PartnerOrderQueries.SortByPaid, L["SortPaid"]), ("-" + PartnerOrderQueries.SortByChanged, L["SortChanged"]),
                (PartnerOrderQueries.SortByCode, L["OrderCode"]),
        ];

    protected override async Task LoadAsync(CancellationToken stop)
    {
        var byOthers = changed;
        changed = false;
        range = DateChoice.Read(Nav, Clock);
        filter = OrderList.Filter(Nav, range);
        paging = Nav.Paging(DefaultSort);
        var before = rows;
        home ??= await Home.MineAsync(Actor, stop);
        sums = await Queries.SumsAsync(Actor, filter, stop);
        var missed = await Queries.MissCountAsync(Actor, filter, stop);
        var showsUncredited = ShowsUncredited;
        total = showsUncredited ? missed : sums.Orders(filter.Status);
        misses = showsUncredited ? await Queries.MissesAsync(Actor, filter, paging, stop) : null;
        rows = showsUncredited ? null : await Queries.ListAsync(Actor, filter, paging, stop);
        tabs =
        [
            new(L["AllStatuses"], Nav.Filtered(("status", null)), filter.Status is null && !showsUncredited, sums.Orders()),
            .. OrderList.Statuses.Select(of => new Tabs.Item(
                TextCatalog.Of(of.Status), Nav.Filtered(("status", of.Word)), filter.Status == of.Status, sums.Orders(of.Status))),
            new(L["NotCredited"], Nav.Filtered(("status", OrderList.NotCredited)), showsUncredited, missed),
        ];
        await LoadSheetAsync(stop);
        if (byOthers && before is not null && rows is not null)
            Mark(before, rows);
        else
            fresh.Clear();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            live = new LiveChanges(
                Notifier, change => change.Topic == ChangeTopics.Order && change.PartnerId == Actor.PartnerId, OnChangeAsync);
        }
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadSheetAsync(CancellationToken stop)
    {
        (opened, detail, order, decisions) = (null, null, null, []);
        if (!Guid.TryParse(Nav.Read("order"), out var id))
            return;

        opened = id;
        detail = await Queries.DetailAsync(Actor, id, stop);
        if (detail is null)
            return;

        order = await OneOrder.OneAsync(Actor, detail.ShopId, detail.Code, stop) is { Succeeded: true } found ? found.Value : null;
        decisions = await Decided.OfOrderAsync(Actor, detail.ShopId, detail.Code, stop) is { Succeeded: true } all ? all.Value : [];
    }

    private Task OnChangeAsync() => InvokeAsync(async () =>
    {
        changed = true;
        await ReloadAsync();
        if (fresh.Count == 0)
            return;

        await Task.Delay(Fresh, Gone);
        fresh.Clear();
        StateHasChanged();
    });

    /// <summary>Marks what is not as it was before, and says it to those who do not see the mark.</summary>
    private void Mark(IReadOnlyList<PartnerOrderRow> before, IReadOnlyList<PartnerOrderRow> after)
    {
        var known = before.ToDictionary(row => (row.OrderId, row.ProgrammeCode), row => (row.Status, row.State));
        var news = after
            .Where(row => !known.TryGetValue((row.OrderId, row.ProgrammeCode), out var was) || was != (row.Status, row.State))
            .ToList();
        fresh.UnionWith(news.Select(row => (row.OrderId, row.ProgrammeCode)));
        announcement = news is [var first, ..] ? L["OrderChanged", first.Code, TextCatalog.Of(first.Status)].Value : null;
    }
}
