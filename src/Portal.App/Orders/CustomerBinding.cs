using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Data;
using Portal.App.Partners;
using Portal.App.Programs;
using Portal.App.Security;

namespace Portal.App.Orders;

/// <summary>
/// To whom a customer belongs in a programme of the model <c>first_binding</c> (R1.7). Made with the first order that is
/// credited, and never moved: the key holds one partner for each customer.
/// </summary>
public sealed class CustomerBinding
{
    public required Guid ProgrammeId { get; init; }

    /// <summary>Keyed hash of what the shop calls the customer (R10.3): his account, else his e-mail, else his phone.</summary>
    public required byte[] CustomerKey { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>When the click was made or, by a typed code, the order placed.</summary>
    public required DateTimeOffset BoundAt { get; init; }

    /// <summary>The order that made it known.</summary>
    public required Guid OrderId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CustomerBinding>
    {
        public void Configure(EntityTypeBuilder<CustomerBinding> binding)
        {
            binding.ToTable("CustomerBindings");
            binding.HasKey(b => new { b.ProgrammeId, b.CustomerKey });
            binding.Property(b => b.CustomerKey).HasMaxLength(PortalKeys.HashLength);
            binding.HasIndex(b => b.PartnerId);
            binding.HasIndex(b => b.OrderId);
            binding.HasOne<Programme>().WithMany().HasForeignKey(b => b.ProgrammeId);
            binding.HasOne<Partner>().WithMany().HasForeignKey(b => b.PartnerId);
            binding.HasOne<Order>().WithMany().HasForeignKey(b => b.OrderId);
        }
    }
}
