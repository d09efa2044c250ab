using Microsoft.AspNetCore.Components;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Orders;
using Portal.App.Partners;
using Portal.App.Texts;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Partner;

/// <summary>A partner's orders by status, right while he watches (R2.5).</summary>
public sealed partial class Orders
{
    /// <summary>How long a row that changed is marked.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(8);

    private readonly HashSet<(Guid, string)> fresh = [];
    private DateChoice range = null!;
    private PartnerOrderFilter filter = new();
    private PageRequest paging = new();
    private PartnerOrderSums sums = new([]);
    private IReadOnlyList<PartnerOrderRow>? rows;
    private IReadOnlyList<Tabs.Item> tabs = [];
    private PartnerHome? home;
    private int total;
    private Guid? opened;
    private PartnerOrderDetail? detail;
    private OrderView? order;
    private LiveChanges? live;
    private bool changed;
    private string? announcement;

    [Inject] private PartnerOrderQueries Queries { get; set; } = null!;
    [Inject] private OrderQueries OneOrder { get; set; } = null!;
    [Inject] private PartnerHomeQueries Home { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private string ExportHref => PartnerPaths.With(
        PartnerPaths.OrdersExport,
        ((string, string?)[])[.. new[] { "status", "range", "from", "to", "programme", "link", "q" }.Select(name => (name, Nav.Read(name)))]);

    protected override async Task LoadAsync(CancellationToken stop)
    {
        var byOthers = changed;
        changed = false;
        range = DateChoice.Read(Nav, Clock);
        filter = OrderList.Filter(Nav, range);
        paging = Nav.Paging("-" + PartnerOrderQueries.SortByPlaced);
        var before = rows;
        home ??= await Home.MineAsync(Actor, stop);
        sums = await Queries.SumsAsync(Actor, filter, stop);
        total = sums.Orders(filter.Status);
        rows = await Queries.ListAsync(Actor, filter, paging, stop);
        tabs =
        [
            new(L["AllStatuses"], Nav.Filtered(("status", null)), filter.Status is null, sums.Orders()),
            .. OrderList.Statuses.Select(of => new Tabs.Item(
                TextCatalog.Of(of.Status), Nav.Filtered(("status", of.Word)), filter.Status == of.Status, sums.Orders(of.Status))),
        ];
        await LoadSheetAsync(stop);
        if (byOthers && before is not null)
            Mark(before);
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
        (opened, detail, order) = (null, null, null);
        if (!Guid.TryParse(Nav.Read("order"), out var id))
            return;

        opened = id;
        detail = await Queries.DetailAsync(Actor, id, stop);
        if (detail is not null && await OneOrder.OneAsync(Actor, detail.ShopId, detail.Code, stop) is { Succeeded: true } found)
            order = found.Value;
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
    private void Mark(IReadOnlyList<PartnerOrderRow> before)
    {
        var known = before.ToDictionary(row => (row.OrderId, row.ProgrammeCode), row => (row.Status, row.State));
        var news = rows!
            .Where(row => !known.TryGetValue((row.OrderId, row.ProgrammeCode), out var was) || was != (row.Status, row.State))
            .ToList();
        fresh.UnionWith(news.Select(row => (row.OrderId, row.ProgrammeCode)));
        announcement = news is [var first, ..] ? L["OrderChanged", first.Code, TextCatalog.Of(first.Status)].Value : null;
    }
}
