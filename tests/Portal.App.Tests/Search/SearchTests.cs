using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Search;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Search;

public sealed class SearchTests
{
    [DatabaseTheory]
    public async Task R10_5_A_partner_finds_his_own_orders_and_links_and_nobody_elses(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var (mine, stranger) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        var link = await world.HasLinkAsync(mine, programme);
        world.Clicked(link, "v-1", World.Start.AddHours(-1));
        await world.RecordedAsync(shop, world.Order("DH-SEARCH-1"));

        var order = Assert.Single(await FindAsync(world, world.PersonOf(mine), "search-1"));
        Assert.Equal((SearchKind.Order, "DH-SEARCH-1"), (order.Kind, order.Hits.Single().Title));
        Assert.Equal(link.Code, Assert.Single(await FindAsync(world, world.PersonOf(mine), "shop.example")).Hits.Single().Title);

        Assert.Empty(await FindAsync(world, world.PersonOf(stranger), "search-1"));
        Assert.Empty(await FindAsync(world, world.PersonOf(stranger), "shop.example"));
    }

    [DatabaseTheory]
    public async Task R10_5_A_shop_finds_its_own_orders_and_no_people(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, other) = (await world.HasShopAsync(), await world.HasShopAsync());
        await world.RecordedAsync(shop, world.Order("DH-SEARCH-2"));

        Assert.Equal(SearchKind.Order, Assert.Single(await FindAsync(world, world.KeyOf(shop), "dh-search")).Kind);
        Assert.Empty(await FindAsync(world, world.KeyOf(other), "dh-search"));
        Assert.Empty(await FindAsync(world, world.KeyOf(shop), other.NameSearch));
    }

    [DatabaseTheory]
    public async Task The_operator_finds_people_and_shops_without_their_diacritics(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var partner = await world.HasPartnerAsync();

        Assert.Equal(partner.Id,
            Assert.Single(await FindAsync(world, world.Admin, partner.NameSearch.ToUpperInvariant())).Hits.Single().Id);
        Assert.Equal(shop.Id, Assert.Single(await FindAsync(world, world.Admin, shop.Name)).Hits.Single().Id);
        foreach (var phone in (string[])[partner.Phone, "0" + partner.Phone[3..], $"(+84) {partner.Phone[3..6]}.{partner.Phone[6..]}",
            "84" + partner.Phone[3..10]])
            Assert.Contains(partner.Id,
                (await FindAsync(world, world.Admin, phone)).Single(group => group.Kind == SearchKind.Partner).Hits.Select(hit => hit.Id));
    }

    [DatabaseTheory]
    public async Task An_order_says_what_was_bought_and_where_to_those_who_see_several_shops(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var order = world.Order("DH-SEARCH-3");
        await world.RecordedAsync(shop, order with { Lines = [order.Lines[0] with { Name = "Áo dài Đà Lạt" }] });

        var own = Assert.Single(Assert.Single(await FindAsync(world, world.KeyOf(shop), "da lat")).Hits);
        Assert.Equal(("Áo dài Đà Lạt", null), (own.Detail, own.Shop));
        var all = Assert.Single(Assert.Single(await FindAsync(world, world.Admin, "da lat")).Hits);
        Assert.Equal(("Áo dài Đà Lạt", shop.Name), (all.Detail, all.Shop));
    }

    [DatabaseTheory]
    public async Task No_more_are_read_than_are_asked_for(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        for (var i = 0; i < 3; i++)
            await world.RecordedAsync(shop, world.Order($"DH-SEARCH-{i}", placedAt: World.Start.AddHours(-i)));

        var found = Assert.Single(await world.Get<SearchQueries>().FindAsync(world.KeyOf(shop), "dh-search", 2, CancellationToken.None));
        Assert.Equal(["DH-SEARCH-0", "DH-SEARCH-1"], found.Hits.Select(hit => hit.Title));
        Assert.True(found.HasMore);
    }

    [DatabaseTheory]
    public async Task Somebody_without_a_role_finds_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();

        Assert.Empty(await FindAsync(world, Actor.Nobody, partner.NameSearch));
    }

    [DatabaseTheory]
    public async Task Signs_that_databases_read_as_patterns_are_only_signs(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.HasPartnerAsync();

        foreach (var text in new[] { "%%", "__", "[a-z]", "' or 1=1 --", "\\\\" })
            Assert.Empty(await FindAsync(world, world.Admin, text));
    }

    [DatabaseTheory]
    public async Task One_letter_is_too_little_to_search_by(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.HasPartnerAsync();
        var before = world.Commands.Count;

        Assert.Empty(await FindAsync(world, world.Admin, " c "));
        Assert.Equal(before, world.Commands.Count);
    }

    private static Task<IReadOnlyList<SearchGroup>> FindAsync(World world, Actor actor, string text) =>
        world.Get<SearchQueries>().FindAsync(actor, text, SearchQueries.Shown, CancellationToken.None);
}
