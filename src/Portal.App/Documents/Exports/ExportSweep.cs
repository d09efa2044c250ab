using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;

namespace Portal.App.Documents.Exports;

/// <summary>
/// Ends exports whose time is over, and throws away files that no export names: of those that ended, were taken back, or were begun by a
/// process that was killed. What was asked for long ago is forgotten; the audit log keeps it.
/// </summary>
public sealed class ExportSweep(
    IDbContextFactory<PortalDb> contexts, Transactions transactions, ExportFiles files, FailedWork failed, TimeProvider clock,
    ILogger<ExportSweep> log)
    : PeriodicWorker(TimeSpan.FromMinutes(5), failed, clock, log)
{
    public static readonly TimeSpan Remember = TimeSpan.FromDays(90);

    private const int AtOnce = 500;

    private readonly FailedWork failed = failed;
    private readonly TimeProvider clock = clock;

    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
    [
        (ExpireAsync, "Exports whose time is over could not be ended"),
        (FilesAsync, "Files that no export names could not be thrown away"),
        (ForgetAsync, "Exports of long ago could not be forgotten"),
    ];

    private async Task ExpireAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        List<ExportJob> over;
        await using (var db = await contexts.CreateDbContextAsync(stop))
        {
            var resting = db.Resting(WorkKind.Export, now);
            over = await db.ExportJobs.AsNoTracking()
                .Where(job => job.State == ExportState.Ready && job.ExpiresAt <= now && !resting.Contains(job.Id))
                .OrderBy(job => job.AskedAt).Take(AtOnce).ToListAsync(stop);
        }

        var jobs = over.ToDictionary(job => job.Id);
        await failed.RunAsync(
            [.. over.Select(job => new WorkItem(WorkKind.Export, job.Id, job.List))],
            (item, cancel) => ExpireAsync(jobs[item.Id], cancel), stop);
    }

    private async Task ExpireAsync(ExportJob job, CancellationToken stop)
    {
        files.Folder.Delete(job.FileOnDisk!);
        await transactions.RunAsync(
            async (db, cancel) =>
            {
                var ended = await db.ExportJobs.Where(row => row.Id == job.Id && row.State == ExportState.Ready)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, ExportState.Expired), cancel);
                if (ended > 0)
                    db.NotifyChange(ChangeTopics.Export, job.Id, clock, job.PartnerId, job.ShopId);
                return ended;
            },
            isKept: _ => true, stop);
    }

    private async Task FilesAsync(CancellationToken stop)
    {
        Exception? failure = null;
        foreach (var paths in files.Folder.All().Chunk(AtOnce))
        {
            var found = paths.Select(path => (Path: path, Lease: ExportFiles.LeaseOf(path))).Where(file => file.Lease is not null).ToList();
            var leases = found.Select(file => file.Lease).Distinct().ToList();
            await using var db = await contexts.CreateDbContextAsync(stop);
            var named = await db.ExportJobs
                .Where(job => leases.Contains(job.LeaseId) && (job.State == ExportState.Ready || job.State == ExportState.Running))
                .Select(job => job.LeaseId).ToHashSetAsync(stop);
            foreach (var (path, _) in found.Where(file => !named.Contains(file.Lease)))
                failure ??= Dropped(path);
        }

        if (failure is not null)
            throw new IOException("A file of no export cannot be thrown away.", failure);
    }

    /// <summary>What one file fails with keeps no other.</summary>
    private static Exception? Dropped(string path)
    {
        try
        {
            File.Delete(path);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure;
        }
    }

    private async Task ForgetAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - Remember;
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.ExportJobs
            .Where(job => job.AskedAt < before && job.State != ExportState.Waiting && job.State != ExportState.Running
                && job.State != ExportState.Ready)
            .DeleteInPartsAsync(job => job.Id, stop);
    }
}
