using Portal.App.Attribution.Customers;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Surcharges;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>A shop's customers: who introduced each, by what, and how many free orders are used.</summary>
public sealed class ShopCustomerQueriesTests
{
    private static readonly DateTimeOffset First = World.Start.AddDays(-10);
    private static readonly ShopCustomerFilter All = new();

    [DatabaseTheory]
    public async Task R7_6_Each_customer_has_who_introduced_them_by_what_and_since_when(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);

        var customers = (await world.Get<ShopCustomerQueries>().ListAsync(world.OwnerOf(shop), All, new PageRequest(), default)).Items;

        Assert.Equal(["kh-order", "kh-code", "kh-link"], customers.Select(customer => customer.CustomerId));
        Assert.Equal(
            [
                (Introducer.Platform, First.AddDays(2), new CustomerFact(IntroductionKind.Order, First.AddDays(2))),
                (Introducer.Owner, First.AddDays(1), new CustomerFact(IntroductionKind.Code, First.AddDays(1))),
                (Introducer.Owner, First, new CustomerFact(IntroductionKind.Link, First.AddHours(-5))),
            ],
            customers.Select(customer => (customer.IntroducedBy, customer.Since, customer.Fact)));
        Assert.Equal(["TD-3", "TD-2", "TD-1"], customers.Select(customer => customer.FirstOrder));
    }

    [DatabaseTheory]
    public async Task R7_5_Free_orders_are_used_by_the_successful_ones_and_given_back_by_a_return(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        for (var i = 4; i <= 6; i++)
            await world.RecordedAsync(shop, world.Rental($"TD-{i}", "kh-link", "v-1", First.AddDays(i)));
        await world.HappensAsync(shop, "TD-1", OrderEventType.Paid, First.AddHours(1));
        await world.HappensAsync(shop, "TD-4", OrderEventType.Paid, First.AddDays(4).AddHours(1));
        await world.HappensAsync(
            shop, "TD-6", OrderEventType.Cancelled, First.AddDays(6).AddHours(1), reason: CancellationReasons.OutOfStock);
        await world.HappensAsync(shop, "TD-3", OrderEventType.Paid, First.AddDays(3));

        Assert.Equal((2, 5, 3, First.AddDays(6)), await FiguresAsync("kh-link"));
        Assert.Equal((0, 5, 1, First.AddDays(1)), await FiguresAsync("kh-code"));
        Assert.Equal((0, null, 1, First.AddDays(2)), await FiguresAsync("kh-order"));

        await world.HappensAsync(
            shop, "TD-4", OrderEventType.Returned, First.AddDays(5), reason: CancellationReasons.Returned);
        Assert.Equal((1, 5, 2, First.AddDays(6)), await FiguresAsync("kh-link"));

        async Task<(int Used, int? Of, int Orders, DateTimeOffset Last)> FiguresAsync(string id)
        {
            var found = Assert.Single((await world.Get<ShopCustomerQueries>().ListAsync(
                world.OwnerOf(shop), new ShopCustomerFilter(Search: id), new PageRequest(), default)).Items);
            return (found.FreeOrdersUsed, found.FreeOrders, found.Orders, found.LastOrderAt);
        }
    }

    [DatabaseTheory]
    public async Task R7_2_The_number_of_free_orders_is_that_of_the_settings_in_force_now(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasRentalShopAsync();
        await world.HasVersionAsync(programme, 2, new RentalSurchargeSettings { FreeOrders = 3 }, World.Start.AddDays(-1));
        await world.RecordedAsync(shop, world.Rental("TD-1", "kh-1", placedAt: First) with { Attribution = Code(shop) });

        Assert.Equal(3, Assert.Single((await ListAsync(world, shop, All)).Items).FreeOrders);
    }

    [DatabaseTheory]
    public async Task R7_1_An_individual_owner_has_no_free_orders(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.RecordedAsync(shop, world.Rental("TD-1", "kh-1", placedAt: First) with { Attribution = Code(shop) });

        var customer = Assert.Single((await ListAsync(world, shop, All)).Items);
        Assert.Equal((Introducer.Owner, 0, null), (customer.IntroducedBy, customer.FreeOrdersUsed, customer.FreeOrders));
    }

    [DatabaseTheory]
    public async Task Customers_are_found_by_introducer_id_order_and_contact(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        await world.RecordedAsync(shop, world.Rental("TD-4", "kh-link", placedAt: First.AddDays(4)));
        var mail = world.Rental("TD-5", "x", placedAt: First.AddDays(5)) with
        {
            Customer = new OrderCustomer(null, "khach@example.vn", null, null),
        };
        await world.RecordedAsync(shop, mail);
        await world.RecordedAsync(shop, mail with
        {
            ExternalId = "TD-6",
            PlacedAt = First.AddDays(6),
            Customer = new OrderCustomer(null, null, "0912345678", null),
        });

        async Task<IEnumerable<string>> FoundAsync(string? search, Introducer? by = null)
        {
            var page = await ListAsync(world, shop, new ShopCustomerFilter(by, search));
            Assert.Equal(page.Total, page.Items.Count);
            return page.Items.Select(customer => customer.FirstOrder);
        }

        Assert.Equal(["TD-2", "TD-1"], await FoundAsync(null, Introducer.Owner));
        Assert.Equal(["TD-6", "TD-5", "TD-3"], await FoundAsync(null, Introducer.Platform));
        Assert.Equal(["TD-3", "TD-2", "TD-1"], await FoundAsync("kh-"));
        Assert.Equal(["TD-1"], await FoundAsync(" TD-4 "));
        Assert.Equal(["TD-5"], await FoundAsync("Khach@Example.vn"));
        Assert.Equal(["TD-6"], await FoundAsync("+84 912 345 678"));
        Assert.Empty(await FoundAsync("%"));
        Assert.Empty(await FoundAsync("kh-link", Introducer.Platform));
    }

    [DatabaseTheory]
    public async Task A_story_has_the_last_orders_and_is_found_by_any_order_of_the_customer(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        var later = await world.RecordedAsync(shop, world.Rental("TD-4", "kh-link", placedAt: First.AddDays(4)));
        var owner = world.OwnerOf(shop);
        var queries = world.Get<ShopCustomerQueries>();
        var before = (await ListAsync(world, shop, new ShopCustomerFilter(Search: "kh-link"))).Items[0];

        var story = await queries.StoryAsync(owner, before.Id, default);
        Assert.Equal(before, story!.Customer);
        Assert.Equal(["TD-4", "TD-1"], story.LastOrders.Select(order => order.Code));
        Assert.Equal(before, (await queries.StoryAsync(owner, later.Id, default))!.Customer);
        Assert.Equal(["TD-4", "TD-1"], await OrdersOfAsync(before.Id));

        // an earlier order that is told late decides anew; the id from before goes on finding the customer
        await world.RecordedAsync(shop, world.Rental("TD-0", "kh-link", placedAt: First.AddDays(-1)));
        var now = (await queries.StoryAsync(owner, before.Id, default))!.Customer;
        Assert.NotEqual(before.Id, now.Id);
        Assert.Equal(("TD-0", Introducer.Platform, First.AddDays(-1)), (now.FirstOrder, now.IntroducedBy, now.Since));
        Assert.Equal(["TD-4", "TD-1", "TD-0"], await OrdersOfAsync(before.Id));

        async Task<IEnumerable<string>> OrdersOfAsync(Guid customer)
        {
            var newest = new PageRequest(Sort: ShopOrderQueries.SortByPlaced, Descending: true);
            return (await world.Get<ShopOrderQueries>().ListAsync(owner, new ShopOrderFilter(Customer: customer), newest, default))
                .Select(row => row.Code);
        }
    }

    [DatabaseTheory]
    public async Task Pages_by_cursor_and_by_number_hold_each_customer_once_in_the_same_order(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        // three at one instant, so that the time alone does not order them
        await world.RecordAsync(
            shop, [.. Enumerable.Range(4, 3).Select(i => world.Rental($"TD-{i}", $"kh-{i}", placedAt: First.AddDays(4)))]);
        var queries = world.Get<ShopCustomerQueries>();
        var (byCursor, byNumber) = (new List<Guid>(), new List<Guid>());

        var page = new CursorRequest(2, null);
        string? cursor;
        do
        {
            var found = (await queries.OfShopAsync(world.Admin, shop.Id, All, page, default)).Value;
            byCursor.AddRange(found.Items.Select(customer => customer.Id));
            cursor = found.NextCursor;
            page = cursor is null ? page : CursorRequest.Parse("2", cursor).Value;
        }
        while (cursor is not null);
        for (var number = 1; number <= 3; number++)
            byNumber.AddRange((await queries.ListAsync(world.OwnerOf(shop), All, new PageRequest(number, 2), default)).Items
                .Select(customer => customer.Id));

        Assert.Equal(6, byCursor.Distinct().Count());
        Assert.Equal(byCursor, byNumber);
        var oldest = await queries.ListAsync(
            world.OwnerOf(shop), All, new PageRequest(Sort: ShopCustomerQueries.SortBySince), default);
        Assert.Equal(Enumerable.Reverse(byCursor), oldest.Items.Select(customer => customer.Id));
    }

    [DatabaseTheory]
    public async Task R10_5_Only_the_shops_owner_and_the_operator_see_its_customers(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await SceneAsync(world);
        var (other, _) = await world.HasRentalShopAsync();
        await world.RecordedAsync(other, world.Rental("TD-9", "kh-9"));
        var queries = world.Get<ShopCustomerQueries>();
        var theirs = (await ListAsync(world, shop, All)).Items[0].Id;
        var staff = world.OwnerOf(shop) with { Permissions = Permission.Of(Role.ShopStaff) };
        var partner = world.PersonOf(await world.HasPartnerAsync());

        Assert.Equal(["TD-9"], (await ListAsync(world, other, All)).Items.Select(customer => customer.FirstOrder));
        foreach (var actor in new[] { staff, partner, world.Admin, Actor.Nobody })
            Assert.Empty((await queries.ListAsync(actor, All, new PageRequest(), default)).Items);
        foreach (var actor in new[] { world.OwnerOf(other), staff, partner, Actor.Nobody })
        {
            Assert.Null(await queries.StoryAsync(actor, theirs, default));
            Assert.False((await queries.OfShopAsync(actor, shop.Id, All, CursorRequest.First, default)).Succeeded);
        }

        Assert.Empty(await world.Get<ShopOrderQueries>().ListAsync(
            world.OwnerOf(other), new ShopOrderFilter(Customer: theirs), new PageRequest(), default));
        Assert.Null(await world.Get<ShopOrderQueries>().CustomerNameAsync(world.OwnerOf(other), theirs, default));
        Assert.Equal(3, (await queries.OfShopAsync(world.Admin, shop.Id, All, CursorRequest.First, default)).Value.Items.Count);
        Assert.Equal(
            ShopRefusals.NotFound,
            (await queries.OfShopAsync(world.Admin, Ids.New(world.Clock), All, CursorRequest.First, default)).Refusal!.Code);
    }

    private static Task<PageOf<ShopCustomer>> ListAsync(World world, Shop shop, ShopCustomerFilter filter) =>
        world.Get<ShopCustomerQueries>().ListAsync(world.OwnerOf(shop), filter, new PageRequest(), default);

    private static OrderTracking Code(Shop shop) => new(null, null, shop.ReferralCode);

    /// <summary>A customer of each kind: by the owner's link, by the owner's code, and by neither.</summary>
    private static async Task<Shop> SceneAsync(World world)
    {
        var (shop, programme) = await world.HasRentalShopAsync();
        world.Clicked(await world.HasOwnLinkAsync(shop, programme), "v-1", First.AddHours(-5));
        await world.RecordedAsync(shop, world.Rental("TD-1", "kh-link", "v-1", First));
        await world.RecordedAsync(shop, world.Rental("TD-2", "kh-code", placedAt: First.AddDays(1)) with { Attribution = Code(shop) });
        await world.RecordedAsync(shop, world.Rental("TD-3", "kh-order", placedAt: First.AddDays(2)));
        return shop;
    }
}
