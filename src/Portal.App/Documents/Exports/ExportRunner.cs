using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;

namespace Portal.App.Documents.Exports;

/// <summary>
/// Makes the files of exports that wait, each from its beginning to its end: one that was interrupted begins anew, and what was written of
/// it is thrown away. Beside the writing a beat each second keeps the lease, says how far it is, and notices when it was taken back.
/// </summary>
public sealed class ExportRunner(
    IDbContextFactory<PortalDb> contexts, ExportCatalogue lists, ExportMaker maker, ExportFiles files, ExportLeases leases, Rights rights,
    FailedWork failed, ILogger<ExportRunner> log)
{
    /// <summary>After as many it is given up: half an hour, with the pauses between them.</summary>
    public const int MostAttempts = 6;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Works on the oldest export that nobody works on; false when there is none.</summary>
    public async Task<bool> RunNextAsync(CancellationToken cancellationToken)
    {
        if (await leases.ClaimAsync(cancellationToken) is not { } job)
            return false;

        var item = new WorkItem(WorkKind.Export, job.Id, job.List);
        try
        {
            if (await failed.TryAsync(item, stop => RunAsync(job, stop), cancellationToken))
            {
                if (job.Attempts > 1)
                    await failed.ForgetAsync(item, cancellationToken);
            }
            else if (job.Attempts < MostAttempts)
            {
                await leases.ReleaseAsync(job);
            }
            else
            {
                log.LogError("Export {Export} of {List} is given up after {Attempts} attempts", job.Id, job.List, job.Attempts);
                await leases.FailAsync(job, ExportRefusals.Failed, cancellationToken);
                await failed.ForgetAsync(item, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await leases.ReleaseAsync(job);
            throw;
        }

        return true;
    }

    private async Task RunAsync(ExportJob job, CancellationToken cancellationToken)
    {
        var actor = await ActorAsync(job, cancellationToken);
        if (actor is null || lists.Find(actor, job.List) is not { } list || !actor.MayExport(list))
        {
            await leases.FailAsync(job, ExportRefusals.NotAllowed, cancellationToken);
            return;
        }

        var order = new ExportOrder(
            list, actor, job.Format, ExportFilter.Parse(job.Filter), job.Columns.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            job.Language, job.AskedAt);
        var file = job.FileOnDisk!;
        try
        {
            var (progress, bytes, hash) = await WriteAsync(job, order, file, cancellationToken);
            files.Folder.Place(file);
            if (!await leases.FinishAsync(job, actor, order, progress.Done, bytes, hash, cancellationToken))
                files.Folder.Delete(file);
        }
        catch (OvertakenException)
        {
            log.LogInformation("Export {Export} was taken back, or taken over by another node", job.Id);
        }
        finally
        {
            files.Folder.DropPartial(file);
        }
    }

    private async Task<(ExportProgress Progress, long Bytes, byte[] Hash)> WriteAsync(
        ExportJob job, ExportOrder order, string file, CancellationToken cancellationToken)
    {
        using var overtaken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var written = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new ExportProgress();
        var beat = BeatAsync(job, progress, overtaken, written.Token);
        try
        {
            await using var writer = await files.Folder.BeginAsync(file, cancellationToken);
            await using var stream = HashingStream.Into(writer);
            await maker.WriteAsync(order, stream, progress, most: null, overtaken.Token);
            await writer.FinishAsync(overtaken.Token);
            return (progress, stream.Bytes, stream.TakeHash());
        }
        catch (Exception) when (overtaken.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new OvertakenException(); // providers throw various things when they are interrupted
        }
        finally
        {
            await written.CancelAsync();
            await beat;
        }
    }

    private async Task BeatAsync(
        ExportJob job, ExportProgress progress, CancellationTokenSource overtaken, CancellationToken written)
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(written))
            {
                try
                {
                    if (await leases.KeepAsync(job, progress, written))
                        continue;
                    await overtaken.CancelAsync();
                    return;
                }
                catch (Exception failure) when (!written.IsCancellationRequested)
                {
                    // the lease holds for a while; whoever took it over meanwhile is found at the end
                    log.LogWarning(failure, "How far export {Export} is could not be told", job.Id);
                }
            }
        }
        catch (Exception) when (written.IsCancellationRequested)
        {
            // the file is written
        }
    }

    /// <summary>Whoever asked, with the rights that they have now; null when they lost what they asked with.</summary>
    private async Task<Actor?> ActorAsync(ExportJob job, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var permissions = job.Role is { } role ? Permission.Of(role, job.StaffRights) : new HashSet<string>();
        if (job.IsKey)
        {
            var scopes = await db.ApiKeys.Where(key => key.Id == job.ClientId).Select(key => key.Scopes)
                .FirstOrDefaultAsync(cancellationToken);
            var owner = job.ShopId is not null ? ApiKeyOwner.Shop : job.PartnerId is not null ? ApiKeyOwner.Partner : ApiKeyOwner.Operator;
            permissions = ApiScopes.Permissions(owner, scopes ?? "");
        }

        var actor = new Actor(job.ClientId, job.ClientName, job.PartnerId, job.ShopId, permissions)
        {
            IsKey = job.IsKey,
            Role = job.Role,
            StaffRights = job.StaffRights,
        };
        return await rights.RefuseAsync(db, actor, cancellationToken) is null ? actor : null;
    }

    /// <summary>The export was taken back, or another worker took it over.</summary>
    private sealed class OvertakenException : Exception;
}
