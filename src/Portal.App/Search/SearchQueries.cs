using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Search;

/// <summary>What a search can find.</summary>
public enum SearchKind
{
    Order,
    Link,
    Partner,
    Shop,
    Person,
}

/// <summary>One thing that was found: what it is called, and what tells it from another of that name.</summary>
public sealed record SearchHit(Guid Id, string Title, string Detail)
{
    /// <summary>The shop of an order; null for the shop's own people, who have no other.</summary>
    public string? Shop { get; init; }

    /// <summary>Of an order, as <see cref="PlacedAt"/> is.</summary>
    public OrderStatus? Status { get; init; }

    public DateTimeOffset? PlacedAt { get; init; }
}

/// <summary>The first hits of a kind, newest first, and whether there are more.</summary>
public sealed record SearchGroup(SearchKind Kind, IReadOnlyList<SearchHit> Hits, bool HasMore);

/// <summary>The search over all that somebody may see (R10.5), without regard to case and diacritics.</summary>
public sealed class SearchQueries(IDbContextFactory<PortalDb> contexts)
{
    /// <summary>How many hits of a kind are shown; the rest is what the lists are for.</summary>
    public const int Shown = 8;

    /// <summary>How many of a kind are suggested while somebody types.</summary>
    public const int Suggested = 3;

    /// <summary>Shorter texts find nearly everything.</summary>
    public const int ShortestText = 2;

    /// <summary>
    /// The groups in which something was found, each with the newest hits up to <paramref name="most"/>. Without a right there is nothing
    /// to find.
    /// </summary>
    public async Task<IReadOnlyList<SearchGroup>> FindAsync(Actor actor, string? text, int most, CancellationToken cancellationToken)
    {
        var wanted = SearchText.Fold(text);
        if (wanted.Length < ShortestText)
            return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        List<SearchGroup> groups = [];
        if (OrdersOf(db, actor) is { } orders)
        {
            var own = actor.ShopId;
            await AddAsync(SearchKind.Order,
                orders.Where(order => order.SearchText.Contains(wanted)).OrderByDescending(order => order.PlacedAt), order =>
                new SearchHit(order.Id, order.ExternalId,
                    order.Lines.OrderBy(line => line.Number).Select(line => line.Name).FirstOrDefault() ?? "")
                {
                    Shop = order.ShopId == own ? null : db.Shops.First(shop => shop.Id == order.ShopId).Name,
                    Status = order.Status,
                    PlacedAt = order.PlacedAt,
                });
        }

        if (LinksOf(db, actor) is { } links)
        {
            await AddAsync(SearchKind.Link, links.Where(link => link.Code.Contains(wanted) || link.SearchText.Contains(wanted))
                .OrderByDescending(link => link.CreatedAt),
                link => new SearchHit(link.Id, link.Code, link.DestinationUrl));
        }

        if (actor.May(Permission.OperatorRead))
        {
            var phone = Contact.PhonePart(text) ?? wanted;
            var partners = db.Partners.Where(
                partner => partner.NameSearch.Contains(wanted) || partner.Email.Contains(wanted) || partner.Phone.Contains(phone));
            await AddAsync(SearchKind.Partner, partners.OrderByDescending(partner => partner.CreatedAt),
                partner => new SearchHit(partner.Id, partner.Name, partner.Email));
            await AddAsync(SearchKind.Shop, db.Shops.Where(shop => shop.NameSearch.Contains(wanted) || shop.Code.Contains(wanted))
                .OrderByDescending(shop => shop.CreatedAt),
                shop => new SearchHit(shop.Id, shop.Name, shop.Code));
        }

        if (actor.May(UserPermissions.Read))
        {
            await AddAsync(SearchKind.Person,
                db.Users.Where(user => user.NameSearch.Contains(wanted)).OrderByDescending(user => user.CreatedAt),
                user => new SearchHit(user.Id, user.DisplayName, user.Email!));
        }

        return groups;

        async Task AddAsync<TRow>(SearchKind kind, IQueryable<TRow> rows, Expression<Func<TRow, SearchHit>> hit)
            where TRow : class
        {
            var found = await rows.AsNoTracking().Take(most + 1).Select(hit).ToListAsync(cancellationToken);
            if (found.Count > 0)
                groups.Add(new SearchGroup(kind, found[..Math.Min(most, found.Count)], found.Count > most));
        }
    }

    // a partner's orders are those that earn or earned them something, and those that they brought in vain
    private static IQueryable<Order>? OrdersOf(PortalDb db, Actor actor) => actor switch
    {
        { PartnerId: { } partner } when actor.May(Permission.PartnerRead) =>
            db.Orders.Where(order => db.Rewards.Any(reward => reward.OrderId == order.Id && reward.PartnerId == partner)
                || db.OrderDecisions.Any(decision => decision.OrderId == order.Id && decision.CandidateId == partner)),
        { ShopId: { } shop } when actor.May(Permission.ShopOrdersRead) => db.Orders.Where(order => order.ShopId == shop),
        { IsOperator: true } => db.Orders,
        _ => null,
    };

    private static IQueryable<Link>? LinksOf(PortalDb db, Actor actor) =>
        actor.PartnerId is { } partner && actor.May(Permission.PartnerRead) ? db.Links.Where(link => link.PartnerId == partner) : null;
}
