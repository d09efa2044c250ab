using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.Domain.Programs;

namespace Portal.App.Programs;

/// <summary>A programme as decisions need it.</summary>
public sealed record CatalogueProgramme(
    Guid Id, string Code, ProgrammeTemplate Template, IReadOnlyList<ProgrammeVersionFact> Versions);

/// <summary>
/// The programmes of each shop with all their versions that decide, kept in memory: every order asks for them and they change rarely. A
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
        if (rows.Count == 0 && !await db.Shops.AnyAsync(shop => shop.Id == shopId, cancellationToken))
            return null;

        IReadOnlyList<CatalogueProgramme> programmes = [.. rows.Select(Read)];
        byShop[shopId] = programmes;

        // what changed while it was being read may or may not be in it
        if (Volatile.Read(ref generation) != before)
            byShop.TryRemove(shopId, out _);
        return programmes;
    }

    public void Dispose() => subscription.Dispose();

    private static CatalogueProgramme Read(Programme programme) => new(
        programme.Id, programme.Code, programme.Template, StoredSettings.Facts(programme.Template, programme.Versions));
}
