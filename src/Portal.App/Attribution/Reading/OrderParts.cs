using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;

namespace Portal.App.Attribution.Reading;

/// <summary>What the views of a number of orders are made of: what happened to them, and what was decided about them.</summary>
internal sealed class OrderParts(OrderHistory history, OrderVerdicts verdicts, Guid? partner)
{
    /// <param name="db">Where from.</param>
    /// <param name="orders">Ids of the orders.</param>
    /// <param name="partner">Only what concerns this partner (R10.5); null for everything.</param>
    public static async Task<OrderParts> LoadAsync(
        PortalDb db, IReadOnlyCollection<Guid> orders, Guid? partner, CancellationToken cancellationToken)
    {
        var history = await OrderHistory.LoadAsync(db, orders, withContents: partner is null, cancellationToken);
        return new OrderParts(history, await OrderVerdicts.LoadAsync(db, orders, partner, change: false, cancellationToken), partner);
    }

    public OrderView View(Order order)
    {
        var view = history.View(order, history.State(order), verdicts.Of(order));
        return partner is null ? view : view with { History = [.. view.History.Select(ForPartner)] };
    }

    /// <summary>
    /// R10.5: who at the shop entered it, and what they noted for their own, is not the partner's to read. A note that stands in for
    /// the reason is.
    /// </summary>
    private static StatusChange ForPartner(StatusChange change) =>
        change with { By = "", Note = change.Reason == CancellationReasons.Other ? change.Note : null };
}
