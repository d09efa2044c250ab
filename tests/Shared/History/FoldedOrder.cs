using Portal.Domain.Orders;

namespace Portal.Tests.Shared.History;

/// <summary>
/// Where an order stands by all of its events (R2.1–R2.5). <paramref name="WasPaid"/>: it has been successful at some time;
/// <paramref name="CancelledAt"/>: since when it is cancelled.
/// </summary>
internal sealed record FoldedOrder(OrderStatus Status, bool WasPaid, DateTimeOffset? CancelledAt)
{
    /// <summary>An order stands unless it was cancelled before it was ever paid.</summary>
    public bool Stands => Status != OrderStatus.Cancelled || WasPaid;

    public static FoldedOrder Of(IEnumerable<OrderEventInput> events)
    {
        var status = OrderStatus.Pending;
        var wasPaid = false;
        var paymentHeld = false;
        DateTimeOffset? cancelledAt = null;

        // R2.4: the same id once, by the time at which it occurred
        foreach (var one in events.DistinctBy(one => one.Id).OrderBy(one => one.OccurredAt).ThenBy(AtOneInstant)
            .ThenBy(one => one.Id, StringComparer.Ordinal))
        {
            var cancelled = status == OrderStatus.Cancelled;
            if (one.Type == OrderEventType.Paid && cancelled)
            {
                paymentHeld = true; // R2.1: kept until the shop says reinstated
            }
            else if (one.Type == OrderEventType.Paid)
            {
                status = OrderStatus.Successful; // R2.3
                wasPaid = true;
            }
            else if (one.Type is OrderEventType.Cancelled or OrderEventType.Returned && !cancelled)
            {
                status = OrderStatus.Cancelled;
                cancelledAt = one.OccurredAt;
            }
            else if (one.Type == OrderEventType.Reinstated && cancelled)
            {
                // R2.1: pending again, and what was kept is applied
                status = paymentHeld ? OrderStatus.Successful : OrderStatus.Pending;
                wasPaid |= paymentHeld;
                paymentHeld = false;
                cancelledAt = null;
            }
        }

        return new FoldedOrder(status, wasPaid, cancelledAt);
    }

    private static int AtOneInstant(OrderEventInput one) => one.Type switch
    {
        OrderEventType.Paid => 1,
        OrderEventType.Delivered => 2,
        OrderEventType.Returned => 3,
        OrderEventType.Cancelled => 4,
        _ => 5,
    };
}
