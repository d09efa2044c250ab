using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Platform.Data;

namespace Portal.App.Attribution.Deciding;

/// <summary>The decisions in force about a number of orders, with the rewards and surcharges that follow from them.</summary>
internal sealed class CurrentDecisions
{
    public static readonly CurrentDecisions None = new();

    private readonly Dictionary<(Guid Order, Guid Programme), OrderDecision> decisions = [];
    private readonly Dictionary<(Guid Order, Guid Programme), Reward> rewards = [];
    private readonly Dictionary<(Guid Order, Guid Programme), Surcharge> surcharges = [];

    /// <summary>Rewards and surcharges are tracked, because a decision that replaces theirs ends them.</summary>
    public static async Task<CurrentDecisions> LoadAsync(PortalDb db, IReadOnlyCollection<Guid> orders, CancellationToken cancellationToken)
    {
        var standing = new CurrentDecisions();
        var rows = await db.OrderDecisions.AsNoTracking().Where(decision => orders.Contains(decision.OrderId))
            .ToListAsync(cancellationToken);
        foreach (var decision in rows.GroupBy(row => (row.OrderId, row.ProgrammeId)).Select(all => all.MaxBy(row => row.Number)!))
            standing.decisions[(decision.OrderId, decision.ProgrammeId)] = decision;
        foreach (var reward in await db.Rewards.Where(reward => orders.Contains(reward.OrderId) && !reward.IsReplaced)
            .ToListAsync(cancellationToken))
            standing.rewards[(reward.OrderId, reward.ProgrammeId)] = reward;
        foreach (var surcharge in await db.Surcharges.Where(row => orders.Contains(row.OrderId) && !row.IsReplaced)
            .ToListAsync(cancellationToken))
            standing.surcharges[(surcharge.OrderId, surcharge.ProgrammeId)] = surcharge;
        return standing;
    }

    public OrderDecision? Decision(DecidedOrder of) => decisions.GetValueOrDefault((of.Order.Id, of.Programme.Id));

    public Reward? Reward(DecidedOrder of) => rewards.GetValueOrDefault((of.Order.Id, of.Programme.Id));

    public Surcharge? Surcharge(DecidedOrder of) => surcharges.GetValueOrDefault((of.Order.Id, of.Programme.Id));
}
