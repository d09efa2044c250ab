using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Surcharges;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Attribution;

/// <summary>Surcharges on the facts as the databases hold them (R7), and what late facts change.</summary>
public sealed class RentalOrderTests
{
    private static readonly DateTimeOffset Placed = World.Start;

    [DatabaseTheory]
    public async Task R7_2_The_owners_customer_has_five_free_orders_and_pays_from_the_sixth_on(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        for (var i = 1; i <= 7; i++)
            await PaidAsync(world, shop, $"DH-{i}", Placed.AddDays(-10 + i), i == 1 ? shop.ReferralCode : null);

        for (var i = 1; i <= 7; i++)
        {
            var surcharge = await world.SurchargeAsync(shop, $"DH-{i}");
            Assert.Equal((Introducer.Owner, i <= 5 ? i : (int?)null, i <= 5 ? 0 : 9_000),
                (surcharge.IntroducedBy, surcharge.FreeOrder, surcharge.Amount));
        }
    }

    [DatabaseTheory]
    public async Task R7_5_A_return_frees_its_place_for_orders_placed_afterwards_and_changes_no_earlier_one(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        for (var i = 1; i <= 6; i++)
            await PaidAsync(world, shop, $"DH-{i}", Placed.AddDays(-10 + i), i == 1 ? shop.ReferralCode : null);

        await world.HappensAsync(shop, "DH-2", OrderEventType.Returned, Placed.AddDays(-3));
        await PaidAsync(world, shop, "DH-7", Placed.AddDays(-2), null);

        Assert.Null((await world.SurchargeAsync(shop, "DH-6")).FreeOrder);
        Assert.Single(await world.DecisionsAsync(shop, "DH-6"));
        Assert.Equal(5, (await world.SurchargeAsync(shop, "DH-7")).FreeOrder);
    }

    [DatabaseTheory]
    public async Task R7_5_An_order_takes_its_place_once_it_is_successful_whatever_comes_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world, freeOrders: 1);
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-3), code: shop.ReferralCode));
        await PaidAsync(world, shop, "DH-2", Placed.AddHours(-2), null);
        Assert.Equal(1, (await world.SurchargeAsync(shop, "DH-2")).FreeOrder);

        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed);

        Assert.Null((await world.SurchargeAsync(shop, "DH-2")).FreeOrder);
        var again = await world.DecisionsAsync(shop, "DH-2");
        Assert.Equal([SurchargeDecisions.FreeOrder, SurchargeDecisions.Charged], again.Select(decision => decision.Code));
        Assert.Equal("order_changed", again[1].Cause);
    }

    [DatabaseTheory]
    public async Task R7_6_The_owners_link_introduces_a_customer_by_his_first_order_only(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        await using var db = await world.DbAsync();
        var link = await world.HasOwnLinkAsync(shop, await db.Programmes.SingleAsync());
        world.Clicked(link, "v-1", Placed.AddDays(-1));
        world.Clicked(link, "v-2", Placed.AddHours(-1));
        OrderInput Visited(string number, DateTimeOffset at, string account, string visitor) =>
            world.OrderOf(number, at, account) with { Attribution = new OrderTracking(null, visitor, null) };

        await world.RecordedAsync(shop, Visited("DH-1", Placed.AddHours(-2), "KH-1", "v-1"));
        await world.RecordedAsync(shop, Visited("DH-2", Placed.AddHours(-2), "KH-2", "v-2")); // clicked only afterwards
        await world.RecordedAsync(shop, Visited("DH-3", Placed, "KH-2", "v-2"));

        Assert.Equal(Introducer.Owner, (await world.SurchargeAsync(shop, "DH-1")).IntroducedBy);
        Assert.Equal(Introducer.Platform, (await world.SurchargeAsync(shop, "DH-2")).IntroducedBy);
        Assert.Equal(Introducer.Platform, (await world.SurchargeAsync(shop, "DH-3")).IntroducedBy);
    }

    [DatabaseTheory]
    public async Task R7_6_A_first_order_that_arrives_late_decides_who_introduced_the_customer(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddHours(-2), code: shop.ReferralCode));
        await world.RecordedAsync(shop, world.OrderOf("DH-3", Placed.AddHours(-1)));

        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-3)));

        Assert.Equal((Introducer.Platform, 9_000L), await OfAsync("DH-2"));
        Assert.Equal((Introducer.Platform, 9_000L), await OfAsync("DH-3"));

        async Task<(Introducer, long)> OfAsync(string number)
        {
            var surcharge = await world.SurchargeAsync(shop, number);
            return (surcharge.IntroducedBy, surcharge.Amount);
        }
    }

    [DatabaseTheory]
    public async Task R10_5_A_partner_learns_nothing_of_a_shops_surcharge(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        var programme = await world.HasProgrammeAsync(shop, new ShopAffiliateSettings { AllowCodes = true });
        var partner = await world.HasPartnerAsync(programme);
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed, code: partner.ReferralCode));

        var seen = (await world.Get<App.Attribution.Reading.OrderQueries>()
            .OneAsync(world.PersonOf(partner), null, "DH-1", CancellationToken.None)).Value;

        Assert.Equal(programme.Code, Assert.Single(seen.Programs).Program);
    }

    private static async Task<Shop> SceneAsync(World world, int freeOrders = 5)
    {
        var shop = await world.HasShopAsync(ShopKind.Professional, new DateOnly(2023, 1, 1));
        await world.HasProgrammeAsync(shop, new RentalSurchargeSettings { FreeOrders = freeOrders });
        return shop;
    }

    private static async Task PaidAsync(World world, Shop shop, string number, DateTimeOffset placedAt, string? code)
    {
        await world.RecordedAsync(shop, world.OrderOf(number, placedAt, code: code));
        await world.HappensAsync(shop, number, OrderEventType.Paid, placedAt.AddHours(1));
    }
}
