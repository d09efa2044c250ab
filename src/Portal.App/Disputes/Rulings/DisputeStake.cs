using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;

namespace Portal.App.Disputes.Rulings;

/// <summary>What a dispute is about in money while it is open (R8.7). What is held because of it stands with the holds.</summary>
public sealed class DisputeStake
{
    public required Guid DisputeId { get; init; }

    public required string DisputeNumber { get; init; }

    public required Guid ShopId { get; init; }

    /// <summary>The order that it is about; null where it is about a customer.</summary>
    public Guid? OrderId { get; set; }

    /// <summary>The customer that it is about: <see cref="Order.AccountKey"/>.</summary>
    public byte[]? CustomerKey { get; set; }

    /// <summary>The amount at stake when it was last worked out, in đồng: what becomes of the orders moves it.</summary>
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
            stake.Property(s => s.CustomerKey).HasMaxLength(Lengths.Hash);
            stake.Property(s => s.Draft).HasMaxLength(Lengths.Note);
            stake.HasIndex(s => new { s.OrderId, s.ReleasedAt });
            stake.HasIndex(s => new { s.ShopId, s.CustomerKey, s.ReleasedAt });
        }
    }
}
