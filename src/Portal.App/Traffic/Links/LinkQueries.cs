using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Tracking;

namespace Portal.App.Traffic.Links;

/// <summary>A tracking link as its owner and the operator see it; its address is the portal's own with <c>/r/{Code}</c>.</summary>
public sealed record LinkView(
    Guid Id,
    string Code,
    Guid? PartnerId,
    Guid? ShopId,
    string Program,
    string ProgramName,
    LinkKind Kind,
    string DestinationUrl,
    string? SubId,
    DateTimeOffset? PausedAt,
    DateTimeOffset CreatedAt)
{
    private const int LongestSearch = Lengths.Url + Lengths.Code + 1;

    /// <summary>What search looks through: cut where folding made it longer than its column.</summary>
    public static string Searchable(string destinationUrl, string? subId) =>
        SearchText.Fold($"{Uri.UnescapeDataString(destinationUrl)} {subId}", LongestSearch);

    internal static LinkView Of(Link link, Programme programme) => new(
        link.Id, link.Code, link.PartnerId, link.ShopId, programme.Code, programme.Name, link.Kind,
        link.DestinationUrl, link.SubId, link.PausedAt, link.CreatedAt);
}

/// <summary>Links, each seen by its owner and by the operator (R10.5).</summary>
public sealed class LinkQueries(IDbContextFactory<PortalDb> contexts)
{
    public async Task<Outcome<LinkView>> GetAsync(Actor actor, Guid linkId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await VisibleTo(actor, db.Links).Where(link => link.Id == linkId).Select(View(db))
            .SingleOrDefaultAsync(cancellationToken) is { } link
            ? link
            : Refusal.NotFound(LinkRefusals.NotFound);
    }

    /// <summary>Of one partner or shop, or of everybody whom the actor sees. A stranger's partner or shop has no links.</summary>
    public async Task<CursorPage<LinkView>> ListAsync(
        Actor actor, Guid? partnerId, Guid? shopId, CursorRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var links = VisibleTo(actor, db.Links);
        if (partnerId is not null)
            links = links.Where(link => link.PartnerId == partnerId);
        if (shopId is not null)
            links = links.Where(link => link.ShopId == shopId);
        if (page.After is { } after)
            links = links.Where(link => link.CreatedAt < after.At || (link.CreatedAt == after.At && link.Id < after.Id));
        var rows = await links.OrderByDescending(link => link.CreatedAt).ThenByDescending(link => link.Id)
            .Take(page.Limit + 1).Select(View(db)).AsNoTracking().ToListAsync(cancellationToken);
        return page.Cut(rows, link => new CursorRequest.Position(link.CreatedAt, link.Id));
    }

    /// <summary>
    /// For a page of links: found by destination, sub-id (also without diacritics) or short code, in one programme or all.
    /// Sorted by <c>destination</c>, <c>code</c> or when they came.
    /// </summary>
    public async Task<PageOf<LinkView>> SearchAsync(
        Actor actor, string? search, string? programme, bool? paused, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var links = VisibleTo(actor, db.Links);
        if (!string.IsNullOrEmpty(programme))
            links = links.Where(link => db.Programmes.Any(p => p.Id == link.ProgrammeId && p.Code == programme));
        if (paused is { } stopped)
            links = stopped ? links.Where(link => link.PausedAt != null) : links.Where(link => link.PausedAt == null);
        var folded = SearchText.Fold(search);
        if (folded.Length > 0)
            links = links.Where(link => link.SearchText.Contains(folded) || link.Code == folded);

        var sorted = (page.Sort, page.Descending) switch
        {
            ("destination", false) => links.OrderBy(link => link.DestinationUrl),
            ("destination", true) => links.OrderByDescending(link => link.DestinationUrl),
            ("code", false) => links.OrderBy(link => link.Code),
            ("code", true) => links.OrderByDescending(link => link.Code),
            ("created", false) => links.OrderBy(link => link.CreatedAt),
            _ => links.OrderByDescending(link => link.CreatedAt),
        };
        var rows = await sorted.ThenBy(link => link.Id).Skip(page.Skip).Take(page.Size)
            .Select(View(db)).AsNoTracking().ToListAsync(cancellationToken);
        return new PageOf<LinkView>(rows, await links.CountAsync(cancellationToken));
    }

    /// <summary>The actor's own default link of each programme: the first that was made there.</summary>
    public async Task<IReadOnlyList<LinkView>> DefaultsAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var own = db.Links.Where(link => actor.PartnerId != null && link.PartnerId == actor.PartnerId && link.PausedAt == null);
        return await own.Where(link => !own.Any(other => other.ProgrammeId == link.ProgrammeId
                && (other.CreatedAt < link.CreatedAt || (other.CreatedAt == link.CreatedAt && other.Id < link.Id))))
            .OrderBy(link => link.CreatedAt).ThenBy(link => link.Id).Select(View(db)).AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>A link that the actor may change, with its programme.</summary>
    internal static async Task<Outcome<(Link Link, Programme Programme)>> ForChangeAsync(
        PortalDb db, Actor actor, Guid linkId, CancellationToken cancellationToken)
    {
        var link = await VisibleTo(actor, db.Links).SingleOrDefaultAsync(l => l.Id == linkId, cancellationToken);
        if (link is null)
            return Refusal.NotFound(LinkRefusals.NotFound);

        var mayChange = link.PartnerId is { } partner
            ? actor.MayForPartner(partner, LinkPermissions.PartnerWrite, LinkPermissions.OperatorWrite)
            : actor.MayForShop(link.ShopId!.Value, LinkPermissions.ShopWrite, LinkPermissions.OperatorWrite);
        return mayChange
            ? (link, await db.Programmes.AsNoTracking().SingleAsync(programme => programme.Id == link.ProgrammeId, cancellationToken))
            : Refusal.Forbidden();
    }

    private static Expression<Func<Link, LinkView>> View(PortalDb db) => link => new LinkView(
        link.Id, link.Code, link.PartnerId, link.ShopId,
        db.Programmes.Where(programme => programme.Id == link.ProgrammeId).Select(programme => programme.Code).First(),
        db.Programmes.Where(programme => programme.Id == link.ProgrammeId).Select(programme => programme.Name).First(),
        link.Kind, link.DestinationUrl, link.SubId, link.PausedAt, link.CreatedAt);

    private static IQueryable<Link> VisibleTo(Actor actor, IQueryable<Link> links)
    {
        if (actor.IsOperator)
            return links;

        var partner = actor.May(Permission.PartnerRead) || actor.May(LinkPermissions.PartnerWrite) ? actor.PartnerId : null;
        var shop = actor.May(Permission.ShopOrdersRead) || actor.May(LinkPermissions.ShopWrite) ? actor.ShopId : null;
        return links.Where(link => (partner != null && link.PartnerId == partner) || (shop != null && link.ShopId == shop));
    }
}
