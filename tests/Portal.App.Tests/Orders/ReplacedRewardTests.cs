using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Search;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>
/// What partners see of decisions that are not, or no longer, for them: lists and counts hold what stands, the rest is told with its
/// reason.
/// </summary>
public sealed class ReplacedRewardTests
{
    private static readonly PageRequest First = new(Sort: PartnerOrderQueries.SortByPlaced, Descending: true);
    private static readonly DateOnly Today = LocalCalendar.Day(World.Start);

    [DatabaseTheory]
    public async Task R1_4_An_order_that_a_late_click_gave_to_somebody_else_is_told_and_not_counted(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        var rival = await world.HasPartnerAsync(scene.Programme);
        await scene.ClickedLateAsync(await world.HasLinkAsync(rival, scene.Programme));

        Assert.Empty(await scene.ListAsync());
        Assert.Empty((await scene.Orders.SumsAsync(scene.Actor, new PartnerOrderFilter(), default)).Parts);
        Assert.Empty(await scene.Orders.DaysAsync(scene.Actor, new PartnerOrderFilter(), default));
        Assert.Equal(0, await scene.OrdersOfAsync(scene.Link));
        var miss = Assert.Single(await scene.Orders.MissesAsync(scene.Actor, new PartnerOrderFilter(), First, default));
        Assert.Equal(("DH-1", LookupReasons.AnotherPartner, true, DecisionCauses.LateClick),
            (miss.Code, miss.Reason, miss.Moved, miss.Cause));
        Assert.Equal(1, await scene.Orders.MissCountAsync(scene.Actor, new PartnerOrderFilter(), default));
        Assert.NotNull(await scene.Orders.DetailAsync(scene.Actor, miss.OrderId, default));
        Assert.Equal(SearchKind.Order,
            Assert.Single(await world.Get<SearchQueries>().FindAsync(scene.Actor, "dh-1", SearchQueries.Shown, default)).Kind);
        Assert.Single(await scene.Orders.ListAsync(world.PersonOf(rival), new PartnerOrderFilter(), First, default));
        Assert.Equal(0, await scene.Orders.MissCountAsync(world.PersonOf(rival), new PartnerOrderFilter(), default));
    }

    [DatabaseTheory]
    public async Task R3_3_A_moved_order_is_found_by_its_own_status_and_not_by_its_ended_reward(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        await scene.ClickedLateAsync(await world.HasLinkAsync(await world.HasPartnerAsync(scene.Programme), scene.Programme));

        Assert.Equal(["DH-1"], await scene.ListedAsync(OrderStatus.Successful));
        Assert.Empty(await scene.ListedAsync(OrderStatus.Cancelled));
        Assert.Equal(["DH-1"], await scene.ListedAsync(null));
    }

    [DatabaseTheory]
    public async Task R1_4_A_late_click_of_the_same_partner_counts_his_order_once_and_for_the_newer_link(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await Scene.OfAsync(world);
        var newer = await world.HasLinkAsync(scene.Partner, scene.Programme);
        await scene.ClickedLateAsync(newer);

        Assert.Equal(newer.Code, Assert.Single(await scene.ListAsync()).LinkCode);
        var sum = Assert.Single((await scene.Orders.SumsAsync(scene.Actor, new PartnerOrderFilter(), default)).Parts);
        Assert.Equal((1, RewardState.Earned), (sum.Orders, sum.State));
        Assert.Equal((0, 1), (await scene.OrdersOfAsync(scene.Link), await scene.OrdersOfAsync(newer)));
        Assert.Equal(1, (await scene.Links.DaysAsync(scene.Actor, [scene.Link.Id, newer.Id], Today.AddDays(-1), Today, default))
            .Sum(day => day.Orders));
        Assert.Empty(await scene.ListedAsync(OrderStatus.Cancelled));
        Assert.Equal(0, await scene.Orders.MissCountAsync(scene.Actor, new PartnerOrderFilter(), default));
    }

