using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Shops;

namespace Portal.App.Catalogue.Shops;

/// <summary>
/// Changes a shop's name, hosts, or whether it must sign. What is left out stays. A host that is taken off the list refuses
/// new links only: those that were made while it was allowed go on, because they were right when they were made.
/// </summary>
public sealed class UpdateShop(UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(string? Name = null, IReadOnlyList<string>? Hosts = null, bool? RequiresSignature = null);

    public async Task<Outcome<ShopView>> RunAsync(Actor actor, Guid shopId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(CataloguePermissions.ShopsWrite))
            return Refusal.Forbidden();

        var errors = new List<FieldError>();
        if (input.Name is not null)
            ShopChecks.Name(errors, input.Name);
        var hosts = input.Hosts is null ? null : ShopChecks.Hosts(errors, input.Hosts);
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        return await work.RunAsync<ShopView>(
            actor,
            async (db, cancel) =>
            {
                var shop = await db.Shops.Include(s => s.Hosts).SingleOrDefaultAsync(s => s.Id == shopId, cancel);
                if (shop is null)
                    return Refusal.NotFound(ShopRefusals.NotFound);

                if (input.RequiresSignature == true && !await db.ShopsWithSecrets.ContainsAsync(shopId, cancel))
                    return Refusal.Conflict(ShopRefusals.SigningSecretMissing);

                shop.Name = input.Name?.Trim() ?? shop.Name;
                shop.NameSearch = SearchText.Fold(shop.Name, Lengths.Name);
                shop.RequiresSignature = input.RequiresSignature ?? shop.RequiresSignature;
                if (hosts is not null)
                {
                    db.ShopHosts.RemoveRange(shop.Hosts.Where(host => !hosts.Contains(host.Host)));
                    var known = shop.Hosts.Select(host => host.Host).ToHashSet(StringComparer.Ordinal);
                    db.ShopHosts.AddRange(
                        hosts.Where(host => !known.Contains(host)).Select(host => new ShopHost { ShopId = shopId, Host = host }));
                }

                db.NotifyChange(ChangeTopics.ApiKey, shopId, clock, shopId: shopId);
                return ShopView.Of(shop) with { Hosts = hosts ?? [.. shop.Hosts.Select(host => host.Host).Order(StringComparer.Ordinal)] };
            },
            cancellationToken);
    }
}
