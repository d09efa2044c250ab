using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Shops;
using Portal.Domain.Surcharges;
using Portal.Domain.Tracking;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>What a shop owner sees of their surcharges, and the links with which they introduce customers.</summary>
public sealed class ShopSurchargeTests
{
    private static readonly PageRequest Oldest = new(Sort: ShopOrderQueries.SortByPlaced);
    private static readonly DateOnly Today = LocalCalendar.Day(World.Start);

    [DatabaseTheory]
    public async Task R7_2_The_list_tells_each_orders_surcharge_and_its_state(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await EveryStateAsync(world);
        var queries = world.Get<ShopOrderQueries>();
        var owner = world.OwnerOf(shop);

        var rows = await queries.ListAsync(owner, new ShopOrderFilter(), Oldest with { Size = 50 }, default);

        Assert.True(await queries.PaysSurchargesAsync(owner, default));
        Assert.Equal(
            [SurchargeDecisions.BeforeProgram, "free_order", "free_order", "free_order", "free_order", "free_order", "charged", "charged",
                "pending", "void", "reversed"],
            rows.Select(row => row.Surcharge!.State));
        Assert.Equal([1, 2, 3, 4, 5], rows.Select(row => row.Surcharge!.Free).OfType<int>());
        var sixth = rows[6];
        Assert.Equal((Introducer.Owner, 100_000L, 9_000L), (sixth.Surcharge!.IntroducedBy, sixth.Surcharge.Base, sixth.Surcharge.Amount));
        var platform = rows[7];
        Assert.Equal((Introducer.Platform, 70_000L, 6_300L, 25_000L, 30_000L),
            (platform.Surcharge!.IntroducedBy, platform.Surcharge.Base, platform.Surcharge.Amount, platform.PlatformPromotion,
                platform.OwnPromotion));
    }

