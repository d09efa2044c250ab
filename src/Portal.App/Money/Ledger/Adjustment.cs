using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Access.Users;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Ledger;

/// <summary>Where a correction by a person is.</summary>
public enum AdjustmentState
{
    /// <summary>Above a limit: somebody else has to agree.</summary>
    Proposed,

    Posted,

    Rejected,
}

/// <summary>A correction of a partner's balance by a person, with the reason (R6.1: a new entry, never a changed one).</summary>
public sealed class Adjustment
{
    public required Guid Id { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>Đồng before tax; negative takes away.</summary>
    public required long Gross { get; init; }

    public required string Reason { get; init; }

    public required AdjustmentState State { get; set; }

    /// <summary>The person behind whoever proposed it, who cannot agree to it, see <see cref="Security.FourEyes"/>.</summary>
    public required Guid ProposedById { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecisionReason { get; set; }

    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Adjustment>
    {
        public void Configure(EntityTypeBuilder<Adjustment> adjustment)
        {
            adjustment.ToTable("Adjustments");
            adjustment.Property(a => a.Reason).HasMaxLength(Lengths.Note);
            adjustment.Property(a => a.ProposedBy).HasMaxLength(Lengths.Name);
            adjustment.Property(a => a.DecidedBy).HasMaxLength(Lengths.Name);
            adjustment.Property(a => a.DecisionReason).HasMaxLength(Lengths.Note);
            adjustment.Property(a => a.Version).IsConcurrencyToken();
            adjustment.HasIndex(a => new { a.State, a.ProposedAt });
            adjustment.HasOne<Partner>().WithMany().HasForeignKey(a => a.PartnerId);
        }
    }
}
