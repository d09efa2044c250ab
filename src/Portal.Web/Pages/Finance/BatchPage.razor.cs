using Microsoft.AspNetCore.Components;
using Portal.App.Access.Users;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;
using Portal.Web.Components;
using Portal.Web.Components.Money;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Finance;

/// <summary>One batch: its lines, its approval by a second person, the bank's file and the bank's answer.</summary>
public sealed partial class BatchPage
{
    /// <summary>The word of the address for the lines that the bank gets.</summary>
    private const string Transferred = "transferred";

    private readonly HashSet<Guid> chosen = [];
    private Confirm confirm = null!;
    private PageRequest paging = new();
    private PayoutBatchView? batch;
    private PayoutPreview? preview;
    private bool missing;
    private PageOf<PayoutLineView>? lines;
    private PayoutLineSum sums;
    private IReadOnlyList<Tabs.Item> tabs = [];
    private PayoutResults? results;
    private PayoutLineState? asking;
    private Qr? qr;
    private string? done;
    private Refusal? refusal;
    private Refusal? reasonRefusal;
    private bool busy;
    private LiveChanges? live;

    [Parameter] public Guid Id { get; set; }

    [Inject] private PayoutQueries Queries { get; set; } = null!;
    [Inject] private PayoutPreviewQueries Previews { get; set; } = null!;
    [Inject] private ApprovePayoutBatch Approving { get; set; } = null!;
    [Inject] private DiscardPayoutBatch Discarding { get; set; } = null!;
    [Inject] private ChangePayoutLines Changing { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private bool MayHandle => Actor.May(Permission.OperatorPayoutsWrite) || Actor.May(Permission.OperatorPayoutsApprove);

    private bool MayChange => batch?.State == PayoutBatchState.Made && Actor.May(Permission.OperatorPayoutsWrite);

    /// <summary>Why the reader is not the one to approve it; null when they may.</summary>
    private string? WhyNot =>
        FourEyes.IsOwn(Actor, batch!.MadeById) ? TextCatalog.Of(Refusal.Forbidden(ApprovePayoutBatch.Own))
        : preview is { PaysReader: true } && Actor.May(Permission.OperatorPayoutsApprove) ? L["PaysReader"].Value
        : null;

    protected override async Task LoadAsync(CancellationToken stop)
    {
        var found = await Queries.GetAsync(Actor, Id, stop);
        (batch, missing) = (found.Succeeded ? found.Value : null, !found.Succeeded);
        if (batch is null)
            return;

        preview = batch.State == PayoutBatchState.Made && await Previews.GetAsync(Actor, Id, stop) is { Succeeded: true } ahead ? ahead.Value : null;
        paging = Nav.Paging("-" + PayoutQueries.SortByAmount);
        PayoutLineState? state = Enum.TryParse<PayoutLineState>(Nav.Read("state"), ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;
        var transferred = Nav.Read("state") == Transferred;
        var states = transferred ? PayoutLines.Transferred : state is { } only ? [only] : null;
        lines = await Queries.LinesAsync(Actor, Id, states, Nav.Read("q"), paging, stop);
        chosen.IntersectWith(lines.Items.Select(line => line.WithdrawalId));
        var byState = await Queries.LineSumsAsync(Actor, Id, Nav.Read("q"), stop);
        sums = PayoutLineSum.Of(byState.Where(sum => states is null || states.Contains(sum.Key)).Select(sum => sum.Value));
        tabs =
        [
            new(L["All"], Nav.Filtered(("state", null)), state is null && !transferred, PayoutLineSum.Of(byState.Values).Count),
            new(L["Transferred"], Nav.Filtered(("state", Transferred)), transferred, PayoutLineSum.Of(PayoutLines.Transferred.Select(one => byState.GetValueOrDefault(one))).Count),
            .. Enum.GetValues<PayoutLineState>().Where(one => byState.ContainsKey(one) || state == one).Select(one => new Tabs.Item(
                TextCatalog.Word(one), Nav.Filtered(("state", one.ToString().ToLowerInvariant())), state == one, byState.GetValueOrDefault(one).Count)),
        ];
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            live = new LiveChanges(Notifier, change => change.Topic == ChangeTopics.Money && change.SubjectId == Id, ReloadFromOutsideAsync);
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private string Month => C["PeriodMonth", MoneyFormat.Month(batch!.Month)];

    private string LinesHref(string state) => $"{FinancePaths.Batch(Id)}?state={state}";

    private void Toggle(Guid id)
    {
        if (!chosen.Remove(id))
            chosen.Add(id);
    }

    private void Ask(PayoutLineState state) => (asking, reasonRefusal) = (state, null);

    private Task IncludeAsync() => ChangeAsync(PayoutLineState.Included, null);

    private async Task ChangeAsync(PayoutLineState state, string? reason)
    {
        if (busy)
            return;

        busy = true;
        var outcome = await Changing.RunAsync(Actor, Id, new ChangePayoutLines.Input([.. chosen], state, reason), CancellationToken.None);
        busy = false;
        if (outcome.Refusal is { Fields.Count: > 0 } wrong)
        {
            reasonRefusal = wrong;
            return;
        }

        (asking, refusal, done) = (null, outcome.Refusal, outcome.Succeeded ? L["LinesChanged", chosen.Count].Value : null);
        chosen.Clear();
        await ReloadAsync();
    }

    private async Task ApproveAsync()
    {
        if (busy || batch is not { } approved)
            return;

        // as it would be paid now, which may be less than what was made
        var (count, total, held) = preview is { } now ? (now.Count, now.Total, now.Held) : (approved.Count, approved.Total, approved.Held);
        if (!await confirm.AskAsync(
            L["ApproveTitle", approved.Number], L["ApproveText", count, new Dong(total).ToString(), held, approved.Excluded], L["Approve"]))
            return;

        await DoAsync(Approving.RunAsync(Actor, Id, CancellationToken.None), L["ApproveDone"]);
    }

    private async Task DiscardAsync()
    {
        if (busy || !await confirm.AskAsync(L["DiscardTitle", batch!.Number], L["DiscardText"], L["Discard"], dangerous: true))
            return;

        await DoAsync(Discarding.RunAsync(Actor, Id, CancellationToken.None), L["DiscardDone"]);
    }

    private async Task DoAsync(Task<Outcome<PayoutBatchView>> doing, string said)
    {
        busy = true;
        var outcome = await doing;
        (busy, refusal, done) = (false, outcome.Refusal, outcome.Succeeded ? said : null);
        await ReloadAsync();
    }

    private async Task TakenAsync(PayoutResults taken)
    {
        (results, refusal, done) = (taken, null, L["ResultsDone", taken.Paid, taken.Rejected, taken.Known].Value);
        await ReloadAsync();
    }

    private async Task ShowQrAsync(PayoutLineView line)
    {
        var text = await Queries.VietQrAsync(Actor, Id, line.WithdrawalId, Gone);
        refusal = text.Refusal;
        qr = text.Succeeded ? new Qr(line, text.Value, QrCodes.Svg(text.Value)) : null;
    }

    private sealed record Qr(PayoutLineView Line, string Text, string Svg);
}
