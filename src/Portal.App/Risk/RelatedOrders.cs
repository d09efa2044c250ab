using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Orders;
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

    private readonly ILookup<Guid, Row> ofDevice;
    private readonly ILookup<Guid, Row> ofAccount;

    private RelatedOrders(IEnumerable<Row> ofDevice, IEnumerable<Row> ofAccount)
    {
        this.ofDevice = ofDevice.ToLookup(row => row.Of);
        this.ofAccount = ofAccount.ToLookup(row => row.Of);
    }

    public static async Task<RelatedOrders> LoadAsync(
        PortalDb db, IReadOnlyCollection<(Order Order, RiskRule Rule)> found, CancellationToken cancellationToken)
    {
        var byDevice = found.Where(one => one.Rule is RiskRule.DeviceClash or RiskRule.SelfReferral && one.Order.DeviceHash is not null)
            .Select(one => one.Order).Distinct().ToList();
        var byAccount = found.Where(one => one.Rule == RiskRule.SelfReferral && one.Order.AccountKey is not null)
            .Select(one => one.Order).Distinct().ToList();
        return new RelatedOrders(
            // "not null" lets the comparison be a plain one, which the index of the device or account answers
            await LoadAsync(byDevice, (these, all) => these.SelectMany(
                order => all.Where(other => other.ShopId == order.ShopId && order.DeviceHash != null && other.DeviceHash == order.DeviceHash),
                (order, other) => new Row { Of = order.Id, Other = other.Id, PlacedAt = other.PlacedAt })),
            await LoadAsync(byAccount, (these, all) => these.SelectMany(
                order => all.Where(other => other.ShopId == order.ShopId && order.AccountKey != null && other.AccountKey == order.AccountKey),
                (order, other) => new Row { Of = order.Id, Other = other.Id, PlacedAt = other.PlacedAt })));

        async Task<IReadOnlyList<Row>> LoadAsync(IReadOnlyList<Order> orders, Func<IQueryable<Order>, IQueryable<Order>, IQueryable<Row>> match)
        {
            if (orders.Count == 0)
                return [];

            var ids = orders.Select(order => order.Id).ToArray();
            var (from, to) = (orders.Min(order => order.PlacedAt) - Near, orders.Max(order => order.PlacedAt) + Near);
            var rows = match(
                db.Orders.Where(order => ids.Contains(order.Id)),
                db.Orders.Where(other => other.PlacedAt >= from && other.PlacedAt < to));
            return await rows.Where(row => row.Other != row.Of).OrderByDescending(row => row.PlacedAt).Take(MostLoaded).ToListAsync(cancellationToken);
        }
    }

    /// <summary>Of a clash those of the week (R5.5), of a self-referral those of a month before and after (R1.9).</summary>
    public IReadOnlyList<Guid> Of(Order order, RiskRule rule)
    {
        if (rule == RiskRule.ImpossibleTime)
            return [];

        var week = LocalCalendar.WeekPeriod(LocalCalendar.Day(order.PlacedAt));
        var (from, to) = rule == RiskRule.DeviceClash ? (week.Start, week.End) : (order.PlacedAt - Near, order.PlacedAt + Near);
        var accounts = rule == RiskRule.SelfReferral ? Latest(ofAccount) : [];
        return [.. Latest(ofDevice).Concat(accounts).Distinct()];

        IEnumerable<Guid> Latest(ILookup<Guid, Row> rows) => rows[order.Id]
            .Where(row => row.PlacedAt >= from && row.PlacedAt < to)
            .OrderByDescending(row => row.PlacedAt).Select(row => row.Other).Take(Most);
    }

    private sealed class Row
    {
        /// <summary>The order that stands out.</summary>
        public required Guid Of { get; init; }

        public required Guid Other { get; init; }

        public required DateTimeOffset PlacedAt { get; init; }
    }
}
