using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Evidence;

/// <summary>A piece of evidence that somebody may read now; whoever got it disposes of the content.</summary>
/// <param name="Length">In bytes; null where it is not known before it is read.</param>
public sealed record OpenedEvidence(Stream Content, string Name, string ContentType, long? Length) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>
/// Somebody reads a piece of evidence, or looks at its preview (R8.5). Who did is noted in the audit log: each opening of the bytes, and
/// whoever else than its author looked at a preview, once an hour.
/// </summary>
public sealed class OpenEvidence(
    UnitOfWork work, IDbContextFactory<PortalDb> contexts, EvidenceStore store, Rights rights, TimeProvider clock,
    ILogger<OpenEvidence> log)
{
    private static readonly TimeSpan SameLook = TimeSpan.FromHours(1);

    /// <param name="DisputeId">A piece of evidence is found only by its dispute and its own id.</param>
    /// <param name="Preview">The preview, and not the bytes as they came.</param>
    public sealed record Input(Guid DisputeId, Guid EvidenceId, bool Preview);

    /// <summary>Who may not read it learns no more than that there is none.</summary>
    public async Task<Outcome<OpenedEvidence>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // whoever left an organisation may still have a page open, or a key in memory
        if (await rights.RefuseAsync(db, actor, cancellationToken) is { } ended)
            return ended;
        var file = await db.EvidenceFiles.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == input.EvidenceId && row.DisputeId == input.DisputeId, cancellationToken);
        var dispute = await db.Disputes.VisibleTo(actor).Where(row => row.Id == input.DisputeId).Select(row => new { row.Number })
            .SingleOrDefaultAsync(cancellationToken);
        if (file is null || dispute is null || !EvidenceAccess.MayRead(actor, file))
            return Refusal.NotFound(EvidenceRefusals.NotFound);
        if (input.Preview && file.PreviewState != EvidencePreviewState.Ready)
            return Refusal.NotFound(EvidenceRefusals.NoPreview);

        if (await IsToBeNotedAsync(db, actor, file, input.Preview, cancellationToken))
        {
            var noted = await work.RunAsync<Done>(
                actor.ForPart,
                (transaction, _) =>
                {
                    transaction.Audit(actor, clock, AuditActions.EvidenceViewed, file.Name, file.Id, null,
                        new { dispute = dispute.Number, preview = input.Preview ? true : (bool?)null }, file.PartnerId);
                    return Task.FromResult<Outcome<Done>>(default(Done));
                },
                cancellationToken);
            if (!noted.Succeeded)
                return noted.Refusal!;
        }

        try
        {
            return input.Preview
                ? new OpenedEvidence(
                    await store.OpenPreviewAsync(file, cancellationToken), Path.ChangeExtension(file.Name, ".jpg"), "image/jpeg", null)
                : new OpenedEvidence(
                    await store.OpenAsync(file, cancellationToken), file.Name, file.Type.ContentType(), file.Bytes);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or CryptographicException)
        {
            log.LogError(failure, "The file of evidence {Id} cannot be read", file.Id);
            return new Refusal(RefusalKind.Unavailable, EvidenceRefusals.Unreadable);
        }
    }

    private async Task<bool> IsToBeNotedAsync(
        PortalDb db, Actor actor, EvidenceFile file, bool preview, CancellationToken cancellationToken)
    {
        if (!preview)
            return true;
        if (!actor.IsOperator)
            return false; // the author's own

        var since = clock.GetUtcNow() - SameLook;
        return !await db.AuditRecords.AnyAsync(
            record => record.SubjectId == file.Id && record.ActorId == actor.ClientId && record.Action == AuditActions.EvidenceViewed
                && record.At > since,
            cancellationToken);
    }
}
