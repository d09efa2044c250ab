using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Shops;

namespace Portal.App.Access.ApiKeys;

/// <summary>A key without its secret.</summary>
/// <param name="MadeBy">The name of the person or key that made it; null where that was not kept.</param>
public sealed record ApiKeyView(
    Guid Id,
    string Name,
    string Prefix,
    Guid? ShopId,
    Guid? PartnerId,
    string? OwnerName,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt,
    string? MadeBy)
{
    /// <summary>The person behind it, see <see cref="Actor.RootId"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Guid? RootId { get; init; }
}

/// <summary>A shop's signing secret without the secret.</summary>
public sealed record SigningSecretView(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>Keys and signing secrets, seen by the operator and by the owner of the shop (R10.5).</summary>
public sealed class ApiKeyQueries(IDbContextFactory<PortalDb> contexts)
{
    public async Task<CursorPage<ApiKeyView>> ListAsync(Actor actor, CursorRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = VisibleTo(actor, db.ApiKeys);
        if (page.After is { } after)
            keys = keys.Where(key => key.CreatedAt < after.At || (key.CreatedAt == after.At && key.Id < after.Id));
        var rows = await keys.OrderByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id)
            .Take(page.Limit + 1).Select(View(db)).AsNoTracking().ToListAsync(cancellationToken);
        return page.Cut(rows, key => new CursorRequest.Position(key.CreatedAt, key.Id));
    }

    /// <summary>For a table on screen: newest first, working keys before ended ones, found by name, owner or beginning.</summary>
    public async Task<PageOf<ApiKeyView>> SearchAsync(
        Actor actor, string? search, bool withRevoked, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = VisibleTo(actor, db.ApiKeys);
        if (!withRevoked)
            keys = keys.Where(key => key.RevokedAt == null);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var text = search.Trim();
            var folded = SearchText.Fold(search);
            keys = keys.Where(key => key.Name.Contains(text) || key.Prefix.StartsWith(text)
                || db.ShopOrganisations.Any(shop => shop.Id == key.ShopId && shop.NameSearch.Contains(folded))
                || db.PartnerOrganisations.Any(partner => partner.Id == key.PartnerId && partner.NameSearch.Contains(folded)));
        }

        var rows = await keys.OrderBy(key => key.RevokedAt != null).ThenByDescending(key => key.CreatedAt).ThenBy(key => key.Id)
            .Skip(page.Skip).Take(page.Size).Select(View(db)).AsNoTracking().ToListAsync(cancellationToken);
        return new PageOf<ApiKeyView>(rows, await keys.CountAsync(cancellationToken));
    }

    public async Task<Outcome<IReadOnlyList<SigningSecretView>>> SigningSecretsAsync(
        Actor actor, Guid shopId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!actor.MayForShop(shopId, ApiKeyPermissions.ShopWrite, Permission.OperatorRead)
            || !await db.ShopOrganisations.AnyAsync(shop => shop.Id == shopId, cancellationToken))
            return Refusal.NotFound(ShopRefusals.NotFound);

        return await db.SigningSecrets.Where(secret => secret.ShopId == shopId)
            .OrderByDescending(secret => secret.CreatedAt).ThenBy(secret => secret.Id)
            .Select(secret => new SigningSecretView(secret.Id, secret.CreatedAt, secret.RevokedAt))
            .ToListAsync(cancellationToken);
    }

    private static Expression<Func<ApiKey, ApiKeyView>> View(PortalDb db) => key => new ApiKeyView(
        key.Id, key.Name, key.Prefix, key.ShopId, key.PartnerId,
        db.ShopOrganisations.Where(shop => shop.Id == key.ShopId).Select(shop => shop.Name).FirstOrDefault()
            ?? db.PartnerOrganisations.Where(partner => partner.Id == key.PartnerId).Select(partner => partner.Name).FirstOrDefault(),
        key.Scopes.Split(' ', StringSplitOptions.None), key.CreatedAt, key.RevokedAt, key.MadeBy)
    { RootId = key.RootId };

    private static IQueryable<ApiKey> VisibleTo(Actor actor, IQueryable<ApiKey> keys)
    {
        if (actor.IsOperator)
            return keys;

        var shopId = actor.May(ApiKeyPermissions.ShopWrite) ? actor.ShopId : null;
        return keys.Where(key => shopId != null && key.ShopId == shopId);
    }
}
