using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Seals entries and audit records into the hash chain just behind their commits: it closes the open block, for which it waits until
/// whoever is appending has committed, and hashes what the block holds. So the chain is never a queue that commits wait in. What was not
/// sealed when the process ended is sealed by the next one.
/// </summary>
public sealed class LedgerSealer(IDbContextFactory<PortalDb> contexts, UnitOfWork work, TimeProvider clock)
{
    internal static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>Seals all that is committed.</summary>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var open = await db.LedgerPeriods.AsNoTracking().Select(period => period.OpenBlock).SingleAsync(cancellationToken);
            if (await db.JournalEntries.AnyAsync(entry => entry.Block == open, cancellationToken)
                || await db.AuditRecords.AnyAsync(record => record.Block == open, cancellationToken))
            {
                await work.RunAsync<Done>(
                    Actor.System,
                    async (writing, stop) =>
                    {
                        await LedgerPeriod.CloseBlockAsync(writing, open, stop);
                        return default(Done);
                    },
                    cancellationToken);
            }
        }

        while ((await work.RunAsync<bool>(Actor.System, SealNextAsync, cancellationToken)).Value)
            cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Seals the first closed block that is not; of two who do, the second finds the number taken. False: there is none.</summary>
    private async Task<Outcome<bool>> SealNextAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var open = await db.LedgerPeriods.AsNoTracking().Select(period => period.OpenBlock).SingleAsync(cancellationToken);
        var last = await db.LedgerSeals.AsNoTracking().OrderByDescending(seal => seal.Block).FirstOrDefaultAsync(cancellationToken);
        var block = (last?.Block ?? 0) + 1;
        if (block >= open)
            return false;

        var previous = last?.Hash ?? Beginning;
        var entries = await db.JournalEntries.Where(entry => entry.Block == block).Select(entry => new { entry.Id, entry.Hash })
            .ToListAsync(cancellationToken);
        var records = await db.AuditRecords.Where(record => record.Block == block).Select(record => new { record.Id, record.Hash })
            .ToListAsync(cancellationToken);
        db.LedgerSeals.Add(new LedgerSeal
        {
            Block = block,
            Entries = entries.Count,
            AuditRecords = records.Count,
            Previous = previous,
            Hash = HashOf(block, previous, entries.Select(entry => (entry.Id, entry.Hash)),
                records.Select(record => (record.Id, record.Hash))),
            SealedAt = clock.GetUtcNow(),
        });
        return true;
    }

    /// <summary>
    /// Over the number, the seal before, and of entries and records how many there are and each one's hash in the order of their ids.
    /// </summary>
    internal static byte[] HashOf(
        long block, byte[] previous, IEnumerable<(Guid Id, byte[] Hash)> entries, IEnumerable<(Guid Id, byte[] Hash)> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, block);
        hash.AppendData(number);
        hash.AppendData(previous);
        foreach (var rows in new[] { entries, records })
        {
            // ids are compared here, as they are written: databases order them differently
            var sorted = rows.ToList();
            sorted.Sort((left, right) => left.Id.CompareTo(right.Id));
            BinaryPrimitives.WriteInt64BigEndian(number, sorted.Count);
            hash.AppendData(number);
            foreach (var row in sorted)
                hash.AppendData(row.Hash);
        }

        return hash.GetHashAndReset();
    }
}
