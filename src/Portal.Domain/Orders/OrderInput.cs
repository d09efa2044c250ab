namespace Portal.Domain.Orders;

/// <summary>Who bought, as far as the shop tells. Matching uses keyed hashes of these, never the texts (R10.3).</summary>
public sealed record OrderCustomer(string? Id, string? Email, string? Phone, string? DeviceId)
{
    public static readonly OrderCustomer Unknown = new(null, null, null, null);
}

/// <summary>What the order brings back of the way it came (R1.3): a click, a visitor, a typed code, or nothing.</summary>
public sealed record OrderTracking(string? ClickId, string? VisitorId, string? ReferralCode)
{
    public static readonly OrderTracking None = new(null, null, null);
}

/// <summary>An order as a shop sends it, by API or CSV, before it is accepted.</summary>
public sealed record OrderInput(
    string ExternalId,
    DateTimeOffset PlacedAt,
    OrderCustomer Customer,
    OrderTracking Attribution,
    string? PickupPoint,
    string? Source,
    IReadOnlyList<OrderLine> Lines,
    OrderAmounts Amounts);

/// <summary>Something that happened to an order, as a shop tells it, before it is accepted.</summary>
/// <param name="Order">Of an amendment, the whole new content (R2.7); null of every other event.</param>
/// <param name="Part">Of a return, what came back where that is not the whole order (R2.6).</param>
public sealed record OrderEventInput(
    string Id, OrderEventType Type, string? Reason, string? Note, DateTimeOffset OccurredAt, OrderInput? Order = null,
    PartialReturn? Part = null);
