using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;

namespace Portal.App.Risk;

/// <summary>The orders that some signals of a case concern, with what the partner gets for them; a few queries for all.</summary>
internal sealed class RiskOrders
{
    private readonly ILookup<Guid, Guid> links;
    private readonly Dictionary<Guid, (Order Order, string Shop)> orders;
    private readonly ILookup<(Guid Order, Guid Programme), OrderDecision> decisions;
    private readonly ILookup<Guid, Reward> rewards;
    private readonly HashSet<Guid> held;

    private RiskOrders(
        ILookup<Guid, Guid> links, Dictionary<Guid, (Order Order, string Shop)> orders, IEnumerable<OrderDecision> decisions,
        IEnumerable<Reward> rewards,
        IEnumerable<Guid> held)
    {
        this.links = links;
        this.orders = orders;
        this.decisions = decisions.ToLookup(decision => (decision.OrderId, decision.ProgrammeId));
        this.rewards = rewards.ToLookup(reward => reward.OrderId);
        this.held = [.. held];
    }

    public static async Task<RiskOrders> LoadAsync(
        PortalDb db, RiskCase of, IReadOnlyCollection<RiskSignal> signals, CancellationToken cancellationToken)
    {
        var signalIds = signals.Select(signal => signal.Id).ToArray();
        var linked = (await db.RiskSignalOrders.AsNoTracking().Where(link => signalIds.Contains(link.SignalId))
            .ToListAsync(cancellationToken))
            .ToLookup(link => link.SignalId, link => link.OrderId);
        var ids = linked.SelectMany(signal => signal.Take(RiskQueries.Shown + 1))
            .Concat(signals.Select(signal => signal.OrderId).OfType<Guid>()).Distinct().ToArray();
        var found = await db.Orders.AsNoTracking().Where(order => ids.Contains(order.Id))
            .Join(db.Shops, order => order.ShopId, shop => shop.Id, (order, shop) => new { Order = order, shop.Name })
            .ToDictionaryAsync(row => row.Order.Id, row => (row.Order, row.Name), cancellationToken);
        var decided = await db.OrderDecisions.AsNoTracking().Where(decision => ids.Contains(decision.OrderId))
            .ToListAsync(cancellationToken);
        var rewarded = await db.Rewards.AsNoTracking()
            .Where(reward => ids.Contains(reward.OrderId) && reward.PartnerId == of.PartnerId && !reward.IsReplaced)
            .ToListAsync(cancellationToken);
        var holds = await db.RewardHolds.Where(hold => hold.CaseId == of.Id && hold.ReleasedAt == null && ids.Contains(hold.OrderId))
            .Select(hold => hold.OrderId).Distinct().ToListAsync(cancellationToken);
        return new RiskOrders(linked, found, decided, rewarded, holds);
    }

    public int CountOf(RiskSignal signal) => links[signal.Id].Count();

    public IReadOnlyList<RiskOrderView> Of(RiskSignal signal) =>
    [
        .. links[signal.Id].Where(orders.ContainsKey)
            .OrderByDescending(order => order == signal.OrderId).ThenByDescending(order => orders[order].Order.PlacedAt)
            .Take(RiskQueries.Shown)
            .Select(order => View(orders[order].Order, orders[order].Shop, signal.ProgrammeId)),
    ];

    private RiskOrderView View(Order order, string shop, Guid programme)
    {
        var theirs = rewards[order.Id].OrderBy(reward => reward.State).ToList();
        return new RiskOrderView(
            order.Id, order.ShopId, shop, order.ExternalId, order.PlacedAt, order.Status,
            decisions[(order.Id, programme)].MaxBy(decision => decision.Number)?.Code,
            theirs.Count == 0 ? null : theirs.Sum(reward => reward.Gross),
            theirs.Count == 0 ? null : theirs[0].State,
            held.Contains(order.Id));
    }
}
