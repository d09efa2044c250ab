using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Platform.Auditing;

/// <summary>
/// Who did what, when, and how it was before and after (R10.4). Written in the transaction of the deed; the database refuses to change or
/// delete it, and the hash chain shows what got past that.
/// </summary>
public sealed class AuditRecord
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The person's or key's id.</summary>
    public required Guid ActorId { get; init; }

    public required string Actor { get; init; }

    /// <summary>The network address that they acted from; null for what has none.</summary>
    public string? Address { get; init; }

    /// <summary>What was done, a stable code: see <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of thing, where the action does not say it; the name of its word (<c>AuditKind_…</c>).</summary>
    public string? Kind { get; init; }

    /// <summary>What it was done to.</summary>
    public required string Subject { get; init; }

    public required Guid SubjectId { get; init; }

    public Guid? PartnerId { get; init; }

    /// <summary>JSON; null where there was nothing before.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }

    /// <summary>For search, in lower case without diacritics.</summary>
    public required string SearchText { get; init; }

    /// <summary>SHA-256 of all of it.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The block of the hash chain that it is sealed with, see <c>LedgerSeal</c>.</summary>
    public long Block { get; internal set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditRecord>
    {
        public void Configure(EntityTypeBuilder<AuditRecord> record)
        {
            record.ToTable("AuditRecords", table => table.IsAppendOnly());
            record.LiesInTheOrderOf(r => r.At);
            record.Property(r => r.Actor).HasMaxLength(Lengths.Name);
            record.Property(r => r.Address).HasMaxLength(Lengths.Code);
            record.Property(r => r.Action).HasMaxLength(Lengths.Code);
            record.Property(r => r.Kind).HasMaxLength(Lengths.Code);
            record.Property(r => r.Subject).HasMaxLength(Lengths.Name);
            record.Property(r => r.SearchText).HasMaxLength(Lengths.Note);
            record.Property(r => r.Hash).HasMaxLength(Lengths.Hash);
            record.HasIndex(r => new { r.At, r.Id });
            record.HasIndex(r => r.SubjectId);
            record.HasIndex(r => r.Block);
        }
    }
}
