using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.App.Orders.Intake;

/// <summary>
/// An order as its shop reported it. Its status follows from its events (R2.4), and so does what it says: the content that it came with, or
/// that of an amendment (R2.7), which all stay in <see cref="OrderContentRow"/>.
/// </summary>
public sealed class Order
{
    public required Guid Id { get; init; }

    public required Guid ShopId { get; init; }

    /// <summary>The shop's own number, compared exactly; unique within the shop (R1.11).</summary>
    public required string ExternalId { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who or what sent it (R2.5): the key's or person's name.</summary>
    public required string ReceivedFrom { get; init; }

    /// <summary>
    /// Fingerprint of each field (<see cref="OrderContent"/>): an order re-sent with other content is refused, not swallowed.
    /// </summary>
    public required byte[] Content { get; set; }

    /// <summary>The shop's id of the customer's account.</summary>
    public string? CustomerId { get; init; }

    /// <summary>E-mail and phone as sent, encrypted: needed to write to the customer, never to match (R10.3).</summary>
    public byte[]? ContactProtected { get; set; }

    public byte[]? EmailHash { get; set; }

    public byte[]? PhoneHash { get; set; }

    public byte[]? DeviceHash { get; init; }

    /// <summary>
    /// Keyed hash of the customer's account at the shop (R5.2, R7.6): the shop's id of it, else the e-mail, else the phone.
    /// </summary>
    public byte[]? AccountKey { get; set; }

    /// <summary>
    /// Keyed hash of phone and device together, which are one customer (R5.2, R1.7); what is missing is stood in for
    /// (<see cref="CustomerKeys"/>).
    /// </summary>
    public byte[]? PairKey { get; set; }

    /// <summary>The click that the order brought back (R1.3), when its token was genuine.</summary>
    public long? ClickId { get; init; }

    /// <summary>True when the order named a click that the portal does not have (R1.3).</summary>
    public bool NamedUnknownClick { get; init; }

    /// <summary>The visitor whose clicks are looked at: as sent, or that of the click.</summary>
    public byte[]? VisitorId { get; init; }

    /// <summary>The code that the customer typed, upper case.</summary>
    public string? ReferralCode { get; init; }

    public string? PickupPoint { get; init; }

    public string? Source { get; init; }

    /// <summary>Number and product names in lower case without diacritics, for search; see <see cref="SearchTextOf"/>.</summary>
    public required string SearchText { get; set; }

    public required long Items { get; set; }

    public required long Shipping { get; set; }

    public required long PlatformDiscount { get; set; }

    public required long ShopDiscount { get; set; }

    public required long Voucher { get; set; }

    public required long Points { get; set; }

    public required long Paid { get; set; }

    /// <summary>Fold of the order's events (R2.4), kept here for lists and counts.</summary>
    public OrderStatus Status { get; set; }

    public string? CancellationReason { get; set; }

    public DateTimeOffset? PaidAt { get; set; }

    /// <summary>When it first became successful; stays when it is cancelled afterwards (R3.3, R7.5).</summary>
    public DateTimeOffset? EarnedAt { get; set; }

    /// <summary>When the status last changed in the shop's own time.</summary>
    public DateTimeOffset StatusAt { get; set; }

    /// <summary>True while a payment that was dated after the cancellation waits for review (R2.1).</summary>
    public bool HasHeldEvents { get; set; }

    /// <summary>What the customer was charged for what came back of it in part (R2.6); đồng. Kept here for lists.</summary>
    public long ReturnedAmount { get; set; }

    /// <summary>The event that brought the content in force (R2.7); null for the content that it came with.</summary>
    public string? AmendedBy { get; set; }

    /// <summary>True when it was ever amended, so that it has more than one content.</summary>
    public bool IsAmended { get; set; }

    /// <summary>Raised with each event; two writers of one order cannot both win.</summary>
    public int Version { get; set; }

    public List<OrderLineRow> Lines { get; init; } = [];

    internal OrderPosition Position => new(PlacedAt, ExternalId);

    /// <summary>False when it was cancelled before it was ever paid: then it is no order of its customer's (R5.2, R5.3).</summary>
    internal bool Stands => Status != OrderStatus.Cancelled || EarnedAt is not null;

    /// <summary>The order under the contact that it had before an amendment.</summary>
    internal Order Under(byte[]? emailHash, byte[]? contactProtected)
    {
        var before = (Order)MemberwiseClone();
        (before.EmailHash, before.ContactProtected) = (emailHash, contactProtected);
        return before;
    }

    /// <summary>What an order is found by. Of an order with very many products the first ones.</summary>
    public static string SearchTextOf(string externalId, IEnumerable<string> products) =>
        Domain.Common.SearchText.Fold(string.Join(' ', products.Prepend(externalId)), Lengths.Note);

    internal sealed class Mapping : IEntityTypeConfiguration<Order>
    {
        public void Configure(EntityTypeBuilder<Order> order)
        {
            order.ToTable("Orders");
            order.LiesInTheOrderOf(o => o.PlacedAt);
            order.Property(o => o.ExternalId).HasMaxLength(Lengths.ExternalId).UseExactComparison();
            order.Property(o => o.ReceivedFrom).HasMaxLength(Lengths.Name);
            order.Property(o => o.Content).HasMaxLength(OrderContent.Length);
            order.Property(o => o.CustomerId).HasMaxLength(OrderCheck.MaxCustomerText).UseExactComparison();
            order.Property(o => o.ContactProtected).HasMaxLength(3000);
            order.Property(o => o.EmailHash).HasMaxLength(Lengths.Hash);
            order.Property(o => o.PhoneHash).HasMaxLength(Lengths.Hash);
            order.Property(o => o.DeviceHash).HasMaxLength(Lengths.Hash);
            order.Property(o => o.VisitorId).HasMaxLength(16);
            order.Property(o => o.ReferralCode).HasMaxLength(Lengths.Code);
            order.Property(o => o.PickupPoint).HasMaxLength(Lengths.Code);
            order.Property(o => o.Source).HasMaxLength(Lengths.Code);
            order.Property(o => o.SearchText).HasMaxLength(Lengths.Note);
            order.Property(o => o.CancellationReason).HasMaxLength(Lengths.Reason);
            order.Property(o => o.AmendedBy).HasMaxLength(OrderEventCheck.MaxId).UseExactComparison();
            order.Property(o => o.Version).IsConcurrencyToken();
            order.HasIndex(o => new { o.ShopId, o.ExternalId }).IsUnique();
            order.HasIndex(o => new { o.ShopId, o.PlacedAt });
            order.HasIndex(o => new { o.ShopId, o.Status, o.PlacedAt });
            order.HasIndex(o => o.PlacedAt);
            order.Property(o => o.AccountKey).HasMaxLength(Lengths.Hash);
            order.Property(o => o.PairKey).HasMaxLength(Lengths.Hash);
            order.Ignore(o => o.Position);
            order.Ignore(o => o.Stands);
            // a customer's earlier and later orders: what R5, R7 and late facts ask for
            order.HasIndex(o => new { o.ShopId, o.AccountKey, o.PlacedAt });
            order.HasIndex(o => new { o.ShopId, o.DeviceHash, o.PlacedAt });
            // a person with a device is found by it
            order.HasIndex(o => new { o.ShopId, o.PairKey, o.PlacedAt }).HasFilter("\"DeviceHash\" IS NULL");
            order.HasIndex(o => new { o.VisitorId, o.PlacedAt });
            order.HasIndex(o => new { o.ShopId, o.EmailHash, o.Status });
            order.HasIndex(o => new { o.ShopId, o.ReferralCode, o.PlacedAt }).HasFilter("\"ReferralCode\" IS NOT NULL");
            order.HasOne<Shop>().WithMany().HasForeignKey(o => o.ShopId);
        }
    }
}

/// <summary>One line of an order, in the order in which the shop sent them.</summary>
public sealed class OrderLineRow
{
    public required Guid OrderId { get; init; }

