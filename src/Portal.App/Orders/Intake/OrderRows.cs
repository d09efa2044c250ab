using Portal.App.Orders.Reading;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>How an order's rows read as the domain's facts and as a view.</summary>
internal static class OrderRows
{
    public static OrderEventFact Fact(OrderEventRow row) =>
        new(row.EventId, row.Type, row.Reason, row.Note, row.OccurredAt, row.RecordedAt, row.RecordedBy)
        {
            Part = ReturnedPart.Parse(row.Part),
        };

    public static OrderView View(Order order, OrderState state, IReadOnlyList<OrderProgrammeView> programmes) => new(
        order.Id, order.ShopId, order.ExternalId, order.PlacedAt, order.Status, order.CancellationReason, order.PaidAt, order.HasHeldEvents,
        Amounts(order),
        // R2.5: the domain knows who sent each event; who sent the order itself stands in its row
        [.. state.History.Select(change => change.EventId is null ? change with { By = order.ReceivedFrom } : change)],
        programmes);

    public static OrderLine Line(OrderLineRow row) =>
        new(row.Sku, row.Name, row.Category, row.Quantity, new Dong(row.UnitPrice), new Dong(row.Discount));

    /// <summary>What came back, as it stands in an order's lines (R2.6).</summary>
    public static Returns Returned(IEnumerable<OrderLineRow> lines) =>
        new([.. lines.OrderBy(line => line.Number).Select(line => new LineReturn(line.ReturnedQuantity, new Dong(line.ReturnedAmount)))]);

    public static OrderAmounts Amounts(Order order) => new(
        new Dong(order.Items), new Dong(order.Shipping), new Dong(order.PlatformDiscount), new Dong(order.ShopDiscount),
        new Dong(order.Voucher), new Dong(order.Points), new Dong(order.Paid));
}
