using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Rulings;

/// <summary>
/// What an accepted dispute says is right (R8.6). A fact like a click or an event: orders are decided with it from then on. Appended by
/// <see cref="RulingWriter"/> alone and never changed. Of two on one matter the later stands, and both stay readable.
/// </summary>
public sealed class Ruling
{
    public required Guid Id { get; init; }

    public required Guid DisputeId { get; init; }

    /// <summary>The dispute's number, as people read it.</summary>
    public required string DisputeNumber { get; init; }

    /// <summary>1 for the decision of the dispute, 2 for that of its appeal. There is one ruling for each.</summary>
    public required int Instance { get; init; }

    public required DisputeKind Kind { get; init; }

    public required Guid ShopId { get; init; }

    /// <summary>The order that it is about; of a customer's source, the order from which on it counts where it names one.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>Whose source it is about: <see cref="Order.AccountKey"/>.</summary>
    public byte[]? CustomerKey { get; init; }

    /// <summary>In which programme; null for each of the shop's that it can concern.</summary>
    public Guid? ProgrammeId { get; init; }

    /// <summary>Who brought the order.</summary>
    public Guid? PartnerId { get; init; }

    public Introducer? IntroducedBy { get; init; }

    /// <summary>Of what the reward or the surcharge is a share, in đồng, before anything came back.</summary>
    public long? Base { get; init; }

    public OrderStatus? Status { get; init; }

    /// <summary>Where the order stood before, of a ruling on its status.</summary>
    public OrderStatus? StatusBefore { get; init; }

    /// <summary>True: what the dispute's ruling before said does not hold any more, and the rules decide as without it.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Of a customer's source, the place among the shop's orders from which on it counts, that one included.</summary>
    public DateTimeOffset? FromPlacedAt { get; init; }

    public string? FromExternalId { get; init; }

    public required DateTimeOffset RuledAt { get; init; }

    /// <summary>The name of who ruled. Not for partners and shops (R10.5).</summary>
    public required string RuledBy { get; init; }

    public required string Reason { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Ruling>
    {
        public void Configure(EntityTypeBuilder<Ruling> ruling)
        {
            ruling.ToTable("Rulings", table => table.IsAppendOnly());
            ruling.LiesInTheOrderOf(r => r.RuledAt);
            ruling.Property(r => r.DisputeNumber).HasMaxLength(Lengths.Code);
            ruling.Property(r => r.CustomerKey).HasMaxLength(Lengths.Hash);
            ruling.Property(r => r.FromExternalId).HasMaxLength(Lengths.ExternalId).UseExactComparison();
            ruling.Property(r => r.RuledBy).HasMaxLength(Lengths.Name);
            ruling.Property(r => r.Reason).HasMaxLength(Lengths.Note);

            // accepting twice rules once
            ruling.HasIndex(r => new { r.DisputeId, r.Instance }).IsUnique();

            // what a batch of orders is decided with
            ruling.HasIndex(r => r.OrderId);
            ruling.HasIndex(r => new { r.ShopId, r.CustomerKey });
            ruling.HasOne<Shop>().WithMany().HasForeignKey(r => r.ShopId);
            ruling.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId);
            ruling.HasOne<Programme>().WithMany().HasForeignKey(r => r.ProgrammeId);
            ruling.HasOne<Partner>().WithMany().HasForeignKey(r => r.PartnerId);
        }
    }
}
