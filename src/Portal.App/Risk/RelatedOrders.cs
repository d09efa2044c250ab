using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Risk;

namespace Portal.App.Risk;

/// <summary>
/// Other orders of the devices and accounts of orders that stand out, with one query a kind for all of them. Rewarded or not:
/// which of them are, later decisions can change.
/// </summary>
internal sealed class RelatedOrders
{
    /// <summary>How many other orders of the same device, and of the same account, a signal takes with it: the latest.</summary>
    public const int Most = 20;

    /// <summary>A device that a whole town orders with must not fill the memory.</summary>
    private const int MostLoaded = 5_000;

    private static readonly TimeSpan Near = TimeSpan.FromDays(31);

    private readonly ILookup<(Guid Shop, string Key), Row> ofDevice;
    private readonly ILookup<(Guid Shop, string Key), Row> ofAccount;

    private RelatedOrders(IEnumerable<Row> ofDevice, IEnumerable<Row> ofAccount)
    {
        this.ofDevice = ofDevice.ToLookup(row => (row.ShopId, Convert.ToHexString(row.Key)));
        this.ofAccount = ofAccount.ToLookup(row => (row.ShopId, Convert.ToHexString(row.Key)));
    }

    public static async Task<RelatedOrders> LoadAsync(
        PortalDb db, IReadOnlyCollection<(Order Order, RiskRule Rule)> found, CancellationToken cancellationToken)
    {
        var byDevice = found.Where(one => one.Rule is RiskRule.DeviceClash or RiskRule.SelfReferral && one.Order.DeviceHash is not null)
            .Select(one => one.Order).Distinct().ToList();
        var byAccount = found.Where(one => one.Rule == RiskRule.SelfReferral && one.Order.AccountKey is not null)
            .Select(one => one.Order).Distinct().ToList();
        // The keys go in as values, and the newest are those that came last: joined to the orders themselves, or sorted by the
        // time they were placed, SQLite would read every order of the shop in those weeks.
        var (devices, accounts) = (byDevice.Keys(order => order.DeviceHash), byAccount.Keys(order => order.AccountKey));
        return new RelatedOrders(
            await LoadAsync(byDevice, all => all
                .Where(order => order.DeviceHash != null && devices.Contains(order.DeviceHash))
                .Select(order => new Row(order.ShopId, order.DeviceHash!, order.Id, order.PlacedAt))),
            await LoadAsync(byAccount, all => all
                .Where(order => order.AccountKey != null && accounts.Contains(order.AccountKey))
                .Select(order => new Row(order.ShopId, order.AccountKey!, order.Id, order.PlacedAt))));

        async Task<IReadOnlyList<Row>> LoadAsync(IReadOnlyList<Order> orders, Func<IQueryable<Order>, IQueryable<Row>> rows)
        {
            if (orders.Count == 0)
                return [];

            var shops = orders.Select(order => order.ShopId).Distinct().ToArray();
            var (from, to) = (orders.Min(order => order.PlacedAt) - Near, orders.Max(order => order.PlacedAt) + Near);
            var near = db.Orders
                .Where(order => shops.Contains(order.ShopId) && order.PlacedAt >= from && order.PlacedAt < to)
                .OrderByDescending(order => order.ReceivedAt);
            return await rows(near).Take(MostLoaded).ToListAsync(cancellationToken);
        }
    }

    /// <summary>Of a clash those of the week (R5.5), of a self-referral those of a month before and after (R1.9).</summary>
    public IReadOnlyList<Guid> Of(Order order, RiskRule rule)
    {
        if (rule == RiskRule.ImpossibleTime)
            return [];

        var week = LocalCalendar.WeekPeriod(LocalCalendar.Day(order.PlacedAt));
        var (from, to) = rule == RiskRule.DeviceClash ? (week.Start, week.End) : (order.PlacedAt - Near, order.PlacedAt + Near);
        var accounts = rule == RiskRule.SelfReferral ? Latest(ofAccount, order.AccountKey) : [];
        return [.. Latest(ofDevice, order.DeviceHash).Concat(accounts).Distinct()];

        IEnumerable<Guid> Latest(ILookup<(Guid, string), Row> rows, byte[]? key) => key is null
            ? [] : rows[(order.ShopId, Convert.ToHexString(key))]
            .Where(row => row.Id != order.Id && row.PlacedAt >= from && row.PlacedAt < to)
            .OrderByDescending(row => row.PlacedAt).Select(row => row.Id).Take(Most);
    }

    private sealed record Row(Guid ShopId, byte[] Key, Guid Id, DateTimeOffset PlacedAt);
}
