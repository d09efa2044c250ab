using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Reading;

/// <summary>What happened to a number of orders, and all contents that they had; one query a kind however many orders there are.</summary>
internal sealed class OrderHistory
{
    private readonly ILookup<Guid, OrderEventRow> events;
    private readonly ILookup<Guid, OrderContentRow> contents;

    private OrderHistory(ILookup<Guid, OrderEventRow> events, ILookup<Guid, OrderContentRow> contents)
    {
        this.events = events;
        this.contents = contents;
    }

    /// <param name="db">Where from.</param>
    /// <param name="orders">Ids of the orders.</param>
    /// <param name="withContents">False where the contents are not for who reads (R2.7).</param>
    public static async Task<OrderHistory> LoadAsync(
        PortalDb db, IReadOnlyCollection<Guid> orders, bool withContents, CancellationToken cancellationToken)
    {
        var ids = orders.Distinct().ToArray();
        var eventRows = await db.OrderEvents.AsNoTracking()
            .Where(row => ids.Contains(row.OrderId))
            .ToListAsync(cancellationToken);

        // only an amended order has more than the content that is in its own columns
        var amended = eventRows.Where(row => row.Type == OrderEventType.Amended).Select(row => row.OrderId).Distinct().ToArray();
        var contentRows = !withContents || amended.Length == 0 ? []
            : await db.OrderContents.AsNoTracking().Where(row => amended.Contains(row.OrderId)).ToListAsync(cancellationToken);
        return new OrderHistory(eventRows.ToLookup(row => row.OrderId), contentRows.ToLookup(row => row.OrderId));
    }

    public IEnumerable<OrderEventRow> Events(Guid orderId) => events[orderId];

    /// <summary>The fingerprints of all contents that an amended order had.</summary>
    public IReadOnlyList<byte[]> Contents(Guid orderId) => [.. contents[orderId].Select(row => row.Content)];

    public OrderState State(Order order) => OrderTimeline.Fold(order.PlacedAt, [.. events[order.Id].Select(OrderRows.Fact)]);

    /// <param name="state">Where its events leave it.</param>
    /// <param name="programmes">What each programme decided about it.</param>
    public OrderView View(Order order, OrderState state, IReadOnlyList<OrderProgrammeView> programmes)
    {
        var view = OrderRows.View(order, state, programmes);

        // one that came after the events were read belongs to the next reading
        var told = contents[order.Id].Where(row => view.History.Any(change => change.EventId == row.EventId)).OrderBy(row => row.Number);
        return view with { Contents = [.. told.Select(row => Content(order, view, row))] };
    }

    private static OrderContentView Content(Order order, OrderView view, OrderContentRow row)
    {
        var body = OrderContentBody.Parse(row.Body);
        var change = view.History.First(change => change.EventId == row.EventId);
        return new OrderContentView(
            row.EventId, change.At, change.By, row.EventId == order.AmendedBy,
            [.. body.Lines.Select(line =>
                new ShopOrderLine(line.Sku, line.Name, line.Category, line.Quantity, line.UnitPrice, line.Discount))], body.Amounts);
    }
}