    [DatabaseTheory]
    public async Task A_charts_surcharges_add_up_to_the_totals_of_the_list(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await EveryStateAsync(world));
        var queries = world.Get<ShopOrderQueries>();
        foreach (var filter in SurchargeDecisions.All.Select(state => new ShopOrderFilter(Surcharge: state)).Prepend(new ShopOrderFilter()))
        {
            var starts = Enumerable.Range(0, 61).Select(day => LocalCalendar.StartOf(Today.AddDays(day - 60))).ToList();
            var parts = await queries.PartsAsync(owner, filter, starts, default);

            var totals = (await queries.SumsAsync(owner, filter, default)).Surcharges(filter);
            Assert.Equal(
                (totals.Charged.Amount, totals.Pending.Amount),
                (parts.Sum(part => part.Charged.Amount), parts.Sum(part => part.Expected.Amount)));
        }
    }

    [DatabaseTheory]
    public async Task A_filter_finds_what_its_word_says_and_the_totals_agree(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await EveryStateAsync(world));
        var queries = world.Get<ShopOrderQueries>();
        foreach (var state in SurchargeDecisions.All)
        {
            var filter = new ShopOrderFilter(Surcharge: state);
            var rows = await queries.ListAsync(owner, filter, Oldest, default);
            Assert.All(rows, row => Assert.Equal(state, row.Surcharge!.State));
            Assert.NotEmpty(rows);
            Assert.Equal(rows.Count, (await queries.SumsAsync(owner, filter, default)).Orders(filter));
        }

        var all = new ShopOrderFilter();
        var totals = (await queries.SumsAsync(owner, all, default)).Surcharges(all);
        Assert.Equal((new Dong(15_300), new Dong(9_000)), (totals.Charged, totals.Pending));
        Assert.Equal((new Dong(25_000), new Dong(30_000)), (totals.PlatformPromotions, totals.OwnPromotions));
        var theirs = new ShopOrderFilter(IntroducedBy: Introducer.Owner, Status: OrderStatus.Successful);
        Assert.Equal(new Dong(9_000), (await queries.SumsAsync(owner, theirs, default)).Surcharges(theirs).Charged);
        Assert.Equal(7, (await queries.ListAsync(owner, theirs, Oldest, default)).Count); // the one before surcharges too
        Assert.Equal(
            (await queries.ListAsync(owner, all, new PageRequest(1, 50, ShopOrderQueries.SortBySurcharge, true), default))
            .Select(row => row.Code),
            (await queries.ExportAsync(owner, all, new PageRequest(Sort: ShopOrderQueries.SortBySurcharge, Descending: true), default)
                .ToListAsync()).Select(row => row.Code));
    }

    [DatabaseTheory]
    public async Task A_shop_without_the_programme_sees_no_surcharges(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop);
        await world.RecordedAsync(shop, world.Order("DH-1"));
        var queries = world.Get<ShopOrderQueries>();

        Assert.False(await queries.PaysSurchargesAsync(world.OwnerOf(shop), default));
        Assert.Null(Assert.Single(await queries.ListAsync(world.OwnerOf(shop), new ShopOrderFilter(), Oldest, default)).Surcharge);
        Assert.Null(Assert.Single((await queries.SumsAsync(world.OwnerOf(shop), new ShopOrderFilter(), default)).Parts).Surcharge);
    }

    [DatabaseTheory]
    public async Task R10_5_Another_shop_and_nobody_without_the_right_sees_a_surcharge(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await EveryStateAsync(world);
        var (other, _) = await world.HasRentalShopAsync();
        var queries = world.Get<ShopOrderQueries>();

        foreach (var actor in new[] { world.OwnerOf(other), world.OwnerOf(shop) with { Permissions = new HashSet<string>() }, world.Admin })
        {
            Assert.Empty(await queries.ListAsync(actor, new ShopOrderFilter(), Oldest, default));
            Assert.Empty((await queries.SumsAsync(actor, new ShopOrderFilter(), default)).Parts);
        }
    }

    [DatabaseTheory]
    public async Task R7_6_An_owner_sees_his_code_his_links_and_what_they_brought(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasRentalShopAsync();
        var owner = world.OwnerOf(shop);
        var made = (await world.Get<CreateLink>().RunAsync(
            owner, new CreateLink.Input(programme.Code, LinkKind.Deep, "https://rental.example/vay", SubId: "zalo"),
            CancellationToken.None)).Value;
        var link = await world.HasOwnLinkAsync(shop, programme);
        world.Clicked(link, "v-1", World.Start.AddHours(-2));
        world.Clicked(link, "v-2", World.Start.AddHours(-2));
        await world.RecordedAsync(shop, world.Rental("DH-1", "kh-1", "v-1"));
        await world.RecordedAsync(shop, world.Rental("DH-2", "kh-1", "v-1"));
        var queries = world.Get<ShopLinkQueries>();

        var mine = await queries.MineAsync(owner, default);
        var page = await queries.ListAsync(owner, null, null, Today.AddDays(-1), Today, new PageRequest(), default);

        Assert.Equal((shop.ReferralCode, 1, 5), (mine!.ReferralCode, mine.Introduced, Assert.Single(mine.Programmes).FreeOrders));
        Assert.Equal(2, page.Total);
        Assert.Equal((2, 1), (page.Items.Single(row => row.Id == link.Id).Clicks, page.Items.Single(row => row.Id == link.Id).Introduced));
        Assert.Equal((shop.Id, (Guid?)null), (made.ShopId!.Value, made.PartnerId));
        Assert.Equal([made.Id],
            (await queries.ListAsync(owner, "ZALO", false, Today, Today, new PageRequest(), default)).Items.Select(row => row.Id));
        Assert.Empty((await queries.ListAsync(owner, null, true, Today, Today, new PageRequest(), default)).Items);
        Assert.Equal(link.Code, await queries.CodeAsync(owner, link.Id, default));
        Assert.Equal([(Today, 2)], await queries.ClicksAsync(owner, null, null, Today.AddDays(-1), Today, default));
        Assert.Empty(await queries.ClicksAsync(owner, "ZALO", null, Today.AddDays(-1), Today, default));
    }

    [DatabaseTheory]
    public async Task R10_5_A_shops_links_and_code_are_for_its_owner_alone(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasRentalShopAsync();
        var (other, _) = await world.HasRentalShopAsync();
        var link = await world.HasOwnLinkAsync(shop, programme);
        world.Clicked(link, "v-1", World.Start.AddHours(-2));
        var queries = world.Get<ShopLinkQueries>();
        var staff = world.OwnerOf(shop) with { Permissions = Permission.Of(Role.ShopStaff) };

        foreach (var actor in new[] { world.OwnerOf(other), staff, world.PersonOf(await world.HasPartnerAsync()), Actor.Nobody })
        {
            Assert.Empty((await queries.ListAsync(actor, null, null, Today, Today, new PageRequest(), default)).Items);
            Assert.Null(await queries.CodeAsync(actor, link.Id, default));
            Assert.Empty(await queries.ClicksAsync(actor, null, null, Today.AddDays(-1), Today, default));
            Assert.NotEqual(shop.ReferralCode, (await queries.MineAsync(actor, default))?.ReferralCode);
            Assert.False((await world.Get<CreateLink>().RunAsync(
                actor, new CreateLink.Input(programme.Code, LinkKind.Deep, "https://rental.example/", ShopId: shop.Id),
                CancellationToken.None)).Succeeded);
            Assert.False((await world.Get<PauseLink>().RunAsync(actor, link.Id, CancellationToken.None)).Succeeded);
        }
    }

    /// <summary>A professional owner's shop with orders in every state, oldest first.</summary>
    private static async Task<Shop> EveryStateAsync(World world)
    {
        var (shop, programme) = await world.HasRentalShopAsync(
            ShopKind.Professional, new() { EffectiveFrom = Today.AddDays(-20), LegacyEffectiveFrom = Today.AddDays(-20) });
        world.Clicked(await world.HasOwnLinkAsync(shop, programme), "v-1", World.Start.AddDays(-40));
        DateTimeOffset Day(int day) => World.Start.AddDays(day - 20);
        await OrderAsync("TD-00", "v-1", Day(-10));
        for (var i = 1; i <= 6; i++)
            await OrderAsync($"TD-0{i}", "v-1", Day(i));
        await world.RecordedAsync(shop, world.Rental("TD-07", "kh-2", null, Day(7), platform: 25_000, own: 30_000));
        await HappensAsync("TD-07", OrderEventType.Paid, Day(7));
        await world.RecordedAsync(shop, world.Rental("TD-08", "kh-3", null, Day(8)));
        await world.RecordedAsync(shop, world.Rental("TD-09", "kh-4", null, Day(9)));
        await world.HappensAsync(shop, "TD-09", OrderEventType.Cancelled, Day(9).AddHours(1), reason: CancellationReasons.Unreachable);
        await world.RecordedAsync(shop, world.Rental("TD-10", "kh-5", null, Day(10)));
        await HappensAsync("TD-10", OrderEventType.Paid, Day(10));
        await HappensAsync("TD-10", OrderEventType.Returned, Day(11));
        return shop;

        async Task OrderAsync(string number, string visitor, DateTimeOffset at)
        {
            await world.RecordedAsync(shop, world.Rental(number, "kh-1", visitor, at));
            await HappensAsync(number, OrderEventType.Paid, at.AddMinutes(5));
        }

        async Task HappensAsync(string number, OrderEventType type, DateTimeOffset at) => await world.HappensAsync(shop, number, type, at);
    }
}
