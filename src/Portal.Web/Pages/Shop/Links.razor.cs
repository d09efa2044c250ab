using Microsoft.AspNetCore.Components;
using Portal.App.Attribution.Reading;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Shop;

/// <summary>With what a shop owner introduces customers (R7.6): their code, their links, and what each brought.</summary>
public sealed partial class Links
{
    private static readonly DateOnly Ever = new(2000, 1, 1);

    private DateChoice range = new(DateChoice.Default, null, null);
    private PageRequest paging = new();
    private ShopIntroductions? mine;
    private ChartTime? time;
    private IReadOnlyList<long> clicks = [];
    private IReadOnlyList<long>? clicksBefore;
    private PageOf<ShopLinkRow>? links;
    private Refusal? refusal;
    private Confirm confirm = null!;
    private LiveChanges? live;

    [Inject] private ShopLinkQueries Queries { get; set; } = null!;
    [Inject] private PauseLink Pausing { get; set; } = null!;
    [Inject] private ResumeLink Resuming { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;
    [Inject] private PublicAddress PublicAddress { get; set; } = null!;

    protected override async Task LoadAsync(CancellationToken stop)
    {
        range = DateChoice.Read(Nav, Clock);
        paging = Nav.Paging("-created");
        bool? paused = Nav.Read("status") switch { "paused" => true, "running" => false, _ => null };
        var search = Nav.Read("q");
        var today = LocalCalendar.Day(Clock.GetUtcNow());
        links = await Queries.ListAsync(Actor, search, paused, range.From ?? Ever, range.To ?? today, paging, stop);
        await LoadChartAsync(search, paused, today, stop);
        mine = await Queries.MineAsync(Actor, stop);
    }

    private async Task LoadChartAsync(string? search, bool? paused, DateOnly today, CancellationToken stop)
    {
        var days = await Queries.ClicksAsync(Actor, search, paused, range.From ?? Ever, range.To ?? today, stop);
        var cut = new ChartTime(range, days.Select(day => day.Day).FirstOrDefault(today), today);
        clicks = days.Count == 0 ? [] : cut.Now.Sum(days, day => day.Day, day => day.Clicks);
        clicksBefore = cut is { Before: { } before, BeforeRange: { From: { } from, To: { } to } }
            ? before.Sum(await Queries.ClicksAsync(Actor, search, paused, from, to, stop), day => day.Day, day => day.Clicks)
            : null;
        time = cut;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            live = new LiveChanges(
                Notifier, change => change.ShopId == Actor.ShopId && change.Topic is ChangeTopics.Link or ChangeTopics.Order,
                ReloadFromOutsideAsync);
        }
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private async Task PauseAsync(ShopLinkRow link)
    {
        if (await confirm.AskAsync(L["PauseTitle", link.Code], L["PauseText"], L["Pause"], dangerous: true))
            await ShowAsync(await Pausing.RunAsync(Actor, link.Id, CancellationToken.None));
    }

    private async Task ResumeAsync(ShopLinkRow link)
    {
        if (await confirm.AskAsync(L["ResumeTitle", link.Code], L["ResumeText", link.DestinationUrl], L["Resume"]))
            await ShowAsync(await Resuming.RunAsync(Actor, link.Id, CancellationToken.None));
    }

    private Task ShowAsync(Outcome<LinkView> outcome)
    {
        refusal = outcome.Refusal;
        return ReloadAsync();
    }

    private string Address(ShopLinkRow link) => LinkAddress.Of(PublicAddress, link.Code);

    private static string Short(string url) => url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
}
