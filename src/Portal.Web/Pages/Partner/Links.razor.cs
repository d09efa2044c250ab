using Microsoft.AspNetCore.Components;
using Portal.App.Attribution.Reading;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Tracking;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Partner;

/// <summary>A partner's links: makes new ones of any of the shop's pages, and shows what each brings.</summary>
public sealed partial class Links
{
    private const string DefaultSort = "-" + PartnerLinkQueries.SortByCreated;

    private DateChoice range = new(DateChoice.Default, null, null);
    private PageRequest paging = new();
    private PartnerHome? home;
    private PageOf<PartnerLinkRow>? links;
    private long clicked;
    private ILookup<Guid, PartnerLinkDay> days = Array.Empty<PartnerLinkDay>().ToLookup(day => day.LinkId);
    private DayBuckets buckets = null!;
    private LinkView? copied;
    private PartnerLinkRow? pictured;
    private PartnerLinkRow? edited;
    private Refusal? refusal;
    private Confirm confirm = null!;
    private LiveChanges? live;

    [Inject] private PartnerHomeQueries Home { get; set; } = null!;
    [Inject] private PartnerLinkQueries Queries { get; set; } = null!;
    [Inject] private LinkQueries OneLink { get; set; } = null!;
    [Inject] private PauseLink Pausing { get; set; } = null!;
    [Inject] private ResumeLink Resuming { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;
    [Inject] private PublicAddress PublicAddress { get; set; } = null!;

    private IReadOnlyList<(string, string)> Sorts =>
    [
        (DefaultSort, L["SortNewest"]),
        ("-" + PartnerLinkQueries.SortByOrders, L["SortOrders"]),
        ("-" + PartnerLinkQueries.SortByReward, L["SortReward"]),
        (PartnerLinkQueries.SortByCode, L["SortCode"]),
    ];

    private IEnumerable<(string, string?)> Range => new[] { "range", "from", "to" }.Select(name => (name, Nav.Read(name)));

    protected override async Task LoadAsync(CancellationToken stop)
    {
        range = DateChoice.Read(Nav, Clock);
        paging = Nav.Paging(DefaultSort);
        home = await Home.MineAsync(Actor, stop);
        copied = Guid.TryParse(Nav.Read("copy"), out var id) && await OneLink.GetAsync(Actor, id, stop) is { Succeeded: true } found
            ? found.Value : null;
        var filter = PartnerLinksExport.Filter(name => Nav.Read(name));
        var page = await Queries.ListAsync(Actor, filter, range.Period, paging, stop);

        var today = LocalCalendar.Day(Clock.GetUtcNow());
        var brought = await Queries.DaysAsync(
            Actor, [.. page.Items.Select(link => link.Id)], range.From ?? new DateOnly(2000, 1, 1), range.To ?? today, stop);
        clicked = (await Queries.ClicksAsync(Actor, filter, range.From ?? new DateOnly(2000, 1, 1), range.To ?? today, stop))
            .Sum(day => day.Clicks);
        days = brought.ToLookup(day => day.LinkId);
        buckets = new DayBuckets(range.From ?? brought.Select(day => day.Day).DefaultIfEmpty(today).Min(), range.To ?? today);
        links = page;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            live = new LiveChanges(
                Notifier,
                change => change.PartnerId == Actor.PartnerId
                && change.Topic is ChangeTopics.Order or ChangeTopics.Link or ChangeTopics.Partner,
                ReloadFromOutsideAsync);
        }
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private Task SavedAsync()
    {
        (edited, refusal) = (null, null);
        return ReloadAsync();
    }

    private async Task PauseAsync(PartnerLinkRow link)
    {
        if (await confirm.AskAsync(L["PauseTitle", link.Code], L["PauseText"], L["Pause"], dangerous: true))
            await ShowAsync(await Pausing.RunAsync(Actor, link.Id, CancellationToken.None));
    }

    private async Task ResumeAsync(PartnerLinkRow link)
    {
        if (await confirm.AskAsync(L["ResumeTitle", link.Code], L["ResumeText", LinkAddress.Readable(link.DestinationUrl)], L["Resume"]))
            await ShowAsync(await Resuming.RunAsync(Actor, link.Id, CancellationToken.None));
    }

    private Task ShowAsync(Outcome<LinkView> outcome)
    {
        refusal = outcome.Refusal;
        return ReloadAsync();
    }
}
