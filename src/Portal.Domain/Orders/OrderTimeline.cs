namespace Portal.Domain.Orders;

/// <summary>
/// Folds the set of an order's events into where it stands (R2.1–R2.7). The answer follows from when things happened, never
/// from the order in which they were told, and the same event told twice counts once. What is dated before the order was placed, by
/// a clock that goes a little slow, counts at the order's time.
/// </summary>
public static class OrderTimeline
{
    /// <param name="placedAt">When the order was placed.</param>
    /// <param name="events">All that is known of, in any order.</param>
    /// <param name="contents">
    /// What the order is about by the amendment with this id, null for what it came with; only asked where some of it came back (R2.6).
    /// </param>
    public static OrderState Fold(
        DateTimeOffset placedAt, IReadOnlyCollection<OrderEventFact> events, Func<string?, OrderGoods>? contents = null)
    {
        var fold = new Folding(placedAt, contents);
        foreach (var fact in InOrder(events))
            fold.Apply(fact.OccurredAt < placedAt ? fact with { OccurredAt = placedAt } : fact);

        return fold.Result();
    }

    // R2.4. At one and the same instant: what is paid is the amended order, so the amendment comes first; a payment is not "after the
    // cancellation", so it comes before that; the reinstatement comes last, because it answers whatever cancelled the order. The event's id
    // settles the rest, so that the arrival never does.
    private static IEnumerable<OrderEventFact> InOrder(IReadOnlyCollection<OrderEventFact> events) => events
        .OrderBy(fact => fact.RecordedAt)
        .ThenBy(fact => fact.OccurredAt)
        .ThenBy(fact => Rank(fact.Type))
        .DistinctBy(fact => fact.EventId, StringComparer.Ordinal)
        .OrderBy(fact => fact.OccurredAt)
        .ThenBy(fact => Rank(fact.Type))
        .ThenBy(fact => fact.EventId, StringComparer.Ordinal);

