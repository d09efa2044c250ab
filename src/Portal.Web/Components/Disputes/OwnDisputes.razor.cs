using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Web.Components.Shared;

namespace Portal.Web.Components.Disputes;

/// <summary>Khiếu nại: what a partner or a shop disputes, and what is disputed about their orders.</summary>
public sealed partial class OwnDisputes
{
    private const string Drafts = "draft";
    private const string Pending = "pending";

    private static readonly MarkupString Dash = new("<span class=\"muted\">–</span>");

    private PageRequest paging = new();
    private PageOf<DisputeView>? page;
    private DisputeDetail? detail;
    private IReadOnlyList<Tabs.Item> tabs = [];
    private bool opened;
    private bool asking;
    private string? done;
    private Refusal? refusal;
    private Confirm confirm = null!;
    private LiveChanges? live;

    [Parameter, EditorRequired] public LedgerHolder Side { get; set; }

    [Inject] private DisputeQueries Queries { get; set; } = null!;
    [Inject] private WithdrawDispute Withdraw { get; set; } = null!;
    [Inject] private AppealDispute Appeal { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private string Base => DisputePaths.Of(Side);

    protected override async Task LoadAsync(CancellationToken stop)
    {
        paging = Nav.Paging("");
        var pending = Nav.Read("state") == Pending;
        var state = DisputeCodes.Parse<DisputeState>(Nav.Read("state"));
        var filter = DisputesExport.Own(name => Nav.Read(name));
        page = await Queries.ListAsync(Actor, filter, paging, stop);
        var counts = await Queries.CountsAsync(Actor, filter with { Drafts = false }, stop);
        var drafts = await Queries.ListAsync(Actor, new DisputeFilter(Drafts: true), new PageRequest(1, 1), stop);
        tabs =
        [
            new(L["AllStates"], Nav.Filtered(("state", null)), state is null && !pending, counts.Values.Sum()),
            new(
                L["OnlyPending"], Nav.Filtered(("state", Pending)), pending,
                DisputeStates.Pending.Sum(one => counts.GetValueOrDefault(one))),
            .. Enum.GetValues<DisputeState>().Where(one => one != DisputeState.Draft).Select(one => new Tabs.Item(
                TextCatalog.Word(one), Nav.Filtered(("state", DisputeCodes.Of(one))), state == one, counts.GetValueOrDefault(one))),
            new(TextCatalog.Word(DisputeState.Draft), Nav.Filtered(("state", Drafts)), state == DisputeState.Draft, drafts.Total),
        ];
        Guid? wanted = Guid.TryParse(Nav.Read("case"), out var id) ? id : null;
        detail = wanted is { } asked && await Queries.GetAsync(Actor, asked, stop) is { Succeeded: true } found ? found.Value : null;
        opened = wanted is not null;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
            return;

        live = new LiveChanges(
            Notifier,
            change => change.Topic is ChangeTopics.Dispute or ChangeTopics.Evidence
                && (change.PartnerId == Actor.PartnerId || change.ShopId == Actor.ShopId || change.SubjectId == detail?.Case.Id),
            ReloadFromOutsideAsync);
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private string? OrderHref(DisputeView row) => row.OrderId is not { } order
        ? null
        : QueryHelpers.AddQueryString(
            Side == LedgerHolder.Partner ? "/partner/orders" : "/shop/orders",
            [KeyValuePair.Create("range", (string?)DateChoice.All), KeyValuePair.Create("order", (string?)order.ToString())]);

    private static IReadOnlyList<DisputeAct> Buttons(DisputeDetail shown) =>
        [.. shown.Acts.Where(act => act is DisputeAct.Withdraw or DisputeAct.Appeal)];

    private RenderFragment Footer => builder =>
    {
        foreach (var act in Buttons(detail!))
        {
            builder.OpenElement(0, "button");
            builder.SetKey(act);
            builder.AddAttribute(1, "type", "button");
            builder.AddAttribute(2, "class", "button");
            builder.AddAttribute(3, "onclick", EventCallback.Factory.Create(this, () => AskAsync(act)));
            builder.AddContent(4, L["Do" + act]);
            builder.CloseElement();
        }
    };

    private async Task AskAsync(DisputeAct act)
    {
        refusal = null;
        if (act == DisputeAct.Appeal)
        {
            asking = true;
            return;
        }

        if (await confirm.AskAsync(
            L["WithdrawTitle", detail!.Case.Number ?? ""], L["WithdrawText"], L["DoWithdraw"], dangerous: true))
        {
            var outcome = await Withdraw.RunAsync(Actor, detail.Case.Id, CancellationToken.None);
            (refusal, done) = (outcome.Refusal, outcome.Succeeded ? L["Withdrawn", detail.Case.Number ?? ""].Value : null);
            await ReloadAsync();
        }
    }

    private async Task AppealAsync(string reason)
    {
        var outcome = await Appeal.RunAsync(Actor, detail!.Case.Id, new AppealDispute.Input(reason), CancellationToken.None);
        refusal = outcome.Refusal;
        if (refusal is { Fields.Count: > 0 })
            return;

        (asking, done) = (false, outcome.Succeeded ? L["Appealed", detail.Case.Number ?? ""].Value : null);
        await ReloadAsync();
    }
}
