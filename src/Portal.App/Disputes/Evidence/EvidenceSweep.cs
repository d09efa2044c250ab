using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// Looks once an hour after what lies on the disk: files that no row names go away after a day, and each month every file is read and
/// compared with its hash. One that is missing or differs stands on the page of failed work until it is brought back.
/// </summary>
public sealed class EvidenceSweep(
    IDbContextFactory<PortalDb> contexts, Transactions transactions, EvidenceDisk disk, FailedWork failed, TimeProvider clock,
    ILogger<EvidenceSweep> log)
    : PeriodicWorker(TimeSpan.FromHours(1), failed, clock, log)
{
    /// <summary>As many are compared in an hour: half a million a month.</summary>
    public const int AtOnce = 700;

    private const int Names = 500;

    /// <summary>No upload and no use case takes longer, so what is older belongs to nobody.</summary>
    private static readonly TimeSpan LongestUnnamed = TimeSpan.FromDays(1);

    private static readonly TimeSpan Round = TimeSpan.FromDays(30);

    private readonly FailedWork failed = failed;
    private readonly TimeProvider clock = clock;

    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
    [
        (OrphansAsync, "Files of evidence that no row names could not be thrown away"),
        (CompareAsync, "Files of evidence could not be compared with their hashes"),
    ];

    private async Task OrphansAsync(CancellationToken stop)
    {
        foreach (var paths in disk.All().Chunk(Names))
        {
            var old = paths.Select(path => (Path: path, Id: EvidencePart.IdOf(path)))
                .Where(file => file.Id is { } id && IsOld(id)).ToList();
            var ids = old.Select(file => file.Id!.Value).Distinct().ToList();
            if (ids.Count == 0)
                continue;

            await using var db = await contexts.CreateDbContextAsync(stop);
            var named = await db.EvidenceFiles.Where(file => ids.Contains(file.Id)).Select(file => file.Id).ToHashSetAsync(stop);
            foreach (var (path, id) in old)
            {
                if (EvidenceDisk.IsPartial(path) ? IsOldFile(path) : !named.Contains(id!.Value))
                    File.Delete(path);
            }
        }
    }

    private async Task CompareAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var before = now - Round;
        List<WorkItem> due;
        await using (var db = await contexts.CreateDbContextAsync(stop))
        {
            var again = await db.WorkFailures.Where(failure => failure.Kind == WorkKind.Evidence && failure.NextAt <= now)
                .OrderBy(failure => failure.NextAt).Take(AtOnce)
                .Select(failure => new WorkItem(WorkKind.Evidence, failure.SubjectId, failure.Subject)).ToListAsync(stop);
            var round = await db.EvidenceFiles
                .Where(file => file.CheckedAt < before
                    && !db.WorkFailures.Any(failure => failure.Kind == WorkKind.Evidence && failure.SubjectId == file.Id))
                .OrderBy(file => file.CheckedAt).Take(AtOnce)
                .Select(file => new WorkItem(WorkKind.Evidence, file.Id, file.Name)).ToListAsync(stop);
            due = [.. again, .. round];
        }

        await failed.RunAsync(due, (item, cancel) => CompareAsync(item.Id, cancel), stop);
    }

    private async Task CompareAsync(Guid id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.EvidenceFiles.AsNoTracking().SingleOrDefaultAsync(file => file.Id == id, stop) is not { } row)
            return; // it was taken out of a draft

        await using (var content = await disk.OpenAsync(new EvidencePart(id, IsPreview: false), stop))
        {
            var hash = await SHA256.HashDataAsync(content, stop);
            if (!hash.AsSpan().SequenceEqual(row.Sha256))
                throw new InvalidDataException($"Its SHA-256 is {Convert.ToHexStringLower(hash)} and should be "
                    + $"{Convert.ToHexStringLower(row.Sha256)}.");
        }

        var now = clock.GetUtcNow();
        await transactions.RunAsync(
            async (write, cancel) => await write.EvidenceFiles.Where(file => file.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(file => file.CheckedAt, now), cancel),
            isKept: _ => true, stop);
    }

    /// <summary>An id says when it was made.</summary>
    private bool IsOld(Guid id) => EvidencePart.MadeAt(id) < clock.GetUtcNow() - LongestUnnamed;

    /// <summary>A preview that is being drawn again has an old id.</summary>
    private static bool IsOldFile(string path) =>
        new DateTimeOffset(File.GetLastWriteTimeUtc(path)) < TimeProvider.System.GetUtcNow() - LongestUnnamed;
}
