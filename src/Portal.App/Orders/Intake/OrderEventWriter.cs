using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>
/// Applies the events of a group to their orders, whose state follows from all of their events together (R2.1–R2.5), and answers them.
/// </summary>
public sealed class OrderEventWriter(PortalKeys keys, PortalSettings settings, TimeProvider clock)
{
    internal async Task WriteAsync(IntakeTransaction intake, IReadOnlyList<EventRequest> requests, CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
            return;

        var db = intake.Db;
        var shops = requests.Select(request => request.Order.ShopId).Distinct().ToArray();
        var numbers = requests.Select(request => request.Order.ExternalId).Distinct().ToArray();
        var found = await db.Orders
            .Where(order => shops.Contains(order.ShopId) && numbers.Contains(order.ExternalId))
            .ToListAsync(cancellationToken);
        var orders = found.ToDictionary(OrderKey.Of);
        var said = requests.Where(request => request.Amendment is not null)
            .ToDictionary(request => request.Order, request => request.Amendment);
        var amendments = await OrderAmendments.LoadAsync(db, keys, found, order => said.ContainsKey(OrderKey.Of(order)), cancellationToken);
        await KeyLocks.TakeAsync(
            db,
            found.Where(order => intake.OfShop[order.ShopId].Any(programme => programme.LooksAtOthers))
                .SelectMany(order => amendments.KeysOf(order, said.GetValueOrDefault(OrderKey.Of(order)))
                    .SelectMany(customer => OrderKeys.LocksOf(customer.Account, order.DeviceHash, customer.Pair))),
            cancellationToken);
        var before = found.ConvertAll(order => new OrderBefore(order, order.Stands, order.Status, order.StatusAt));
        var views = await OrderViews.LoadAsync(intake, [.. found.Select(order => order.Id)], change: true, cancellationToken,
            [.. requests.Where(request => request.Input.Type == OrderEventType.Returned && orders.ContainsKey(request.Order))
                .Select(request => orders[request.Order].Id)]);
        var returns = new OrderReturns(db, views.History);
        await AreOfOneMomentAsync(
            db, [.. requests.Where(request => orders.TryGetValue(request.Order, out var order)
                && Earlier(views, order, request) is not null).Select(request => orders[request.Order])],
            cancellationToken);
        var added = new List<OrderEventRow>();
        foreach (var request in requests)
        {
            if (!orders.TryGetValue(request.Order, out var order))
                request.Refuse(Refusal.NotFound(OrderRefusals.NotFound));
            else if (OrderEventCheck.Check(request.Input, order.PlacedAt, intake.Now, settings.Orders.ClockTolerance)
                is { Count: > 0 } errors)
                request.Refuse(Refusal.Invalid(errors));
            else if (Earlier(views, order, request) is { } earlier)
                AnswerAgain(request, order, earlier, views, amendments);
            else if (request.Amendment is { } amendment && OrderAmendments.Check(order, amendment) is { } refusal)
                request.Refuse(refusal);
            else
                Apply(intake, request, order, views, amendments, returns, added);
        }

        await db.InsertAsync(added, cancellationToken);
        await amendments.SaveAsync(db, cancellationToken);
        await db.SaveChangesAsync(cancellationToken); // the orders and rewards that events changed, in versions that nobody else has
        foreach (var step in intake.Steps)
            await step.MovedAsync(before, cancellationToken);
        if (amendments.Changed.Count > 0 || returns.Changed.Count > 0)
        {
            await DecideAgainAsync(
                intake, amendments.Changed, returns.Changed, [.. requests.Where(request => orders.ContainsKey(request.Order))],
                cancellationToken);
        }
    }

    private static OrderEventRow? Earlier(OrderViews views, Order order, EventRequest request) =>
        views.History.Events(order.Id).FirstOrDefault(row => row.EventId == request.Input.Id);

    /// <summary>
    /// R2.6, R2.7: what the steps make of an order with another content, or of which something came back, in the transaction that gives it
    /// to it.
    /// </summary>
    private static async Task DecideAgainAsync(
        IntakeTransaction intake, IReadOnlyList<AmendedOrder> amended, IReadOnlyList<Order> returned,
        IReadOnlyList<EventRequest> requests, CancellationToken cancellationToken)
    {
        intake.Former.AddRange(amended.Where(one => one.IsOfAnother).Select(one => one.Order.Under(one.EmailHash, one.ContactProtected)));
        foreach (var step in intake.Steps)
        {
            if (amended.Count > 0)
                await step.AmendedAsync(amended, cancellationToken);
            if (returned.Count > 0)
                await step.ReturnedAsync(returned, cancellationToken);
        }

        // the answers were made before the orders were decided
        Order[] decided = [.. amended.Select(one => one.Order), .. returned];
        var views = await OrderViews.LoadAsync(intake, [.. decided.Select(order => order.Id)], change: false, cancellationToken);
        foreach (var order in decided)
        {
            foreach (var request in requests.Where(request => request.Order == OrderKey.Of(order)))
                request.Decide(request.Decided with { Order = views.Of(order) });
        }
    }

