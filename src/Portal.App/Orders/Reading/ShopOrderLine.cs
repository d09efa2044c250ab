namespace Portal.App.Orders.Reading;

/// <summary>A line of an order as its shop sees it; đồng.</summary>
public sealed record ShopOrderLine(string Sku, string Name, string? Category, int Quantity, long UnitPrice, long Discount)
{
    public long Net => (UnitPrice * Quantity) - Discount;
}
