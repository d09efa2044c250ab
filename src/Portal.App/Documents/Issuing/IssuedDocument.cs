using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Documents.Issuing;

/// <summary>
/// A document that was given out as final. Never changed: its content and files lie in <see cref="DocumentStore"/> under their hashes, and
/// a correction is another one, which names it.
/// </summary>
public sealed class IssuedDocument
{
    public required Guid Id { get; init; }

    /// <summary>By which anybody who has it can check it; its end cannot be guessed.</summary>
    public required string Number { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>See <see cref="DocumentSubject"/>.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The first day of its period; <see cref="DateOnly.MinValue"/> where the subject says all.</summary>
    public required DateOnly Period { get; init; }

    /// <summary><c>vi</c> or <c>en</c>: each language is a document of its own.</summary>
    public required string Language { get; init; }

    /// <summary>1, and one more for each correction.</summary>
    public required int Version { get; init; }

    /// <summary>The one that it corrects.</summary>
    public Guid? ReplacesId { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Of its file, without an ending.</summary>
    public required string Name { get; init; }

    /// <summary>The figure by which a paper is compared with it, in đồng.</summary>
    public required long Total { get; init; }

    /// <summary>SHA-256 of what it says, see <see cref="Model.DocumentJson"/>; its content lies under it.</summary>
    public required byte[] ContentHash { get; init; }

    /// <summary>The head of the ledger's hash chain when it was issued.</summary>
    public required byte[] LedgerHead { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IssuedDocument>
    {
        public void Configure(EntityTypeBuilder<IssuedDocument> document)
        {
            document.ToTable("IssuedDocuments", table => table.IsAppendOnly());
            document.LiesInTheOrderOf(d => d.IssuedAt);
            document.Property(d => d.Number).HasMaxLength(Lengths.Key);
            document.Property(d => d.Language).HasMaxLength(Lengths.Reason);
            document.Property(d => d.Name).HasMaxLength(Lengths.Name);
            document.Property(d => d.ContentHash).HasMaxLength(Lengths.Hash);
            document.Property(d => d.LedgerHead).HasMaxLength(Lengths.Hash);
            document.HasIndex(d => d.Number).IsUnique();

            // each version once, whoever issues it at the same time
            document.HasIndex(d => new { d.Kind, d.SubjectId, d.Period, d.Language, d.Version }).IsUnique();
            document.HasIndex(d => d.ReplacesId).IsUnique().HasFilter("\"ReplacesId\" IS NOT NULL");
            document.HasIndex(d => d.ContentHash);
            document.HasOne<IssuedDocument>().WithMany().HasForeignKey(d => d.ReplacesId);
        }
    }
}

/// <summary>A file of an issued document, made when it was first asked for and served again byte for byte.</summary>
public sealed class IssuedFile
{
    public required Guid DocumentId { get; init; }

    public required FileFormat Format { get; init; }

    public required byte[] Sha256 { get; init; }

    public required int Bytes { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IssuedFile>
    {
        public void Configure(EntityTypeBuilder<IssuedFile> file)
        {
            file.ToTable("IssuedFiles");
            file.HasKey(f => new { f.DocumentId, f.Format });
            file.Property(f => f.Sha256).HasMaxLength(Lengths.Hash);
            file.HasIndex(f => f.Sha256);
            file.HasOne<IssuedDocument>().WithMany().HasForeignKey(f => f.DocumentId);
        }
    }
}
