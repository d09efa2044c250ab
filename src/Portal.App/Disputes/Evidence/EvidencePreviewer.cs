using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// Draws the previews of pictures that came as evidence, one at a time on each node, away from whoever sent them. Woken by an upload, and
/// by a slow tick for what another node left. Each picture is taken for some minutes, so that no two nodes draw it, and one whose node dies
/// is drawn all the same.
/// </summary>
public sealed class EvidencePreviewer(
    IDbContextFactory<PortalDb> contexts, Transactions transactions, EvidenceDisk disk, PreviewProcess drawing, FailedWork failed,
    ChangeNotifier notifier, TimeProvider clock, ILogger<EvidencePreviewer> log) : BackgroundService
{
    /// <summary>A program that breaks over a picture breaks over it again; once more is for a machine that was too busy.</summary>
    public const int MostTries = 2;

    private const int AtOnce = 20;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim wake = new(0, 1);

    /// <summary>Draws all that is due.</summary>
    public async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        while (await DueAsync(stoppingToken) is { Count: > 0 } due)
        {
            await failed.RunAsync(due, (item, stop) => DrawAsync(item.Id, stop), stoppingToken);
            if (due.Count < AtOnce)
                return;
        }
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = notifier.Subscribe(change =>
        {
            if (change.Topic == ChangeTopics.Evidence && wake.CurrentCount == 0)
                Wake();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                await wake.WaitAsync(Tick, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Previews of evidence could not be drawn; tried again in a moment");
                await Task.Delay(Tick, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<IReadOnlyList<WorkItem>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.EvidenceFiles
            .Where(file => file.PreviewDueAt <= now
                && !db.WorkFailures.Any(
                    failure => failure.Kind == WorkKind.EvidencePreview && failure.SubjectId == file.Id && failure.NextAt > now))
            .OrderBy(file => file.PreviewDueAt).Take(AtOnce)
            .Select(file => new WorkItem(WorkKind.EvidencePreview, file.Id, file.Name)).ToListAsync(cancellationToken);
    }

    private async Task DrawAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await TakeAsync(id, cancellationToken) is not { } file)
            return;

        DrawingEnd end;
        DrawnPreview? preview;
        await using (var picture = await disk.OpenAsync(new EvidencePart(id, IsPreview: false), cancellationToken))
            (end, preview) = await drawing.DrawAsync(file.Type, picture, cancellationToken);
        if (preview is not null)
            await SaveAsync(id, preview, cancellationToken);
        if (end == DrawingEnd.Broken)
            log.LogWarning("The preview of evidence {Id} broke the program that draws it, or took too long (try {Try})", id,
                file.PreviewTries);

        await transactions.RunAsync(
            async (db, stop) => await EndAsync(db, id, end, preview, stop), isKept: done => done, cancellationToken);
    }

    /// <summary>Null when another node has it, or it is drawn.</summary>
    private Task<EvidenceFile?> TakeAsync(Guid id, CancellationToken cancellationToken) => transactions.RunAsync(
        async (db, stop) =>
        {
            var file = await db.EvidenceFiles.SingleOrDefaultAsync(row => row.Id == id, stop);
            var now = clock.GetUtcNow();
            if (file?.PreviewDueAt is not { } due || due > now)
                return null;

            file.PreviewDueAt = now + Lease;
            file.PreviewTries++;
            file.Version++;
            return file;
        },
        isKept: file => file is not null, cancellationToken);

    private async Task<bool> EndAsync(PortalDb db, Guid id, DrawingEnd end, DrawnPreview? preview, CancellationToken cancellationToken)
    {
        var file = await db.EvidenceFiles.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (file is null || file.PreviewState != EvidencePreviewState.Waiting)
            return false;

        file.Version++;
        if (end == DrawingEnd.Broken && file.PreviewTries < MostTries)
        {
            file.PreviewDueAt = clock.GetUtcNow() + Pause;
            return true;
        }

        file.PreviewDueAt = null;
        file.PreviewState = preview is null ? EvidencePreviewState.Failed : EvidencePreviewState.Ready;
        file.PerceptualHash = preview?.Hash;
        if (preview?.Hash is { } hash)
            db.PictureHashBands.AddRange(PictureBands.Of(hash).Select(key => new PictureHashBand { FileId = id, Key = key }));
        db.NotifyChange(ChangeTopics.Evidence, file.DisputeId, clock, file.PartnerId, file.ShopId);
        return true;
    }

    private async Task SaveAsync(Guid id, DrawnPreview preview, CancellationToken cancellationToken)
    {
        var part = new EvidencePart(id, IsPreview: true);
        disk.DropPartial(part); // of a try that was ended
        try
        {
            await using (var writer = await disk.BeginAsync(part, cancellationToken))
            {
                await writer.WriteAsync(preview.Jpeg, cancellationToken);
                await writer.FinishAsync(cancellationToken);
            }

            disk.Place(part);
        }
        finally
        {
            disk.DropPartial(part);
        }
    }

    private void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // two uploads at once: one wake-up serves both
        }
    }
}
