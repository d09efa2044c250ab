using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;

namespace Portal.App.Orders;

/// <summary>Which of his orders a partner wants to see. What is null does not narrow.</summary>
/// <param name="Status">One of the three tabs.</param>
/// <param name="Placed">When the order was placed.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Link">The short code of the link that brought the order.</param>
/// <param name="Search">Part of the order's number or of a product's name, with or without diacritics.</param>
public sealed record PartnerOrderFilter(
    OrderStatus? Status = null, Period? Placed = null, string? Programme = null, string? Link = null, string? Search = null);

/// <summary>
/// An order that a programme credited to the partner. An order that earns in two programmes is two rows, because it is two
/// rewards. <see cref="Paid"/> is what the customer paid in money; rewards are đồng before tax, the tax, and after it.
/// </summary>
public sealed record PartnerOrderRow(
    Guid OrderId, string Code, string Shop, string ProgrammeCode, string Programme, DateTimeOffset PlacedAt, OrderStatus Status,
    DateTimeOffset StatusAt, string? CancellationReason, string Product, int Lines, long Paid, long Gross, long Tax, long Net,
    RewardState State, string? LinkCode, string? SubId);

/// <summary>How many orders of one status have rewards in one state, and what they come to.</summary>
public sealed record PartnerOrderSum(OrderStatus Status, RewardState State, int Orders, long Paid, long Gross, long Tax, long Net);

/// <summary>The sums behind tabs, tiles and total rows: one query, so that they agree.</summary>
public sealed record PartnerOrderSums(IReadOnlyList<PartnerOrderSum> Parts)
{
    public int Orders(OrderStatus? status = null) => Of(status).Sum(part => part.Orders);

    public Dong Paid(OrderStatus? status = null) => new(Of(status).Sum(part => part.Paid));

    /// <summary>Before tax, of rewards in this state.</summary>
    public Dong Gross(RewardState state, OrderStatus? status = null) => new(Of(status).Where(part => part.State == state).Sum(part => part.Gross));

    private IEnumerable<PartnerOrderSum> Of(OrderStatus? status) => Parts.Where(part => status is null || part.Status == status);
}

/// <summary>What a partner's side sheet shows of an order besides <see cref="OrderView"/>.</summary>
/// <param name="Programmes">Those that credited it to him, by their codes.</param>
/// <param name="ExpectedAt">When a pending order's payment is confirmed if the shop takes as long as it usually does; null when there is nothing to go by.</param>
public sealed record PartnerOrderDetail(
    Guid ShopId, string Shop, string Code, DateTimeOffset? ExpectedAt, IReadOnlyList<PartnerOrderLine> Lines, IReadOnlyList<PartnerOrderProgramme> Programmes);

public sealed record PartnerOrderLine(string Name, string? Category, int Quantity, long UnitPrice, long Discount);

/// <summary>The programme, the version of its settings that decided (R10.1), and the link that brought the order.</summary>
/// <param name="UnderReview">The reward is held while the operator looks at it; he is not told why.</param>
public sealed record PartnerOrderProgramme(
    string Code, string Name, int? Version, DateTimeOffset? EffectiveFrom, string? LinkCode, string? SubId, string? DestinationUrl, bool UnderReview);

/// <summary>One local day's orders by when they were placed, and what is expected or earned of them before tax.</summary>
public sealed record PartnerOrderDay(DateOnly Day, RewardState State, int Orders, long Gross);

/// <summary>
/// A partner's orders: list, counts, sums, days, export. All read the rewards, which carry what he may see (R10.5); none
/// asks more of the database for more rows.
/// </summary>
public sealed class PartnerOrderQueries(IDbContextFactory<PortalDb> contexts)
{
    public const string SortByCode = "code";
    public const string SortByPlaced = "placed";
    public const string SortByChanged = "changed";
    public const string SortByPaid = "paid";
    public const string SortByReward = "reward";

    private const int UsualOf = 50;
    private const int FewestForUsual = 5;

