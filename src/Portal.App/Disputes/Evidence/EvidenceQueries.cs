using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Disputes.Evidence;

/// <summary>A piece of evidence of another dispute that is the same as one of this, or looks like it.</summary>
/// <param name="EvidenceId">The one of this dispute.</param>
/// <param name="Other">The other one.</param>
/// <param name="SameBytes">It is the same file; otherwise it looks alike.</param>
/// <param name="Difference">In how many of 64 bits the pictures differ; 0 of the same file.</param>
public sealed record SimilarEvidence(Guid EvidenceId, EvidenceView Other, bool SameBytes, int Difference);

/// <summary>Reads of evidence. Whoever asks has looked whether the actor may see the dispute.</summary>
public sealed class EvidenceQueries(IDbContextFactory<PortalDb> contexts)
{
    /// <summary>As many similar ones are looked at, newest first.</summary>
    public const int MostCandidates = 500;

    /// <summary>The pieces of a dispute that the actor may read, in their order.</summary>
    public async Task<IReadOnlyList<EvidenceView>> OfDisputeAsync(Actor actor, Guid disputeId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var files = await db.EvidenceFiles.AsNoTracking().Where(file => file.DisputeId == disputeId).OrderBy(file => file.Number)
            .ToListAsync(cancellationToken);
        return [.. files.Where(file => EvidenceAccess.MayRead(actor, file)).Select(EvidenceView.Of)];
    }

    /// <summary>
    /// What other disputes have that is the same as evidence of this one, or looks like it: for the operator's people only. Three reads
    /// through indexes, whatever there is.
    /// </summary>
    public async Task<IReadOnlyList<SimilarEvidence>> SimilarAsync(Actor actor, Guid disputeId, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await db.EvidenceFiles.AsNoTracking().Where(file => file.DisputeId == disputeId).ToListAsync(cancellationToken);
        if (own.Count == 0)
            return [];

        var hashes = own.Select(file => file.Sha256).ToList();
        var same = await db.EvidenceFiles.AsNoTracking().Where(file => hashes.Contains(file.Sha256) && file.DisputeId != disputeId)
            .OrderByDescending(file => file.UploadedAt).ThenBy(file => file.Id).Take(MostCandidates).ToListAsync(cancellationToken);
        var keys = own.Where(file => file.PerceptualHash is not null).SelectMany(file => PictureBands.Near(file.PerceptualHash!.Value))
            .Distinct().ToList();
        var alike = keys.Count == 0 ? [] : await db.EvidenceFiles.AsNoTracking()
            .Where(file => file.DisputeId != disputeId
                && db.PictureHashBands.Any(band => keys.Contains(band.Key) && band.FileId == file.Id))
            .OrderByDescending(file => file.UploadedAt).ThenBy(file => file.Id).Take(MostCandidates).ToListAsync(cancellationToken);

        return
        [
            .. from file in own
               from other in same.Concat(alike).DistinctBy(other => other.Id)
               let isSame = file.Sha256.AsSpan().SequenceEqual(other.Sha256)
               let difference = isSame ? 0 : Difference(file, other)
               where isSame || difference <= PictureBands.MostDifferent
               orderby file.Number, isSame descending, difference, other.UploadedAt descending
               select new SimilarEvidence(file.Id, EvidenceView.Of(other), isSame, difference),
        ];
    }

    private static int Difference(EvidenceFile one, EvidenceFile other) =>
        one.PerceptualHash is { } hash && other.PerceptualHash is { } with ? PictureBands.Difference(hash, with) : int.MaxValue;
}
