using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Ledger;

/// <summary>What an audit found wrong.</summary>
public enum AuditFindingKind
{
    /// <summary>An entry is not what was written: its bytes do not give its hash.</summary>
    EntryChanged,

    /// <summary>The entries of a block do not give its seal: one is gone, or one was slipped in.</summary>
    BlockChanged,

    /// <summary>A seal does not follow the one before it.</summary>
    ChainBroken,

    /// <summary>An earlier audit saw a last seal that is not there any more: the end of the ledger is gone, or was written anew.</summary>
    ChainCut,

    /// <summary>An entry does not sum to zero.</summary>
    EntryUnbalanced,

    /// <summary>The balance of a partner or shop is not what their entries add up to.</summary>
    BalanceDiffers,

    /// <summary>A reward and its entries do not agree.</summary>
    RewardDiffers,

    /// <summary>A surcharge and its entries do not agree.</summary>
    SurchargeDiffers,

    /// <summary>
    /// A weekly statement is not the sum of its entries, or what remains of it is not what its payments and invoices leave.
    /// </summary>
    StatementDiffers,

    /// <summary>What an invoice asks for, and was paid, is not what stands in the ledger.</summary>
    InvoiceDiffers,

    /// <summary>A request and its entries do not agree.</summary>
    WithdrawalDiffers,

    /// <summary>A closed month still keeps tax of a partner back: it was neither remitted nor given back (R6.4).</summary>
    TaxLeftWithheld,

    /// <summary>A record of the audit log is not what was written.</summary>
    AuditRecordChanged,
}

/// <summary>One run of the audit of the whole ledger.</summary>
public sealed class LedgerAudit
{
    public required Guid Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How many entries it went through.</summary>
    public required int Entries { get; init; }

    public required int Blocks { get; init; }

    public required int Findings { get; init; }

    /// <summary>The last seal's hash, by which the ledger of this day can be recognised.</summary>
    public required byte[] Head { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerAudit>
    {
        public void Configure(EntityTypeBuilder<LedgerAudit> audit)
        {
            audit.ToTable("LedgerAudits");
            audit.Property(a => a.Head).HasMaxLength(Lengths.Hash);
            audit.HasIndex(a => a.EndedAt);
        }
    }
}

/// <summary>Something that an audit found, named so that it can be looked up.</summary>
public sealed class LedgerAuditFinding
{
    public required Guid Id { get; init; }

    public required Guid AuditId { get; init; }

    public required AuditFindingKind Kind { get; init; }

    /// <summary>
    /// What is wrong: the entry's key, the block's number, the partner's or request's id, with the month where it is about one.
    /// </summary>
    public required string Subject { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerAuditFinding>
    {
        public void Configure(EntityTypeBuilder<LedgerAuditFinding> finding)
        {
            finding.ToTable("LedgerAuditFindings");
            finding.Property(f => f.Subject).HasMaxLength(Lengths.Name);
            finding.HasIndex(f => f.AuditId);
            finding.HasOne<LedgerAudit>().WithMany().HasForeignKey(f => f.AuditId);
        }
    }
}
