using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.Demo;

/// <summary>What is in the year's orders, and what became of them.</summary>
internal sealed partial class DemoPlan
{
    /// <summary>How long the platform has been giving discounts to everybody who rents.</summary>
    private const int CampaignDays = 28;

    private const int RentalsLastWeek = 3;

    /// <summary>
    /// Somebody rents on each of the first days of last week, and pays at once: whatever chance brought besides, that week leaves something
    /// to be settled with the shop (R7.7).
    /// </summary>
    private void MakeLastWeeksRentals()
    {
        var week = LocalCalendar.Week(LocalCalendar.Day(now)).AddDays(-7);
        foreach (var shop in DemoData.Shops.Where(PaysSurcharges))
        {
            for (var day = 0; day < RentalsLastWeek; day++)
            {
                var placedAt = LocalCalendar.StartOf(week.AddDays(day)).AddHours(10).AddMinutes(day * 7);
                var (lines, amounts) = MakeContent(shop, week.AddDays(day));
                var externalId = $"{shop.OrderPrefix}KM-{placedAt:MMdd}";
                var customer = customers[shop][day];
                orders.Add(new PlannedOrder(
                    shop, new OrderInput(
                        externalId, placedAt, new OrderCustomer(customer.Id, customer.Email, customer.Phone, customer.Device),
                        OrderTracking.None, null, "web", lines, amounts),
                    null, null, null,
                    [new OrderEventInput($"{externalId}-1", OrderEventType.Paid, null, null, placedAt.AddMinutes(5))]));
            }
        }
    }

    private static bool PaysSurcharges(DemoShopData shop) => shop.Programme.Template == "rental-surcharge";

    /// <summary>
    /// What the platform gives to an order. In the last weeks it gives a quarter to everybody who rents, so that shops that pay surcharges
    /// have something to be settled.
    /// </summary>
    private Dong PlatformDiscount(DemoShopData shop, DateOnly day, Dong items, int drawn) =>
        PaysSurcharges(shop) && day > LocalCalendar.Day(now).AddDays(-CampaignDays) ? Thousands(items.Amount / 4)
        : drawn == 0 ? Thousands(Math.Min(items.Amount / 10, 100_000))
        : Dong.Zero;

    private (IReadOnlyList<OrderLine> Lines, OrderAmounts Amounts) MakeContent(DemoShopData shop, DateOnly day)
    {
        var products = shop.Categories.SelectMany(category => category.Products.Select(product => (product, category.Name))).ToList();
        var weights = products.ConvertAll(entry => entry.product.Weight);
        var lines = new List<OrderLine>();
        var wanted = 1 + DemoSeason.Pick([62, 26, 9, 3], random);
        foreach (var (product, category) in Enumerable.Range(0, wanted).Select(_ => products[DemoSeason.Pick(weights, random)]).Distinct())
        {
            var quantity = product.Price < 300_000 ? 1 + DemoSeason.Pick([70, 22, 8], random) : 1;
            var off = DemoSeason.IsSale(day) ? random.Next(5, 25) : random.Next(6) == 0 ? 10 : 0;
            lines.Add(new OrderLine(
                product.Sku, product.Name, category, quantity, new Dong(product.Price), Thousands(product.Price * quantity * off / 100)));
        }

        var items = lines.Aggregate(Dong.Zero, (sum, line) => sum + line.Net);
        var shipping = new Dong(items.Amount >= 500_000 ? 0 : random.Next(3) * 7_500 + 15_000);
        var platform = PlatformDiscount(shop, day, items, random.Next(7));
        var shopDiscount = random.Next(9) == 0 ? Thousands(Math.Min(items.Amount / 20, 50_000)) : Dong.Zero;
        var owed = items + shipping - platform - shopDiscount;
        var voucher = random.Next(12) == 0 ? Thousands(Math.Min(owed.Amount, 50_000)) : Dong.Zero;
        var points = random.Next(15) == 0 ? Thousands(Math.Min((owed - voucher).Amount, 20_000)) : Dong.Zero;
        return (lines, new OrderAmounts(items, shipping, platform, shopDiscount, voucher, points, owed - voucher - points));
    }

    /// <summary>What became of the order, as far as it has come by now.</summary>
    private List<OrderEventInput> MakeEvents(string externalId, DateTimeOffset placedAt, IReadOnlyList<OrderLine> lines)
    {
        var events = new List<OrderEventInput>();
        void Add(OrderEventType type, DateTimeOffset at, string? reason = null, string? note = null, PartialReturn? part = null)
        {
            if (at < now)
                events.Add(new OrderEventInput($"{externalId}-{events.Count + 1}", type, reason, note, at) { Part = part });
        }

        var fate = random.Next(1000);
        var prepaid = random.Next(5) < 2;
        var delivered = placedAt.AddHours(30 + random.Next(100));
        var paid = prepaid ? placedAt.AddMinutes(1 + random.Next(20)) : delivered.AddMinutes(5);
        if (fate < 7)
            return events; // forgotten: pending for good

        if (fate < 150)
        {
            var (reason, note) = CancellationReason();
            var cancelled = placedAt.AddHours(2 + random.Next(90));
            Add(OrderEventType.Cancelled, cancelled, reason, note);
            if (fate < 13)
                Add(OrderEventType.Paid, cancelled.AddHours(3 + random.Next(40))); // R2.1: held for review
            if (fate < 9)
                Add(OrderEventType.Reinstated, cancelled.AddHours(60), people.Reinstatement);
            return events;
        }

        if (prepaid)
            Add(OrderEventType.Paid, paid);
        Add(OrderEventType.Delivered, delivered);
        if (!prepaid)
            Add(OrderEventType.Paid, paid);
        if (fate < 190)
        {
            // every third sends one piece back and keeps the rest (R2.6); of a single piece that is all of it
            Add(OrderEventType.Returned, delivered.AddHours(20 + random.Next(140)),
                part: fate % 3 == 0 ? new PartialReturn([new ReturnedPieces(lines[0].Sku, 1)], null) : null);
        }

        return events;
    }

    private (string Reason, string? Note) CancellationReason() => DemoSeason.Pick([18, 26, 30, 14, 4, 8], random) switch
    {
        0 => (CancellationReasons.WrongDetails, null),
        1 => (CancellationReasons.Unreachable, null),
        2 => (CancellationReasons.RefusedAtDelivery, null),
        3 => (CancellationReasons.OutOfStock, null),
        4 => (CancellationReasons.Fraud, null),
        _ => (CancellationReasons.Other, Any(people.OtherCancellations)),
    };

    private static Dong Thousands(long amount) => new(amount / 1000 * 1000);
}
