using Portal.App.Attribution.Reading;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>A shop's list of orders: what it finds, how it counts, and whose it is.</summary>
public sealed class ShopOrderQueriesTests
{
    private static readonly PageRequest Newest = new(Sort: ShopOrderQueries.SortByPlaced, Descending: true);

    [DatabaseTheory]
    public async Task R10_5_A_shop_sees_only_its_own_orders(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var other = await world.HasShopAsync();
        var mine = await world.RecordedAsync(shop, world.Order("DH-1"));
        var theirs = await world.RecordedAsync(other, world.Order("DH-2"));
        var queries = world.Get<ShopOrderQueries>();

        var rows = await queries.ListAsync(world.OwnerOf(shop), new ShopOrderFilter(), Newest, CancellationToken.None);
        Assert.Equal([mine.Id], rows.Select(row => row.Id));
        Assert.Equal(1, (await queries.SumsAsync(world.OwnerOf(shop), new ShopOrderFilter(), CancellationToken.None)).Orders());
        Assert.Null(await queries.DetailAsync(world.OwnerOf(shop), theirs.Id, CancellationToken.None));
        var exported = new List<Guid>();
        await foreach (var row in queries.ExportAsync(world.OwnerOf(shop), new ShopOrderFilter(), Newest, CancellationToken.None))
            exported.Add(row.Id);
        Assert.Equal([mine.Id], exported);

        var partner = world.PersonOf(await world.HasPartnerAsync());
        Assert.Empty(await queries.ListAsync(partner, new ShopOrderFilter(), Newest, CancellationToken.None));
        Assert.Empty(await queries.SourcesAsync(partner, CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task Tabs_total_and_list_agree(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        var placed = World.Start.AddDays(-1);
        await world.RecordAsync(shop, [.. Enumerable.Range(1, 6).Select(i => world.Order($"DH-{i}", placedAt: placed.AddMinutes(i)))]);
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, placed.AddHours(1));
        await world.HappensAsync(shop, "DH-2", OrderEventType.Cancelled, placed.AddHours(1), reason: CancellationReasons.OutOfStock);
        await world.HappensAsync(shop, "DH-3", OrderEventType.Cancelled, placed.AddHours(1), reason: CancellationReasons.OutOfStock);
        await world.HappensAsync(shop, "DH-3", OrderEventType.Paid, placed.AddHours(2)); // R2.1: kept for review
        var queries = world.Get<ShopOrderQueries>();

        var sums = await queries.SumsAsync(owner, new ShopOrderFilter(Status: OrderStatus.Pending), CancellationToken.None);
        Assert.Equal((6, 3, 1, 2, 1), (sums.Orders(), sums.Orders(OrderStatus.Pending), sums.Orders(OrderStatus.Successful),
            sums.Orders(OrderStatus.Cancelled), sums.Held));
        foreach (var filter in (
            ShopOrderFilter[])[new(), new(OrderStatus.Pending), new(OrderStatus.Successful), new(OrderStatus.Cancelled), new(Held: true)])
        {
            var rows = await queries.ListAsync(owner, filter, Newest, CancellationToken.None);
            Assert.Equal((sums.Orders(filter), sums.Paid(filter).Amount), (rows.Count, rows.Sum(row => row.Paid)));
        }
    }

    [DatabaseTheory]
    public async Task R10_5_A_chart_counts_what_the_list_holds_by_local_day(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        var today = LocalCalendar.Day(World.Start);
        DateOnly[] days = [today.AddDays(-2), today.AddDays(-1), today];
        var midnight = LocalCalendar.StartOf(days[1]);
        await world.RecordAsync(shop,
            world.Order("DH-1", placedAt: midnight.AddTicks(-10)), world.Order("DH-2", placedAt: midnight),
            world.Order("DH-3", placedAt: midnight.AddHours(23)),
            world.Order("DH-4", placedAt: LocalCalendar.StartOf(days[0]).AddTicks(-10)));
        await world.HappensAsync(shop, "DH-3", OrderEventType.Paid, midnight.AddHours(23).AddMinutes(1));
        await world.RecordedAsync(await world.HasShopAsync(), world.Order("DH-2", placedAt: midnight));
        var queries = world.Get<ShopOrderQueries>();
        var starts = Array.ConvertAll(days, LocalCalendar.StartOf);
        var all = new ShopOrderFilter(Placed: new Period(starts[0], LocalCalendar.StartOf(today.AddDays(1))));

        var parts = await queries.PartsAsync(owner, all, starts, CancellationToken.None);
        Assert.Equal([1, 2, 0], parts.Select(part => part.Orders));
        Assert.Equal(new Dong(200_000), parts[1].Paid);
        Assert.Equal([0, 1, 0],
            (await queries.PartsAsync(owner, all with { Status = OrderStatus.Successful }, starts, CancellationToken.None))
            .Select(part => part.Orders));
        Assert.Equal([3], (await queries.PartsAsync(owner, all with { Search = "dh-" }, [starts[0]], CancellationToken.None))
            .Select(part => part.Orders));
        Assert.Equal(days[0], await queries.FirstDayAsync(owner, all, CancellationToken.None));

        var stranger = world.PersonOf(await world.HasPartnerAsync());
        Assert.All(await queries.PartsAsync(stranger, all, starts, CancellationToken.None), part => Assert.Equal(ShopOrderPart.None, part));
        Assert.Null(await queries.FirstDayAsync(stranger, all, CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task Orders_are_found_by_number_product_source_and_day(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        var shirt = world.Order("DH-1", placedAt: World.Start.AddDays(-3));
        await world.RecordAsync(shop,
            shirt with { Lines = [shirt.Lines[0] with { Name = "Áo dài Đà Lạt" }], Source = "app" },
            world.Order("DH-2", placedAt: World.Start.AddDays(-1)));
        var queries = world.Get<ShopOrderQueries>();

        async Task<IEnumerable<string>> FoundAsync(ShopOrderFilter filter) =>
            (await queries.ListAsync(owner, filter, Newest, CancellationToken.None)).Select(row => row.Code);
        Assert.Equal(["DH-1"], await FoundAsync(new ShopOrderFilter(Search: "ao dai da lat")));
        Assert.Equal(["DH-2"], await FoundAsync(new ShopOrderFilter(Search: "dh-2")));
        Assert.Empty(await FoundAsync(new ShopOrderFilter(Search: "%")));
        Assert.Equal(["DH-1"], await FoundAsync(new ShopOrderFilter(Source: "app")));
        Assert.Equal(["app", "web"], await queries.SourcesAsync(owner, CancellationToken.None));
        Assert.Equal(["DH-2"], await FoundAsync(new ShopOrderFilter(Placed: new Period(World.Start.AddDays(-2), World.Start))));
    }

    [DatabaseTheory]
    public async Task Pages_follow_each_other_without_gap_or_repetition(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var placed = World.Start.AddDays(-1); // all at one instant, so only their ids tell them apart
        await world.RecordAsync(shop, [.. Enumerable.Range(1, 30).Select(i => world.Order($"DH-{i:00}", placedAt: placed))]);
        var queries = world.Get<ShopOrderQueries>();
        foreach (var sort in (string[])[ShopOrderQueries.SortByPlaced, ShopOrderQueries.SortByCode, ShopOrderQueries.SortByPaid,
            ShopOrderQueries.SortByChanged])
        {
            var seen = new List<string>();
            for (var page = 1; page <= 3; page++)
                seen.AddRange((await queries.ListAsync(world.OwnerOf(shop), new ShopOrderFilter(), new PageRequest(page, 12, sort, true),
                    CancellationToken.None)).Select(row => row.Code));
            Assert.Equal(30, seen.Distinct().Count());
        }
    }

    [DatabaseTheory]
    public async Task What_partners_get_stands_in_the_list_until_it_is_taken_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        world.Clicked(await world.HasLinkAsync(partner, programme), "v-1", World.Start.AddDays(-1));
        var order = await world.RecordedAsync(shop, world.Order("DH-1"));
        var queries = world.Get<ShopOrderQueries>();

        async Task<long> RewardAsync() =>
            (await queries.ListAsync(world.OwnerOf(shop), new ShopOrderFilter(), Newest, CancellationToken.None))[0].Reward;
        Assert.Equal(order.Programs[0].Rewards[0].Gross, await RewardAsync());
        await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, World.Start, reason: CancellationReasons.Fraud);
        Assert.Equal(0, await RewardAsync());
    }
}
