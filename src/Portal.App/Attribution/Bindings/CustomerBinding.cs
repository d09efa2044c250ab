using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Attribution.Bindings;

/// <summary>
/// To whom a customer belongs in a programme of the model <c>first_binding</c> (R1.7): the partner who brought the earliest of
/// their orders that anybody brought. Nothing that happened later moves it; only an order or a click that is told late and was
/// earlier does, because then that was the first.
/// </summary>
public sealed class CustomerBinding
{
    public required Guid ProgrammeId { get; init; }

    /// <summary>Who the customer is: <see cref="Order.PairKey"/>.</summary>
    public required byte[] CustomerKey { get; init; }

    public required Guid PartnerId { get; set; }

    /// <summary>When the click was made or, by a typed code, the order placed.</summary>
    public required DateTimeOffset BoundAt { get; set; }

    /// <summary>The order that bound them, and its place in time.</summary>
    public required Guid OrderId { get; set; }

    public required DateTimeOffset PlacedAt { get; set; }

    public required string ExternalId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CustomerBinding>
    {
        public void Configure(EntityTypeBuilder<CustomerBinding> binding)
        {
            binding.ToTable("CustomerBindings");
            binding.HasKey(b => new { b.ProgrammeId, b.CustomerKey });
            binding.Property(b => b.CustomerKey).HasMaxLength(PortalKeys.HashLength);
            binding.Property(b => b.ExternalId).HasMaxLength(Lengths.ExternalId).UseExactComparison();
            binding.HasIndex(b => b.PartnerId);
            binding.HasIndex(b => b.OrderId);
            binding.HasOne<Programme>().WithMany().HasForeignKey(b => b.ProgrammeId);
            binding.HasOne<Partner>().WithMany().HasForeignKey(b => b.PartnerId);
            binding.HasOne<Order>().WithMany().HasForeignKey(b => b.OrderId);
        }
    }
}
