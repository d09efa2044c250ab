using Portal.Domain.Common;

namespace Portal.Demo.DemoShop;

/// <summary>An order in the shop's own books, with what it has told the portal about it so far.</summary>
public sealed record ShopOrder(
    string Number,
    DateTimeOffset PlacedAt,
    string Name,
    string Phone,
    string Email,
    string Address,
    string Payment,
    string? ClickId,
    string? VisitorId,
    IReadOnlyList<ShopOrderLine> Lines,
    long Shipping,
    long Discount)
{
    public IReadOnlyList<ShopOrderEvent> Events { get; init; } = [];

    /// <summary>Why the portal did not take the order or its last event; null when all is told.</summary>
    public string? NotTold { get; init; }

    public Dong Items => Lines.Aggregate(Dong.Zero, (sum, line) => sum + line.Total);

    public Dong Paid => Items + new Dong(Shipping) - new Dong(Discount);

    public bool IsPaid => Events.Any(happened => happened.Type == "paid");

    public bool IsOver => Events.Any(happened => happened.Type is "cancelled" or "returned");
}

public sealed record ShopOrderLine(string Sku, string Name, string Category, int Quantity, long UnitPrice)
{
    public Dong Total => new(UnitPrice * Quantity);
}

public sealed record ShopOrderEvent(string Id, string Type, string? Reason, string? Note, DateTimeOffset OccurredAt);