    public required int Number { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    public string? Category { get; init; }

    public required int Quantity { get; init; }

    public required long UnitPrice { get; init; }

    public required long Discount { get; init; }

    /// <summary>Pieces that came back while the order stands (R2.6).</summary>
    public int ReturnedQuantity { get; set; }

    /// <summary>What the customer was charged for what came back of it; đồng.</summary>
    public long ReturnedAmount { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OrderLineRow>
    {
        public void Configure(EntityTypeBuilder<OrderLineRow> line)
        {
            line.ToTable("OrderLines");
            line.HasKey(l => new { l.OrderId, l.Number });
            line.Property(l => l.Sku).HasMaxLength(OrderCheck.MaxSku);
            line.Property(l => l.Name).HasMaxLength(OrderCheck.MaxName);
            line.Property(l => l.Category).HasMaxLength(OrderCheck.MaxCategory);
            line.HasOne<Order>().WithMany(o => o.Lines).HasForeignKey(l => l.OrderId);
        }
    }
}

/// <summary>What happened to an order, as the shop said it. Only ever added; the same id is applied once (R2.4).</summary>
public sealed class OrderEventRow
{
    public required Guid Id { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The shop's id of the event, compared exactly; unique within the order.</summary>
    public required string EventId { get; init; }

    public required OrderEventType Type { get; init; }

    public string? Reason { get; init; }

    public string? Note { get; init; }

    /// <summary>Of a return, what came back where that is not the whole order (R2.6), as JSON (<see cref="ReturnedPart"/>).</summary>
    public string? Part { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who or what sent it (R2.5): the key's or person's name.</summary>
    public required string RecordedBy { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OrderEventRow>
    {
        public void Configure(EntityTypeBuilder<OrderEventRow> orderEvent)
        {
            orderEvent.ToTable("OrderEvents");
            orderEvent.LiesInTheOrderOf(e => e.RecordedAt);
            orderEvent.Property(e => e.EventId).HasMaxLength(OrderEventCheck.MaxId).UseExactComparison();
            orderEvent.Property(e => e.Reason).HasMaxLength(OrderEventCheck.MaxReason);
            orderEvent.Property(e => e.Note).HasMaxLength(OrderEventCheck.MaxNote);
            orderEvent.Property(e => e.RecordedBy).HasMaxLength(Lengths.Name);
            orderEvent.HasIndex(e => new { e.OrderId, e.EventId }).IsUnique();
            orderEvent.HasOne<Order>().WithMany().HasForeignKey(e => e.OrderId);
        }
    }
}
