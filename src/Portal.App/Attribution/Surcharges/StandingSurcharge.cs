using Portal.App.Orders.Intake;
using Portal.Domain.Orders;

namespace Portal.App.Attribution.Surcharges;

/// <summary>A surcharge with its order, both as they are to be.</summary>
internal sealed record StandingSurcharge(Surcharge Surcharge, Order Order)
{
    /// <summary>Whether it is owed (R7.5): its decision is in force, and the order is successful.</summary>
    public bool IsOwed => !Surcharge.IsReplaced && Order.Status == OrderStatus.Successful;
}
