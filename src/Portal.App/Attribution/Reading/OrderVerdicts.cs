using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Attribution.Reading;

/// <summary>
/// What programmes decided about a number of orders: the decisions in force, rewards, surcharges; one query a kind however many orders
/// there are. For a partner only what concerns them (R10.5): of an order that was theirs and is somebody else's now they learn just that.
/// </summary>
internal sealed class OrderVerdicts
{
    private readonly ILookup<Guid, (string Programme, OrderDecision Decision)> decisions;
    private readonly ILookup<Guid, Reward> rewards;
    private readonly Dictionary<(Guid Order, Guid Programme), Surcharge> surcharges;
    private readonly Guid? partner;

    /// <param name="decisions">Those in force.</param>
    /// <param name="rewards">Their rewards.</param>
    /// <param name="surcharges">Their surcharges.</param>
    /// <param name="partner">Who reads; null for whoever sees everything.</param>
    public OrderVerdicts(
        IEnumerable<(string Programme, OrderDecision Decision)> decisions, IEnumerable<Reward> rewards, IEnumerable<Surcharge> surcharges,
        Guid? partner = null)
    {
        this.decisions = decisions.OrderBy(one => one.Programme, StringComparer.Ordinal).ToLookup(one => one.Decision.OrderId);
        this.rewards = rewards.ToLookup(reward => reward.OrderId);
        this.surcharges = surcharges.ToDictionary(row => (row.OrderId, row.ProgrammeId));
        this.partner = partner;
    }

    /// <param name="db">Where from.</param>
    /// <param name="orders">Ids of the orders.</param>
    /// <param name="partner">Only what concerns this partner (R10.5); null for everything.</param>
    /// <param name="change">True when the rewards are going to be changed.</param>
    public static async Task<OrderVerdicts> LoadAsync(
        PortalDb db, IReadOnlyCollection<Guid> orders, Guid? partner, bool change, CancellationToken cancellationToken)
    {
        var ids = orders.Distinct().ToArray();
        var decisionRows = await db.OrderDecisions.AsNoTracking()
            .Where(decision => ids.Contains(decision.OrderId))
            .Join(db.Programmes, decision => decision.ProgrammeId, programme => programme.Id,
                (decision, programme) => new { programme.Code, Decision = decision })
            .ToListAsync(cancellationToken);
        var rewardRows = await db.Rewards.AsTracking(change ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking)
            .Where(reward => ids.Contains(reward.OrderId) && !reward.IsSuperseded && (partner == null || reward.PartnerId == partner))
            .ToListAsync(cancellationToken);
        var surchargeRows = partner is not null ? [] : await db.Surcharges.AsNoTracking()
            .Where(row => ids.Contains(row.OrderId) && !row.IsReplaced)
            .ToListAsync(cancellationToken);
        return new OrderVerdicts(
            decisionRows
                .GroupBy(row => (row.Decision.OrderId, row.Decision.ProgrammeId))
                .Where(rows => partner is not { } only || rows.Any(row => Concerns(row.Decision, only)))
                .Select(rows => rows.MaxBy(row => row.Decision.Number)!)
                .Select(row => (row.Code, row.Decision)),
            rewardRows, surchargeRows, partner);
    }

    public IEnumerable<Reward> Rewards(Guid orderId) => rewards[orderId];

    public IEnumerable<Surcharge> Surcharges(Guid orderId) => decisions[orderId]
        .Select(row => surcharges.GetValueOrDefault((orderId, row.Decision.ProgrammeId))).OfType<Surcharge>();

    /// <summary>By the programmes' codes, as they stand with the order now.</summary>
    public IReadOnlyList<OrderProgrammeView> Of(Order order) =>
        [.. decisions[order.Id].Select(row => Programme(order, row.Programme, row.Decision))];

    private OrderProgrammeView Programme(Order order, string programme, OrderDecision decision)
    {
        var ofProgramme = rewards[order.Id].Where(reward => reward.ProgrammeId == decision.ProgrammeId);
        if (partner is not { } only || Concerns(decision, only))
            return DecisionViews.View(
                order, decision, programme, ofProgramme, surcharges.GetValueOrDefault((order.Id, decision.ProgrammeId)));

        // R10.5: whose it is now, and by which click, is not theirs to know
        return new OrderProgrammeView(
            programme, null, LookupReasons.AnotherPartner,
            [TraceStep.Of("R1.11", TraceOutcomes.CreditMoved,
                ("decidedAt", decision.DecidedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)))],
            [.. ofProgramme.Select(DecisionViews.View)]);
    }

    private static bool Concerns(OrderDecision decision, Guid partner) => decision.PartnerId == partner || decision.CandidateId == partner;
}
