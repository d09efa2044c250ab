using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.Tests.Shared.History;

/// <summary>What is in an order and what it costs: amounts that add up, from a few thousand đồng to a few millions.</summary>
internal static class HistoryBasket
{
    private static readonly string?[] Categories = ["data", "DATA ", "Điện thoại", "điện thoại", "sim", "phụ kiện", null];

    public static (List<OrderLine> Lines, OrderAmounts Amounts) Fill(Random random)
    {
        var lines = new List<OrderLine>();
        for (var i = random.Next(10) < 5 ? 1 : random.Next(2, 6); i > 0; i--)
            lines.Add(Line(random, i));

        var items = lines.Sum(line => line.UnitPrice.Amount * line.Quantity - line.Discount.Amount);
        var platform = Part(random, items, 30);
        var shop = Part(random, items - platform, 25);
        var shipping = random.Next(3) == 0 ? 0 : random.Next(5, 60) * 1000L;
        var toPay = items + shipping - platform - shop;
        var voucher = Part(random, toPay, 15);
        var points = Part(random, toPay - voucher, 15);
        return (lines, new OrderAmounts(
            new Dong(items),
            new Dong(shipping),
            new Dong(platform),
            new Dong(shop),
            new Dong(voucher),
            new Dong(points),
            new Dong(toPay - voucher - points)));
    }

    private static OrderLine Line(Random random, int number)
    {
        var quantity = random.Next(10) < 7 ? 1 : random.Next(2, 8);
        // as many cheap things as dear ones, and some given away
        var price = random.Next(40) == 0 ? 0 : (long)Math.Exp(random.NextDouble() * 5 + 9) / quantity;
        var whole = random.Next(2) == 0 ? price / 1000 * 1000 : price;
        return new OrderLine(
            $"SKU-{number}",
            $"Hàng {number}",
            Categories[random.Next(Categories.Length)],
            quantity,
            new Dong(whole),
            new Dong(Part(random, whole * quantity, 20)));
    }

    /// <summary>Mostly nothing; otherwise some of it, round or not, and now and then all.</summary>
    private static long Part(Random random, long whole, int percent)
    {
        if (whole <= 0 || random.Next(100) >= percent)
            return 0;

        return random.Next(40) == 0 ? whole : random.NextInt64(whole / 3 + 1);
    }
}
