using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;

namespace Portal.App.Orders;

/// <summary>Which of its orders a shop wants to see. What is null does not narrow.</summary>
/// <param name="Status">One of the three states.</param>
/// <param name="Held">Only those with a payment that came after the cancellation and waits for review (R2.1).</param>
/// <param name="Placed">When the order was placed.</param>
/// <param name="Source">The shop's own word for where the order came from.</param>
/// <param name="Search">Part of the order's number or of a product's name, with or without diacritics.</param>
public sealed record ShopOrderFilter(
    OrderStatus? Status = null, bool Held = false, Period? Placed = null, string? Source = null, string? Search = null);

/// <summary>An order in its shop's list. Amounts are đồng; <see cref="Reward"/> is what partners get for it before tax, unless it was taken back.</summary>
public sealed record ShopOrderRow(
    Guid Id, string Code, DateTimeOffset PlacedAt, OrderStatus Status, DateTimeOffset StatusAt, string? CancellationReason, bool Held,
    string Product, int Lines, string? Source, long Paid, long Reward);

/// <summary>How many orders stand in one state, and what customers paid for them.</summary>
public sealed record ShopOrderSum(OrderStatus Status, bool Held, int Orders, long Paid);

/// <summary>The sums behind tabs, tiles and total rows: one query, so that they agree.</summary>
public sealed record ShopOrderSums(IReadOnlyList<ShopOrderSum> Parts)
{
    public static readonly ShopOrderSums None = new([]);

    public int Held => Parts.Where(part => part.Held).Sum(part => part.Orders);

    public int Orders(OrderStatus? status = null) => Parts.Where(part => status is null || part.Status == status).Sum(part => part.Orders);

    public int Orders(ShopOrderFilter filter) => Of(filter).Sum(part => part.Orders);

    public Dong Paid(ShopOrderFilter filter) => new(Of(filter).Sum(part => part.Paid));

    private IEnumerable<ShopOrderSum> Of(ShopOrderFilter filter) =>
        Parts.Where(part => (filter.Status is null || part.Status == filter.Status) && (!filter.Held || part.Held));
}

/// <summary>What the shop's side sheet shows of an order besides <see cref="OrderView"/>; programmes by their names.</summary>
public sealed record ShopOrderDetail(
    string Code, string? CustomerId, string? PickupPoint, string? Source, DateTimeOffset ReceivedAt,
    IReadOnlyList<ShopOrderLine> Lines, IReadOnlyDictionary<string, string> ProgrammeNames);

public sealed record ShopOrderLine(string Sku, string Name, string? Category, int Quantity, long UnitPrice, long Discount)
{
    public long Net => (UnitPrice * Quantity) - Discount;
}

/// <summary>
/// A shop's orders: list, sums, one, export. All limited to the actor's own shop (R10.5); none asks more of the database for
/// more rows.
/// </summary>
public sealed class ShopOrderQueries(IDbContextFactory<PortalDb> contexts)
{
    public const string SortByCode = "code";
    public const string SortByPlaced = "placed";
    public const string SortByChanged = "changed";
    public const string SortByPaid = "paid";

    private const int MostSources = 100;

    /// <summary>One page of the list. How many rows the whole of it has is in <see cref="SumsAsync"/>.</summary>
    public async Task<IReadOnlyList<ShopOrderRow>> ListAsync(
        Actor actor, ShopOrderFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Rows(db, Sorted(Filtered(db, actor, filter), page).Skip(page.Skip).Take(page.Size)).ToListAsync(cancellationToken);
    }

    /// <summary>The sums over the filter, whatever state it asks for: the tabs show all of them.</summary>
    public async Task<ShopOrderSums> SumsAsync(Actor actor, ShopOrderFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new ShopOrderSums(await Filtered(db, actor, filter with { Status = null, Held = false })
            .GroupBy(order => new { order.Status, order.HasHeldEvents })
            .Select(group => new ShopOrderSum(
                group.Key.Status, group.Key.HasHeldEvents, group.Count(), group.Sum(order => order.Paid)))
            .ToListAsync(cancellationToken));
    }

