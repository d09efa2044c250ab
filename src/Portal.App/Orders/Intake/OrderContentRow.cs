using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>
/// What an order said at one time (R2.7): as it came, and as each amendment has it. Written when an order is amended for the first time and
/// with each further amendment, and never changed: the earlier content stays readable, and which one is in force follows from the events.
/// </summary>
public sealed class OrderContentRow
{
    public required Guid OrderId { get; init; }

    /// <summary>0 for the content that the order came with, then in the order in which amendments were taken in.</summary>
    public required int Number { get; init; }

    /// <summary>The amendment's event; null for the content that the order came with.</summary>
    public string? EventId { get; init; }

    /// <summary>Lines and amounts as JSON (<see cref="OrderContentBody"/>).</summary>
    public required string Body { get; init; }

    /// <summary>As <see cref="Order.Content"/>.</summary>
    public required byte[] Content { get; init; }

    public byte[]? ContactProtected { get; init; }

    public byte[]? EmailHash { get; init; }

    public byte[]? PhoneHash { get; init; }

    public byte[]? AccountKey { get; init; }

    public byte[]? PairKey { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OrderContentRow>
    {
        public void Configure(EntityTypeBuilder<OrderContentRow> row)
        {
            row.ToTable("OrderContents");
            row.HasKey(c => new { c.OrderId, c.Number });
            row.Property(c => c.EventId).HasMaxLength(OrderEventCheck.MaxId).UseExactComparison();
            row.Property(c => c.Content).HasMaxLength(OrderContent.Length);
            row.Property(c => c.ContactProtected).HasMaxLength(3000);
            foreach (var hash in new[] { nameof(EmailHash), nameof(PhoneHash), nameof(AccountKey), nameof(PairKey) })
                row.Property(hash).HasMaxLength(Lengths.Hash);
            row.HasOne<Order>().WithMany().HasForeignKey(c => c.OrderId);
        }
    }
}
