using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>How an order was before an event, as far as other orders depend on it.</summary>
internal sealed record OrderBefore(Order Order, bool Stood, OrderStatus Status, DateTimeOffset StatusAt)
{
    /// <summary>
    /// Whether it is another one now, for other orders: a payment that is heard of after the cancellation leaves the order
    /// cancelled, yet makes it stand; an earlier return frees its place earlier (R7.5).
    /// </summary>
    public bool Differs => Status != Order.Status || Stood != Order.Stands
        || (Order.Status == OrderStatus.Cancelled && Order.Stands && StatusAt != Order.StatusAt);
}
