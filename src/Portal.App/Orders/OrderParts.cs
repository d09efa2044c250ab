using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.Domain.Orders;

namespace Portal.App.Orders;

/// <summary>
/// What belongs to a number of orders, loaded with one query a kind however many orders there are: events, the decisions in
/// force, rewards.
/// </summary>
internal sealed class OrderParts
{
    private readonly ILookup<Guid, OrderEventRow> events;
    private readonly ILookup<Guid, (string Programme, OrderDecision Decision)> decisions;
    private readonly ILookup<Guid, Reward> rewards;

    private OrderParts(
        ILookup<Guid, OrderEventRow> events,
        ILookup<Guid, (string Programme, OrderDecision Decision)> decisions,
        ILookup<Guid, Reward> rewards)
    {
        this.events = events;
        this.decisions = decisions;
        this.rewards = rewards;
    }

    /// <param name="db">Where from.</param>
    /// <param name="orders">Ids of the orders.</param>
    /// <param name="partner">Only what concerns this partner (R10.5); null for everything.</param>
    /// <param name="change">True when the rewards are going to be changed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<OrderParts> LoadAsync(
        PortalDb db, IReadOnlyCollection<Guid> orders, Guid? partner, bool change, CancellationToken cancellationToken)
    {
        var ids = orders.Distinct().ToArray();
        var eventRows = await db.OrderEvents.AsNoTracking()
            .Where(row => ids.Contains(row.OrderId))
            .ToListAsync(cancellationToken);
        var decisionRows = await db.OrderDecisions.AsNoTracking()
            .Where(decision => ids.Contains(decision.OrderId) && (partner == null || decision.PartnerId == partner))
            .Join(db.Programmes, decision => decision.ProgrammeId, programme => programme.Id,
                (decision, programme) => new { programme.Code, Decision = decision })
            .ToListAsync(cancellationToken);
        var rewardRows = await db.Rewards.AsTracking(change ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking)
            .Where(reward => ids.Contains(reward.OrderId) && (partner == null || reward.PartnerId == partner))
            .ToListAsync(cancellationToken);

        return new OrderParts(
            eventRows.ToLookup(row => row.OrderId),
            decisionRows
                .GroupBy(row => (row.Decision.OrderId, row.Decision.ProgrammeId))
                .Select(rows => rows.MaxBy(row => row.Decision.Number)!)
                .OrderBy(row => row.Code, StringComparer.Ordinal)
                .ToLookup(row => row.Decision.OrderId, row => (row.Code, row.Decision)),
            rewardRows.ToLookup(reward => reward.OrderId));
    }

    public IEnumerable<OrderEventRow> Events(Guid orderId) => events[orderId];

    public IEnumerable<Reward> Rewards(Guid orderId) => rewards[orderId];

    public OrderView View(Order order) =>
        View(order, OrderTimeline.Fold(order.PlacedAt, [.. events[order.Id].Select(OrderRows.Fact)]));

    public OrderView View(Order order, OrderState state) => OrderRows.View(
        order,
        state,
        [.. decisions[order.Id].Select(row => new OrderProgrammeView(
            row.Programme, row.Decision.PartnerId, row.Decision.Code, OrderRows.Trace(row.Decision.Trace),
            [.. rewards[order.Id].Where(reward => reward.ProgrammeId == row.Decision.ProgrammeId).Select(OrderRows.View)]))]);
}
