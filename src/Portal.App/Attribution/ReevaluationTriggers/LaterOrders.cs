using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Bindings;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Attribution.ReevaluationTriggers;

/// <summary>
/// Which orders a new fact concerns besides the one that it is about: asks for a reevaluation wherever the same account,
/// device or person has orders that were placed later. In the usual course of things there are none.
/// </summary>
internal static class LaterOrders
{
    /// <summary>When a worker takes up what was not finished right away.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Of orders that have just been taken in (R5.2, R5.4, R1.7, R7.6).</summary>
    public static async Task<IReadOnlyList<ReevaluationRequest>> OfNewAsync(
        PortalDb db, IReadOnlyList<Order> orders, ILookup<Guid, CatalogueProgramme> programmes, FirstTouch firsts, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var concerned = orders.Where(order => programmes[order.ShopId].Any(programme => programme.LooksAtOthers)).ToList();
        var later = await LoadAsync(db, concerned, cancellationToken);
        if (later.Count == 0)
            return [];

        var binders = firsts.ChangedBindings.Select(change => change.Now?.OrderId).OfType<Guid>()
            .Concat(firsts.ChangedIntroductions.Select(change => change.Now?.OrderId).OfType<Guid>()).ToHashSet();
        var asked = new List<ReevaluationRequest>();
        foreach (var order in concerned.Where(order => later.ContainsKey(order.Id)))
        {
            asked.AddRange(Ask(order, later[order.Id], all: binders.Contains(order.Id), DecisionCauses.LateOrder, clock));

            // a later order that it makes invalid counted in the week of those before it (R5.6)
            if (programmes[order.ShopId].Any(programme => programme.SumsWeeks))
                asked.AddRange(AskForWeek(order, DecisionCauses.LateOrder, clock));
        }

        return asked;
    }

    /// <summary>Of orders whose state an event has changed (R5.3, R5.6, R7.5).</summary>
    public static async Task<IReadOnlyList<ReevaluationRequest>> OfChangedAsync(
        PortalDb db, IReadOnlyList<OrderBefore> changed, ILookup<Guid, CatalogueProgramme> programmes, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var concerned = changed.Where(before => before.Differs
            && programmes[before.Order.ShopId].Any(programme => programme.LooksAtOthers
                && (programme.CountsOrders || programme.SumsWeeks || before.Stood != before.Order.Stands))).ToList();
        var later = await LoadAsync(db, [.. concerned.Select(before => before.Order)], cancellationToken);
        var asked = new List<ReevaluationRequest>();
        foreach (var before in concerned)
        {
            var order = before.Order;
            var ofShop = programmes[order.ShopId].ToList();
            if (later.TryGetValue(order.Id, out var which))
            {
                var flipped = before.Stood != order.Stands;
                var cause = !flipped ? DecisionCauses.OrderChanged : order.Stands
                    ? DecisionCauses.OrderReinstated : DecisionCauses.OrderCancelled;
                var counts = ofShop.Exists(programme => programme.CountsOrders);
                if (flipped)
                    asked.AddRange(Ask(order, which, all: counts, cause, clock));
                else if (counts && which.OfAccount)
                    asked.AddRange(Ask(order, new Later(true, false, false), all: true, cause, clock));
            }

            if (ofShop.Exists(programme => programme.SumsWeeks))
                asked.AddRange(AskForWeek(order, DecisionCauses.OrderChanged, clock));
        }

        return asked;
    }

    /// <summary>Of customers who turned out to be bound or introduced by another order than was known.</summary>
    public static async Task<IReadOnlyList<ReevaluationRequest>> OfMovedAsync(
        PortalDb db, FirstTouch firsts, IReadOnlyList<Order> decided, TimeProvider clock, CancellationToken cancellationToken)
    {
        var moved = firsts.ChangedBindings.Select(change => change.Now?.OrderId ?? change.Stored?.OrderId)
            .Concat(firsts.ChangedIntroductions.Select(change => change.Now?.OrderId ?? change.Stored?.OrderId))
            .OfType<Guid>().ToHashSet();
        var orders = decided.Where(order => moved.Contains(order.Id)).ToList();
        var later = await LoadAsync(db, orders, cancellationToken);
        return [.. orders.Where(order => later.ContainsKey(order.Id)).SelectMany(order =>
            Ask(order, later[order.Id], all: true, DecisionCauses.CustomerMoved, clock))];
    }

    /// <summary>
    /// Of orders that have another content: what they are worth moves the week (R5.6), and another contact makes them another customer's.
    /// </summary>
    public static IEnumerable<ReevaluationRequest> OfAmended(
        IReadOnlyList<AmendedOrder> amended, ILookup<Guid, CatalogueProgramme> programmes, TimeProvider clock)
    {
        foreach (var before in amended.Where(before => programmes[before.Order.ShopId].Any(programme => programme.LooksAtOthers)))
        {
            var order = before.Order;
            foreach (var key in Moved(before.AccountKey, order.AccountKey))
                yield return Make(order, ReevaluateBy.Account, key, null, all: true, DecisionCauses.OrderAmended, clock);

            // whose a device is, all of its orders ask; without one the person's own
            foreach (var key in Moved(before.PairKey, order.PairKey).Take(order.DeviceHash is null ? 2 : 1))
                yield return Make(order, order.DeviceHash is null ? ReevaluateBy.Pair : ReevaluateBy.Device, order.DeviceHash ?? key, null,
                    all: true, DecisionCauses.OrderAmended, clock);
            if (programmes[order.ShopId].Any(programme => programme.SumsWeeks))
            {
                foreach (var week in AskForWeek(order, DecisionCauses.OrderAmended, clock))
                    yield return week;
            }
        }

        static IEnumerable<byte[]> Moved(byte[]? before, byte[]? after) =>
            (before ?? []).AsSpan().SequenceEqual(after ?? []) ? [] : new[] { before, after }.OfType<byte[]>();
    }

