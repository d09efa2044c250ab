using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Attribution.Customers;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Import;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Platform.Data;

/// <summary>A page of twenty rows asks the database no oftener than a page of two.</summary>
public sealed class PageCommandTests
{
    private static readonly PageRequest Two = new(1, 2);
    private static readonly PageRequest Twenty = new(1, 20);

    [DatabaseTheory]
    public async Task Lists_of_the_operator_and_the_shop_ask_as_often_for_many_rows_as_for_few(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = (await world.AdminAsync()).Actor;
        var shop = await world.HasShopAsync();
        for (var i = 0; i < 20; i++)
        {
            var other = await world.HasShopAsync();
            await world.HasPartnerAsync(await world.HasProgrammeAsync(other));
            await world.HasKeyAsync(other.Id);
            await world.PersonAsync(Role.Auditor);
            await world.ImportedAsync(world.OwnerOf(shop), $"Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá\nDH-{i};1/6/2026 9:05;Áo;1;1000\n");
        }

        await SameAsync(world, 20, async page => (await world.Get<ShopQueries>().SearchAsync(admin, null, page, default)).Items.Count);
        await SameAsync(world, 20,
            async page => (await world.Get<ProgrammeQueries>().SearchAsync(admin, null, null, page, default)).Items.Count);
        await SameAsync(world, 20,
            async page => (await world.Get<PartnerQueries>().SearchAsync(admin, null, null, null, page, default)).Items.Count);
        await SameAsync(world, 20,
            async page => (await world.Get<ApiKeyQueries>().SearchAsync(admin, null, false, page, default)).Items.Count);
        await SameAsync(world, 20,
            async page => (await world.Get<UserQueries>().ListAsync(admin, new UserQueries.Filter(), page, default)).Items.Count);
        await SameAsync(world, 20,
            async page => (await world.Get<ShopOrderQueries>().ListAsync(world.OwnerOf(shop), new ShopOrderFilter(), page, default)).Count);
        await SameAsync(world, 20,
            async page => (await world.Get<ImportQueries>().ListAsync(world.OwnerOf(shop), page, default)).Items.Count);
    }

    [DatabaseTheory]
    public async Task Lists_of_surcharges_own_links_and_orders_not_credited_ask_as_often_for_many_rows_as_for_few(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (rental, surcharge) = await world.HasRentalShopAsync();
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(
            shop, new NewCustomerSettings { MinOrderValue = new Dong(200_000), RequirePickupPoint = false });
        var partner = await world.HasPartnerAsync(programme);
        var link = await world.HasLinkAsync(partner, programme);
        for (var i = 0; i < 20; i++)
        {
            await world.HasOwnLinkAsync(rental, surcharge);
            world.Clicked(link, $"v-{i}", World.Start.AddHours(-1));
        }

        await world.RecordAsync(rental, [.. Enumerable.Range(0, 20).Select(i => world.Rental($"TD-{i}", $"kh-{i}"))]);
        await world.RecordAsync(shop, [.. Enumerable.Range(0, 20)
            .Select(i => world.Order($"DH-{i}", $"v-{i}") with { Customer = new OrderCustomer($"kh-{i}", null, null, null) })]);
        var owner = world.OwnerOf(rental);
        var today = LocalCalendar.Day(World.Start);

        await SameAsync(world, 20,
            async page => (await world.Get<ShopOrderQueries>().ListAsync(owner, new ShopOrderFilter(), page, default)).Count);
        await SameAsync(world, 20,
            async page => (await world.Get<ShopLinkQueries>().ListAsync(owner, null, null, today, today, page, default)).Items.Count);
        await SameAsync(world, 20,
            async page => (await world.Get<ShopCustomerQueries>().ListAsync(owner, new ShopCustomerFilter(), page, default)).Items.Count);
        await SameAsync(world, 20, async page =>
            (await world.Get<PartnerOrderQueries>().MissesAsync(world.PersonOf(partner), new PartnerOrderFilter(), page, default)).Count);
        await SameAsync(world, 20,
            async page => (await world.Get<OperatorOrderQueries>().ListAsync(world.Admin, new OperatorOrderFilter(), page, default)).Count);
    }

    private static async Task SameAsync(World world, int rows, Func<PageRequest, Task<int>> list)
    {
        Assert.Equal(2, await list(Two));
        var before = world.Commands.Count;
        await list(Two);
        var few = world.Commands.Count - before;
        Assert.Equal(rows, await list(Twenty));
        before = world.Commands.Count;
        await list(Twenty);
        Assert.Equal(few, world.Commands.Count - before);
    }
}
