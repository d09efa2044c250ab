using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.App.Platform.Data;

/// <summary>A row that a transaction changes to keep others out who are about the same customer or device.</summary>
public sealed class KeyLock
{
    public required byte[] Key { get; init; }

    /// <summary>How often it was taken.</summary>
    public required long Taken { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<KeyLock>
    {
        public void Configure(EntityTypeBuilder<KeyLock> row)
        {
            row.ToTable("KeyLocks");
            row.HasKey(l => l.Key);
            row.Property(l => l.Key).HasMaxLength(Lengths.Hash);
        }
    }
}

/// <summary>
/// Lets transactions of all nodes that are about one key follow each other, for decisions that depend on what is <i>not</i>
/// there (no earlier order, no binding), which no unique key can guard. Each changes the key's row and so holds it until it
/// commits; what it reads afterwards includes what the one before wrote. Keys are taken in one order by everybody, so nobody
/// waits in a ring. On SQLite a write transaction is alone anyway.
/// </summary>
internal static class KeyLocks
{
    /// <summary>Takes the keys, before anything that depends on them is read.</summary>
    public static async Task TakeAsync(PortalDb db, IEnumerable<byte[]> keys, CancellationToken cancellationToken)
    {
        if (db.Database.IsSqlite())
            return;

        var sorted = keys.DistinctBy(Convert.ToHexString).OrderBy(Convert.ToHexString, StringComparer.Ordinal).ToArray();
        if (sorted.Length == 0)
            return;

        if (!db.Database.IsNpgsql())
        {
            await db.AddUpAsync(Array.ConvertAll(sorted, key => new KeyLock { Key = key, Taken = 1 }), cancellationToken);
            return;
        }

        try
        {
            await TakeOnPostgreSqlAsync(db, sorted, cancellationToken);
        }
        catch (DbException failure)
        {
            // the same exception as from SaveChanges, so that callers tell a lost race in one way
            throw new DbUpdateException("Keys could not be taken.", failure);
        }
    }

    private static async Task TakeOnPostgreSqlAsync(PortalDb db, byte[][] keys, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "KeyLocks" ("Key", "Taken")
            SELECT key, 1 FROM unnest({keys}) WITH ORDINALITY AS wanted (key, place) ORDER BY place
            ON CONFLICT ("Key") DO UPDATE SET "Taken" = "KeyLocks"."Taken" + 1
            """,
            cancellationToken);
}
