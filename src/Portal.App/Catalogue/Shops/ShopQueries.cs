using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Shops;

namespace Portal.App.Catalogue.Shops;

/// <summary>A shop as its owner and the operator see it.</summary>
public sealed record ShopView(
    Guid Id,
    string Code,
    string Name,
    ShopKind Kind,
    DateOnly OpenedOn,
    IReadOnlyList<string> Hosts,
    string ReferralCode,
    bool RequiresSignature,
    DateTimeOffset CreatedAt)
{
    internal static ShopView Of(Shop shop) => new(
        shop.Id, shop.Code, shop.Name, shop.Kind, shop.OpenedOn, [.. shop.Hosts.Select(host => host.Host)],
        shop.ReferralCode, shop.RequiresSignature, shop.CreatedAt);
}

/// <summary>A shop in a list of choices.</summary>
public sealed record ShopName(Guid Id, string Name);

/// <summary>Shops, each seen by itself and by the operator (R10.5).</summary>
public sealed class ShopQueries(IDbContextFactory<PortalDb> contexts)
{
    private const int MostNames = 1000;

    private static readonly Expression<Func<Shop, ShopView>> View = shop => new ShopView(
        shop.Id, shop.Code, shop.Name, shop.Kind, shop.OpenedOn, shop.Hosts.OrderBy(host => host.Host).Select(host => host.Host).ToList(),
        shop.ReferralCode, shop.RequiresSignature, shop.CreatedAt);

    public async Task<Outcome<ShopView>> GetAsync(Actor actor, Guid shopId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await VisibleTo(actor, db.Shops).Where(shop => shop.Id == shopId).Select(View)
            .SingleOrDefaultAsync(cancellationToken) is { } shop
            ? shop
            : Refusal.NotFound(ShopRefusals.NotFound);
    }

    public async Task<CursorPage<ShopView>> ListAsync(Actor actor, CursorRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var shops = VisibleTo(actor, db.Shops);
        if (page.After is { } after)
            shops = shops.Where(shop => shop.CreatedAt < after.At || (shop.CreatedAt == after.At && shop.Id < after.Id));
        var rows = await shops.OrderByDescending(shop => shop.CreatedAt).ThenByDescending(shop => shop.Id)
            .Take(page.Limit + 1).Select(View).AsNoTracking().ToListAsync(cancellationToken);
        return page.Cut(rows, shop => new CursorRequest.Position(shop.CreatedAt, shop.Id));
    }

    /// <summary>
    /// For a table on screen: found by name or code, also without diacritics. Sorted by <c>name</c>, <c>code</c> or when they came.
    /// </summary>
    public async Task<PageOf<ShopView>> SearchAsync(
        Actor actor, string? search, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var shops = VisibleTo(actor, db.Shops);
        var folded = SearchText.Fold(search);
        if (folded.Length > 0)
            shops = shops.Where(shop => shop.NameSearch.Contains(folded) || shop.Code.Contains(folded));

        var sorted = (page.Sort, page.Descending) switch
        {
            ("name", false) => shops.OrderBy(shop => shop.NameSearch),
            ("name", true) => shops.OrderByDescending(shop => shop.NameSearch),
            ("code", false) => shops.OrderBy(shop => shop.Code),
            ("code", true) => shops.OrderByDescending(shop => shop.Code),
            ("created", false) => shops.OrderBy(shop => shop.CreatedAt),
            _ => shops.OrderByDescending(shop => shop.CreatedAt),
        };
        var rows = await sorted.ThenBy(shop => shop.Id).Skip(page.Skip).Take(page.Size).Select(View).AsNoTracking()
            .ToListAsync(cancellationToken);
        return new PageOf<ShopView>(rows, await shops.CountAsync(cancellationToken));
    }

    /// <summary>The shops to choose from, by name; the first <see cref="MostNames"/> of them.</summary>
    public async Task<IReadOnlyList<ShopName>> NamesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await VisibleTo(actor, db.Shops).OrderBy(shop => shop.NameSearch).ThenBy(shop => shop.Id)
            .Take(MostNames).Select(shop => new ShopName(shop.Id, shop.Name)).ToListAsync(cancellationToken);
    }

    private static IQueryable<Shop> VisibleTo(Actor actor, IQueryable<Shop> shops) =>
        actor.IsOperator ? shops : shops.Where(shop => shop.Id == actor.ShopId);
}
