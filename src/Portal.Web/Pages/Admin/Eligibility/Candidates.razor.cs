using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.App.Catalogue.Programmes;
using Portal.App.Eligibility;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Programmes;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Admin.Eligibility;

/// <summary>Điều kiện tham gia: the queue of likely duplicates, and everybody else on the way into a programme (R4.2–R4.4).</summary>
public sealed partial class Candidates
{

    private static readonly PageRequest AllProgrammes = new(1, 500, "name");

    private readonly HashSet<Guid> chosen = [];
    private EligibilityFilter filter = new();
    private PageRequest paging = new();
    private PageOf<EligibilityView>? page;
    private EligibilityDetail? detail;
    private IReadOnlyList<ProgrammeView> programmes = [];
    private IReadOnlyList<Tabs.Item> tabs = [];
    private IReadOnlyList<Guid>? rejecting;
    private (string Text, IReadOnlyList<Guid> Undoable)? done;
    private Refusal? refusal;
    private Refusal? rejectRefusal;
    private bool busy;
    private ListChoice<EligibilityView> choice = null!;
    private Confirm confirm = null!;
    private LiveChanges? live;

    [Inject] private EligibilityQueries Queries { get; set; } = null!;
    [Inject] private ProgrammeQueries Programmes { get; set; } = null!;
    [Inject] private DecideEligibility Decide { get; set; } = null!;
    [Inject] private UndoEligibility Undo { get; set; } = null!;
    [Inject] private PortalSettings Settings { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private bool MayDecide => Actor.May(EligibilityPermissions.Write);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        choice = new ListChoice<EligibilityView>(
            chosen, row => row.Id, row => L["ChooseOne", row.Email], row => IsOpen(row) || CanUndo(row),
            EventCallback.Factory.Create(this, StateHasChanged));
    }

    protected override async Task LoadAsync(CancellationToken stop)
    {
        paging = Nav.Paging("-since");
        programmes = [.. (await Programmes.SearchAsync(Actor, null, null, AllProgrammes, stop)).Items.Where(
            programme => programme.Template == ProgrammeTemplate.ReferAFriend)];
        filter = CandidatesExport.Filter(name => Nav.Read(name));
        page = await Queries.ListAsync(Actor, filter, paging, stop);
        chosen.IntersectWith(page.Items.Where(choice.May).Select(row => row.Id));
        var counts = await Queries.CountsAsync(Actor, filter, stop);
        tabs =
        [
            .. new[] { EligibilityState.Queued, EligibilityState.Invited, EligibilityState.Member, EligibilityState.Counting,
                EligibilityState.Withdrawn, EligibilityState.Rejected }
                .Select(state => new Tabs.Item(
                    TextCatalog.Word(state), Nav.Filtered(("state", state.ToString().ToLowerInvariant())), filter.State == state,
                    counts.GetValueOrDefault(state))),
            new(L["AllAccounts"], Nav.Filtered(("state", CandidatesExport.AllStates)), filter.State is null, counts.Values.Sum()),
        ];
        detail = Guid.TryParse(Nav.Read("account"), out var id) && await Queries.GetAsync(Actor, id, stop) is { Succeeded: true } found
            ? found.Value : null;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            live = new LiveChanges(Notifier, change => change.Topic == ChangeTopics.Eligibility, ReloadFromOutsideAsync);
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsOpen(EligibilityView account) => account.State == EligibilityState.Queued;

    private static bool CanUndo(EligibilityView account) => account.CanUndo;

    private List<Guid> Chosen(Func<EligibilityView, bool> which) =>
        page?.Items.Where(row => which(row) && chosen.Contains(row.Id)).Select(row => row.Id).ToList() ?? [];

    private async Task ApproveAsync(IReadOnlyCollection<Guid> ids)
    {
        Guid[] many = [.. ids];
        if (many.Length == 0
            || !await confirm.AskAsync(L["ApproveTitle", many.Length], L["ApproveText", many.Length, Minutes], L["Approve"]))
            return;

        await DoAsync(
            () => Decide.RunAsync(Actor, new DecideEligibility.Input(many, EligibilityVerdict.Approved), CancellationToken.None),
            "Approved");
    }

    private void AskReason(IReadOnlyCollection<Guid> ids)
    {
        rejectRefusal = null;
        rejecting = [.. ids];
    }

    private async Task RejectAsync(string reason)
    {
        if (rejecting is not { } many)
            return;

        await DoAsync(
            () => Decide.RunAsync(Actor, new DecideEligibility.Input(many, EligibilityVerdict.Rejected, reason), CancellationToken.None),
            "RejectedMany");

        // what is wrong with the reason is said beside it, with what was typed
        if (refusal is { Fields.Count: > 0 })
            (rejectRefusal, refusal) = (refusal, null);
        else
            rejecting = null;
    }

    private Task UndoAsync(IReadOnlyList<Guid> ids) =>
        DoAsync(() => Undo.RunAsync(Actor, new UndoEligibility.Input(ids), CancellationToken.None), "Undone");

    private async Task DoAsync(Func<Task<Outcome<EligibilityDecided>>> useCase, string said)
    {
        if (busy)
            return;

        busy = true;
        try
        {
            var outcome = await useCase();
            refusal = outcome.Refusal;
            done = null;
            if (outcome.Succeeded)
            {
                var text = L[said, outcome.Value.Decided.Count, Minutes].Value;
                if (outcome.Value.Skipped.Count > 0)
                    text = $"{text} {L["Skipped", outcome.Value.Skipped.Count]}";
                done = (text, [.. outcome.Value.Decided.Where(account => account.CanUndo).Select(account => account.Id)]);
                chosen.Clear();
            }
        }
        finally
        {
            busy = false;
        }

        await ReloadAsync();
    }

    private string Minutes => Math.Ceiling(Settings.Eligibility.MailDelay.TotalMinutes).ToString("0", CultureInfo.CurrentCulture);

    private string Count(EligibilityView account) =>
        account.Threshold is { } threshold
            ? L["CountOf", account.SuccessfulOrders, threshold] : account.SuccessfulOrders.ToString(CultureInfo.CurrentCulture);

    private static string Reasons(EligibilityView account) =>
        string.Join(" · ", account.Reasons.Select(reason => TextCatalog.Word("EligibilityReason", reason)));
}
