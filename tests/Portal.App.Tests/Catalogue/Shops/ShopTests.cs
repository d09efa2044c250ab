using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Catalogue.Shops;

public sealed class ShopTests
{
    [DatabaseTheory]
    public async Task Of_many_who_want_one_code_at_once_one_gets_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => world.CreateShopAsync(i % 2 == 0 ? "cua-hang" : "CUA-HANG")));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.AllThereAre(outcomes.Where(outcome => !outcome.Succeeded),
            outcome => Assert.Equal("shop_code_taken", outcome.Refusal!.Code));
    }

    [DatabaseTheory]
    public async Task A_list_of_rows_of_one_instant_is_read_page_by_page_without_loss(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var made = new List<Guid>();
        for (var i = 0; i < 7; i++)
            made.Add((await world.CreateShopAsync($"shop-{i}")).Value.Id);

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await world.Get<ShopQueries>()
                .ListAsync(world.Admin, CursorRequest.Parse("3", cursor).Value, CancellationToken.None);
            seen.AddRange(page.Items.Select(shop => shop.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(made.Order(), seen.Order());
    }

    [DatabaseTheory]
    public async Task Hosts_are_kept_in_one_spelling_and_can_be_changed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = (await world.CreateShopAsync("shop", "Shop.Example", "shop.example", "*.SHOP.example", "cửahàng.vn")).Value;

        var changed = await world.Get<UpdateShop>().RunAsync(
            world.Admin, shop.Id, new UpdateShop.Input(Hosts: ["shop.example", "new.example"]), CancellationToken.None);
        var read = await world.Get<ShopQueries>().GetAsync(world.Admin, shop.Id, CancellationToken.None);

        Assert.Equal(["*.shop.example", "shop.example", "xn--cahng-tqa2694c.vn"], shop.Hosts);
        Assert.Equal(["new.example", "shop.example"], changed.Value.Hosts);
        Assert.Equal(["new.example", "shop.example"], read.Value.Hosts);
    }

    [DatabaseTheory]
    public async Task A_shop_is_found_without_diacritics_and_sorted(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.CreateShopAsync("b");
        await world.CreateShopAsync("bb");
        await world.CreateShopAsync("aa");

        var found = await world.Get<ShopQueries>().SearchAsync(
            world.Admin, "CUA HANG", new PageRequest(1, 25, "code", Descending: true), CancellationToken.None);

        Assert.Equal(["bb", "aa"], found.Items.Select(shop => shop.Code));
        Assert.Equal(2, found.Total);
    }
}
