using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.Domain.Programs;
using Portal.Domain.Shops;

namespace Portal.App.Programs;

/// <summary>A programme as decisions need it.</summary>
public sealed record CatalogueProgramme(
    Guid Id, string Code, ProgrammeTemplate Template, CatalogueShop Shop, IReadOnlyList<ProgrammeVersionFact> Versions)
{
    /// <summary>False for the template that rewards nobody and charges nothing: it has no say about single orders.</summary>
    public bool Decides => Template != ProgrammeTemplate.Loyalty;

    /// <summary>True when some version binds customers to their first partner (R1.7).</summary>
    public bool Binds => Versions.Any(version => version.Settings is RewardingSettings { Attribution: AttributionModel.FirstBinding });

    /// <summary>True when some version looks at what the customer buys in a week (R5.6).</summary>
    public bool SumsWeeks => Versions.Any(version => version.Settings is NewCustomerSettings { TierBasis: TierBasis.WeeklyValue });

    /// <summary>True when orders may be free (R7.2), so that earlier ones must be counted.</summary>
    public bool CountsOrders => Template == ProgrammeTemplate.RentalSurcharge && Shop.Kind == ShopKind.Professional;
}

/// <summary>What never changes of the shop whose programme it is.</summary>
public sealed record CatalogueShop(Guid Id, ShopKind Kind, DateOnly OpenedOn, string ReferralCode);

/// <summary>
/// The programmes of each shop with all their versions, kept in memory: every order asks for them and they change rarely. A
/// change that this node commits is seen at once, one of another node when the change table is read.
/// </summary>
public sealed class ProgrammeCatalogue : IDisposable
{
    private readonly IDbContextFactory<PortalDb> contexts;
    private readonly ConcurrentDictionary<Guid, IReadOnlyList<CatalogueProgramme>> byShop = new();
    private readonly IDisposable subscription;
    private int generation;

    public ProgrammeCatalogue(IDbContextFactory<PortalDb> contexts, ChangeNotifier notifier)
    {
        this.contexts = contexts;
        subscription = notifier.Subscribe(change =>
        {
            if (change.Topic != ChangeTopics.Programme)
                return;
            Interlocked.Increment(ref generation);
            byShop.Clear();
        });
    }

    /// <summary>The shop's programmes; null when there is no such shop.</summary>
    public async ValueTask<IReadOnlyList<CatalogueProgramme>?> OfShopAsync(Guid shopId, CancellationToken cancellationToken)
    {
        if (byShop.TryGetValue(shopId, out var known))
            return known;

        var before = Volatile.Read(ref generation);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Programmes.AsNoTracking()
            .Where(programme => programme.ShopId == shopId)
            .Include(programme => programme.Versions)
            .OrderBy(programme => programme.Code)
            .ToListAsync(cancellationToken);
        var shop = await db.Shops.AsNoTracking().Where(shop => shop.Id == shopId)
            .Select(shop => new CatalogueShop(shop.Id, shop.Kind, shop.OpenedOn, shop.ReferralCode))
            .SingleOrDefaultAsync(cancellationToken);
        if (shop is null)
            return null;

        IReadOnlyList<CatalogueProgramme> programmes = [.. rows.Select(row => Read(shop, row))];
        byShop[shopId] = programmes;

        // what changed while it was being read may or may not be in it
        if (Volatile.Read(ref generation) != before)
            byShop.TryRemove(shopId, out _);
        return programmes;
    }

    public void Dispose() => subscription.Dispose();

    private static CatalogueProgramme Read(CatalogueShop shop, Programme programme) => new(
        programme.Id, programme.Code, programme.Template, shop,
        [.. programme.Versions.Select(version => StoredSettings.Fact(programme.Template, version))]);
}
