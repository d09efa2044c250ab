using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Reading;

/// <summary>How long a shop takes from an order to its payment, measured on its last orders that were paid.</summary>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="Slow">Nine of ten took no longer.</param>
/// <param name="Of">How many orders it was measured on.</param>
public sealed record UsualWait(TimeSpan Median, TimeSpan Slow, int Of)
{
    private const int Most = 50;
    private const int Fewest = 5;

    /// <summary>Null of too few orders.</summary>
    internal static async Task<UsualWait?> OfShopAsync(PortalDb db, Guid shop, CancellationToken cancellationToken)
    {
        var last = await db.Orders.AsNoTracking()
            .Where(order => order.ShopId == shop && order.Status == OrderStatus.Successful && order.PaidAt != null)
            .OrderByDescending(order => order.PlacedAt)
            .Take(Most)
            .Select(order => new { order.PlacedAt, order.PaidAt })
            .ToListAsync(cancellationToken);
        if (last.Count < Fewest)
            return null;

        List<TimeSpan> waits = [.. last.Select(order => order.PaidAt!.Value - order.PlacedAt).Order()];
        return new UsualWait(waits[waits.Count / 2], waits[(waits.Count * 9) / 10], waits.Count);
    }
}
