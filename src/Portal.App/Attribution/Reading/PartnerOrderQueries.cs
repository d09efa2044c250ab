using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;

namespace Portal.App.Attribution.Reading;

/// <summary>Which of their orders a partner wants to see. What is null does not narrow.</summary>
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
    public Dong Gross(RewardState state, OrderStatus? status = null) =>
        new(Of(status).Where(part => part.State == state).Sum(part => part.Gross));

    private IEnumerable<PartnerOrderSum> Of(OrderStatus? status) => Parts.Where(part => status is null || part.Status == status);
}

/// <summary>What a partner's side sheet shows of an order besides <see cref="OrderView"/>.</summary>
/// <param name="Programmes">Those that decided for or against them, by their codes, as they last did.</param>
/// <param name="ExpectedAt">When a pending order's payment is confirmed if the shop takes as long as it usually does; null when there is
/// nothing to go by.</param>
public sealed record PartnerOrderDetail(
    Guid ShopId, string Shop, string Code, DateTimeOffset? ExpectedAt, IReadOnlyList<PartnerOrderLine> Lines,
    IReadOnlyList<PartnerOrderProgramme> Programmes);

public sealed record PartnerOrderLine(string Name, string? Category, int Quantity, long UnitPrice, long Discount);

/// <summary>The programme, the version of its settings that decided (R10.1), and the link of theirs that brought the order.</summary>
/// <param name="UnderReview">The reward is held while the operator looks at it; the partner is not told why.</param>
public sealed record PartnerOrderProgramme(
    string Code, string Name, int? Version, DateTimeOffset? EffectiveFrom, string? LinkCode, string? SubId, string? DestinationUrl,
    bool UnderReview);

/// <summary>One local day's orders by when they were placed, and what is expected or earned of them before tax.</summary>
public sealed record PartnerOrderDay(DateOnly Day, RewardState State, int Orders, long Gross);

/// <summary>
/// A partner's orders: list, counts, sums, days, export. All read the rewards, which carry what they may see (R10.5); none
/// asks more of the database for more rows.
/// </summary>
public sealed class PartnerOrderQueries(IDbContextFactory<PortalDb> contexts)
{
    public const string SortByCode = "code";
    public const string SortByPlaced = "placed";
    public const string SortByChanged = "changed";
    public const string SortByPaid = "paid";
    public const string SortByReward = "reward";

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