    /// <summary>One page of the list. How many rows the whole of it has is in <see cref="SumsAsync"/>.</summary>
    public async Task<IReadOnlyList<PartnerOrderRow>> ListAsync(
        Actor actor, PartnerOrderFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Rows(db, Sorted(Pairs(db, actor, filter, filter.Status), page).Skip(page.Skip).Take(page.Size))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The sums over the filter, whatever status it asks for: the tabs show all of them.</summary>
    public async Task<PartnerOrderSums> SumsAsync(Actor actor, PartnerOrderFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new PartnerOrderSums(await Pairs(db, actor, filter, status: null)
            .GroupBy(pair => new { pair.Order.Status, pair.Reward.State })
            .Select(group => new PartnerOrderSum(
                group.Key.Status, group.Key.State, group.Count(), group.Sum(pair => pair.Order.Paid),
                group.Sum(pair => pair.Reward.Gross), group.Sum(pair => pair.Reward.Tax), group.Sum(pair => pair.Reward.Net)))
            .ToListAsync(cancellationToken));
    }

    /// <summary>By local day of placing, days without orders left out. At most one row for each day and state.</summary>
    public async Task<IReadOnlyList<PartnerOrderDay>> DaysAsync(Actor actor, PartnerOrderFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Pairs(db, actor, filter, filter.Status)
            .GroupBy(pair => new { pair.Reward.PlacedOn, pair.Reward.State })
            .OrderBy(group => group.Key.PlacedOn)
            .Select(group => new PartnerOrderDay(
                group.Key.PlacedOn, group.Key.State, group.Count(), group.Sum(pair => pair.Reward.Gross)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>All that the filter shows, newest first, row by row: an export of any size never lies in memory.</summary>
    public async IAsyncEnumerable<PartnerOrderRow> ExportAsync(
        Actor actor, PartnerOrderFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Rows(db, Sorted(Pairs(db, actor, filter, filter.Status), new PageRequest(Sort: SortByPlaced, Descending: true)));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return row;
    }

    /// <summary>One order of the partner's; null when it is not his.</summary>
    public async Task<PartnerOrderDetail?> DetailAsync(Actor actor, Guid orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rewards = Pairs(db, actor, new PartnerOrderFilter(), status: null).Where(pair => pair.Order.Id == orderId);
        var order = await rewards
            .Select(pair => new
            {
                pair.Order.ShopId,
                Shop = db.Shops.First(shop => shop.Id == pair.Order.ShopId).Name,
                pair.Order.ExternalId,
                pair.Order.PlacedAt,
                pair.Order.Status,
            })
            .FirstOrDefaultAsync(cancellationToken);
        if (order is null)
            return null;

        var lines = await db.OrderLines.AsNoTracking()
            .Where(line => line.OrderId == orderId)
            .OrderBy(line => line.Number)
            .Select(line => new PartnerOrderLine(line.Name, line.Category, line.Quantity, line.UnitPrice, line.Discount))
            .ToListAsync(cancellationToken);
        var programmes = await (
            from pair in rewards
            join programme in db.Programmes on pair.Reward.ProgrammeId equals programme.Id
            join decision in db.OrderDecisions on new { OrderId = orderId, ProgrammeId = programme.Id } equals new { decision.OrderId, decision.ProgrammeId }
            where !db.OrderDecisions.Any(later => later.OrderId == orderId && later.ProgrammeId == programme.Id && later.Number > decision.Number)
            let version = db.ProgrammeVersions.FirstOrDefault(version => version.Id == decision.VersionId)
            let link = db.Links.FirstOrDefault(link => link.Id == pair.Reward.LinkId)
            orderby programme.Code
            select new PartnerOrderProgramme(
                programme.Code, programme.Name, version!.Number, version.EffectiveFrom, link!.Code, link.SubId, link.DestinationUrl,
                !pair.Reward.IsReplaced && db.RewardHolds.Any(hold => hold.OrderId == orderId && hold.ProgrammeId == programme.Id
                    && hold.PartnerId == pair.Reward.PartnerId && hold.ReleasedAt == null)))
            .ToListAsync(cancellationToken);
        var usual = order.Status == OrderStatus.Pending ? await UsualWaitAsync(db, order.ShopId, cancellationToken) : null;
        return new PartnerOrderDetail(order.ShopId, order.Shop, order.ExternalId, order.PlacedAt + usual, lines, programmes);
    }

    /// <summary>The median from placing to payment of the shop's last orders that were paid; null of too few.</summary>
    private static async Task<TimeSpan?> UsualWaitAsync(PortalDb db, Guid shop, CancellationToken cancellationToken)
    {
        var last = await db.Orders.AsNoTracking()
            .Where(order => order.ShopId == shop && order.Status == OrderStatus.Successful && order.PaidAt != null)
            .OrderByDescending(order => order.PlacedAt)
            .Take(UsualOf)
            .Select(order => new { order.PlacedAt, order.PaidAt })
            .ToListAsync(cancellationToken);
        return last.Count < FewestForUsual
            ? null
            : last.Select(order => order.PaidAt!.Value - order.PlacedAt).Order().ElementAt(last.Count / 2);
    }

    private static IQueryable<Pair> Pairs(PortalDb db, Actor actor, PartnerOrderFilter filter, OrderStatus? status)
    {
        // R10.5: without the right or without a partner there is nobody whose orders could be seen
        var partner = actor.May(Permission.PartnerRead) ? actor.PartnerId : null;
        var rewards = db.Rewards.AsNoTracking().Where(reward => reward.PartnerId == partner && !reward.IsSuperseded);
        if (filter.Placed is { Start: var start, End: var end })
            rewards = rewards.Where(reward => reward.PlacedAt >= start && reward.PlacedAt < end);
        if (filter.Programme is { } programme)
            rewards = rewards.Where(reward => db.Programmes.Any(p => p.Id == reward.ProgrammeId && p.Code == programme));
        if (filter.Link is { } link)
            rewards = rewards.Where(reward => db.Links.Any(l => l.Id == reward.LinkId && l.PartnerId == partner && l.Code == link));

        var pairs = rewards.Join(db.Orders, reward => reward.OrderId, order => order.Id, (reward, order) => new Pair { Reward = reward, Order = order });
        if (status is { } only)
            pairs = pairs.Where(pair => pair.Order.Status == only);
        if (SearchText.Fold(filter.Search) is { Length: > 0 } text)
            pairs = pairs.Where(pair => pair.Order.SearchText.Contains(text));
        return pairs;
    }

    private static IQueryable<Pair> Sorted(IQueryable<Pair> pairs, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByCode, false) => pairs.OrderBy(pair => pair.Order.ExternalId),
            (SortByCode, true) => pairs.OrderByDescending(pair => pair.Order.ExternalId),
            (SortByChanged, false) => pairs.OrderBy(pair => pair.Order.StatusAt),
            (SortByChanged, true) => pairs.OrderByDescending(pair => pair.Order.StatusAt),
            (SortByPaid, false) => pairs.OrderBy(pair => pair.Order.Paid),
            (SortByPaid, true) => pairs.OrderByDescending(pair => pair.Order.Paid),
            (SortByReward, false) => pairs.OrderBy(pair => pair.Reward.Gross),
            (SortByReward, true) => pairs.OrderByDescending(pair => pair.Reward.Gross),
            (SortByPlaced, false) => pairs.OrderBy(pair => pair.Reward.PlacedAt),
            _ => pairs.OrderByDescending(pair => pair.Reward.PlacedAt),
        };

        // rows that are equal in what is sorted by must not change places between two pages
        return page.Descending ? sorted.ThenByDescending(pair => pair.Reward.Id) : sorted.ThenBy(pair => pair.Reward.Id);
    }

    private static IQueryable<PartnerOrderRow> Rows(PortalDb db, IQueryable<Pair> pairs) =>
        from pair in pairs
        let programme = db.Programmes.First(programme => programme.Id == pair.Reward.ProgrammeId)
        let link = db.Links.FirstOrDefault(link => link.Id == pair.Reward.LinkId)
        select new PartnerOrderRow(
            pair.Order.Id, pair.Order.ExternalId, db.Shops.First(shop => shop.Id == pair.Order.ShopId).Name,
            programme.Code, programme.Name, pair.Reward.PlacedAt, pair.Order.Status, pair.Order.StatusAt, pair.Order.CancellationReason,
            pair.Order.Lines.OrderBy(line => line.Number).Select(line => line.Name).FirstOrDefault() ?? "", pair.Order.Lines.Count,
            pair.Order.Paid, pair.Reward.Gross, pair.Reward.Tax, pair.Reward.Net, pair.Reward.State, link!.Code, link.SubId);

    private sealed class Pair
    {
        public required Reward Reward { get; init; }

        public required Order Order { get; init; }
    }
}
