using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Seals a block of entries and audit records into the hash chain: its hash covers the seal before it and the hash of each of them, so that
/// one that is changed, taken away or slipped in later shows, wherever it is. Never changed.
/// </summary>
public sealed class LedgerSeal
{
    /// <summary>The block's number, from 1.</summary>
    public required long Block { get; init; }

    public required int Entries { get; init; }

    /// <summary>How many records of the audit log it covers.</summary>
    public int AuditRecords { get; init; }

    /// <summary>The hash of the seal before; zeros for the first.</summary>
    public required byte[] Previous { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset SealedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerSeal>
    {
        public void Configure(EntityTypeBuilder<LedgerSeal> seal)
        {
            seal.ToTable("LedgerSeals", table => table.IsAppendOnly());
            seal.HasKey(s => s.Block);
            seal.Property(s => s.Block).ValueGeneratedNever();
            seal.HasIndex(s => new { s.SealedAt, s.Block }); // the root at a close
            seal.Property(s => s.Previous).HasMaxLength(Lengths.Hash);
            seal.Property(s => s.Hash).HasMaxLength(Lengths.Hash);
        }
    }
}
