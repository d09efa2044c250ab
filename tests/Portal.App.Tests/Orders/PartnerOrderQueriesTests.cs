using Portal.App.Attribution.Reading;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>A partner's list of orders: only theirs, with counts, sums, pages, filters and search that agree.</summary>
public sealed class PartnerOrderQueriesTests
{
    private static readonly PageRequest First = new(Sort: PartnerOrderQueries.SortByPlaced, Descending: true);

    [DatabaseTheory]
    public async Task R10_5_A_partner_sees_no_order_of_another(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        var stranger = await world.HasPartnerAsync(scene.Programme);
        var order = await scene.BuysAsync("DH-1");
        var queries = world.Get<PartnerOrderQueries>();

        var actor = world.PersonOf(stranger);

        Assert.Empty(await queries.ListAsync(actor, new PartnerOrderFilter(), First, default));
        Assert.Empty((await queries.SumsAsync(actor, new PartnerOrderFilter(), default)).Parts);
        Assert.Empty(await queries.DaysAsync(actor, new PartnerOrderFilter(), default));
        Assert.Empty(await queries.ExportAsync(actor, new PartnerOrderFilter(), new PageRequest(), default).ToListAsync());
        Assert.Null(await queries.DetailAsync(actor, order.Id, default));
    }

    [DatabaseTheory]
    public async Task R10_5_Another_partners_link_as_a_filter_finds_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        var stranger = await world.HasPartnerAsync(scene.Programme);
        var theirs = await world.HasLinkAsync(stranger, scene.Programme);
        await scene.BuysAsync("DH-1");

