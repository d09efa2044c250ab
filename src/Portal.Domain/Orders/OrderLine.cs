using Portal.Domain.Common;

namespace Portal.Domain.Orders;

/// <summary>One line of an order as the shop sent it; <see cref="Discount"/> is for the whole line, not for one piece.</summary>
public sealed record OrderLine(string Sku, string Name, string? Category, int Quantity, Dong UnitPrice, Dong Discount)
{
    public Dong Gross => new(checked(UnitPrice.Amount * Quantity));

    /// <summary>What the line is worth before the order's own discounts: the weight by which those are shared out (R3.2).</summary>
    public Dong Net => Gross - Discount;
}
