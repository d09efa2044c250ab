using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Evidence;

/// <summary>A piece of evidence as pages and the API show it.</summary>
/// <param name="Number">Counted within the dispute.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
/// <param name="Differs">Whether stated time and file's time lie more than a day apart.</param>
public sealed record EvidenceView(
    Guid Id, Guid DisputeId, int Number, string Name, EvidenceType Type, long Bytes, string Sha256, string UploadedBy, string? Organisation,
    DateTimeOffset UploadedAt, DateTimeOffset? StatedAt, string? Note, DateTimeOffset? FileAt, FileTimeSource? FileAtSource, bool Differs,
    EvidencePreviewState Preview)
{
    public static EvidenceView Of(EvidenceFile file) => new(
        file.Id, file.DisputeId, file.Number, file.Name, file.Type, file.Bytes, Convert.ToHexStringLower(file.Sha256), file.UploadedBy,
        file.Organisation, file.UploadedAt, file.StatedAt, file.Note, file.FileAt, file.FileAtSource, file.Differs, file.PreviewState);
}
