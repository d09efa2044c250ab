using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Bindings;

/// <summary>
/// Who introduced a customer to a shop (R7.6): decided by the earliest of their orders there, whatever became of it. Like a
/// binding, it moves only when an order turns up that was placed before that one.
/// </summary>
public sealed class CustomerIntroduction
{
    public required Guid ShopId { get; init; }

    /// <summary>Who the customer is: <see cref="Order.AccountKey"/>.</summary>
    public required byte[] CustomerKey { get; init; }

    public required Introducer By { get; set; }

    /// <summary>The order that decided it, and its place in time.</summary>
    public required Guid OrderId { get; set; }

    public required DateTimeOffset PlacedAt { get; set; }

    public required string ExternalId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CustomerIntroduction>
    {
        public void Configure(EntityTypeBuilder<CustomerIntroduction> introduction)
        {
            introduction.ToTable("CustomerIntroductions");
            introduction.HasKey(i => new { i.ShopId, i.CustomerKey });
            introduction.Property(i => i.CustomerKey).HasMaxLength(Lengths.Hash);
            introduction.Property(i => i.ExternalId).HasMaxLength(Lengths.ExternalId).UseExactComparison();
            introduction.HasIndex(i => i.OrderId);
            introduction.HasOne<Shop>().WithMany().HasForeignKey(i => i.ShopId);
            introduction.HasOne<Order>().WithMany().HasForeignKey(i => i.OrderId);
        }
    }
}
