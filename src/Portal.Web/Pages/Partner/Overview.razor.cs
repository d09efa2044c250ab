using Microsoft.AspNetCore.Components;
using Portal.App.Attribution.Reading;
using Portal.App.Eligibility;
using Portal.App.Money.Ledger;
using Portal.App.Money.Tax;
using Portal.App.Money.Withdrawals;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Web.Components;

namespace Portal.Web.Pages.Partner;

/// <summary>Where a partner arrives: their link, what it earns, and what became of the clicks.</summary>
public sealed partial class Overview
{
    private static readonly PageRequest Latest = new(Size: 6, Sort: PartnerOrderQueries.SortByPlaced, Descending: true);

    /// <summary>Before any click that there can be, for "all time".</summary>
    private static readonly DateOnly Beginning = new(2000, 1, 1);

    private DateChoice range = new(DateChoice.Default, null, null);
    private PartnerHome? home;
    private IReadOnlyList<LinkView> defaults = [];
    private IReadOnlyList<EligibilityProgress> progress = [];
    private PartnerOrderSums sums = new([]);
    private IReadOnlyList<PartnerOrderDay> days = [];
    private IReadOnlyList<PartnerOrderDay> daysBefore = [];
    private TaxMeter? meter;
    private DayBuckets buckets = new(Beginning, Beginning);
    private IReadOnlyList<PartnerOrderRow>? latest;
    private BalanceView? balance;
    private LatePayments? late;
    private long clicks;
    private LiveChanges? live;

    [Inject] private PartnerHomeQueries Home { get; set; } = null!;
    [Inject] private PartnerOrderQueries Orders { get; set; } = null!;
    [Inject] private PartnerLinkQueries Links { get; set; } = null!;
    [Inject] private EligibilityQueries Eligibility { get; set; } = null!;
    [Inject] private LedgerQueries Ledger { get; set; } = null!;
    [Inject] private TaxQueries Taxes { get; set; } = null!;
    [Inject] private WithdrawalQueries Withdrawals { get; set; } = null!;
    [Inject] private LinkQueries OwnLinks { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    /// <summary>What the pages that the tiles open must show to count the same.</summary>
    private IEnumerable<(string, string?)> Range => new[] { "range", "from", "to", "programme" }.Select(name => (name, Nav.Read(name)));

    protected override async Task LoadAsync(CancellationToken stop)
    {
        range = DateChoice.Read(Nav, Clock);
        var filter = new PartnerOrderFilter(Placed: range.Period, Programme: Nav.Read("programme"));
        var today = LocalCalendar.Day(Clock.GetUtcNow());
        sums = await Orders.SumsAsync(Actor, filter, stop);
        days = await Orders.DaysAsync(Actor, filter, stop);
        daysBefore = range.Before is { } earlier ? await Orders.DaysAsync(Actor, filter with { Placed = earlier.Period }, stop) : [];
        latest = await Orders.ListAsync(Actor, filter, Latest, stop);
        clicks = (await Links.ClicksAsync(Actor, new PartnerLinkFilter(Programme: filter.Programme), range.From ?? Beginning,
            range.To ?? today, stop)).Sum(day => day.Clicks);
        defaults = await OwnLinks.DefaultsAsync(Actor, stop);
        buckets = new DayBuckets(range.From ?? days.FirstOrDefault()?.Day ?? today, range.To ?? today);
        progress = Actor.PartnerId is { } partner && await Eligibility.OfPartnerAsync(Actor, partner, stop) is { Succeeded: true } found
            ? found.Value : [];
        balance = Actor.PartnerId is { } mine && await Ledger.BalanceAsync(Actor, mine, null, stop) is { Succeeded: true } now
            ? now.Value : null;
        meter = Actor.PartnerId is { } taxed && await Taxes.MeterAsync(Actor, taxed, stop) is { Succeeded: true } tax ? tax.Value : null;
        late = Actor.PartnerId is { } own ? await Withdrawals.LateAsync(Actor, own, stop) : null;
        home = await Home.MineAsync(Actor, stop);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            live = new LiveChanges(
                Notifier,
                change => change.PartnerId == Actor.PartnerId && change.Topic is ChangeTopics.Order or ChangeTopics.Money
                or ChangeTopics.Link or ChangeTopics.Partner or ChangeTopics.Eligibility,
                ReloadFromOutsideAsync);
        }
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private string OrdersHref(string? status) => PartnerPaths.With(PartnerPaths.Orders, [("status", status), .. Range]);
}