    [DatabaseTheory]
    public async Task R5_4_An_order_that_a_partner_brought_in_vain_is_told_with_its_reason_and_to_nobody_else(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(
            shop, new NewCustomerSettings { MinOrderValue = new Dong(200_000), RequirePickupPoint = false });
        var (partner, stranger) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        var link = await world.HasLinkAsync(partner, programme);
        world.Clicked(link, "v-1", World.Start.AddHours(-1));
        var order = await world.RecordedAsync(shop, world.Order("DH-1") with { Customer = new OrderCustomer("kh-1", null, null, null) });
        var queries = world.Get<PartnerOrderQueries>();

        var miss = Assert.Single(await queries.MissesAsync(world.PersonOf(partner), new PartnerOrderFilter(), First, default));
        Assert.Equal((Decisions.BelowMinimum, false, (string?)null), (miss.Reason, miss.Moved, miss.Cause));
        var detail = await queries.DetailAsync(world.PersonOf(partner), order.Id, default);
        Assert.Equal(link.Code, Assert.Single(detail!.Programmes).LinkCode);
        Assert.Equal(1, await queries.MissCountAsync(
            world.PersonOf(partner), new PartnerOrderFilter(Link: link.Code, Programme: programme.Code, Search: "dh-1"), default));
        Assert.Equal(0, await queries.MissCountAsync(world.PersonOf(partner), new PartnerOrderFilter(Search: "dh-2"), default));

        foreach (var other in new[] { world.PersonOf(stranger), world.KeyOf(shop), world.Admin,
            world.PersonOf(partner) with { Permissions = new HashSet<string>() } })
        {
            Assert.Empty(await queries.MissesAsync(other, new PartnerOrderFilter(), First, default));
            Assert.Equal(0, await queries.MissCountAsync(other, new PartnerOrderFilter(), default));
            Assert.Null(await queries.DetailAsync(other, order.Id, default));
        }
    }

    /// <summary>A paid order of a partner's, brought by a click three hours before.</summary>
    private sealed class Scene(World world)
    {
        public required App.Catalogue.Shops.Shop Shop { get; init; }

        public required App.Catalogue.Programmes.Programme Programme { get; init; }

        public required App.Partners.Profiles.Partner Partner { get; init; }

        public required Link Link { get; init; }

        public Actor Actor => world.PersonOf(Partner);

        public PartnerOrderQueries Orders => world.Get<PartnerOrderQueries>();

        public PartnerLinkQueries Links => world.Get<PartnerLinkQueries>();

        public static async Task<Scene> OfAsync(World world)
        {
            var shop = await world.HasShopAsync();
            var programme = await world.HasProgrammeAsync(shop);
            var partner = await world.HasPartnerAsync(programme);
            var scene = new Scene(
                world)
            { Shop = shop, Programme = programme, Partner = partner, Link = await world.HasLinkAsync(partner, programme) };
            world.Clicked(scene.Link, "v-1", World.Start.AddHours(-3));
            await world.RecordedAsync(shop, world.Order("DH-1"));
            await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, World.Start);
            return scene;
        }

        /// <summary>The shop tells of a click that was nearer to the order.</summary>
        public async Task ClickedLateAsync(Link link)
        {
            var told = await world.Get<ReportClick>().RunAsync(
                world.KeyOf(Shop), new ReportClick.Input("v-1", World.Start.AddHours(-1), link.Code), CancellationToken.None);
            Assert.True(told.Value.Credited);
        }

        public Task<IReadOnlyList<PartnerOrderRow>> ListAsync() => Orders.ListAsync(Actor, new PartnerOrderFilter(), First, default);

        /// <summary>By the API's list.</summary>
        public async Task<IReadOnlyList<string>> ListedAsync(OrderStatus? status) =>
            [.. (await world.Get<OrderQueries>().ListAsync(Actor, new OrderFilter(Status: status), null, 10, default)).Value.Items.Select(
                order => order.ExternalId)];

        public async Task<int> OrdersOfAsync(Link link) =>
            (await Links.ListAsync(Actor, new PartnerLinkFilter(), null, First, default)).Items.Single(row => row.Id == link.Id).Orders;
    }
}
