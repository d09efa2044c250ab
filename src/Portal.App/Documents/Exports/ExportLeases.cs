using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;

namespace Portal.App.Documents.Exports;

/// <summary>
/// Who makes which file, and how far they are: an export is leased to one worker at a time, who keeps the lease while they write. All is
/// asked and told by conditional updates, so that a worker who was overtaken, or whose export was taken back, changes nothing any more.
/// </summary>
public sealed class ExportLeases(
    IDbContextFactory<PortalDb> contexts, Transactions transactions, MailQueue mails, TimeProvider clock)
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The oldest that nobody works on, now leased; null when there is none, or another node was quicker.</summary>
    internal async Task<ExportJob?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (until, lease) = (now + Lease, Ids.New(clock));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var resting = db.Resting(WorkKind.Export, now);
        var waiting = await db.ExportJobs.AsNoTracking()
            .Where(job => (job.State == ExportState.Waiting || job.State == ExportState.Running)
                && (job.LeasedUntil == null || job.LeasedUntil <= now) && !resting.Contains(job.Id))
            .OrderBy(job => job.AskedAt).ThenBy(job => job.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (waiting is null)
            return null;

        var mine = await WriteAsync(
            waiting, waiting.LeaseId, waiting.State,
            (rows, stop) => rows.Where(job => job.LeasedUntil == null || job.LeasedUntil <= now).ExecuteUpdateAsync(
                set => set.SetProperty(job => job.State, ExportState.Running)
                    .SetProperty(job => job.LeasedUntil, until)
                    .SetProperty(job => job.LeaseId, lease)
                    .SetProperty(job => job.Attempts, job => job.Attempts + 1)
                    .SetProperty(job => job.Done, 0),
                stop),
            (_, _) => Task.CompletedTask, cancellationToken);
        if (!mine)
            return null;

        waiting.State = ExportState.Running;
        waiting.LeaseId = lease;
        waiting.Attempts++;
        return waiting;
    }

    /// <summary>Keeps the lease, and says how far the file is; false when it was taken back, or somebody else has it now.</summary>
    internal Task<bool> KeepAsync(ExportJob job, ExportProgress progress, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + Lease;
        return MineAsync(
            job,
            (rows, stop) => rows.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Rows, progress.Rows)
                    .SetProperty(row => row.Done, progress.Done)
                    .SetProperty(row => row.LeasedUntil, until),
                stop),
            (_, _) => Task.CompletedTask, cancellationToken);
    }

    /// <summary>The file is whole and in its place: it can be fetched, the audit log has its hash, and whoever asked is told.</summary>
    internal Task<bool> FinishAsync(
        ExportJob job, Actor actor, ExportOrder order, long rows, long bytes, byte[] hash, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var expires = now + ExportJob.Keep;
        return MineAsync(
            job,
            (mine, stop) => mine.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, ExportState.Ready)
                    .SetProperty(row => row.Rows, rows)
                    .SetProperty(row => row.Done, rows)
                    .SetProperty(row => row.Bytes, bytes)
                    .SetProperty(row => row.Hash, hash)
                    .SetProperty(row => row.FinishedAt, now)
                    .SetProperty(row => row.ExpiresAt, expires)
                    .SetProperty(row => row.LeasedUntil, (DateTimeOffset?)null),
                stop),
            async (db, stop) =>
            {
                var name = ExportMaker.FileName(order.List, job.Format, job.AskedAt, job.Language);
                db.Audit(
                    actor, clock, AuditActions.ExportFinished, name, job.Id, null,
                    ExportViews.Deed(job.List, job.Format, job.Filter, job.Columns, rows, hash), actor.PartnerId);
                if (!job.IsKey && await db.Users.FindAsync([job.ClientId], stop) is { } person)
                {
                    mails.Add(db, person.Mail(MailKind.ExportReady)
                        .With("file", name).With("rows", $"{rows}").With("due", expires.ToString("O")).With("link", "exports"));
                }
            },
            cancellationToken);
    }

    /// <summary>It will not be made: <paramref name="code"/> says why.</summary>
    internal Task<bool> FailAsync(ExportJob job, string code, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        job.FailureCode = code;
        return MineAsync(
            job,
            (rows, stop) => rows.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, ExportState.Failed)
                    .SetProperty(row => row.FailureCode, code)
                    .SetProperty(row => row.FinishedAt, now)
                    .SetProperty(row => row.LeasedUntil, (DateTimeOffset?)null),
                stop),
            (_, _) => Task.CompletedTask, cancellationToken);
    }

    /// <summary>It waits again: because it failed and rests, or because the portal stops and whoever starts next need not wait.</summary>
    internal Task<bool> ReleaseAsync(ExportJob job) => MineAsync(
        job,
        (rows, stop) => rows.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, ExportState.Waiting).SetProperty(row => row.LeasedUntil, (DateTimeOffset?)null), stop),
        (_, _) => Task.CompletedTask, CancellationToken.None);

    private Task<bool> MineAsync(
        ExportJob job, Func<IQueryable<ExportJob>, CancellationToken, Task<int>> update, Func<PortalDb, CancellationToken, Task> then,
        CancellationToken cancellationToken) =>
        WriteAsync(job, job.LeaseId, ExportState.Running, update, then, cancellationToken);

    private Task<bool> WriteAsync(
        ExportJob job, Guid? lease, ExportState state, Func<IQueryable<ExportJob>, CancellationToken, Task<int>> update,
        Func<PortalDb, CancellationToken, Task> then, CancellationToken cancellationToken) => transactions.RunAsync(
        async (db, stop) =>
        {
            if (await update(db.ExportJobs.Where(row => row.Id == job.Id && row.State == state && row.LeaseId == lease), stop) == 0)
                return false;

            await then(db, stop);
            db.NotifyChange(ChangeTopics.Export, job.Id, clock, job.PartnerId, job.ShopId);
            return true;
        },
        mine => mine,
        cancellationToken);
}
