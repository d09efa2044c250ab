using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;

namespace Portal.App.Catalogue.Shops;

/// <summary>
/// Lets what a shop's orders are decided by, and the deciding of them, follow each other on all nodes (R10.1). Whoever decides keeps the
/// facts until their commit, together with all others who decide; whoever changes one of them waits for those, and whoever decides
/// afterwards reads the change. So an order is either decided by the change, or was committed before it and is found by whatever looks
/// for the orders that it concerns. For programmes, their versions and who takes part in them; not for what comes with every
/// order, such as clicks and events.
/// </summary>
internal static class ShopFacts
{
    /// <summary>Keeps the facts of these shops as they are until the transaction ends. Taken before any of them is read.</summary>
    /// <returns>By shop, how often its facts have changed; shops that are not there are left out.</returns>
    public static async Task<IReadOnlyDictionary<Guid, int>> KeepAsync(
        PortalDb db, IReadOnlyCollection<Guid> shops, CancellationToken cancellationToken)
    {
        var ids = shops.Distinct().Order().ToArray();
        if (ids.Length == 0)
            return new Dictionary<Guid, int>();

        // on SQLite a write transaction is alone
        var kept = db.Database.IsNpgsql() ? db.Shops.FromSql($"""SELECT * FROM "Shops" WHERE "Id" = ANY ({ids}) ORDER BY "Id" FOR SHARE""")
            : db.Database.IsSqlServer() ? db.Shops.FromSql(
                $"""
                SELECT * FROM [Shops] WITH (HOLDLOCK, ROWLOCK)
                WHERE [Id] IN (SELECT CAST([value] AS uniqueidentifier) FROM OPENJSON({JsonSerializer.Serialize(ids)}))
                """)
            : db.Shops.Where(shop => ids.Contains(shop.Id));
        return (await kept.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(shop => shop.Id, shop => shop.FactsRevision);
    }

    /// <summary>
    /// Call it in a transaction that changes facts of these shops, before it asks what was decided by them: waits until whoever is
    /// deciding has committed, and keeps others from deciding until this transaction ends.
    /// </summary>
    public static Task ChangeAsync(PortalDb db, IReadOnlyCollection<Guid> shops, CancellationToken cancellationToken) =>
        db.Shops.Where(shop => shops.Contains(shop.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(shop => shop.FactsRevision, shop => shop.FactsRevision + 1), cancellationToken);

    /// <summary>
    /// The same for what nobody keeps in memory, so that nobody has to read anything anew: who decides comes before or after.
    /// </summary>
    public static Task WaitAsync(PortalDb db, Guid shop, CancellationToken cancellationToken) =>
        db.Shops.Where(row => row.Id == shop)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.FactsRevision, row => row.FactsRevision), cancellationToken);

    /// <summary>The same for the shop whose programme has this code; nothing where there is none.</summary>
    public static Task ChangeAsync(PortalDb db, string programmeCode, CancellationToken cancellationToken)
    {
        var code = programmeCode.ToLowerInvariant();
        return db.Shops.Where(shop => db.Programmes.Any(programme => programme.ShopId == shop.Id && programme.Code == code))
            .ExecuteUpdateAsync(set => set.SetProperty(shop => shop.FactsRevision, shop => shop.FactsRevision + 1), cancellationToken);
    }
}
