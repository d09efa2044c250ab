using System.Globalization;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Intake;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Tests.Shared;

namespace Portal.Benchmarks;

/// <summary>
/// A year of orders that never ends: four shops, one for each template, customers in cohorts who buy six times each, some of
/// them with another's device, every fiftieth order an hour late.
/// </summary>
internal sealed class OrderStream
{
    public const int BatchSize = 500;

    private const int Cohort = 1_000;
    private const int OrdersOfEach = 6;
    private const int Partners = 40;
    private const int VisitorsOfEach = 100;
    private const int SecondsBetween = 30;

    private static readonly DateTimeOffset Begin = World.Start;

    private readonly World world;
    private readonly Shop[] shops;
    private readonly string[] codes;
    private long next;

    private OrderStream(World world, Shop[] shops, string[] codes)
    {
        this.world = world;
        this.shops = shops;
        this.codes = codes;
    }

    public static async Task<OrderStream> OpenAsync(World world)
    {
        Shop[] stalls =
        [
            await world.HasShopAsync(), await world.HasShopAsync(), await world.HasShopAsync(),
            await world.HasShopAsync(ShopKind.Professional, openedOn: new DateOnly(2023, 1, 1)),
        ];
        var programmes = new[]
        {
            await world.HasProgrammeAsync(stalls[0], new ShopAffiliateSettings()),
            await world.HasProgrammeAsync(stalls[1], new ReferAFriendSettings()),
            await world.HasProgrammeAsync(stalls[2], new NewCustomerSettings { RequirePickupPoint = false }),
            await world.HasProgrammeAsync(stalls[3], new RentalSurchargeSettings()),
        };
        var clicks = new List<ClickRecord>();
        var typed = new List<string>();
        for (var number = 0; number < Partners; number++)
        {
            var partner = await world.HasPartnerAsync(programmes[..3]);
            typed.Add(partner.ReferralCode);
            foreach (var programme in programmes[..3])
            {
                var link = await world.HasLinkAsync(partner, programme);
                for (var visitor = 0; visitor < VisitorsOfEach; visitor++)
                    clicks.Add(world.ClickOf(link, $"v-{number * VisitorsOfEach + visitor}", Begin.AddHours(-1)));
            }
        }

        world.Get<IClickStore>().Insert(clicks);
        return new OrderStream(world, stalls, [.. typed]);
    }

    /// <summary>
    /// The next batches: their orders, then the payments of every fifth. Time goes on with them, as it does: ids begin with it, and
    /// with a clock that stands still they would lie anywhere.
    /// </summary>
    public async Task PlayAsync(int batches)
    {
        for (var batch = 0; batch < batches; batch++)
        {
            var orders = Enumerable.Range(0, BatchSize).Select(_ => next++).GroupBy(number => number % shops.Length)
                .Select(group => (Shop: shops[group.Key], Orders: group.Select(Order).ToArray())).ToList();
            world.Clock.MoveTo(Begin.AddSeconds(next * SecondsBetween).AddHours(1));
            foreach (var (shop, ofShop) in orders)
            {
                var outcome = await world.RecordAsync(shop, ofShop);
                if (outcome.Value.Results.FirstOrDefault(result => !result.Created) is { } refused)
                    throw new InvalidOperationException($"An order was not taken in: {refused.Refusal?.Code}");
            }

            await Task.WhenAll(orders.SelectMany(each => each.Orders.Where((_, index) => index % 5 == 0).Select(order =>
                world.HappensAsync(each.Shop, order.ExternalId, OrderEventType.Paid, order.PlacedAt.AddMinutes(30)))));
        }
    }

    /// <summary>Does what is still to be decided again.</summary>
    public async Task SettleAsync()
    {
        while (await world.Get<ReevaluateOrders>().RunDueAsync(CancellationToken.None))
        {
            // until nothing is due
        }
    }

    private OrderInput Order(long number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var place = number / shops.Length;
        var customer = place / (Cohort * OrdersOfEach) * Cohort + place % Cohort;
        var key = $"{number % shops.Length}-{customer.ToString(CultureInfo.InvariantCulture)}";
        // one customer in twenty buys on the device of the one before
        var device = customer % 20 == 19 ? $"{number % shops.Length}-{(customer - 1).ToString(CultureInfo.InvariantCulture)}" : key;
        var placed = Begin.AddSeconds(number * SecondsBetween).AddHours(number % 50 == 49 ? -1 : 0);
        var order = world.OrderOf($"DH-{text}", placed, $"KH-{key}", $"+849{customer % 100_000_000:00000000}", $"d-{device}");
        // of the rental's customers, three in four are led there by the owner's code
        var code = number % shops.Length == 3 && customer % 4 != 0 ? shops[3].ReferralCode
            : customer % 10 == 0 ? codes[customer % codes.Length] : null;
        return order with { Attribution = new OrderTracking(null, $"v-{customer % (Partners * VisitorsOfEach)}", code) };
    }
}
