using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Attribution.Deciding;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Surcharges;

/// <summary>
/// What a decision says of an order's surcharge (R7). What it says is never changed: a later decision has a row of its own. Whether it is
/// owed follows from the order's state (<see cref="SurchargeDecisions.Of"/>).
/// </summary>
public sealed class Surcharge
{
    public required Guid Id { get; init; }

    /// <summary>
    /// The surcharge under which it stands in the ledger: itself, or where a decision that was taken again left all of the money as it was,
    /// the one that was posted first.
    /// </summary>
    public required Guid PostedId { get; init; }

    public required Guid OrderId { get; init; }

    public required Guid ProgrammeId { get; init; }

    public required Guid ShopId { get; init; }

    /// <summary>Who the customer is: <see cref="Order.AccountKey"/>.</summary>
    public byte[]? CustomerKey { get; init; }

    /// <summary>The decision that it follows from (<see cref="OrderDecision.Number"/>).</summary>
    public required int DecisionNumber { get; init; }

    public required Introducer IntroducedBy { get; init; }

    /// <summary>Which of the free orders it is (R7.2); null when it is none.</summary>
    public int? FreeOrder { get; init; }

    /// <summary>How many free orders there are by the settings that decided; null where they do not matter.</summary>
    public int? FreeOrders { get; init; }

    /// <summary>Đồng of which the surcharge is a share (R7.3).</summary>
    public required long Base { get; init; }

    /// <summary>Đồng that the owner owes once the order is successful.</summary>
    public required long Amount { get; init; }

    /// <summary>Đồng of discount that the platform gave and owes the owner (R7.3, R7.7).</summary>
    public required long PlatformPromotion { get; init; }

    /// <summary>What came back took of the amount (R2.6): with it, the amount is that of the order as it was placed.</summary>
    public long Reversed { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>True when a later decision replaced the one that it follows from.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>What the shop's weekly statements say of it for the owner, in đồng (R7.8); null while it is in none.</summary>
    public long? Stated { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Surcharge>
    {
        public void Configure(EntityTypeBuilder<Surcharge> surcharge)
        {
            surcharge.ToTable("Surcharges");
            surcharge.LiesInTheOrderOf(s => s.PlacedAt);
            surcharge.HasIndex(s => new { s.OrderId, s.ProgrammeId, s.DecisionNumber }).IsUnique();
            surcharge.Property(s => s.CustomerKey).HasMaxLength(Lengths.Hash);
            // a shop's period
            surcharge.HasIndex(s => new { s.ShopId, s.PlacedAt })
                .Carries(nameof(Amount), nameof(IsReplaced), nameof(OrderId), nameof(ProgrammeId));
            surcharge.HasIndex(s => new { s.ProgrammeId, s.CustomerKey, s.FreeOrder });
            surcharge.HasOne<Order>().WithMany().HasForeignKey(s => s.OrderId);
            surcharge.HasOne<Programme>().WithMany().HasForeignKey(s => s.ProgrammeId);
            surcharge.HasOne<Shop>().WithMany().HasForeignKey(s => s.ShopId);
        }
    }
}
