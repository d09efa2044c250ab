using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Partners;
using Portal.Domain.Rewards;
using Portal.Domain.Shops;

namespace Portal.App.Attribution.Reading;

/// <summary>Which orders a list shows. The period is half-open and about when orders were placed.</summary>
public sealed record OrderFilter(
    Guid? ShopId = null, Guid? PartnerId = null, OrderStatus? Status = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>A part of the list, and where the next one starts; null at the end.</summary>
public sealed record OrderPage(IReadOnlyList<OrderView> Items, string? NextCursor);

/// <summary>
/// Orders as each may see them (R10.5): the operator all; a shop its own; a partner those that earn them something, and of
/// those only what concerns them.
/// </summary>
public sealed class OrderQueries(IDbContextFactory<PortalDb> contexts)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <summary>One order by its shop's number. The operator names the shop; a partner may, where two shops used one number.</summary>
    public async Task<Outcome<OrderView>> OneAsync(Actor actor, Guid? shopId, string externalId, CancellationToken cancellationToken)
    {
        var scope = Scope(actor, new OrderFilter(ShopId: shopId));
        if (!scope.Succeeded)
            return scope.Refusal!;
        if (actor.IsOperator && shopId is null)
            return Refusal.Invalid(new FieldError("shopId", FieldCodes.Required));
        if (TextCheck.Id("externalId", externalId, OrderCheck.MaxExternalId) is not null)
            return Refusal.NotFound(OrderRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, scope.Value, externalId, cancellationToken) is not { } order)
            return Refusal.NotFound(OrderRefusals.NotFound);

        var parts = await OrderParts.LoadAsync(db, [order.Id], OnlyPartner(actor), cancellationToken);
        return parts.View(order);
    }

    /// <summary>
    /// The order of this number that lies in the scope: a partner's are those that earn or earned them something, and those that they
    /// brought in vain.
    /// </summary>
    internal static Task<Order?> FindAsync(PortalDb db, OrderFilter scope, string externalId, CancellationToken cancellationToken)
    {
        var (partner, shop) = (scope.PartnerId, scope.ShopId);
        return db.Orders.AsNoTracking()
            .Where(order => order.ExternalId == externalId
                && (shop == null || order.ShopId == shop)
                && (partner == null
                    || db.Rewards.Any(reward => reward.OrderId == order.Id && reward.PartnerId == partner)
                    || db.OrderDecisions.Any(decision => decision.OrderId == order.Id && decision.CandidateId == partner)))
            .OrderByDescending(order => order.PlacedAt)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Orders that were placed last come first.</summary>
    public async Task<Outcome<OrderPage>> ListAsync(
        Actor actor, OrderFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var scope = Scope(actor, filter);
        if (!scope.Succeeded)
            return scope.Refusal!;
        if (limit is < 1 or > MaxLimit)
            return Refusal.Invalid(new FieldError("limit", FieldCodes.OutOfRange)
                .With("min", "1").With("max", MaxLimit.ToString(CultureInfo.InvariantCulture)));
        if (cursor is not null && Position.Parse(cursor) is null)
            return Refusal.Invalid(new FieldError("cursor", FieldCodes.WrongType).With("expected", "text"));

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await Page(db, scope.Value, Position.Parse(cursor)).Take(limit + 1).ToListAsync(cancellationToken);
        var page = ids.Take(limit).Select(row => row.OrderId).ToArray();
        var orders = await db.Orders.AsNoTracking().Where(order => page.Contains(order.Id)).ToListAsync(cancellationToken);
        var parts = await OrderParts.LoadAsync(db, page, OnlyPartner(actor), cancellationToken);
        var byId = orders.ToDictionary(order => order.Id);
        return new OrderPage(
            [.. page.Select(id => parts.View(byId[id]))],
            ids.Count > limit ? new Position(ids[limit - 1].PlacedAt, ids[limit - 1].OrderId).ToString() : null);
    }

    /// <summary>What of the asked for the actor may see, or why not.</summary>
    internal static Outcome<OrderFilter> Scope(Actor actor, OrderFilter filter)
    {
        if (actor.IsOperator)
            return filter;
        if (actor.May(Permission.ShopOrdersRead) && actor.ShopId is { } shop)
            return filter.ShopId is null || filter.ShopId == shop ? filter with { ShopId = shop } : Refusal.NotFound(ShopRefusals.NotFound);
        if (actor.May(Permission.PartnerRead) && actor.PartnerId is { } partner)
            return filter.PartnerId is null || filter.PartnerId == partner
                ? filter with { PartnerId = partner }
                : Refusal.NotFound(PartnerRefusals.NotFound);

        return Refusal.Forbidden();
    }

    internal static Guid? OnlyPartner(Actor actor) => actor.IsOperator || actor.ShopId is not null ? null : actor.PartnerId;

    /// <summary>Ids and times of the orders, newest first, from the position on; each case walks along one index.</summary>
    private static IQueryable<Place> Page(PortalDb db, OrderFilter filter, Position? after)
    {
        var places = filter.PartnerId is { } partner
            ? OfPartner(db, partner, filter)
            : db.Orders
                .Where(order => filter.ShopId == null || order.ShopId == filter.ShopId)
                .Where(order => filter.Status == null || order.Status == filter.Status)
                .Select(order => new Place { OrderId = order.Id, PlacedAt = order.PlacedAt });
        if (filter.From is { } from)
            places = places.Where(place => place.PlacedAt >= from);
        if (filter.To is { } to)
            places = places.Where(place => place.PlacedAt < to);
        if (after is { PlacedAt: var at, OrderId: var last })
            places = places.Where(place => place.PlacedAt < at || (place.PlacedAt == at && place.OrderId.CompareTo(last) < 0));

        return places.OrderByDescending(place => place.PlacedAt).ThenByDescending(place => place.OrderId);
    }

    // An order's status shows in the state of its rewards (R3.3), and those are found by partner; a reward whose decision was
    // replaced has ended whatever became of the order. An order in two programmes has two rewards, so each counts once.
    private static IQueryable<Place> OfPartner(PortalDb db, Guid partner, OrderFilter filter)
    {
        var rewards = db.Rewards.Where(reward => reward.PartnerId == partner && !reward.IsSuperseded);
        if (filter.Status is { } status)
        {
            RewardState[] states = status switch
            {
                OrderStatus.Pending => [RewardState.Pending],
                OrderStatus.Cancelled => [RewardState.Void, RewardState.Reversed],
                _ => [RewardState.Earned],
            };

            // conditions and no choice between two: the database looks into an index for those only
            rewards = rewards.Where(reward => (!reward.IsReplaced && states.Contains(reward.State))
                || (reward.IsReplaced && db.Orders.Any(order => order.Id == reward.OrderId && order.Status == status)));
        }

        if (filter.ShopId is { } shop)
            rewards = rewards.Where(reward => db.Orders.Any(order => order.Id == reward.OrderId && order.ShopId == shop));
        return rewards.Select(reward => new Place { OrderId = reward.OrderId, PlacedAt = reward.PlacedAt }).Distinct();
    }

    private sealed class Place
    {
        public required Guid OrderId { get; init; }

        public required DateTimeOffset PlacedAt { get; init; }
    }

    /// <summary>The last order of a page, as an opaque text.</summary>
    private sealed record Position(DateTimeOffset PlacedAt, Guid OrderId)
    {
        public static Position? Parse(string? cursor)
        {
            if (cursor is null)
                return null;

            var at = cursor.IndexOf('-', StringComparison.Ordinal);
            return at > 0
                && long.TryParse(cursor.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ticks <= DateTimeOffset.MaxValue.UtcTicks
                && Guid.TryParseExact(cursor.AsSpan(at + 1), "N", out var id)
                ? new Position(new DateTimeOffset(ticks, TimeSpan.Zero), id)
                : null;
        }

        public override string ToString() => $"{PlacedAt.UtcTicks.ToString(CultureInfo.InvariantCulture)}-{OrderId:N}";
    }
}
