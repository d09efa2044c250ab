using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Rewards;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Rewards;
using Portal.Domain.Tracking;

namespace Portal.App.Attribution.Reading;

/// <summary>Which of their links a partner wants to see. What is null does not narrow.</summary>
/// <param name="Search">Part of the code, the address or the sub-id, with or without diacritics.</param>
/// <param name="Paused">Only paused ones, or only working ones.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Kind">Only links of this kind.</param>
public sealed record PartnerLinkFilter(string? Search = null, bool? Paused = null, string? Programme = null, LinkKind? Kind = null);

/// <summary>A link of the partner with what it brought in the period; đồng before tax.</summary>
public sealed record PartnerLinkRow(
    Guid Id, string Code, LinkKind Kind, string DestinationUrl, string? SubId, DateTimeOffset CreatedAt, DateTimeOffset? PausedAt,
    string ProgrammeCode, string Programme, string Shop, int Orders, long Pending, long Earned);

/// <summary>
/// What one link brought on one local day. Orders and reward go by when the orders were placed; the reward is what is expected or earned,
/// before tax.
/// </summary>
public sealed record PartnerLinkDay(Guid LinkId, DateOnly Day, long Clicks, int Orders, long Reward);

/// <summary>A partner's links and what they bring. All are limited to the actor's own (R10.5).</summary>
public sealed class PartnerLinkQueries(IDbContextFactory<PortalDb> contexts, IClickStore clicks)
{
    public const string SortByCreated = "created";
    public const string SortByCode = "code";
    public const string SortByOrders = "orders";
    public const string SortByReward = "reward";

    /// <summary>One page of the links that match, with their orders placed in the period; null for all time.</summary>
    public async Task<PageOf<PartnerLinkRow>> ListAsync(
        Actor actor, PartnerLinkFilter filter, Period? placed, PageRequest page, CancellationToken cancellationToken)
    {
        var (from, to) = Bounds(placed);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var links = Links(db, actor, filter);
        var rewards = Standing(db);
        var rows = await Sorted(db, links, page, from, to).Skip(page.Skip).Take(page.Size)
            .Select(link => new PartnerLinkRow(
                link.Id, link.Code, link.Kind, link.DestinationUrl, link.SubId, link.CreatedAt, link.PausedAt,
                db.Programmes.First(programme => programme.Id == link.ProgrammeId).Code,
                db.Programmes.First(programme => programme.Id == link.ProgrammeId).Name,
                db.Shops.First(shop => shop.Id == db.Programmes.First(programme => programme.Id == link.ProgrammeId).ShopId).Name,
                rewards.Count(reward => reward.LinkId == link.Id && reward.PlacedAt >= from && reward.PlacedAt < to),
                rewards.Where(reward => reward.LinkId == link.Id && reward.State == RewardState.Pending && reward.PlacedAt >= from
                    && reward.PlacedAt < to)
                    .Sum(reward => reward.Gross),
                rewards.Where(reward => reward.LinkId == link.Id && reward.State == RewardState.Earned && reward.PlacedAt >= from
                    && reward.PlacedAt < to)
                    .Sum(reward => reward.Gross)))
            .ToListAsync(cancellationToken);
        return new PageOf<PartnerLinkRow>(rows, await links.CountAsync(cancellationToken));
    }

    /// <summary>
    /// What these links brought day by day, from the first to the last day, both included. Links of others bring nothing.
    /// </summary>
    public async Task<IReadOnlyList<PartnerLinkDay>> DaysAsync(
        Actor actor, IReadOnlyCollection<Guid> linkIds, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await Links(db, actor, new PartnerLinkFilter()).Where(link => linkIds.Contains(link.Id))
            .Select(link => link.Id)
            .ToListAsync(cancellationToken);
        if (own.Count == 0)
            return [];

        var brought = await Standing(db).AsNoTracking()
            .Where(reward => own.Contains(reward.LinkId!.Value) && reward.PlacedOn >= first && reward.PlacedOn <= last)
            .GroupBy(reward => new { reward.LinkId, reward.PlacedOn })
            .Select(group => new
            {
                group.Key.LinkId,
                group.Key.PlacedOn,
                Orders = group.Count(),
                Reward = group.Sum(reward => reward.State == RewardState.Pending || reward.State == RewardState.Earned ? reward.Gross : 0),
            })
            .ToListAsync(cancellationToken);
        var clicked = await clicks.DaysAsync(own, first, last, cancellationToken);

        var days = clicked.ToDictionary(
            day => (day.LinkId, day.Day), day => new PartnerLinkDay(day.LinkId, day.Day, day.Humans, 0, 0));
        foreach (var day in brought)
        {
            var key = (day.LinkId!.Value, day.PlacedOn);
            var known = days.GetValueOrDefault(key) ?? new PartnerLinkDay(key.Value, key.PlacedOn, 0, 0, 0);
            days[key] = known with { Orders = day.Orders, Reward = day.Reward };
        }

        return [.. days.Values.OrderBy(day => day.LinkId).ThenBy(day => day.Day)];
    }

