using Portal.App.Attribution.Reading;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Tracking;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Traffic;

/// <summary>A partner's list of links, and what each brought.</summary>
public sealed class PartnerLinkQueriesTests
{
    private static readonly PageRequest First = new(Sort: PartnerLinkQueries.SortByCreated, Descending: true);
    private static readonly DateOnly Today = LocalCalendar.Day(World.Start);

    [DatabaseTheory]
    public async Task R10_5_A_partner_sees_no_link_of_another(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        var theirs = await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);
        world.Clicked(theirs, "v-1", World.Start);
        var actor = world.PersonOf(await world.HasPartnerAsync(programme));
        var queries = world.Get<PartnerLinkQueries>();

        Assert.Empty((await queries.ListAsync(actor, new PartnerLinkFilter(), null, First, default)).Items);
        Assert.Empty(await queries.DaysAsync(actor, [theirs.Id], Today, Today, default));
        Assert.Empty(await queries.ClicksAsync(actor, new PartnerLinkFilter(), Today, Today, default));
        Assert.Null(await queries.CodeAsync(actor, theirs.Id, default));
    }

    [DatabaseTheory]
    public async Task R10_5_Whoever_is_no_partner_has_no_links(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);

        Assert.Equal(0, (await world.Get<PartnerLinkQueries>()
            .ListAsync(world.KeyOf(shop), new PartnerLinkFilter(), null, First, default)).Total);
        Assert.Equal(0, (await world.Get<PartnerLinkQueries>()
            .ListAsync(world.Admin, new PartnerLinkFilter(), null, First, default)).Total);
    }

    [DatabaseTheory]
    public async Task A_link_shows_the_orders_and_rewards_of_the_period(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        var link = await world.HasLinkAsync(partner, programme);
        await BuysAsync(world, shop, link, "paid", World.Start.AddDays(-1));
        await BuysAsync(world, shop, link, "pending", World.Start);
        await BuysAsync(world, shop, link, "long ago", World.Start.AddDays(-20));
        await world.HappensAsync(shop, "paid", OrderEventType.Paid, World.Start);

        var period = new Period(LocalCalendar.StartOf(Today.AddDays(-6)), LocalCalendar.StartOf(Today.AddDays(1)));
        var page = await world.Get<PartnerLinkQueries>()
            .ListAsync(world.PersonOf(partner), new PartnerLinkFilter(), period, First, default);
        var days = await world.Get<PartnerLinkQueries>().DaysAsync(world.PersonOf(partner), [link.Id], Today.AddDays(-6), Today, default);

        var row = Assert.Single(page.Items);
        Assert.Equal((2, 5_000, 5_000), (row.Orders, row.Pending, row.Earned));
        Assert.Equal(
            [new PartnerLinkDay(link.Id, Today.AddDays(-1), 1, 1, 5_000), new PartnerLinkDay(link.Id, Today, 1, 1, 5_000)],
            days);
    }

    [DatabaseTheory]
    public async Task R1_1_Clicks_of_robots_are_not_counted(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        var partner = await world.HasPartnerAsync(programme);
        var link = await world.HasLinkAsync(partner, programme);
        world.Clicked(link, "v-1", World.Start);
        world.Clicked(link, "v-2", World.Start, Portal.App.Traffic.Clicks.ClickKind.Bot);

        Assert.Equal([(Today, 1L)], await world.Get<PartnerLinkQueries>()
            .ClicksAsync(world.PersonOf(partner), new PartnerLinkFilter(Programme: programme.Code), Today, Today, default));
    }

    [DatabaseTheory]
    public async Task Filters_and_search_narrow_the_list(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        var partner = await world.HasPartnerAsync(programme);
        var working = await world.HasLinkAsync(partner, programme);
        var paused = await world.HasLinkAsync(partner, programme);
        await world.Get<PauseLink>().RunAsync(world.PersonOf(partner), paused.Id, default);

        async Task<IEnumerable<Guid>> Found(PartnerLinkFilter filter) =>
            (await world.Get<PartnerLinkQueries>().ListAsync(world.PersonOf(partner), filter, null, First, default)).Items.Select(
                link => link.Id);

        Assert.Equal([paused.Id], await Found(new PartnerLinkFilter(Paused: true)));
        Assert.Equal([working.Id], await Found(new PartnerLinkFilter(Paused: false)));
        Assert.Equal([working.Id], await Found(new PartnerLinkFilter(Search: working.Code.ToUpperInvariant())));
        Assert.Equal(2, (await Found(new PartnerLinkFilter(Search: "shop.example", Kind: LinkKind.Deep, Programme: programme.Code)))
            .Count());
        Assert.Empty(await Found(new PartnerLinkFilter(Kind: LinkKind.Banner)));
        Assert.Empty(await Found(new PartnerLinkFilter(Programme: "another")));
    }

    [DatabaseTheory]
    public async Task The_link_that_brought_most_comes_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        var poor = await world.HasLinkAsync(partner, programme);
        var rich = await world.HasLinkAsync(partner, programme);
        await world.HasLinkAsync(partner, programme);
        await BuysAsync(world, shop, rich, "a", World.Start);
        await BuysAsync(world, shop, rich, "b", World.Start);
        await BuysAsync(world, shop, poor, "c", World.Start);

        foreach (var sort in new[] { PartnerLinkQueries.SortByOrders, PartnerLinkQueries.SortByReward })
        {
            var page = await world.Get<PartnerLinkQueries>().ListAsync(
                world.PersonOf(partner), new PartnerLinkFilter(), null, new PageRequest(Size: 2, Sort: sort, Descending: true), default);
            Assert.Equal([rich.Id, poor.Id], page.Items.Select(link => link.Id));
            Assert.Equal(3, page.Total);
        }
    }

    [DatabaseTheory]
    public async Task The_number_of_commands_does_not_grow_with_the_links(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        var partner = await world.HasPartnerAsync(programme);
        for (var i = 0; i < 2; i++)
            await world.HasLinkAsync(partner, programme);
        var few = await CommandsOfAPageAsync();
        for (var i = 0; i < 30; i++)
            await world.HasLinkAsync(partner, programme);

        Assert.Equal(few, await CommandsOfAPageAsync());

        async Task<int> CommandsOfAPageAsync()
        {
            var before = world.Commands.Count;
            var queries = world.Get<PartnerLinkQueries>();
            var page = await queries.ListAsync(world.PersonOf(partner), new PartnerLinkFilter(), null, new PageRequest(Size: 100), default);
            await queries.DaysAsync(world.PersonOf(partner), [.. page.Items.Select(link => link.Id)], Today, Today, default);
            return world.Commands.Count - before;
        }
    }

    private static async Task BuysAsync(World world, Portal.App.Catalogue.Shops.Shop shop, Link link, string number, DateTimeOffset at)
    {
        world.Clicked(link, $"buyer of {number}", at.AddMinutes(-1));
        await world.RecordedAsync(shop, world.Order(number, $"buyer of {number}", at));
    }
}
