using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.App.Orders.Reading;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>One of the contents that an order had, as people read it (R2.7).</summary>
/// <param name="EventId">The amendment that brought it; null for the content that the order came with.</param>
/// <param name="At">From when on, in the shop's own time.</param>
/// <param name="By">Who or what sent it.</param>
/// <param name="InForce">True for the one that the order has now.</param>
public sealed record OrderContentView(
    string? EventId, DateTimeOffset At, string By, bool InForce, IReadOnlyList<ShopOrderLine> Lines, OrderAmounts Amounts);

/// <summary>Lines and amounts of an order's content, as they are stored; đồng.</summary>
internal sealed record OrderContentBody(
    IReadOnlyList<OrderContentBody.Line> Lines, long Items, long Shipping, long PlatformDiscount, long ShopDiscount, long Voucher,
    long Points, long Paid)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [JsonIgnore]
    public OrderAmounts Amounts => new(
        new(Items), new(Shipping), new(PlatformDiscount), new(ShopDiscount), new(Voucher), new(Points), new(Paid));

    [JsonIgnore]
    public OrderGoods Goods => new(
        [.. Lines.Select(line => new OrderLine(
            line.Sku, line.Name, line.Category, line.Quantity, new(line.UnitPrice), new(line.Discount)))],
        Amounts);

    public static OrderContentBody Of(OrderInput order) => Of(
        order.Lines.Select(line =>
            new Line(line.Sku, line.Name, line.Category, line.Quantity, line.UnitPrice.Amount, line.Discount.Amount)), order.Amounts);

    public static OrderContentBody Of(Order order, IEnumerable<OrderLineRow> lines) => Of(
        lines.OrderBy(line => line.Number).Select(
            line => new Line(line.Sku, line.Name, line.Category, line.Quantity, line.UnitPrice, line.Discount)), OrderRows.Amounts(order));

    public static OrderContentBody Parse(string json) => JsonSerializer.Deserialize<OrderContentBody>(json, Plain)!;

    public string ToJson() => JsonSerializer.Serialize(this, Plain);

    private static OrderContentBody Of(IEnumerable<Line> lines, OrderAmounts amounts) => new(
        [.. lines], amounts.Items.Amount, amounts.Shipping.Amount, amounts.PlatformDiscount.Amount, amounts.ShopDiscount.Amount,
        amounts.Voucher.Amount, amounts.Points.Amount, amounts.Paid.Amount);

    internal sealed record Line(string Sku, string Name, string? Category, int Quantity, long UnitPrice, long Discount);
}
