using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Texts;
using Portal.App.Risk;
using Portal.Domain.Common;
using Portal.Domain.Risk;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Admin.Risk;

/// <summary>Rủi ro: what stands out, by partner and rule, and the rewards that are held because of it.</summary>
public sealed partial class Cases
{
    private readonly HashSet<Guid> chosen = [];
    private PageRequest paging = new();
    private PageOf<RiskCaseView>? page;
    private RiskDetail? detail;
    private IReadOnlyList<Tabs.Item> tabs = [];
    private RiskChoosing? asking;
    private string? done;
    private Refusal? refusal;
    private Refusal? reasonRefusal;
    private bool busy;
    private ListChoice<RiskCaseView> selection = null!;
    private LiveChanges? live;

    [Inject] private RiskQueries Queries { get; set; } = null!;
    [Inject] private HoldRewards Hold { get; set; } = null!;
    [Inject] private ReleaseRewards Release { get; set; } = null!;
    [Inject] private DismissRisk Dismiss { get; set; } = null!;
    [Inject] private PortalSettings Settings { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private bool MayDecide => Actor.May(RiskPermissions.Write);

    private IReadOnlyList<(string, string)> Sorts =>
    [
        ("-last", C["Newest"]), ("last", C["Oldest"]), (RiskQueries.SortByDue, L["SortDue"]),
        ("-" + RiskQueries.SortBySignals, L["SortSignals"]), ("-" + RiskQueries.SortByRewards, L["SortHeld"]),
    ];

    private string Days => Settings.Risk.ReviewWithin.TotalDays.ToString("0.#", CultureInfo.CurrentCulture);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        selection = new ListChoice<RiskCaseView>(
            chosen, row => row.Id, row => L["ChooseOne", row.PartnerName, TextCatalog.Word(row.Rule)], _ => true,
            EventCallback.Factory.Create(this, StateHasChanged));
    }

    protected override async Task LoadAsync(CancellationToken stop)
    {
        paging = Nav.Paging("-last");
        var filter = RiskExport.Filter(name => Nav.Read(name));
        page = await Queries.ListAsync(Actor, filter, paging, stop);
        chosen.IntersectWith(page.Items.Select(row => row.Id));
        var counts = await Queries.CountsAsync(Actor, filter, stop);
        tabs =
        [
            new(L["AllStates"], Nav.Filtered(("state", null)), filter.State is null, counts.Values.Sum()),
            .. Enum.GetValues<RiskState>().Select(state => new Tabs.Item(
                TextCatalog.Word(state), Nav.Filtered(("state", Key(state))), filter.State == state, counts.GetValueOrDefault(state))),
        ];
        detail = Guid.TryParse(Nav.Read("case"), out var id) && await Queries.GetAsync(Actor, id, stop) is { Succeeded: true } found
            ? found.Value : null;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            live = new LiveChanges(Notifier, change => change.Topic == ChangeTopics.Risk, ReloadFromOutsideAsync);
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private static string Key<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private T? Choice<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(Nav.Read(name), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private void Ask(RiskDoing doing) => Ask(new RiskChoosing(doing, [.. chosen]));

    private void Ask(RiskChoosing choosing)
    {
        reasonRefusal = null;
        asking = choosing;
    }

    private async Task DoAsync(string reason)
    {
        if (busy || asking is not { } asked)
            return;

        busy = true;
        try
        {
            var choice = new RiskChoice(asked.Cases, reason, asked.Orders);
            var outcome = await (asked.Doing switch
            {
                RiskDoing.Hold => Hold.RunAsync(Actor, choice, CancellationToken.None),
                RiskDoing.Release => Release.RunAsync(Actor, choice, CancellationToken.None),
                _ => Dismiss.RunAsync(Actor, choice, CancellationToken.None),
            });
            Say(asked, outcome);
        }
        finally
        {
            busy = false;
        }

        await ReloadAsync();
    }

    private void Say(RiskChoosing asked, Outcome<RiskReviewed> outcome)
    {
        // what is wrong with the reason is said beside it, with what was typed
        if (outcome.Refusal is { Fields.Count: > 0 })
        {
            reasonRefusal = outcome.Refusal;
            return;
        }

        (asking, refusal, done) = (null, outcome.Refusal, null);
        if (!outcome.Succeeded)
            return;

        done = L[$"{asked.Doing}Done", outcome.Value.Rewards, outcome.Value.Reviewed.Count];
        if (outcome.Value.Skipped.Count > 0)
            done = $"{done} {L["Skipped", outcome.Value.Skipped.Count]}";
        chosen.Clear();
    }

    private string Signals(RiskCaseView row) => row.Unreviewed > 0 && row.Unreviewed < row.Signals
        ? L["SignalsNew", row.Signals, row.Unreviewed]
        : row.Signals.ToString("N0", CultureInfo.CurrentCulture);
}
