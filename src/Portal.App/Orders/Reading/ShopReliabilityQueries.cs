using Microsoft.EntityFrameworkCore;
using Portal.Domain.Shops;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Reading;

/// <summary>How many orders were cancelled for one reason.</summary>
/// <param name="Reason">See <see cref="CancellationReasons"/>; null where none was told.</param>
/// <param name="Orders">How many.</param>
public sealed record CancelledOrders(string? Reason, int Orders);

/// <summary>What may be expected of a shop: how soon it confirms orders, how many it cancels, and why.</summary>
/// <param name="ShopId">Whose.</param>
/// <param name="From">Orders that were placed from here on are counted.</param>
/// <param name="Pending">Orders that are not decided.</param>
/// <param name="Successful">Orders that ended successful.</param>
/// <param name="Cancelled">Cancelled orders by reason, returned ones among them, the most frequent reason first.</param>
/// <param name="Wait">From order to payment; null while too few were paid.</param>
public sealed record ShopReliability(
    Guid ShopId, DateTimeOffset From, int Pending, int Successful, IReadOnlyList<CancelledOrders> Cancelled, UsualWait? Wait)
{
    /// <summary>Orders that ended one way or the other.</summary>
    public int Decided => Successful + AllCancelled;

    public int AllCancelled => Cancelled.Sum(reason => reason.Orders);

    /// <summary>The share of decided orders that were cancelled, in basis points; null while nothing is decided.</summary>
    public int? CancelledShare => Decided == 0 ? null : (int)((10_000L * AllCancelled) / Decided);
}

/// <summary>
/// A shop's reliability over the orders of the last <see cref="Days"/> days, seen by the shop itself, the operator, and the partners who
/// are in one of its programmes: they choose what to advertise by it.
/// </summary>
public sealed class ShopReliabilityQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public const int Days = 90;

    public async Task<Outcome<ShopReliability>> OfAsync(Actor actor, Guid shopId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var own = actor.May(Permission.ShopOrdersRead) ? actor.ShopId : null;
        var partner = actor.May(Permission.PartnerRead) ? actor.PartnerId : null;
        var isSeen = await db.Shops.AnyAsync(
            shop => shop.Id == shopId && (actor.IsOperator || shop.Id == own
                || (partner != null && db.Programmes.Any(programme => programme.ShopId == shop.Id
                    && db.Participations.Any(joined => joined.ProgrammeId == programme.Id && joined.PartnerId == partner)))),
            cancellationToken);
        if (!isSeen)
            return Refusal.NotFound(ShopRefusals.NotFound);

        var from = clock.GetUtcNow().AddDays(-Days);
        var counts = await db.Orders.AsNoTracking()
            .Where(order => order.ShopId == shopId && order.PlacedAt >= from)
            .GroupBy(order => new { order.Status, order.CancellationReason })
            .Select(group => new { group.Key.Status, group.Key.CancellationReason, Orders = group.Count() })
            .ToListAsync(cancellationToken);
        return new ShopReliability(
            shopId, from,
            counts.Where(count => count.Status == OrderStatus.Pending).Sum(count => count.Orders),
            counts.Where(count => count.Status == OrderStatus.Successful).Sum(count => count.Orders),
            [
                .. counts.Where(count => count.Status == OrderStatus.Cancelled)
                    .OrderByDescending(count => count.Orders).ThenBy(count => count.CancellationReason, StringComparer.Ordinal)
                    .Select(count => new CancelledOrders(count.CancellationReason, count.Orders)),
            ],
            await UsualWait.OfShopAsync(db, shopId, cancellationToken));
    }
}
