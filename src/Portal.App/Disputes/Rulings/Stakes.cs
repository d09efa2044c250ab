using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Bindings;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Rulings;
using Portal.App.Attribution.Surcharges;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.App.Disputes.Rulings;

/// <summary>
/// What is at stake by one programme's decision about one order, in đồng: the difference that accepting would make, whoever gets or loses
/// it.
/// </summary>
internal sealed record Stake(Order Order, Guid ProgrammeId, long Amount)
{
    /// <summary>The partner who would lose a reward, or a part of it; null where nobody would.</summary>
    public Guid? LosingPartner { get; init; }

    /// <summary>What of the reward after tax would be lost; null for all of it.</summary>
    public long? LosingPart { get; init; }

    /// <summary>What accepting would add to what the shop has by the order; negative takes away.</summary>
    public long ShopGains { get; init; }

    /// <summary>What the shop has by the order now, with its surcharge: negative where it owes.</summary>
    public long ShopHas { get; init; }
}

/// <summary>
/// Works out what a draft is about by deciding its orders with it, as accepting does, and comparing that with what stands. Writes nothing.
/// </summary>
internal sealed class Stakes(OrderDecider decider, ProgrammeCatalogue catalogue)
{
    private const int Page = 200;

    /// <summary>A customer's orders that are looked at; of one with more, the first ones from the stated order on.</summary>
    private const int Most = 2_000;

    public async Task<IReadOnlyList<Stake>> OfAsync(PortalDb db, Ruling ruling, CancellationToken cancellationToken)
    {
        var programmes = await catalogue.KeepAsync(db, [ruling.ShopId], cancellationToken);
        var stakes = new List<Stake>();
        var firsts = new FirstTouch();
        OrderPosition? last = null;
        for (var done = 0; done < Most; done += Page)
        {
            var orders = await Concerned(db, ruling, last).Include(order => order.Lines).Take(Page).ToListAsync(cancellationToken);
            if (orders.Count == 0)
                break;

            await AddAsync(db, ruling, orders, programmes, firsts, stakes, cancellationToken);
            last = orders[^1].Position;
            if (orders.Count < Page || ruling.CustomerKey is null)
                break;
        }

        return stakes;
    }

    private async Task AddAsync(
        PortalDb db, Ruling ruling, IReadOnlyList<Order> orders, IReadOnlyList<CatalogueProgramme> programmes, FirstTouch firsts,
        List<Stake> stakes, CancellationToken cancellationToken)
    {
        var ids = orders.Select(order => order.Id).ToArray();
        var rewards = (await db.Rewards.AsNoTracking().Where(reward => ids.Contains(reward.OrderId) && !reward.IsReplaced)
            .ToListAsync(cancellationToken)).ToDictionary(reward => (reward.OrderId, reward.ProgrammeId));
        var surcharges = (await db.Surcharges.AsNoTracking().Where(row => ids.Contains(row.OrderId) && !row.IsReplaced)
            .ToListAsync(cancellationToken)).ToDictionary(row => (row.OrderId, row.ProgrammeId));
        if (ruling.Kind == DisputeKind.WrongStatus)
        {
            foreach (var order in orders)
            {
                stakes.AddRange(rewards.Values.Select(reward => OfStatus(ruling, order, reward)).OfType<Stake>());
                stakes.AddRange(surcharges.Values.Select(surcharge => OfStatus(ruling, order, surcharge)).OfType<Stake>());
            }

            return;
        }

        var decided = await decider.DecideAsync(db, orders, programmes, [], firsts, cancellationToken, proposed: ruling);
        foreach (var one in decided.Decisions.Where(one => one.Order.Status != OrderStatus.Cancelled))
        {
            var key = (one.Order.Id, one.Programme.Id);
            var stake = one.Decision switch
            {
                RewardDecision reward => Of(one.Order, one.Programme.Id, rewards.GetValueOrDefault(key), reward),
                SurchargeDecision surcharge => Of(one.Order, one.Programme.Id, surcharges.GetValueOrDefault(key), surcharge),
                _ => null,
            };
            if (stake is { Amount: > 0 })
                stakes.Add(stake);
        }
    }

    private static Stake Of(Order order, Guid programme, Reward? before, RewardDecision after)
    {
        var (had, has) = (before?.Gross ?? 0, after.PartnerId is null ? 0 : after.Gross.Amount);
        if (before is null || before.PartnerId != after.PartnerId)
        {
            return new Stake(order, programme, Math.Max(had, has)) { LosingPartner = had > 0 ? before?.PartnerId : null };
        }

        return new Stake(order, programme, Math.Abs(has - had))
        {
            LosingPartner = has < had ? before.PartnerId : null,
            LosingPart = has < had ? Math.Max(0, before.Net - after.Net.Amount) : null,
        };
    }

    private static Stake Of(Order order, Guid programme, Surcharge? before, SurchargeDecision after)
    {
        var has = (before?.PlatformPromotion ?? 0) - (before?.Amount ?? 0);
        var gains = after.PlatformPromotion.Amount - after.Surcharge.Amount - has;
        return new Stake(order, programme, Math.Abs(gains)) { ShopGains = gains, ShopHas = has };
    }

    private static Stake? OfStatus(Ruling ruling, Order order, Reward reward) => reward.Gross == 0 || ruling.Status == order.Status ? null
        : ruling.Status == OrderStatus.Successful ? new Stake(order, reward.ProgrammeId, reward.Gross)
        : order.Status == OrderStatus.Cancelled ? null
        : new Stake(order, reward.ProgrammeId, reward.Gross) { LosingPartner = reward.PartnerId };

    private static Stake? OfStatus(Ruling ruling, Order order, Surcharge surcharge)
    {
        var has = surcharge.PlatformPromotion - surcharge.Amount;
        var isOwed = order.Status == OrderStatus.Successful;
        return has == 0 || isOwed == (ruling.Status == OrderStatus.Successful) ? null
            : new Stake(order, surcharge.ProgrammeId, Math.Abs(has)) { ShopGains = isOwed ? -has : has, ShopHas = isOwed ? has : 0 };
    }

    private static IQueryable<Order> Concerned(PortalDb db, Ruling ruling, OrderPosition? last)
    {
        var orders = db.Orders.AsNoTracking().Where(order => order.ShopId == ruling.ShopId);
        if (ruling.CustomerKey is not { } customer)
            return orders.Where(order => order.Id == ruling.OrderId);

        orders = orders.Where(order => order.AccountKey == customer);
        if (ruling.FromPlacedAt is { } from)
        {
            var number = ruling.FromExternalId ?? "";
            orders = orders.Where(order =>
                order.PlacedAt >= from && (order.PlacedAt > from || string.Compare(order.ExternalId, number) >= 0));
        }

        if (last is { PlacedAt: var at, ExternalId: var after })
            orders = orders.Where(order => order.PlacedAt >= at && (order.PlacedAt > at || string.Compare(order.ExternalId, after) > 0));
        return orders.OrderBy(order => order.PlacedAt).ThenBy(order => order.ExternalId);
    }
}