        Assert.Empty(await scene.ListAsync(new PartnerOrderFilter(Link: theirs.Code)));
    }

    [DatabaseTheory]
    public async Task R10_5_Without_the_right_there_is_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuysAsync("DH-1");
        var queries = world.Get<PartnerOrderQueries>();
        var actor = scene.Actor with { Permissions = new HashSet<string> { Permission.ShopOrdersRead } };

        Assert.Empty(await queries.ListAsync(actor, new PartnerOrderFilter(), First, default));
        Assert.Empty(await queries.ListAsync(world.KeyOf(scene.Shop), new PartnerOrderFilter(), First, default));
    }

    [DatabaseTheory]
    public async Task R3_3_Counts_and_sums_follow_the_status(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuysAsync("DH-1");
        await scene.BuysAsync("DH-2");
        await scene.BuysAsync("DH-3");
        await scene.BuysAsync("DH-4");
        await world.HappensAsync(scene.Shop, "DH-2", OrderEventType.Paid, world.Clock.GetUtcNow());
        await world.HappensAsync(scene.Shop, "DH-3", OrderEventType.Cancelled, world.Clock.GetUtcNow(), reason: "unreachable");
        await world.HappensAsync(scene.Shop, "DH-4", OrderEventType.Paid, world.Clock.GetUtcNow());
        await world.HappensAsync(scene.Shop, "DH-4", OrderEventType.Returned, world.Clock.GetUtcNow());

        var sums = await scene.SumsAsync(new PartnerOrderFilter(OrderStatus.Pending));

        Assert.Equal([1, 1, 2, 4],
            [sums.Orders(OrderStatus.Pending), sums.Orders(OrderStatus.Successful), sums.Orders(OrderStatus.Cancelled), sums.Orders()]);
        Assert.Equal(new Dong(5_000), sums.Gross(RewardState.Pending));
        Assert.Equal(new Dong(5_000), sums.Gross(RewardState.Earned));
        Assert.Equal(new Dong(5_000), sums.Gross(RewardState.Reversed, OrderStatus.Cancelled));
        Assert.Equal(new Dong(400_000), sums.Paid());
    }

    [DatabaseTheory]
    public async Task A_tab_shows_what_its_count_counts(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuysAsync("DH-1");
        await scene.BuysAsync("DH-2");
        await world.HappensAsync(scene.Shop, "DH-2", OrderEventType.Paid, world.Clock.GetUtcNow());

        Assert.Equal(["DH-2"], (await scene.ListAsync(new PartnerOrderFilter(OrderStatus.Successful))).Select(row => row.Code));
        Assert.Equal(["DH-1"], (await scene.ListAsync(new PartnerOrderFilter(OrderStatus.Pending))).Select(row => row.Code));
    }

    [DatabaseTheory]
    public async Task The_period_is_half_open_and_about_placing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        var day = LocalCalendar.DayPeriod(LocalCalendar.Day(World.Start).AddDays(-1));
        await scene.BuysAsync("before", day.Start.AddTicks(-10));
        await scene.BuysAsync("first", day.Start);
        await scene.BuysAsync("last", day.End.AddSeconds(-1));
        await scene.BuysAsync("after", day.End);

        var rows = await scene.ListAsync(new PartnerOrderFilter(Placed: day));

        Assert.Equal(["last", "first"], rows.Select(row => row.Code));
    }

    [DatabaseTheory]
    public async Task A_day_of_the_chart_is_a_day_in_Vietnam(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        var day = LocalCalendar.Day(World.Start).AddDays(-1);
        await scene.BuysAsync("late", LocalCalendar.StartOf(day).AddHours(23.5));
        await scene.BuysAsync("early", LocalCalendar.StartOf(day).AddHours(0.5));

        var days = await world.Get<PartnerOrderQueries>().DaysAsync(scene.Actor, new PartnerOrderFilter(), default);

        Assert.Equal([new PartnerOrderDay(day, RewardState.Pending, 2, 10_000)], days);
    }

    [DatabaseTheory]
    public async Task Search_finds_the_number_and_the_product_without_diacritics(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuysAsync("DH-77", product: "Điện thoại Ắc-quy");
        await scene.BuysAsync("DH-78", product: "Gói cước");

        Assert.Equal(["DH-77"], (await scene.ListAsync(new PartnerOrderFilter(Search: "dien thoai"))).Select(row => row.Code));
        Assert.Equal(["DH-77"], (await scene.ListAsync(new PartnerOrderFilter(Search: "ĐIỆN"))).Select(row => row.Code));
        Assert.Equal(["DH-78"], (await scene.ListAsync(new PartnerOrderFilter(Search: "dh-78"))).Select(row => row.Code));
        Assert.Empty(await scene.ListAsync(new PartnerOrderFilter(Search: "%")));
        Assert.Empty(await scene.ListAsync(new PartnerOrderFilter(Search: "_")));
    }

    [DatabaseTheory]
    public async Task Pages_cover_every_row_once_also_where_rows_are_equal(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuyAsync(60);

        var seen = new List<string>();
        for (var number = 1; number <= 3; number++)
            seen.AddRange((await scene.ListAsync(new PartnerOrderFilter(), new PageRequest(number, 25, PartnerOrderQueries.SortByReward)))
                .Select(row => row.Code));

        Assert.Equal(60, seen.Count);
        Assert.Equal(60, seen.Distinct().Count());
    }

    [DatabaseTheory]
    public async Task Every_sort_sorts_both_ways(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuysAsync("A", World.Start.AddDays(-2), price: 300_000);
        await scene.BuysAsync("B", World.Start.AddDays(-1), price: 200_000);

        foreach (var (sort, rising) in new[]
        {
            (PartnerOrderQueries.SortByCode, "AB"), (PartnerOrderQueries.SortByPlaced, "AB"), (PartnerOrderQueries.SortByPaid, "BA"),
            (PartnerOrderQueries.SortByReward, "BA"), (PartnerOrderQueries.SortByChanged, "AB"),
        })
        {
            Assert.Equal(rising,
                string.Concat((await scene.ListAsync(new PartnerOrderFilter(), new PageRequest(Sort: sort))).Select(row => row.Code)));
            Assert.Equal(
                string.Concat(rising.Reverse()),
                string.Concat((await scene.ListAsync(new PartnerOrderFilter(), new PageRequest(Sort: sort, Descending: true)))
                    .Select(row => row.Code)));
        }
    }

    [DatabaseTheory]
    public async Task A_row_tells_its_link_and_its_products(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuysAsync("DH-1", product: "SIM");

        var row = Assert.Single(await scene.ListAsync(new PartnerOrderFilter(Programme: scene.Programme.Code, Link: scene.Link.Code)));

        Assert.Equal(("SIM", 1, scene.Link.Code, scene.Shop.Name), (row.Product, row.Lines, row.LinkCode, row.Shop));
        Assert.Equal((5_000, 500, 4_500, RewardState.Pending), (row.Gross, row.Tax, row.Net, row.State));
    }

    [DatabaseTheory]
    public async Task R10_1_The_side_sheet_names_the_version_that_decided(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        var order = await scene.BuysAsync("DH-1");

        var detail = await world.Get<PartnerOrderQueries>().DetailAsync(scene.Actor, order.Id, default);

        var programme = Assert.Single(detail!.Programmes);
        Assert.Equal((scene.Programme.Code, 1, scene.Link.Code), (programme.Code, programme.Version, programme.LinkCode));
        Assert.Equal("Gói cước", Assert.Single(detail.Lines).Name);
        Assert.Null(detail.ExpectedAt);
    }

    [DatabaseTheory]
    public async Task A_pending_order_is_expected_when_the_shop_usually_confirms(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        foreach (var (hours, i) in new[] { 10, 20, 30, 40, 500 }.Select((hours, i) => (hours, i)))
        {
            var placed = World.Start.AddDays(-29).AddHours(i);
            await scene.BuysAsync($"old-{i}", placed);
            await world.HappensAsync(scene.Shop, $"old-{i}", OrderEventType.Paid, placed.AddHours(hours));
        }

        var order = await scene.BuysAsync("DH-1");

        var detail = await world.Get<PartnerOrderQueries>().DetailAsync(scene.Actor, order.Id, default);
        Assert.Equal(order.PlacedAt.AddHours(30), detail!.ExpectedAt);
    }

    [DatabaseTheory]
    public async Task The_number_of_commands_does_not_grow_with_the_rows(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuyAsync(2);
        var few = await CommandsOfAPageAsync();
        await scene.BuyAsync(50);

        Assert.Equal(few, await CommandsOfAPageAsync());

        async Task<int> CommandsOfAPageAsync()
        {
            var before = world.Commands.Count;
            await scene.ListAsync(new PartnerOrderFilter(), new PageRequest(Size: 100));
            await scene.SumsAsync(new PartnerOrderFilter());
            await world.Get<PartnerOrderQueries>().DaysAsync(scene.Actor, new PartnerOrderFilter(), default);
            return world.Commands.Count - before;
        }
    }

    [DatabaseTheory]
    public async Task The_export_has_the_rows_of_the_list_newest_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuyAsync(30);
        await world.HappensAsync(scene.Shop, "DH-3", OrderEventType.Paid, world.Clock.GetUtcNow());
        var filter = new PartnerOrderFilter(OrderStatus.Pending);

        var exported = await world.Get<PartnerOrderQueries>().ExportAsync(
            scene.Actor, filter, new PageRequest(Sort: PartnerOrderQueries.SortByPlaced, Descending: true), default).ToListAsync();

        Assert.Equal((await scene.ListAsync(filter, First with { Size = 100 })).Select(row => row.Code), exported.Select(row => row.Code));
        Assert.Equal((await scene.SumsAsync(filter)).Orders(OrderStatus.Pending), exported.Count);
    }

    /// <summary>A partner whose customers buy through their link.</summary>
    [DatabaseTheory]
    public async Task R10_5_A_partner_does_not_read_who_at_the_shop_entered_what_nor_their_notes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.BuysAsync("DH-1");
        await world.HappensAsync(scene.Shop, "DH-1", OrderEventType.Cancelled, world.Clock.GetUtcNow(),
            reason: CancellationReasons.WrongDetails, note: "khách đổi số 0901234567");
        await scene.BuysAsync("DH-2");
        await world.HappensAsync(scene.Shop, "DH-2", OrderEventType.Cancelled, world.Clock.GetUtcNow(), reason: CancellationReasons.Other,
            note: "mưa lũ, không giao được");

        var seen = await HistoryAsync(scene.Actor, "DH-1");
        var reason = await HistoryAsync(scene.Actor, "DH-2");
        var own = await HistoryAsync(world.KeyOf(scene.Shop), "DH-1");

        Assert.All(seen, change => Assert.Equal(("", null), (change.By, change.Note)));
        Assert.Equal("mưa lũ, không giao được", reason[^1].Note);
        Assert.Equal("khách đổi số 0901234567", own[^1].Note);
        Assert.NotEqual("", own[^1].By);

        async Task<IReadOnlyList<StatusChange>> HistoryAsync(Actor actor, string number) =>
            (await world.Get<OrderQueries>().OneAsync(actor, scene.Shop.Id, number, default)).Value.History;
    }

    private sealed class Scene
    {
        private readonly World world;
        private int buyers;

        private Scene(World world) => this.world = world;

        public required Portal.App.Catalogue.Shops.Shop Shop { get; init; }

        public required Portal.App.Catalogue.Programmes.Programme Programme { get; init; }

        public required Portal.App.Traffic.Links.Link Link { get; init; }

        public required Actor Actor { get; init; }

        public static async Task<Scene> OfAsync(World world)
        {
            var shop = await world.HasShopAsync();
            var programme = await world.HasProgrammeAsync(shop);
            var partner = await world.HasPartnerAsync(programme);
            return new Scene(world)
            {
                Shop = shop,
                Programme = programme,
                Link = await world.HasLinkAsync(partner, programme),
                Actor = world.PersonOf(partner),
            };
        }

        public Task<OrderView> BuysAsync(string number, DateTimeOffset? at = null, string product = "Gói cước", long price = 100_000) =>
            world.RecordedAsync(Shop, Order(number, at ?? world.Clock.GetUtcNow(), product, price));

        public async Task BuyAsync(int orders)
        {
            var from = buyers;
            await world.RecordAsync(Shop, [.. Enumerable.Range(from, orders).Select(i =>
                Order($"DH-{i}", World.Start.AddMinutes(-i % 7), "Gói cước", 100_000))]);
        }

        public Task<IReadOnlyList<PartnerOrderRow>> ListAsync(PartnerOrderFilter filter, PageRequest? page = null) =>
            world.Get<PartnerOrderQueries>().ListAsync(Actor, filter, page ?? First, default);

        public Task<PartnerOrderSums> SumsAsync(PartnerOrderFilter filter) =>
            world.Get<PartnerOrderQueries>().SumsAsync(Actor, filter, default);

        private OrderInput Order(string number, DateTimeOffset at, string product, long price)
        {
            var visitor = $"buyer-{++buyers}";
            world.Clicked(Link, visitor, at.AddHours(-1));
            var amount = new Dong(price);
            return world.Order(number, visitor, at) with
            {
                Lines = [new OrderLine("SKU", product, "data", 1, amount, Dong.Zero)],
                Amounts = new OrderAmounts(amount, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, amount),
            };
        }
    }
}
