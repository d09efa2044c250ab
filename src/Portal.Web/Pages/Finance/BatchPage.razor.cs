using Microsoft.AspNetCore.Components;
using Portal.App.Access.Users;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
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
    private PayoutReview? review;
    private IReadOnlyList<FetchedFile> fetched = [];
    private PayoutLineFilter filter = new();
    private bool missing;
    private PageOf<PayoutLineView>? lines;
    private PayoutLineSum sums;
    private IReadOnlyList<Tabs.Item> tabs = [];
    private int unmatched;
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
    [Inject] private PayoutReviewQueries Reviews { get; set; } = null!;
    [Inject] private ApprovePayoutBatch Approving { get; set; } = null!;
    [Inject] private DiscardPayoutBatch Discarding { get; set; } = null!;
    [Inject] private ChangePayoutLines Changing { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private bool MayHandle => Actor.May(PayoutPermissions.Write) || Actor.May(PayoutPermissions.Approve);

    private bool MayChange => batch?.State == PayoutBatchState.Made && Actor.May(PayoutPermissions.Write);

    /// <summary>Whether it settles a week with shops (R7.7).</summary>
    private bool Settles => batch?.Week is not null;

    /// <summary>Whether the bank's file was handed out.</summary>
    private bool Sent => fetched.Count > 0;

    private ListChoice<PayoutLineView>? Choice => MayChange
        ? new(chosen, line => line.WithdrawalId, line => L["ChooseOne", line.PayeeName, line.Reference], _ => true,
            EventCallback.Factory.Create(this, StateHasChanged))
        : null;

    /// <summary>Why the reader is not the one to approve it, of those who approve; null when they may.</summary>
    private string? WhyNot =>
        !Actor.May(PayoutPermissions.Approve) ? null
        : FourEyes.IsOwn(Actor, batch!.MadeById) ? TextCatalog.Of(Refusal.Forbidden(PayoutRefusals.OwnBatch))
        : preview is { PaysReader: true } ? L["PaysReader"].Value
        : null;

    protected override async Task LoadAsync(CancellationToken stop)
    {
        var found = await Queries.GetAsync(Actor, Id, stop);
        (batch, missing) = (found.Succeeded ? found.Value : null, !found.Succeeded);
        if (batch is null)
            return;

        var made = batch.State == PayoutBatchState.Made;
        preview = made && await Previews.GetAsync(Actor, Id, stop) is { Succeeded: true } ahead ? ahead.Value : null;
        review = made && await Reviews.GetAsync(Actor, Id, stop) is { Succeeded: true } facts ? facts.Value : null;
        fetched = made ? [] : await Queries.FetchedAsync(Actor, Id, stop);
        paging = Nav.Paging("-" + PayoutQueries.SortByAmount);
        PayoutLineState? state = Read<PayoutLineState>("state");
        var transferred = Nav.Read("state") == Transferred;
        filter = PayoutLinesExport.Filter(name => Nav.Read(name));
        lines = await Queries.LinesAsync(Actor, Id, filter, paging, stop);
        chosen.IntersectWith(lines.Items.Select(line => line.WithdrawalId));
        var byState = await Queries.LineSumsAsync(Actor, Id, filter, stop);
        sums = PayoutLineSum.Of(byState.Where(sum => filter.States?.Contains(sum.Key) != false).Select(sum => sum.Value));
        tabs =
        [
            new(L["All"], Nav.Filtered(("state", null)), filter.States is null, PayoutLineSum.Of(byState.Values).Count),
            new(L["Transferred"], Nav.Filtered(("state", Transferred)), transferred,
                PayoutLineSum.Of(PayoutLines.Transferred.Select(one => byState.GetValueOrDefault(one))).Count),
            .. Enum.GetValues<PayoutLineState>().Where(one => byState.ContainsKey(one) || state == one).Select(one => new Tabs.Item(
                LineChip.Word(L, one, Sent), Nav.Filtered(("state", one.ToString().ToLowerInvariant())), state == one,
                byState.GetValueOrDefault(one).Count)),
        ];
    }

    private T? Read<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(Nav.Read(name), ignoreCase: true, out var wanted) && Enum.IsDefined(wanted)
            ? wanted : null;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            live = new LiveChanges(
                Notifier, change => change.Topic == ChangeTopics.Money && change.SubjectId == Id, ReloadFromOutsideAsync);
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private string Month => batch!.Week is { } week ? MoneyFormat.Week(week) : C["PeriodMonth", MoneyFormat.Month(batch.Month)];

    private string LinesHref(string state) => $"{FinancePaths.Batch(Id)}?state={state}";

    /// <summary>Putting lines back takes no reason.</summary>
    private async Task ChangeChosenAsync(PayoutLineState state)
    {
        if (state == PayoutLineState.Included)
            await ChangeAsync(state, null);
        else
            (asking, reasonRefusal) = (state, null);
    }

    private async Task ChangeAsync(PayoutLineState state, string? reason)
    {
        if (busy)
            return;

        Begin();
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
        Begin();
        var outcome = await doing;
        (busy, refusal, done) = (false, outcome.Refusal, outcome.Succeeded ? said : null);
        await ReloadAsync();
    }

    private async Task TakenAsync(PayoutResults taken)
    {
        Begin();
        StateHasChanged();
        (busy, unmatched, refusal, done) =
            (false, taken.Unmatched.Count, null, L["ResultsDone", taken.Paid, taken.Rejected, taken.Known].Value);
        await ReloadAsync();
    }

    /// <summary>What is said of what was done before goes, so that the same words are said again.</summary>
    private void Begin() => (busy, done, unmatched) = (true, null, 0);

    private async Task ShowQrAsync(PayoutLineView line)
    {
        var text = await Queries.VietQrAsync(Actor, Id, line.WithdrawalId, Gone);
        refusal = text.Refusal;
        qr = text.Succeeded ? new Qr(line, text.Value) : null;
    }

    private sealed record Qr(PayoutLineView Line, string Text);
}
