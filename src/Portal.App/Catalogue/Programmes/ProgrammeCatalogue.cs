using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;

namespace Portal.App.Catalogue.Programmes;

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

    /// <summary>True when what it decides about an order depends on other orders of the customer or device.</summary>
    public bool LooksAtOthers => Binds || Template is ProgrammeTemplate.NewCustomer or ProgrammeTemplate.RentalSurcharge;

    /// <summary>True when orders may be free (R7.2), so that earlier ones must be counted.</summary>
    public bool CountsOrders => Template == ProgrammeTemplate.RentalSurcharge && Shop.Kind == ShopKind.Professional;
}

/// <summary>What never changes of the shop whose programme it is, and whether anything was ruled about it.</summary>
public sealed record CatalogueShop(Guid Id, ShopKind Kind, DateOnly OpenedOn, string ReferralCode)
{
    /// <summary>True from the first ruling on (R8.6): its orders are decided with them. Before that nobody asks for any.</summary>
    public bool HasRulings { get; init; }
}

/// <summary>
/// The programmes of each shop with all their versions that decide, kept in memory: every order asks for them and they change rarely. A
/// change that this node commits is seen at once, one of another node when the change table is read. Whoever decides does not rely on
/// that, see <see cref="KeepAsync"/>.
/// </summary>
public sealed class ProgrammeCatalogue : IDisposable
{
    private readonly IDbContextFactory<PortalDb> contexts;
    private readonly ConcurrentDictionary<Guid, ShopProgrammes> byShop = new();
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
            return known.Programmes;

        var before = Volatile.Read(ref generation);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if ((await ReadAsync(db, [shopId], cancellationToken)).GetValueOrDefault(shopId) is not { } read)
            return null;

        byShop[shopId] = read;

        // what changed while it was being read may or may not be in it
        if (Volatile.Read(ref generation) != before)
            byShop.TryRemove(shopId, out _);
        return read.Programmes;
    }

    /// <summary>
    /// The programmes of these shops for a transaction that decides about their orders (R10.1): those of memory where the database
    /// says that they are still right, else read anew. Until the transaction ends nobody adds or withdraws a version of them.
    /// </summary>
    /// <param name="db">In the transaction that decides; no fact of the shops has been read in it.</param>
    internal async Task<IReadOnlyList<CatalogueProgramme>> KeepAsync(
        PortalDb db, IReadOnlyCollection<Guid> shops, CancellationToken cancellationToken)
    {
        var revisions = await ShopFacts.KeepAsync(db, shops, cancellationToken);
        var kept = new Dictionary<Guid, ShopProgrammes>();
        foreach (var (shop, revision) in revisions)
        {
            if (byShop.TryGetValue(shop, out var known) && known.Revision == revision)
                kept[shop] = known;
        }

        Guid[] stale = [.. revisions.Keys.Where(shop => !kept.ContainsKey(shop))];
        if (stale.Length > 0)
        {
            foreach (var (shop, read) in await ReadAsync(db, stale, cancellationToken))
                byShop[shop] = kept[shop] = read;
        }

        return [.. kept.Values.SelectMany(shop => shop.Programmes)];
    }

    public void Dispose() => subscription.Dispose();

    /// <summary>The revision first: what changes while the rest is read is then taken to be unknown, never the other way round.</summary>
    private static async Task<Dictionary<Guid, ShopProgrammes>> ReadAsync(PortalDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        var shops = await db.Shops.AsNoTracking().Where(shop => ids.Contains(shop.Id))
            .Select(shop => new { Shop = new CatalogueShop(shop.Id, shop.Kind, shop.OpenedOn, shop.ReferralCode), shop.FactsRevision })
            .ToListAsync(cancellationToken);
        var ruled = (await db.ShopsWithRulings.Where(shop => ids.Contains(shop)).ToListAsync(cancellationToken)).ToHashSet();
        var rows = (await db.Programmes.AsNoTracking()
                .Where(programme => ids.Contains(programme.ShopId))
                .Include(programme => programme.Versions)
                .OrderBy(programme => programme.Code)
                .ToListAsync(cancellationToken))
            .ToLookup(programme => programme.ShopId);
        return shops.ToDictionary(
            row => row.Shop.Id, row =>
            new ShopProgrammes(row.FactsRevision, [.. rows[row.Shop.Id].Select(programme =>
                Read(row.Shop with { HasRulings = ruled.Contains(row.Shop.Id) }, programme))]));
    }

    private static CatalogueProgramme Read(CatalogueShop shop, Programme programme) => new(
        programme.Id, programme.Code, programme.Template, shop, StoredSettings.Facts(programme.Template, programme.Versions));

    private sealed record ShopProgrammes(int Revision, IReadOnlyList<CatalogueProgramme> Programmes);
}