    /// <summary>One page of the orders that earn them nothing. Their status does not narrow them: the filter's is left out.</summary>
    public async Task<IReadOnlyList<UncreditedOrder>> MissesAsync(
        Actor actor, PartnerOrderFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var partner = Whose(actor);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var misses = Misses(db, actor, filter);
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByCode, false) => misses.OrderBy(miss => miss.Order.ExternalId),
            (SortByCode, true) => misses.OrderByDescending(miss => miss.Order.ExternalId),
            (SortByPlaced, false) => misses.OrderBy(miss => miss.Order.PlacedAt),
            _ => misses.OrderByDescending(miss => miss.Order.PlacedAt),
        };
        var rows =
            from miss in sorted.ThenBy(miss => miss.Decision.Id).Skip(page.Skip).Take(page.Size)
            let programme = db.Programmes.First(programme => programme.Id == miss.Decision.ProgrammeId)
            select new UncreditedOrder(
                miss.Order.Id, miss.Order.ExternalId, db.Shops.First(shop => shop.Id == miss.Order.ShopId).Name,
                programme.Code, programme.Name, miss.Order.PlacedAt, miss.Order.Status,
                miss.Order.Lines.OrderBy(line => line.Number).Select(line => line.Name).FirstOrDefault() ?? "", miss.Order.Lines.Count,
                miss.Decision.CandidateId == partner ? miss.Decision.Code : LookupReasons.AnotherPartner,
                db.Rewards.Any(reward => reward.OrderId == miss.Order.Id && reward.ProgrammeId == miss.Decision.ProgrammeId
                    && reward.PartnerId == partner),
                miss.Decision.Cause, miss.Decision.DecidedAt);
        return await rows.ToListAsync(cancellationToken);
    }

    /// <summary>How many rows the whole of <see cref="MissesAsync"/> has.</summary>
    public async Task<int> MissCountAsync(Actor actor, PartnerOrderFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Misses(db, actor, filter).CountAsync(cancellationToken);
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

    /// <summary>All that the filter shows, in the list's order, row by row: an export of any size never lies in memory.</summary>
    public async IAsyncEnumerable<PartnerOrderRow> ExportAsync(
        Actor actor, PartnerOrderFilter filter, PageRequest order,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Rows(db, Sorted(Pairs(db, actor, filter, filter.Status), order));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return row;
    }

    /// <summary>One order of the partner's; null when it is not theirs.</summary>
    public async Task<PartnerOrderDetail?> DetailAsync(Actor actor, Guid orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var partner = Whose(actor);
        var about = db.OrderDecisions.AsNoTracking().Where(decision => decision.OrderId == orderId
            && partner != null && (decision.PartnerId == partner || decision.CandidateId == partner));
        var order = await db.Orders.AsNoTracking()
            .Where(order => order.Id == orderId && about.Any())
            .Select(order => new
            {
                order.ShopId,
                Shop = db.Shops.First(shop => shop.Id == order.ShopId).Name,
                order.ExternalId,
                order.PlacedAt,
                order.Status,
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
            from decision in about
            join programme in db.Programmes on decision.ProgrammeId equals programme.Id
            where !about.Any(later => later.ProgrammeId == programme.Id && later.Number > decision.Number)
            let version = db.ProgrammeVersions.FirstOrDefault(version => version.Id == decision.VersionId)
            let link = db.Links.FirstOrDefault(link => link.Id == decision.LinkId && link.PartnerId == partner)
            orderby programme.Code
            select new PartnerOrderProgramme(
                programme.Code, programme.Name, version!.Number, version.EffectiveFrom, link!.Code, link.SubId, link.DestinationUrl,
                decision.PartnerId == partner && db.HeldRewards.Any(hold => hold.OrderId == orderId && hold.ProgrammeId == programme.Id
                    && hold.PartnerId == partner)))
            .ToListAsync(cancellationToken);
        var usual = order.Status == OrderStatus.Pending ? await UsualWait.OfShopAsync(db, order.ShopId, cancellationToken) : null;
        return new PartnerOrderDetail(order.ShopId, order.Shop, order.ExternalId, order.PlacedAt + usual?.Median, lines, programmes);
    }

    /// <summary>R10.5: without the right or without a partner there is nobody whose orders could be seen.</summary>
    private static Guid? Whose(Actor actor) => actor.May(Permission.PartnerRead) ? actor.PartnerId : null;

    /// <summary>
    /// The decisions in force that are not for them although they brought the order, or although one before was: each found by an
    /// index of the partner's, whatever else there is.
    /// </summary>
    private static IQueryable<Miss> Misses(PortalDb db, Actor actor, PartnerOrderFilter filter)
    {
        var partner = Whose(actor);
        var inForce = db.OrderDecisions.AsNoTracking().Where(decision => !db.OrderDecisions.Any(later =>
            later.OrderId == decision.OrderId && later.ProgrammeId == decision.ProgrammeId && later.Number > decision.Number));
        var brought = inForce.Where(decision => partner != null && decision.CandidateId == partner).Select(decision => decision.Id);
        var moved = db.Rewards.Where(reward => partner != null && reward.PartnerId == partner && reward.IsReplaced)
            .Join(
                inForce.Where(decision => decision.PartnerId == null || decision.PartnerId != partner),
                reward => new { reward.OrderId, reward.ProgrammeId }, decision => new { decision.OrderId, decision.ProgrammeId },
                (_, decision) => decision.Id);
        var decisions = db.OrderDecisions.AsNoTracking().Where(decision => brought.Union(moved).Contains(decision.Id));
        if (filter.Programme is { } programme)
            decisions = decisions.Where(decision => db.Programmes.Any(p => p.Id == decision.ProgrammeId && p.Code == programme));
        if (filter.Link is { } link)
            decisions = decisions.Where(decision => db.Links.Any(l => l.Id == decision.LinkId && l.PartnerId == partner && l.Code == link));

        var misses = decisions.Join(db.Orders, decision => decision.OrderId, order => order.Id,
            (decision, order) => new Miss { Decision = decision, Order = order });
        if (filter.Placed is { Start: var start, End: var end })
            misses = misses.Where(miss => miss.Order.PlacedAt >= start && miss.Order.PlacedAt < end);
        if (SearchText.Fold(filter.Search) is { Length: > 0 } text)
            misses = misses.Where(miss => miss.Order.SearchText.Contains(text));
        return misses;
    }

    private static IQueryable<Pair> Pairs(PortalDb db, Actor actor, PartnerOrderFilter filter, OrderStatus? status)
    {
        var partner = Whose(actor);
        var rewards = db.Rewards.AsNoTracking().Where(reward => reward.PartnerId == partner && !reward.IsReplaced);
        if (filter.Placed is { Start: var start, End: var end })
            rewards = rewards.Where(reward => reward.PlacedAt >= start && reward.PlacedAt < end);
        if (filter.Programme is { } programme)
            rewards = rewards.Where(reward => db.Programmes.Any(p => p.Id == reward.ProgrammeId && p.Code == programme));
        if (filter.Link is { } link)
            rewards = rewards.Where(reward => db.Links.Any(l => l.Id == reward.LinkId && l.PartnerId == partner && l.Code == link));

        var pairs = rewards.Join(
            db.Orders, reward => reward.OrderId, order => order.Id, (reward, order) => new Pair { Reward = reward, Order = order });
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

    private sealed class Miss
    {
        public required OrderDecision Decision { get; init; }

        public required Order Order { get; init; }
    }

    private sealed class Pair
    {
        public required Reward Reward { get; init; }

        public required Order Order { get; init; }
    }
}
