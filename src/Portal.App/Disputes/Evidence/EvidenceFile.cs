using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Cases;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// A piece of evidence (R8.2). Its bytes stand in <see cref="EvidenceDisk"/> under its id. Nothing of it is ever replaced: what was not
/// known when it came (what its uploader says of it, its preview) is filled in once.
/// </summary>
public sealed class EvidenceFile
{
    /// <summary>Made when the upload began.</summary>
    public required Guid Id { get; init; }

    public required Guid DisputeId { get; init; }

    /// <summary>Counted within the dispute from 1 on; unique, so that two uploads at once never make eleven.</summary>
    public required int Number { get; init; }

    /// <summary>The person or key that brought it.</summary>
    public required Guid UploaderId { get; init; }

    public required string UploadedBy { get; init; }

    /// <summary>The partner or shop in whose name they did; both null for the operator's people.</summary>
    public required Guid? PartnerId { get; init; }

    public required Guid? ShopId { get; init; }

    /// <summary>What that partner or shop was called; null for the operator.</summary>
    public required string? Organisation { get; init; }

    /// <summary>See <see cref="EvidenceNames.Clean"/>.</summary>
    public required string Name { get; init; }

    public required EvidenceType Type { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Of the bytes as they came.</summary>
    public required byte[] Sha256 { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>When, by the uploader's word, it was that it shows; null until they say it.</summary>
    public DateTimeOffset? StatedAt { get; set; }

    /// <summary>What it shows, in the uploader's words.</summary>
    public string? Note { get; set; }

    /// <summary>The time that the file carries; null where it carries none.</summary>
    public required DateTimeOffset? FileAt { get; init; }

    public required FileTimeSource? FileAtSource { get; init; }

    /// <summary>What the picture looks like, in 64 bits; null where it is none, or not drawn (yet), or all of one colour.</summary>
    public long? PerceptualHash { get; set; }

    public required EvidencePreviewState PreviewState { get; set; }

    /// <summary>When its preview is to be drawn, or tried again; null when there is nothing to do.</summary>
    public required DateTimeOffset? PreviewDueAt { get; set; }

    /// <summary>How often it was begun.</summary>
    public int PreviewTries { get; set; }

    /// <summary>When its bytes were last compared with its hash.</summary>
    public required DateTimeOffset CheckedAt { get; set; }

    /// <summary>Counts changes, so that of two at once one is first.</summary>
    public int Version { get; set; }

    /// <summary>Whether stated time and file's time lie more than a day apart (R8.2).</summary>
    public bool Differs => EvidenceRules.Differs(StatedAt, FileAt);

    internal sealed class Mapping : IEntityTypeConfiguration<EvidenceFile>
    {
        public void Configure(EntityTypeBuilder<EvidenceFile> file)
        {
            file.ToTable("EvidenceFiles");
            file.LiesInTheOrderOf(f => f.UploadedAt);
            file.Ignore(f => f.Differs);
            file.Property(f => f.UploadedBy).HasMaxLength(Lengths.Name);
            file.Property(f => f.Organisation).HasMaxLength(Lengths.Name);
            file.Property(f => f.Name).HasMaxLength(EvidenceNames.Longest);
            file.Property(f => f.Sha256).HasMaxLength(Lengths.Hash);
            file.Property(f => f.Note).HasMaxLength(EvidenceRules.LongestNote);
            file.Property(f => f.Version).IsConcurrencyToken();
            file.HasIndex(f => new { f.DisputeId, f.Number }).IsUnique();
            // the same file again, from the same hand, is the one that is there
            file.HasIndex(f => new { f.DisputeId, f.UploaderId, f.Sha256 }).IsUnique();
            file.HasIndex(f => f.Sha256);
            file.HasIndex(f => f.PreviewDueAt);
            file.HasIndex(f => f.CheckedAt);
            file.HasOne<Dispute>().WithMany().HasForeignKey(f => f.DisputeId);
            file.HasOne<Partner>().WithMany().HasForeignKey(f => f.PartnerId);
            file.HasOne<Shop>().WithMany().HasForeignKey(f => f.ShopId);
        }
    }
}

/// <summary>Whether a piece of evidence can be looked at without being opened.</summary>
public enum EvidencePreviewState
{
    /// <summary>It is no picture.</summary>
    None,

    /// <summary>It will be drawn in a moment.</summary>
    Waiting,

    Ready,

    /// <summary>It could not be drawn; its bytes are there all the same.</summary>
    Failed,
}
