using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Disputes.Rulings;

/// <summary>What a dispute is about in money while it is open (R8.7). What is held because of it stands with the holds.</summary>
public sealed class DisputeStake
{
    public required Guid DisputeId { get; init; }

    public required string DisputeNumber { get; init; }

    /// <summary>The amount at stake when it was last worked out, in đồng.</summary>
    public required long Amount { get; set; }

    /// <summary>What the dispute wants, as JSON (<see cref="Attribution.Rulings.RulingDraft"/>).</summary>
    public required string Draft { get; set; }

    public required DateTimeOffset HeldAt { get; init; }

    public DateTimeOffset? ReleasedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DisputeStake>
    {
        public void Configure(EntityTypeBuilder<DisputeStake> stake)
        {
            stake.ToTable("DisputeStakes");
            stake.HasKey(s => s.DisputeId);
            stake.Property(s => s.DisputeNumber).HasMaxLength(Lengths.Code);
        }
    }
}
