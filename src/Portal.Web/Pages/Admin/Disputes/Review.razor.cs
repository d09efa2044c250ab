using Microsoft.AspNetCore.Components;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Disputes.Rulings;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Changes;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Web.Components;

namespace Portal.Web.Pages.Admin.Disputes;

/// <summary>Everything that a reviewer needs to decide a dispute, on one screen.</summary>
public sealed partial class Review
{
    private static readonly DisputeAct[] Offered =
        [DisputeAct.Review, DisputeAct.Accept, DisputeAct.AskForInformation, DisputeAct.Reject];

    private DisputeDetail? detail;
    private OperatorOrderDetail? names;
    private OrderView? order;
    private IReadOnlyList<DecisionView> decisions = [];
    private IReadOnlyList<SimilarEvidence> similar = [];
    private IReadOnlyList<DisputeMoment> line = [];
    private RulingPreview? preview;
    private Refusal? previewRefusal;
    private DisputeAct? asking;
    private Refusal? refusal;
    private string? done;
    private bool busy;
    private LiveChanges? live;

    [Parameter] public Guid Id { get; set; }

    [Inject] private DisputeQueries Queries { get; set; } = null!;
    [Inject] private DisputePreviewQueries Previews { get; set; } = null!;
    [Inject] private EvidenceQueries Files { get; set; } = null!;
    [Inject] private OperatorOrderQueries Orders { get; set; } = null!;
    [Inject] private OrderQueries OneOrder { get; set; } = null!;
    [Inject] private DecisionQueries Decided { get; set; } = null!;
    [Inject] private ReviewDispute Start { get; set; } = null!;
    [Inject] private AskForInformation Ask { get; set; } = null!;
    [Inject] private DecideDispute Decide { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private IEnumerable<DisputeAct> Buttons => Offered.Where(detail!.Acts.Contains);

    protected override async Task LoadAsync(CancellationToken stop)
    {
        detail = await Queries.GetAsync(Actor, Id, stop) is { Succeeded: true } found ? found.Value : null;
        (names, order, decisions, similar, line, preview, previewRefusal) = (null, null, [], [], [], null, null);
        if (detail is null)
            return;

        if (detail.Case is { OrderId: { } at } && await Orders.DetailAsync(Actor, at, stop) is { } about)
        {
            names = about;
            order = await OneOrder.OneAsync(Actor, about.ShopId, about.Code, stop) is { Succeeded: true } one ? one.Value : null;
            decisions = await Decided.OfOrderAsync(Actor, about.ShopId, about.Code, stop) is { Succeeded: true } all ? all.Value : [];
        }

        similar = await Files.SimilarAsync(Actor, Id, stop);
        line = DisputeMoment.Of(detail, order);
        if (!detail.Case.State.IsPending())
            return;

        var would = await Previews.GetAsync(Actor, Id, stop);
        (preview, previewRefusal) = (would.Succeeded ? would.Value : null, would.Refusal);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            live = new LiveChanges(
                Notifier,
                change => change.Topic is ChangeTopics.Dispute or ChangeTopics.Evidence or ChangeTopics.Order
                    && (change.SubjectId == Id || (detail?.Case.OrderId is { } about && change.SubjectId == about)),
                ReloadFromOutsideAsync);
        }
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private static string Css(DisputeAct act) => act switch
    {
        DisputeAct.Review or DisputeAct.Accept => "primary",
        DisputeAct.Reject => "reject",
        _ => "",
    };

    private string TitleOf(DisputeAct act) => act == DisputeAct.AskForInformation
        ? L["AskTitle"] : L[$"{act}Title", detail!.Case.Number!];

    private string TextOf(DisputeAct act) => act == DisputeAct.Accept
        ? L["AcceptText", preview?.Decisions.Count ?? 0, preview?.Entries.Count ?? 0]
        : L[act == DisputeAct.Reject ? "RejectText" : "AskText"];

    private async Task AskAsync(DisputeAct act)
    {
        (refusal, done) = (null, null);
        if (act != DisputeAct.Review)
        {
            asking = act;
            return;
        }

        await RunAsync(act, () => Start.RunAsync(Actor, Id, CancellationToken.None));
    }

    private Task DoAsync(string typed) => asking is not { } act
        ? Task.CompletedTask
        : RunAsync(act, () => act == DisputeAct.AskForInformation
            ? Ask.RunAsync(Actor, Id, new AskForInformation.Input(typed), CancellationToken.None)
            : Decide.RunAsync(Actor, Id, new DecideDispute.Input(act == DisputeAct.Accept, typed), CancellationToken.None));

    private async Task RunAsync(DisputeAct act, Func<Task<Outcome<DisputeDetail>>> step)
    {
        if (busy)
            return;

        busy = true;
        try
        {
            var outcome = await step();
            refusal = outcome.Refusal;
            if (refusal is { Fields.Count: > 0 })
                return; // said beside the field, with what was typed

            asking = null;
            done = outcome.Succeeded ? L[$"{(act == DisputeAct.AskForInformation ? "Ask" : act.ToString())}Done"].Value : null;
        }
        finally
        {
            busy = false;
        }

        await ReloadAsync();
    }
}