    /// <summary>Clicks by people on the links that match, by local day, from the first to the last day, both included.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, long Clicks)>> ClicksAsync(
        Actor actor, PartnerLinkFilter filter, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await Links(db, actor, filter).Select(link => link.Id).ToListAsync(cancellationToken);
        if (own.Count == 0)
            return [];

        var days = await clicks.DaysAsync(own, first, last, cancellationToken);
        return [.. days.GroupBy(day => day.Day).OrderBy(day => day.Key).Select(day => (day.Key, day.Sum(link => link.Humans)))];
    }

    /// <summary>The short code of a link of the partner's; null when it is not theirs.</summary>
    public async Task<string?> CodeAsync(Actor actor, Guid linkId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Links(db, actor, new PartnerLinkFilter()).Where(link => link.Id == linkId)
            .Select(link => link.Code)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<Link> Links(PortalDb db, Actor actor, PartnerLinkFilter filter)
    {
        // R10.5: a shop's own links have no partner, and whoever is no partner must not find them by that
        var partner = actor.May(Permission.PartnerRead) ? actor.PartnerId ?? Guid.Empty : Guid.Empty;
        var links = db.Links.AsNoTracking().Where(link => link.PartnerId == partner);
        if (filter.Paused is { } paused)
            links = paused ? links.Where(link => link.PausedAt != null) : links.Where(link => link.PausedAt == null);
        if (filter.Kind is { } kind)
            links = links.Where(link => link.Kind == kind);
        if (filter.Programme is { } code)
            links = links.Where(link => db.Programmes.Any(programme => programme.Id == link.ProgrammeId && programme.Code == code));
        if (SearchText.Fold(filter.Search) is { Length: > 0 } text)
            links = links.Where(link => link.SearchText.Contains(text) || link.Code.Contains(text));
        return links;
    }

    /// <summary>
    /// A reward whose decision was replaced is not what the link brought: the new one is, or the order is somebody else's now.
    /// </summary>
    private static IQueryable<Reward> Standing(PortalDb db) => db.Rewards.Where(reward => !reward.IsReplaced);

    private static IQueryable<Link> Sorted(PortalDb db, IQueryable<Link> links, PageRequest page, DateTimeOffset from, DateTimeOffset to)
    {
        var rewards = Standing(db);
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByCode, false) => links.OrderBy(link => link.Code),
            (SortByCode, true) => links.OrderByDescending(link => link.Code),
            (SortByOrders, _) => links.OrderByDescending(link =>
                rewards.Count(reward => reward.LinkId == link.Id && reward.PlacedAt >= from && reward.PlacedAt < to)),
            (SortByReward, _) => links.OrderByDescending(link =>
                rewards.Where(reward => reward.LinkId == link.Id && reward.PlacedAt >= from && reward.PlacedAt < to
                    && (reward.State == RewardState.Pending || reward.State == RewardState.Earned)).Sum(reward => reward.Gross)),
            (SortByCreated, false) => links.OrderBy(link => link.CreatedAt),
            _ => links.OrderByDescending(link => link.CreatedAt),
        };
        return sorted.ThenByDescending(link => link.Id);
    }

    private static (DateTimeOffset From, DateTimeOffset To) Bounds(Period? period) =>
        period is { } given ? (given.Start, given.End) : (
            LocalCalendar.StartOf(new DateOnly(1900, 1, 1)), LocalCalendar.StartOf(new DateOnly(9998, 1, 1)));
}
