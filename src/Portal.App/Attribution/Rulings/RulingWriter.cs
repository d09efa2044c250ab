using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;

namespace Portal.App.Attribution.Rulings;

/// <summary>
/// Appends rulings and lets what they concern be decided again with them, in the transaction of whoever decides a dispute (R8.4, R8.6). The
/// ledger posts the difference, by entries that name the dispute. Nothing here writes a decision or an entry by hand.
/// </summary>
public sealed class RulingWriter(
    ReevaluateOrders reevaluate, ProgrammeCatalogue catalogue, OrderEventWriter events, IEnumerable<IOrderStep> steps, TimeProvider clock)
{
    private readonly IOrderStep[] steps = [.. steps];

    /// <summary>Why a draft cannot be ruled as it is; null when it can. Writes nothing.</summary>
    public async Task<Refusal?> CheckAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken) =>
        (await RulingDrafts.ResolveAsync(db, draft, clock, cancellationToken)).Refusal;

    /// <summary>
    /// Call it inside of the transaction of the decision, before anything of the shop's orders, rewards or surcharges was loaded there by
    /// tracked queries. A second call for the same dispute and instance does nothing. More orders than one transaction decides are left to
    /// the worker.
    /// </summary>
    public async Task<Outcome<RulingResult>> AddAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken)
    {
        // who decides about the shop's orders comes before, and is decided again, or after, and sees the ruling
        await ShopFacts.WaitAsync(db, draft.ShopId, cancellationToken);
        if (await db.Rulings.AsNoTracking().Where(row => row.DisputeId == draft.DisputeId && row.Instance == draft.Instance)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken) is { } there)
            return new RulingResult(there, Created: false, 0, HasMore: false);

        var resolved = await RulingDrafts.ResolveAsync(db, draft, clock, cancellationToken);
        if (!resolved.Succeeded)
            return resolved.Refusal!;

        var ruling = resolved.Value;
        var isFirst = !await db.Rulings.AnyAsync(row => row.ShopId == ruling.ShopId, cancellationToken);
        await db.InsertAsync([ruling], cancellationToken);
        using (db.Follows(ruling.DisputeId))
        {
            if (await ApplyAsync(db, ruling, cancellationToken) is { } refusal)
                return refusal;
            var (looked, hasMore) = await reevaluate.RunRulingAsync(db, ruling.DisputeId, cancellationToken);

            // from now on its orders are decided with rulings on every node
            if (isFirst)
                await ShopFacts.ChangeAsync(db, [ruling.ShopId], cancellationToken);
            return new RulingResult(ruling.Id, Created: true, looked + (ruling.CustomerKey is null ? 1 : 0), hasMore);
        }
    }

    private async Task<Refusal?> ApplyAsync(PortalDb db, Ruling ruling, CancellationToken cancellationToken)
    {
        if (ruling.Kind == DisputeKind.WrongStatus)
            return await MoveAsync(db, ruling, cancellationToken);

        if (ruling.CustomerKey is { } customer)
        {
            await db.InsertAsync(ReevaluationRequest.For(db, [OfCustomer(ruling, customer)]), cancellationToken);
            return null;
        }

        db.Changes.AddRange(await reevaluate.RunOrderAsync(
            db, ruling.OrderId!.Value, new DecisionCause(DecisionCauses.Ruling, null, ruling.DisputeId), cancellationToken));
        return null;
    }

    /// <summary>R7.6: all of the customer's orders in the shop from the stated one on.</summary>
    private ReevaluationRequest OfCustomer(Ruling ruling, byte[] customer)
    {
        var now = clock.GetUtcNow();
        return new ReevaluationRequest
        {
            Id = Ids.New(clock),
            By = ReevaluateBy.Account,
            Key = customer,
            ShopId = ruling.ShopId,

            // what comes after an instant that no order of before has
            AfterPlacedAt = ruling.FromPlacedAt?.AddMicroseconds(-1) ?? DateTimeOffset.UnixEpoch,
            AfterExternalId = "",
            All = true,
            Cause = DecisionCauses.Ruling,
            DueAt = now,
            CreatedAt = now,
        };
    }

    /// <summary>
    /// The order's status follows from its events (R2.4), so the ruling is told as events of now that the dispute sent: they stand in the
    /// order's history, and what the shop tells later is applied to them.
    /// </summary>
    private async Task<Refusal?> MoveAsync(PortalDb db, Ruling ruling, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Where(row => row.Id == ruling.OrderId)
            .Select(row => new { row.ExternalId, row.PlacedAt, row.Status }).SingleAsync(cancellationToken);
        var programmes = await catalogue.KeepAsync(db, [ruling.ShopId], cancellationToken);
        var sender = Actor.System with { Name = ruling.DisputeNumber };
        var at = order.PlacedAt > ruling.RuledAt ? order.PlacedAt : ruling.RuledAt;
        var number = 0;
        foreach (var type in Events(order.Status, ruling.Status!.Value))
        {
            var input = new OrderEventInput(
                $"{ruling.DisputeNumber}:{ruling.Instance}:{++number}", type,
                type switch
                {
                    OrderEventType.Cancelled => CancellationReasons.Other,
                    OrderEventType.Reinstated => ruling.DisputeNumber,
                    _ => null,
                },
                ruling.DisputeNumber, at);
            var intake = new IntakeTransaction(db, programmes, clock.GetUtcNow());
            intake.Begin(steps);
            var request = new EventRequest(sender, ruling.ShopId, order.ExternalId, input, null, cancellationToken);
            await events.WriteAsync(intake, [request], cancellationToken);
            foreach (var step in intake.Steps)
                await step.EndAsync(cancellationToken);
            await db.InsertAsync(intake.Changes, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            Forget(db, ruling.OrderId!.Value);
            if (request.Effect is null)
                return Refusal.Conflict(OrderRefusals.EventConflict);
        }

        return null;
    }

    /// <summary>
    /// What an event read of the order is saved, and may be another by what was decided after it: the next reads it anew.
    /// </summary>
    private static void Forget(PortalDb db, Guid order)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.Entity switch
        {
            Order row => row.Id == order,
            OrderLineRow line => line.OrderId == order,
            Reward reward => reward.OrderId == order,
            Surcharge surcharge => surcharge.OrderId == order,
            _ => false,
        }).ToList())
        {
            entry.State = EntityState.Detached;
        }
    }

    private static IEnumerable<OrderEventType> Events(OrderStatus from, OrderStatus to) => (from, to) switch
    {
        (OrderStatus.Pending, OrderStatus.Successful) => [OrderEventType.Paid],
        (OrderStatus.Cancelled, OrderStatus.Successful) => [OrderEventType.Reinstated, OrderEventType.Paid],
        (OrderStatus.Cancelled, OrderStatus.Pending) => [OrderEventType.Reinstated],
        (OrderStatus.Successful, OrderStatus.Pending) => [OrderEventType.Cancelled, OrderEventType.Reinstated],
        (not OrderStatus.Cancelled, OrderStatus.Cancelled) => [OrderEventType.Cancelled],
        _ => [],
    };
}
