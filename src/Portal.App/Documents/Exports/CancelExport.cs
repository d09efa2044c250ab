using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Documents.Exports;

/// <summary>
/// Whoever asked for an export does not want it any more: a worker stops within moments, and a file that is ready goes away. Twice is once.
/// </summary>
public sealed class CancelExport(ExportFiles files, UnitOfWork work, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        string? file = null;
        var done = await work.RunAsync<Done>(
            actor,
            async (db, stop) =>
            {
                if (await ExportScope.FindAsync(db, actor, id, stop) is not { } job)
                    return Refusal.NotFound(ExportRefusals.NotFound);
                if (job.State is not (ExportState.Waiting or ExportState.Running or ExportState.Ready))
                    return default(Done);

                file = job.State == ExportState.Ready ? job.FileOnDisk : null;
                job.State = ExportState.Cancelled;
                job.FinishedAt = clock.GetUtcNow();
                job.LeasedUntil = null;
                db.NotifyChange(ChangeTopics.Export, job.Id, clock, job.PartnerId, job.ShopId);
                return default(Done);
            },
            cancellationToken);
        if (done.Succeeded && file is not null)
            files.Folder.Delete(file); // what a crash leaves behind here is swept
        return done;
    }
}