    /// <summary>
    /// An event that another process committed after its order was read, and before its events were: the answer would show the order as it
    /// was before. Whoever changes an order finds out by its version; whoever only answers has to look.
    /// </summary>
    private static async Task AreOfOneMomentAsync(PortalDb db, IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
            return;

        var ids = orders.Select(order => order.Id).ToArray();
        var versions = await db.Orders.Where(order => ids.Contains(order.Id)).Select(order => new { order.Id, order.Version })
            .ToDictionaryAsync(order => order.Id, order => order.Version, cancellationToken);
        if (orders.Any(order => versions[order.Id] != order.Version))
            throw new DbUpdateConcurrencyException("An order changed while it was read.");
    }

    // R2.4: the same id is applied once
    private static void AnswerAgain(EventRequest request, Order order, OrderEventRow earlier, OrderViews views, OrderAmendments amendments)
    {
        var input = request.Input;
        string[] differences =
        [
            .. earlier.Type == input.Type ? [] : new[] { "type" },
            .. earlier.Reason == input.Reason ? [] : new[] { "reason" },
            .. earlier.Note == input.Note ? [] : new[] { "note" },
            .. earlier.OccurredAt == input.OccurredAt ? [] : new[] { "occurredAt" },
            .. request.Amendment is not { } said || amendments.SaysTheSame(order, earlier.EventId, said) ? [] : new[] { "order" },
            .. SaysTheSame(ReturnedPart.Parse(earlier.Part), input.Part) ? [] : new[] { "lines", "amount" },
        ];
        if (differences.Length > 0)
        {
            request.Refuse(Refusal.Conflict(OrderRefusals.EventConflict).With("fields", string.Join(", ", differences)));
            return;
        }

        var state = views.History.State(order);
        request.Decide(new RecordedEvent(views.Of(order, state), state.Holds(input.Id), Created: false));
    }

    private static bool SaysTheSame(PartialReturn? one, PartialReturn? other) => one is null ? other is null : one.SaysTheSame(other);

    private void Apply(
        IntakeTransaction intake, EventRequest request, Order order, OrderViews views, OrderAmendments amendments, OrderReturns returns,
        List<OrderEventRow> added)
    {
        var input = request.Input;
        var row = new OrderEventRow
        {
            Id = Ids.New(clock),
            OrderId = order.Id,
            EventId = input.Id,
            Type = input.Type,
            Reason = input.Reason,
            Note = input.Note,
            Part = ReturnedPart.ToJson(input.Part),
            OccurredAt = input.OccurredAt.ToUniversalTime(),
            RecordedAt = intake.Now,
            RecordedBy = IntakeTransaction.NameOf(request.Actor),
        };

        // R2.4: the state follows from all events together
        var goods = request.Amendment is { } amends ? OrderContentBody.Of(amends.Input).Goods : null;
        var state = views.History.State(order, row, goods);
        if (state.CameTooLate(input.Id))
        {
            // R2.7: not kept, so that it can be sent again when the order is pending
            request.Refuse(Refusal.Conflict(OrderRefusals.NotPending).With("status", order.Status.ToString().ToLowerInvariant()));
            return;
        }

        // R2.6: neither it nor one that was taken in before may bring back more than was left
        if (input.Part is not null && state.ExceedingReturns.Except(views.History.State(order).ExceedingReturns).Any())
        {
            request.Refuse(Refusal.Rule(OrderRefusals.ReturnExceedsOrder));
            return;
        }

        // so much in all: what is back already, or cannot come back yet, is said again by the next report
        if (input.Part is { InAll: true } && !state.BringsBack(input.Id))
        {
            request.Decide(new RecordedEvent(views.Of(order), Held: false, Created: false));
            return;
        }

        added.Add(row);
        if (request.Amendment is { } amendment)
            amendments.Add(order, input.Id, amendment);
        var hasNewLines = state.AmendedBy != order.AmendedBy;
        amendments.PutInForce(order, state.AmendedBy);
        returns.PutInForce(order, state.Returned, hasNewLines);

        // what a shop's program reports is in the order's history; what a person or the operator does is a deed (R10.4)
        if (request.Actor.Role is not null || IntakeTransaction.IsOperators(request.Actor))
        {
            intake.Db.Audit(
                request.Actor, clock, AuditActions.OrderEvent, order.ExternalId, order.Id, new { status = order.Status },
                new
                {
                    type = input.Type.ToString().ToLowerInvariant(),
                    reason = input.Reason,
                    note = input.Note,
                    returned = input.Part,
                    occurredAt = row.OccurredAt,
                    status = state.Status
                });
        }

        order.Status = state.Status;
        order.CancellationReason = state.CancellationReason;
        order.PaidAt = state.PaidAt;
        order.EarnedAt = state.EarnedAt;
        order.StatusAt = Since(state);
        order.HasHeldEvents = state.Held.Count > 0;
        order.Version++;
        intake.Moved.Add(order);

        foreach (var step in intake.Steps)
            step.Move(order, state);
        intake.Note(order, intake.Steps.SelectMany(step => step.PartnersOf(order)));
        request.Decide(new RecordedEvent(views.Of(order, state), state.Holds(input.Id), Created: true));
    }

    /// <summary>When the order came to stand where it stands.</summary>
    private static DateTimeOffset Since(OrderState state)
    {
        var since = state.History[0];
        foreach (var change in state.History)
        {
            if (change.Status != since.Status)
                since = change;
        }

        return since.At;
    }
}
