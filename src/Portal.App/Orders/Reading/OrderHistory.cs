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
    private readonly ILookup<Guid, OrderLineRow> lines;
    private readonly bool tellsContents;

    private OrderHistory(
        ILookup<Guid, OrderEventRow> events, ILookup<Guid, OrderContentRow> contents, ILookup<Guid, OrderLineRow> lines,
        bool tellsContents)
    {
        this.events = events;
        this.contents = contents;
        this.lines = lines;
        this.tellsContents = tellsContents;
    }

    /// <param name="db">Where from.</param>
    /// <param name="orders">Ids of the orders.</param>
    /// <param name="withContents">False where the contents are not for who reads (R2.7).</param>
    /// <param name="returning">Orders of which something comes back now.</param>
    public static async Task<OrderHistory> LoadAsync(
        PortalDb db, IReadOnlyCollection<Guid> orders, bool withContents, CancellationToken cancellationToken,
        IReadOnlyCollection<Guid>? returning = null)
    {
        var ids = orders.Distinct().ToArray();
        var eventRows = await db.OrderEvents.AsNoTracking()
            .Where(row => ids.Contains(row.OrderId))
            .ToListAsync(cancellationToken);

        // R2.6: what came back is told by the lines, which nothing else here needs
        var returned = eventRows.Where(row => row.Type == OrderEventType.Returned).Select(row => row.OrderId).Concat(returning ?? [])
            .Distinct().ToArray();
        var lineRows = returned.Length == 0 ? []
            : await db.OrderLines.AsNoTracking().Where(line => returned.Contains(line.OrderId)).ToListAsync(cancellationToken);

        // only an amended order has more than the content that is in its own columns
        var amended = eventRows.Where(row => row.Type == OrderEventType.Amended).Select(row => row.OrderId).Distinct()
            .Where(order => withContents || returned.Contains(order)).ToArray();
        var contentRows = amended.Length == 0 ? []
            : await db.OrderContents.AsNoTracking().Where(row => amended.Contains(row.OrderId)).ToListAsync(cancellationToken);
        return new OrderHistory(
            eventRows.ToLookup(row => row.OrderId), contentRows.ToLookup(row => row.OrderId),
            lineRows.OrderBy(line => line.Number).ToLookup(line => line.OrderId), withContents);
    }

    public IEnumerable<OrderEventRow> Events(Guid orderId) => events[orderId];

    /// <summary>The fingerprints of all contents that an amended order had.</summary>
    public IReadOnlyList<byte[]> Contents(Guid orderId) => [.. contents[orderId].Select(row => row.Content)];

    /// <summary>The stored lines of an order of which something came back or comes back now (R2.6); none of any other.</summary>
    public IReadOnlyList<OrderLineRow> Lines(Guid orderId) => [.. lines[orderId]];

    public OrderState State(Order order) => State(order, null, null);

    /// <param name="order">As it is stored.</param>
    /// <param name="happened">An event that is not stored yet.</param>
    /// <param name="amendment">What it says, of an amendment.</param>
    public OrderState State(Order order, OrderEventRow? happened, OrderGoods? amendment)
    {
        var facts = events[order.Id].Concat(happened is null ? [] : [happened]).Select(OrderRows.Fact).ToList();
        return OrderTimeline.Fold(
            order.PlacedAt, facts, id => id is not null && id == happened?.EventId && amendment is not null ? amendment : Goods(order, id));
    }

    /// <summary>What an order of which something came back is about by this amendment, or null by what it came with.</summary>
    public OrderGoods Goods(Order order, string? amendedBy) => amendedBy == order.AmendedBy
        ? new OrderGoods([.. lines[order.Id].Select(OrderRows.Line)], OrderRows.Amounts(order))
        : OrderContentBody.Parse(contents[order.Id].First(row => row.EventId == amendedBy).Body).Goods;

    /// <param name="state">Where its events leave it.</param>
    /// <param name="programmes">What each programme decided about it.</param>
    public OrderView View(Order order, OrderState state, IReadOnlyList<OrderProgrammeView> programmes)
    {
        var view = OrderRows.View(order, state, programmes);

        // one that came after the events were read belongs to the next reading
        var told = contents[order.Id]
            .Where(row => tellsContents && view.History.Any(change => change.EventId == row.EventId)).OrderBy(row => row.Number);
        return view with { Contents = [.. told.Select(row => Content(order, view, row))], Returned = Returned(order, state) };
    }

    /// <summary>What came back (R2.6); null where nothing did.</summary>
    private ReturnedView? Returned(Order order, OrderState state)
    {
        var own = Lines(order.Id);
        if (own.Count == 0)
            return null;

        var goods = Goods(order, order.AmendedBy);
        var returned = state.Back(goods);
        return !returned.Any ? null : new ReturnedView(
            [.. own.Select((line, i) => new ReturnedLineView(line.Sku, line.Name, returned.Of(i).Quantity, returned.Of(i).Amount.Amount))
                .Where(line => line.Quantity > 0 || line.Amount > 0)],
            returned.Amount.Amount);
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
