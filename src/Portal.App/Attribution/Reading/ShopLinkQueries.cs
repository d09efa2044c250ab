using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Surcharges;
using Portal.Domain.Tracking;

namespace Portal.App.Attribution.Reading;

/// <summary>With what a shop owner introduces customers (R7.6).</summary>
/// <param name="ReferralCode">The shop's own, which customers type.</param>
/// <param name="Hosts">Where links may lead to (R1.2).</param>
/// <param name="Programmes">Those that ask who introduced a customer; without one there is nothing to introduce for.</param>
/// <param name="Introduced">How many customers were introduced by the owner so far.</param>
public sealed record ShopIntroductions(
    string Name, ShopKind Kind, string ReferralCode, IReadOnlyList<string> Hosts, IReadOnlyList<ShopIntroductionProgramme> Programmes,
    int Introduced);

/// <param name="FreeOrders">How many orders of such a customer are free of surcharge (R7.2); 0 for an individual owner.</param>
public sealed record ShopIntroductionProgramme(string Code, string Name, int FreeOrders);

/// <summary>A link of the shop's own, with what it brought so far.</summary>
/// <param name="Clicks">Uses by people in the days asked for.</param>
/// <param name="Introduced">Customers whose first order came by it.</param>
public sealed record ShopLinkRow(
    Guid Id, string Code, LinkKind Kind, string DestinationUrl, string? SubId, DateTimeOffset CreatedAt, DateTimeOffset? PausedAt,
    string Programme, long Clicks, int Introduced);

/// <summary>A shop owner's own links and code. All limited to the actor's own shop (R10.5).</summary>
public sealed class ShopLinkQueries(IDbContextFactory<PortalDb> contexts, IClickStore clicks, TimeProvider clock)
{
    /// <summary>Null for whoever is not of a shop, or may not make links for it.</summary>
    public async Task<ShopIntroductions?> MineAsync(Actor actor, CancellationToken cancellationToken)
    {
        var mine = Whose(actor);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var shop = await db.Shops.AsNoTracking().Where(shop => shop.Id == mine)
            .Select(shop => new
            {
                shop.Name,
                shop.Kind,
                shop.ReferralCode,
                Hosts = shop.Hosts.OrderBy(host => host.Host).Select(host => host.Host).ToList()
            })
            .FirstOrDefaultAsync(cancellationToken);
        if (shop is null)
            return null;

        var programmes = await db.Programmes.AsNoTracking().Include(programme => programme.Versions)
            .Where(programme => programme.ShopId == mine && programme.Template == ProgrammeTemplate.RentalSurcharge)
            .OrderBy(programme => programme.CreatedAt).ThenBy(programme => programme.Id)
            .ToListAsync(cancellationToken);
        var introduced = await db.CustomerIntroductions.CountAsync(
            row => row.ShopId == mine && row.By == Introducer.Owner, cancellationToken);
        return new ShopIntroductions(
            shop.Name, shop.Kind, shop.ReferralCode, shop.Hosts,
            [.. programmes.Select(programme => new ShopIntroductionProgramme(
                programme.Code, programme.Name,
                shop.Kind == ShopKind.Professional
                && StoredSettings.InForce(programme.Template, programme.Versions, clock.GetUtcNow()) is RentalSurchargeSettings settings
                    ? settings.FreeOrders
                    : 0))],
            introduced);
    }

    /// <summary>One page of the links, newest first, with the clicks from the first to the last local day, both included.</summary>
    public async Task<PageOf<ShopLinkRow>> ListAsync(
        Actor actor, string? search, bool? paused, DateOnly first, DateOnly last, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var links = Found(db, actor, search, paused);

        // a surcharge's decision names a link only where it settled who introduced the customer
        var rows = await links.OrderByDescending(link => link.CreatedAt).ThenByDescending(link => link.Id)
            .Skip(page.Skip).Take(page.Size)
            .Select(link => new ShopLinkRow(
                link.Id, link.Code, link.Kind, link.DestinationUrl, link.SubId, link.CreatedAt, link.PausedAt,
                db.Programmes.First(programme => programme.Id == link.ProgrammeId).Name, 0,
                db.OrderDecisions.Count(decision => decision.LinkId == link.Id && db.Surcharges.Any(row =>
                    row.OrderId == decision.OrderId && row.ProgrammeId == decision.ProgrammeId && row.DecisionNumber == decision.Number
                        && !row.IsReplaced))))
            .ToListAsync(cancellationToken);
        var brought = (await clicks.DaysAsync(rows.ConvertAll(row => row.Id), first, last, cancellationToken))
            .ToLookup(day => day.LinkId, day => day.Humans);
        return new PageOf<ShopLinkRow>(
            [.. rows.Select(row => row with { Clicks = brought[row.Id].Sum() })], await links.CountAsync(cancellationToken));
    }

    /// <summary>Clicks by people on all links that the list finds, by local day, from the first to the last day, both included.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, long Clicks)>> ClicksAsync(
        Actor actor, string? search, bool? paused, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await Found(db, actor, search, paused).Select(link => link.Id).ToListAsync(cancellationToken);
        if (own.Count == 0)
            return [];

        var days = await clicks.DaysAsync(own, first, last, cancellationToken);
        return [.. days.GroupBy(day => day.Day).OrderBy(day => day.Key).Select(day => (day.Key, day.Sum(link => link.Humans)))];
    }

    /// <summary>The short code of a link of the shop's; null when it is not the shop's.</summary>
    public async Task<string?> CodeAsync(Actor actor, Guid linkId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Own(db, actor).Where(link => link.Id == linkId).Select(link => link.Code).FirstOrDefaultAsync(cancellationToken);
    }

    // R10.5: a partner's links have no shop, and whoever is of no shop must not find them by that
    private static Guid Whose(Actor actor) => actor.May(LinkPermissions.ShopWrite) ? actor.ShopId ?? Guid.Empty : Guid.Empty;

    private static IQueryable<Link> Found(PortalDb db, Actor actor, string? search, bool? paused)
    {
        var links = Own(db, actor);
        if (paused is { } stopped)
            links = stopped ? links.Where(link => link.PausedAt != null) : links.Where(link => link.PausedAt == null);
        return SearchText.Fold(search) is { Length: > 0 } text
            ? links.Where(link => link.SearchText.Contains(text) || link.Code.Contains(text))
            : links;
    }

    private static IQueryable<Link> Own(PortalDb db, Actor actor)
    {
        var shop = Whose(actor);
        return db.Links.AsNoTracking().Where(link => link.ShopId == shop);
    }
}