    /// <summary>Of orders of which something came back: what is left moves the week (R2.6, R5.6).</summary>
    public static IEnumerable<ReevaluationRequest> OfReturned(
        IReadOnlyList<Order> returned, ILookup<Guid, CatalogueProgramme> programmes, TimeProvider clock) => returned
        .Where(order => programmes[order.ShopId].Any(programme => programme.SumsWeeks))
        .SelectMany(order => AskForWeek(order, DecisionCauses.OrderChanged, clock));

    /// <summary>
    /// Whether there are later orders of an order's account, device and person; the orders that have none are left out. Orders
    /// without a decision are of the same group, and are decided with it.
    /// </summary>
    private static async Task<Dictionary<Guid, Later>> LoadAsync(
        PortalDb db, IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
            return [];

        var ids = orders.Select(order => order.Id).ToArray();
        var rows = await db.Orders.AsNoTracking()
            .Where(order => ids.Contains(order.Id))
            .Select(order => new
            {
                order.Id,
                OfAccount = order.AccountKey != null
                && db.Orders.Any(other => other.ShopId == order.ShopId && other.AccountKey == order.AccountKey
                    && other.PlacedAt >= order.PlacedAt && other.Id != order.Id
                    && db.OrderDecisions.Any(decision => decision.OrderId == other.Id)),
                OfDevice = order.DeviceHash != null
                    && db.Orders.Any(other => other.ShopId == order.ShopId && other.DeviceHash == order.DeviceHash
                    && other.PlacedAt >= order.PlacedAt && other.Id != order.Id
                    && db.OrderDecisions.Any(decision => decision.OrderId == other.Id)),
                OfPair = order.DeviceHash == null && order.PairKey != null
                    && db.Orders.Any(other => other.ShopId == order.ShopId && other.PairKey == order.PairKey && other.DeviceHash == null
                    && other.PlacedAt >= order.PlacedAt && other.Id != order.Id
                    && db.OrderDecisions.Any(decision => decision.OrderId == other.Id)),
            })
            .ToListAsync(cancellationToken);
        return rows.Where(row => row.OfAccount || row.OfDevice || row.OfPair)
            .ToDictionary(row => row.Id, row => new Later(row.OfAccount, row.OfDevice, row.OfPair));
    }

    private static IEnumerable<ReevaluationRequest> Ask(Order order, Later later, bool all, string cause, TimeProvider clock)
    {
        var weekEnd = LocalCalendar.WeekPeriod(LocalCalendar.Day(order.PlacedAt)).End;
        if (later.OfAccount)
            yield return Make(order, ReevaluateBy.Account, order.AccountKey!, null, all, cause, clock);
        if (later.OfDevice)
            yield return Make(order, ReevaluateBy.Device, order.DeviceHash!, weekEnd, all, cause, clock);
        if (later.OfPair)
            yield return Make(order, ReevaluateBy.Pair, order.PairKey!, weekEnd, all, cause, clock);
    }

    private static ReevaluationRequest Make(
        Order order, ReevaluateBy by, byte[] key, DateTimeOffset? until, bool all, string cause, TimeProvider clock) => new()
        {
            Id = Ids.New(clock),
            By = by,
            Key = key,
            ShopId = order.ShopId,
            AfterPlacedAt = order.PlacedAt,
            AfterExternalId = order.ExternalId,
            All = all,
            UntilAt = until,
            Cause = cause,
            CauseOrderId = order.Id,
            DueAt = clock.GetUtcNow() + Grace,
            CreatedAt = clock.GetUtcNow(),
        };

    /// <summary>R5.6: what the customer bought in the week moves the tier of each of their orders in it.</summary>
    private static IEnumerable<ReevaluationRequest> AskForWeek(Order order, string cause, TimeProvider clock)
    {
        if (order.DeviceHash is null && order.PairKey is null)
            yield break;

        var week = LocalCalendar.WeekPeriod(LocalCalendar.Day(order.PlacedAt));
        yield return new ReevaluationRequest
        {
            Id = Ids.New(clock),
            By = order.DeviceHash is null ? ReevaluateBy.Pair : ReevaluateBy.Device,
            Key = order.DeviceHash ?? order.PairKey!,
            ShopId = order.ShopId,
            AfterPlacedAt = week.Start,
            AfterExternalId = "",
            All = false,
            UntilAt = week.End,
            Cause = cause,
            CauseOrderId = order.Id,
            DueAt = clock.GetUtcNow() + Grace,
            CreatedAt = clock.GetUtcNow(),
        };
    }

    private readonly record struct Later(bool OfAccount, bool OfDevice, bool OfPair);
}
