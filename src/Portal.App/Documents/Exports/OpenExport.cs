using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Documents.Exports;

/// <summary>A file that is ready, to be read from its beginning to its end.</summary>
public sealed record OpenedExport(string Name, string ContentType, long Bytes, Stream Content);

/// <summary>
/// Whoever asked for an export fetches its file. Their rights are read once more: whoever may no longer see the list, or no longer take it
/// out, does not get what was made before (R9.6, R10.5).
/// </summary>
public sealed class OpenExport(ExportCatalogue lists, ExportFiles files, ExportViews views, UnitOfWork work, TimeProvider clock)
{
    public async Task<Outcome<OpenedExport>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = await work.RunAsync<ExportJob>(
            actor,
            async (db, stop) =>
            {
                if (await ExportScope.FindAsync(db, actor, id, stop) is not { } job)
                    return Refusal.NotFound(ExportRefusals.NotFound);
                if (lists.Find(actor, job.List) is not { } list || !actor.MayExport(list))
                    return Refusal.Forbidden(ExportRefusals.NotAllowed);
                if (job.State == ExportState.Expired || (job.State == ExportState.Ready && job.ExpiresAt <= clock.GetUtcNow()))
                    return Refusal.Conflict(ExportRefusals.Expired);
                return job.State == ExportState.Ready ? job : Refusal.Conflict(ExportRefusals.NotReady);
            },
            cancellationToken);
        if (found.Refusal is { } refusal)
            return refusal;

        var row = found.Value;
        try
        {
            return new OpenedExport(
                views.Of(row).FileName, row.Format.ContentType(), row.Bytes,
                await files.Folder.OpenAsync(row.FileOnDisk!, cancellationToken));
        }
        catch (FileNotFoundException)
        {
            return Refusal.Conflict(ExportRefusals.Expired); // it was taken back a moment ago
        }
    }
}
