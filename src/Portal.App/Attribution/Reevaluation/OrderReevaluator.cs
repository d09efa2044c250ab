using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;

namespace Portal.App.Attribution.Reevaluation;

/// <summary>
/// Decides orders anew by what is known now, in the transaction of its caller: what comes out otherwise is a new decision, its reward or
/// surcharge replaces the one before, the ledger and the signals follow.
/// </summary>
public sealed class OrderReevaluator(OrderDecider decider, IEnumerable<IRewardStep> steps, TimeProvider clock)
{
    private readonly DecisionWriter writer = new(clock);

    /// <param name="db">In a transaction that keeps the facts of the orders' shops.</param>
    /// <param name="orders">As they are stored, with their lines.</param>
    /// <param name="programmes">Those in force of their shops.</param>
    /// <param name="cause">By order, why.</param>
    /// <param name="rows">Where the new rows go, which are stored here.</param>
    /// <param name="always">True: what comes out the same is a new decision too, since it speaks of another content.</param>
    /// <returns>The decisions that are new, each with the one that it replaced.</returns>
    internal async Task<IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)>> RunAsync(
        PortalDb db, IReadOnlyList<Order> orders, IReadOnlyList<CatalogueProgramme> programmes, Func<Order, DecisionCause?> cause,
        DecisionRows rows, bool always,
        CancellationToken cancellationToken)
    {
        var decided = await decider.DecideAsync(db, orders, programmes, [], null, cancellationToken);
        var standing = await CurrentDecisions.LoadAsync(db, [.. orders.Select(order => order.Id)], cancellationToken);
        var written = writer.Write(decided.Decisions, standing, cause, rows, clock.GetUtcNow(), always);
        await KeepAsync(db, written.Select(one => one.New.Order), cancellationToken);
        rows.ReevaluationRequests.AddRange(
            await ReevaluationTriggers.LaterOrders.OfMovedAsync(db, decided.Firsts, orders, clock, cancellationToken));
        await db.SaveChangesAsync(cancellationToken); // ended rewards and surcharges
        await rows.SaveAsync(db, decided.Firsts, cancellationToken);
        await steps.ChangedAsync(
            db, [.. written.Select(one => standing.Reward(one.New)).OfType<Reward>(), .. rows.Rewards], null, cancellationToken);
        await steps.ChangedAsync(db, Surcharges(written, standing, rows), cancellationToken);
        await steps.DecidedAsync(db, written, cancellationToken);
        return written;
    }

    private static IReadOnlyCollection<StandingSurcharge> Surcharges(
        IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, CurrentDecisions standing, DecisionRows rows)
    {
        var orders = written.Select(one => one.New.Order).DistinctBy(order => order.Id).ToDictionary(order => order.Id);
        return
        [
            .. written.Select(one => standing.Surcharge(one.New)).OfType<Surcharge>().Concat(rows.Surcharges)
                .Select(row => new StandingSurcharge(row, orders[row.OrderId])),
        ];
    }

    /// <summary>
    /// An event that another transaction applied since the orders were read would leave their new rewards in the state of before;
    /// one that comes now waits for this transaction, and then finds that the order is not the one that it read. The keys' locks
    /// do not tell: where no order depends on another, events take none.
    /// </summary>
    private static async Task KeepAsync(PortalDb db, IEnumerable<Order> decided, CancellationToken cancellationToken)
    {
        foreach (var read in decided.DistinctBy(order => order.Id).GroupBy(order => order.Version).OrderBy(read => read.Key))
        {
            var ids = read.Select(order => order.Id).ToArray();
            var kept = await db.Orders
                .Where(order => ids.Contains(order.Id) && order.Version == read.Key)
                .ExecuteUpdateAsync(set => set.SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);
            if (kept != ids.Length)
                throw new DbUpdateConcurrencyException("An event was first.");
        }
    }
}
