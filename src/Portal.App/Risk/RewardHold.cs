using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;

namespace Portal.App.Risk;

/// <summary>
/// Keeps what a partner earns by an order in a programme from being paid while it is looked at. It holds whatever reward they have
/// there, so a decision that replaces the reward does not end it, and one that gives it to somebody else does not touch them.
/// Only a person ends it (<see cref="ReleasedAt"/>), or the end of the dispute by which it is held; holding again later is a new row.
/// </summary>
public sealed class RewardHold
{
    public required Guid Id { get; init; }

    /// <summary>The case by which it is held; a reward can be held by several. Null where a dispute holds it.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The dispute by which it is held (R8.7).</summary>
    public Guid? DisputeId { get; init; }

    /// <summary>What of the reward after tax is held, in đồng; null for all of it.</summary>
    public long? Part { get; set; }

    public required Guid OrderId { get; init; }

    public required Guid ProgrammeId { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>1 for the first hold of this reward by this case; only the highest can be in force.</summary>
    public required int Number { get; init; }

    public required string Reason { get; set; }

    /// <summary>The admin's or key's name.</summary>
    public required string HeldBy { get; init; }

    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>By when somebody has to look again; of a dispute, its own day counts.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? ReleasedAt { get; set; }

    public string? ReleasedBy { get; set; }

    public string? ReleaseReason { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RewardHold>
    {
        public void Configure(EntityTypeBuilder<RewardHold> hold)
        {
            hold.ToTable("RewardHolds");
            hold.Property(h => h.Reason).HasMaxLength(Lengths.Note);
            hold.Property(h => h.HeldBy).HasMaxLength(Lengths.Name);
            hold.Property(h => h.ReleasedBy).HasMaxLength(Lengths.Name);
            hold.Property(h => h.ReleaseReason).HasMaxLength(Lengths.Note);
            hold.HasIndex(h => new { h.OrderId, h.ProgrammeId, h.PartnerId, h.CaseId, h.Number }).IsUnique()
                .HasFilter("\"CaseId\" IS NOT NULL");
            hold.HasIndex(h => new { h.DisputeId, h.OrderId, h.ProgrammeId, h.PartnerId, h.Number }).IsUnique()
                .HasFilter("\"DisputeId\" IS NOT NULL");
            hold.HasIndex(h => new { h.OrderId, h.ReleasedAt });
            hold.HasIndex(h => new { h.CaseId, h.ReleasedAt });
            hold.HasIndex(h => new { h.PartnerId, h.ReleasedAt });
            hold.HasOne<RiskCase>().WithMany().HasForeignKey(h => h.CaseId);
            hold.HasOne<Order>().WithMany().HasForeignKey(h => h.OrderId);
            hold.HasOne<Programme>().WithMany().HasForeignKey(h => h.ProgrammeId);
            hold.HasOne<Partner>().WithMany().HasForeignKey(h => h.PartnerId);
        }
    }
}