    private static int Rank(OrderEventType type) => type switch
    {
        OrderEventType.Amended => 0,
        OrderEventType.Paid => 1,
        OrderEventType.Delivered => 2,
        OrderEventType.Returned => 3,
        OrderEventType.Cancelled => 4,
        OrderEventType.Reinstated => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "An event of no known type."),
    };

    private sealed class Folding(DateTimeOffset placedAt, Func<string?, OrderGoods>? contents)
    {
        private readonly List<StatusChange> history = [new(OrderStatus.Pending, placedAt, null, null, "", null, OrderEffects.Placed)];
        private readonly List<OrderEventFact> held = [];
        private OrderStatus status = OrderStatus.Pending;
        private string? cancellationReason;
        private DateTimeOffset? paidAt;
        private DateTimeOffset? earnedAt;
        private DateTimeOffset? deliveredAt;
        private string? amendedBy;
        private Returns returned = Returns.None;

        public OrderState Result() =>
            new(status, cancellationReason, paidAt, earnedAt, deliveredAt, history, held) { AmendedBy = amendedBy, Returned = returned };

        public void Apply(OrderEventFact fact)
        {
            switch (fact.Type)
            {
                case OrderEventType.Paid or OrderEventType.Delivered when status == OrderStatus.Cancelled:
                    held.Add(fact); // R2.1: cancelled is final, and what contradicts it waits for a person
                    Record(fact, fact.OccurredAt, OrderEffects.HeldForReview);
                    break;
                case OrderEventType.Paid:
                    Pay(fact, fact.OccurredAt);
                    break;
                case OrderEventType.Delivered:
                    Deliver(fact, fact.OccurredAt);
                    break;
                case OrderEventType.Cancelled:
                    Cancel(fact, fact.Reason, OrderEffects.Cancelled);
                    break;
                case OrderEventType.Returned when fact.Part is { } part:
                    GiveBack(fact, part);
                    break;
                case OrderEventType.Returned:
                    Cancel(fact, CancellationReasons.Returned, OrderEffects.Returned);
                    break;
                case OrderEventType.Amended:
                    Amend(fact);
                    break;
                default:
                    Reinstate(fact);
                    break;
            }
        }

        // R2.7
        private void Amend(OrderEventFact fact)
        {
            if (status != OrderStatus.Pending)
            {
                Record(fact, fact.OccurredAt, OrderEffects.NotPending);
                return;
            }

            amendedBy = fact.EventId;
            Record(fact, fact.OccurredAt, OrderEffects.Amended);
        }

        private void Pay(OrderEventFact fact, DateTimeOffset at)
        {
            if (status == OrderStatus.Successful)
            {
                Record(fact, at, OrderEffects.AlreadyPaid);
                return;
            }

            status = OrderStatus.Successful; // R2.3
            paidAt = fact.OccurredAt;
            earnedAt ??= at;
            Record(fact, at, OrderEffects.Paid);
        }

        private void Deliver(OrderEventFact fact, DateTimeOffset at)
        {
            var effect = deliveredAt is null ? OrderEffects.Delivered : OrderEffects.AlreadyDelivered;
            deliveredAt ??= fact.OccurredAt;
            Record(fact, at, effect);
        }

        private void Cancel(OrderEventFact fact, string? reason, string effect)
        {
            if (status == OrderStatus.Cancelled)
            {
                Record(fact, fact.OccurredAt, OrderEffects.AlreadyCancelled);
                return;
            }

            status = OrderStatus.Cancelled;
            cancellationReason = reason;
            paidAt = null;
            Record(fact, fact.OccurredAt, effect, reason);
        }

        // R2.6
        private void GiveBack(OrderEventFact fact, PartialReturn part)
        {
            if (status != OrderStatus.Successful)
            {
                Record(fact, fact.OccurredAt, status == OrderStatus.Cancelled ? OrderEffects.AlreadyCancelled : OrderEffects.NotSuccessful);
                return;
            }

            var goods = contents?.Invoke(amendedBy)
                ?? throw new InvalidOperationException("What came back of an order cannot be told without its lines.");
            if (returned.With(goods, part) is not { } after)
            {
                Record(fact, fact.OccurredAt, OrderEffects.ReturnExceeds);
                return;
            }

            if (after == returned)
            {
                Record(fact, fact.OccurredAt, OrderEffects.AlreadyReturned);
                return;
            }

            var before = returned;
            if (after.IsAllOf(goods))
            {
                after = Returns.Everything(goods);
                Cancel(fact, CancellationReasons.Returned, OrderEffects.Returned);
            }
            else
            {
                returned = after;
                Record(fact, fact.OccurredAt, OrderEffects.ReturnedInPart);
            }

            history[^1] = history[^1] with
            {
                ReturnedAmount = after.Amount - before.Amount,
                ReturnedPieces = after.Since(before, goods),
            };
        }

        // R2.1: pending again, also when it had been paid before the cancellation: that payment may have been given back,
        // and only the shop can say that the money is there. What was held meanwhile happens now, at the reinstatement.
        // R2.6: what came back belongs to the sale that ended; the order starts again as a whole.
        private void Reinstate(OrderEventFact fact)
        {
            if (status != OrderStatus.Cancelled)
            {
                Record(fact, fact.OccurredAt, OrderEffects.NotCancelled);
                return;
            }

            status = OrderStatus.Pending;
            cancellationReason = null;
            returned = Returns.None;
            Record(fact, fact.OccurredAt, OrderEffects.Reinstated);

            foreach (var kept in held)
            {
                if (kept.Type == OrderEventType.Paid)
                    Pay(kept, fact.OccurredAt);
                else
                    Deliver(kept, fact.OccurredAt);
            }

            held.Clear();
        }

        private void Record(OrderEventFact fact, DateTimeOffset at, string effect, string? reason = null) =>
            history.Add(new StatusChange(status, at, reason ?? fact.Reason, fact.Note, fact.RecordedBy, fact.EventId, effect));
    }
}