    /// <summary>The sources that the shop's orders name, for the filter.</summary>
    public async Task<IReadOnlyList<string>> SourcesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Mine(db, actor)
            .Where(order => order.Source != null)
            .Select(order => order.Source!)
            .Distinct()
            .OrderBy(source => source)
            .Take(MostSources)
            .ToListAsync(cancellationToken);
    }

    /// <summary>What belongs to one of the shop's orders; null when it is not the shop's.</summary>
    public async Task<ShopOrderDetail?> DetailAsync(Actor actor, Guid orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var order = await Mine(db, actor)
            .Where(order => order.Id == orderId)
            .Select(order => new { order.ShopId, order.ExternalId, order.CustomerId, order.PickupPoint, order.Source, order.ReceivedAt })
            .FirstOrDefaultAsync(cancellationToken);
        if (order is null)
            return null;

        var lines = await db.OrderLines.AsNoTracking()
            .Where(line => line.OrderId == orderId)
            .OrderBy(line => line.Number)
            .Select(line => new ShopOrderLine(line.Sku, line.Name, line.Category, line.Quantity, line.UnitPrice, line.Discount))
            .ToListAsync(cancellationToken);
        var names = await db.Programmes.AsNoTracking()
            .Where(programme => programme.ShopId == order.ShopId)
            .ToDictionaryAsync(programme => programme.Code, programme => programme.Name, cancellationToken);
        return new ShopOrderDetail(order.ExternalId, order.CustomerId, order.PickupPoint, order.Source, order.ReceivedAt, lines, names);
    }

    /// <summary>All that the filter shows, in the list's order, row by row: an export of any size never lies in memory.</summary>
    public async IAsyncEnumerable<ShopOrderRow> ExportAsync(
        Actor actor, ShopOrderFilter filter, PageRequest order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Rows(db, Sorted(Filtered(db, actor, filter), order));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return row;
    }

    // R10.5: without the right or without a shop there is nothing whose orders could be seen
    private static IQueryable<Order> Mine(PortalDb db, Actor actor)
    {
        var shop = actor.May(Permission.ShopOrdersRead) ? actor.ShopId : null;
        return db.Orders.AsNoTracking().Where(order => order.ShopId == shop);
    }

    private static IQueryable<Order> Filtered(PortalDb db, Actor actor, ShopOrderFilter filter)
    {
        var orders = Mine(db, actor);
        if (filter.Status is { } status)
            orders = orders.Where(order => order.Status == status);
        if (filter.Held)
            orders = orders.Where(order => order.HasHeldEvents);
        if (filter.Placed is { Start: var start, End: var end })
            orders = orders.Where(order => order.PlacedAt >= start && order.PlacedAt < end);
        if (filter.Source is { } source)
            orders = orders.Where(order => order.Source == source);
        if (SearchText.Fold(filter.Search) is { Length: > 0 } text)
            orders = orders.Where(order => order.SearchText.Contains(text));
        return orders;
    }

    private static IQueryable<Order> Sorted(IQueryable<Order> orders, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByCode, false) => orders.OrderBy(order => order.ExternalId),
            (SortByCode, true) => orders.OrderByDescending(order => order.ExternalId),
            (SortByChanged, false) => orders.OrderBy(order => order.StatusAt),
            (SortByChanged, true) => orders.OrderByDescending(order => order.StatusAt),
            (SortByPaid, false) => orders.OrderBy(order => order.Paid),
            (SortByPaid, true) => orders.OrderByDescending(order => order.Paid),
            (SortByPlaced, false) => orders.OrderBy(order => order.PlacedAt),
            _ => orders.OrderByDescending(order => order.PlacedAt),
        };

        // rows that are equal in what is sorted by must not change places between two pages
        return page.Descending ? sorted.ThenByDescending(order => order.Id) : sorted.ThenBy(order => order.Id);
    }

    private static IQueryable<ShopOrderRow> Rows(PortalDb db, IQueryable<Order> orders) => orders.Select(order => new ShopOrderRow(
        order.Id, order.ExternalId, order.PlacedAt, order.Status, order.StatusAt, order.CancellationReason, order.HasHeldEvents,
        order.Lines.OrderBy(line => line.Number).Select(line => line.Name).FirstOrDefault() ?? "", order.Lines.Count, order.Source, order.Paid,
        db.Rewards
            .Where(reward => reward.OrderId == order.Id && (reward.State == RewardState.Pending || reward.State == RewardState.Earned))
            .Sum(reward => reward.Gross)));
}
