using Microsoft.AspNetCore.Components;
using Portal.App.Attribution.Customers;
using Portal.App.Attribution.Reading;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Surcharges;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Shop;

/// <summary>A shop's customers: who introduced each, by what, and how many free orders are left (R7.2, R7.6).</summary>
public sealed partial class Customers
{
    private const string DefaultSort = "-" + ShopCustomerQueries.SortBySince;

    private PageRequest paging = new();
    private PageOf<ShopCustomer>? customers;
    private CustomerStory? story;
    private bool pays = true;
    private bool opened;
    private LiveChanges? live;

    [Inject] private ShopCustomerQueries Queries { get; set; } = null!;
    [Inject] private ShopOrderQueries Orders { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    protected override async Task LoadAsync(CancellationToken stop)
    {
        paging = Nav.Paging(DefaultSort);
        pays = await Orders.PaysSurchargesAsync(Actor, stop);
        customers = await Queries.ListAsync(Actor, CustomersExport.Filter(name => Nav.Read(name)), paging, stop);
        Guid? wanted = Guid.TryParse(Nav.Read("customer"), out var id) ? id : null;
        story = wanted is { } asked ? await Queries.StoryAsync(Actor, asked, stop) : null;
        opened = wanted is not null;
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
}
