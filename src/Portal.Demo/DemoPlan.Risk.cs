using System.Globalization;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Partners;

namespace Portal.Demo;

/// <summary>
/// What stands out in the year: orders seconds after their click, a flood of clicks, a device that several customers share.
/// </summary>
internal sealed partial class DemoPlan
{
    /// <summary>Numbers of these orders, beyond those of the others.</summary>
    private const int FirstRisky = 90_001;

    private const int FastOrders = 6;
    private const int FloodClicks = 45;

    private void MakeRisks()
    {
        var suspects = partners.Skip(2)
            .Where(partner => partner.Identity == IdentityState.Approved && Lasting(partner, DemoData.OpenShop) is not null).ToList();
        var number = FirstRisky;
        for (var i = 0; i < FastOrders; i++)
        {
            var placedAt = now.AddDays(-3 * (i + 1)).AddMinutes(-17 * i);
            var click = new PlannedClick(
                Lasting(suspects[0], DemoData.OpenShop)!, NewVisitor(placedAt),
                ClickRecord.ToMilliseconds(placedAt.AddSeconds(-2 - (i % 3))), ClickKind.Human);
            clicks.Add(click);
            AddRisky(DemoData.OpenShop, number++, placedAt, Any(customers[DemoData.OpenShop]), click: click);
        }

        var hour = now.AddHours(-20);
        hour = new DateTimeOffset(hour.UtcTicks - (hour.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        var visitor = NewVisitor(hour);
        for (var i = 0; i < FloodClicks; i++)
            clicks.Add(new PlannedClick(Lasting(suspects[1], DemoData.OpenShop)!, visitor, hour.AddSeconds(70 * i), ClickKind.Human));
        AddRisky(DemoData.OpenShop, number++, hour.AddHours(2), Any(customers[DemoData.OpenShop]), visitor: visitor);

        var shop = DemoData.Shops.First(one => one.Programme.Template == "new-customer");
        var host = partners.First(
            partner => partner is { Identity: IdentityState.Approved, PickupPoint: not null } && partner.Shops.Contains(shop));
        var morning = LocalCalendar.StartOf(LocalCalendar.Day(now).AddDays(-2)).AddHours(9);
        for (var i = 0; i < 3; i++)
        {
            var customer = MakeCustomer(shop, customers[shop].Length + 1 + i) with { Device = $"{shop.OrderPrefix}-thiet-bi-chung" };
            AddRisky(shop, number++, morning.AddMinutes(40 * i), customer, code: host);
        }
    }

    private void AddRisky(
        DemoShopData shop, int number, DateTimeOffset placedAt, Customer customer, PlannedClick? click = null, VisitorId? visitor = null,
        PlannedPartner? code = null)
    {
        var (lines, amounts) = MakeContent(shop, LocalCalendar.Day(placedAt));
        var externalId = NumberOf(shop, placedAt, number);
        var order = new OrderInput(
            externalId, placedAt, new OrderCustomer(customer.Id, customer.Email, customer.Phone, customer.Device), OrderTracking.None,
            code?.PickupPoint, "web", lines, amounts);
        orders.Add(new PlannedOrder(shop, order, click, visitor, code, MakeEvents(externalId, placedAt, lines)));
    }

    private static string NumberOf(DemoShopData shop, DateTimeOffset placedAt, int number) =>
        $"{shop.OrderPrefix}{placedAt.ToOffset(LocalCalendar.Offset).ToString("yyMM", CultureInfo.InvariantCulture)}-{number.ToString("D5", CultureInfo.InvariantCulture)}";

    /// <summary>A link of the partner that has been open for all of the last weeks.</summary>
    private PlannedLink? Lasting(PlannedPartner partner, DemoShopData shop) => links.Find(link =>
        link.Partner == partner && link.Shop == shop && link.PausedAt is null && link.CreatedAt < now.AddDays(-21));
}
