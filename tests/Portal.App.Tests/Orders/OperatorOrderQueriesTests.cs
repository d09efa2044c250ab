using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Search;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>The operator's list of all orders: what it finds, how it counts, and who may see it.</summary>
public sealed class OperatorOrderQueriesTests
{
    private static readonly PageRequest Newest = new(Sort: OperatorOrderQueries.SortByPlaced, Descending: true);

    [DatabaseTheory]
    public async Task Any_order_is_found_by_shop_programme_decision_status_period_and_text(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        world.Clicked(await world.HasLinkAsync(partner, programme), "v-1", World.Start.AddDays(-1));
        var (rental, _) = await world.HasRentalShopAsync();
        var credited = await world.RecordedAsync(shop, world.Order("DH-1"));
        await world.RecordedAsync(shop, world.Order("DH-2", "v-2", World.Start.AddDays(-3)));
        await world.RecordedAsync(rental, world.Rental("TD-1", "kh-1"));
        await world.HappensAsync(rental, "TD-1", OrderEventType.Paid, World.Start);
        var queries = world.Get<OperatorOrderQueries>();

        async Task<IEnumerable<string>> FoundAsync(OperatorOrderFilter filter)
        {
            var rows = await queries.ListAsync(world.Admin, filter, Newest, default);
            var counts = await queries.CountsAsync(world.Admin, filter, default);
            Assert.Equal(rows.Count, filter.Status is { } status ? counts.GetValueOrDefault(status) : counts.Values.Sum());
            return rows.Select(row => row.Code).Order(StringComparer.Ordinal);
        }

        Assert.Equal(["DH-1", "DH-2", "TD-1"], await FoundAsync(new()));
        Assert.Equal(["DH-1", "DH-2"], await FoundAsync(new(ShopId: shop.Id)));
        Assert.Equal(["DH-1", "DH-2"], await FoundAsync(new(Programme: programme.Code)));
        Assert.Equal(["DH-2"], await FoundAsync(new(Decision: Decisions.NoClick)));
        Assert.Empty(await FoundAsync(new(Programme: programme.Code, Decision: SurchargeDecisions.Charged)));
        Assert.Equal(["TD-1"], await FoundAsync(new(Status: OrderStatus.Successful)));
        Assert.Equal(["DH-2"], await FoundAsync(new(Placed: new Period(World.Start.AddDays(-4), World.Start.AddDays(-2)))));
        Assert.Equal(["DH-1"], await FoundAsync(new(Search: "dh-1")));
        Assert.Equal(["DH-1"], await FoundAsync(new(PartnerId: partner.Id)));
        Assert.Empty(await FoundAsync(new(PartnerId: partner.Id, Decision: Decisions.NoClick)));
        var detail = await queries.DetailAsync(world.Admin, credited.Id, default);
        Assert.Equal(partner.Name, detail!.Partners[partner.Id]);
        Assert.Equal(programme.Name, detail.Programmes[programme.Code]);
    }

    [DatabaseTheory]
    public async Task Only_the_decision_in_force_is_looked_at(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var link = await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);
        await world.RecordedAsync(shop, world.Order("DH-1"));
        await world.Get<App.Attribution.Reevaluation.ReportClick>().RunAsync(
            world.KeyOf(shop), new App.Attribution.Reevaluation.ReportClick.Input("v-1", World.Start.AddHours(-1), link.Code),
            CancellationToken.None);
        var queries = world.Get<OperatorOrderQueries>();

        var decided = Assert.Single(
            Assert.Single(await queries.ListAsync(world.Admin, new(Decision: Decisions.Credited), Newest, default)).Decisions);

        Assert.Equal((Decisions.Credited, true), (decided.Code, decided.WasReplaced));
        Assert.Empty(await queries.ListAsync(world.Admin, new(Decision: Decisions.NoClick), Newest, default));
    }

    [DatabaseTheory]
    public async Task R10_5_It_is_for_the_operators_people_alone(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var order = await world.RecordedAsync(shop, world.Order("DH-1"));
        var queries = world.Get<OperatorOrderQueries>();

        foreach (var actor in new[] { world.OwnerOf(shop), world.KeyOf(shop), world.PersonOf(await world.HasPartnerAsync()), Actor.Nobody })
        {
            Assert.Empty(await queries.ListAsync(actor, new(), Newest, default));
            Assert.Empty(await queries.CountsAsync(actor, new(), default));
            Assert.Null(await queries.DetailAsync(actor, order.Id, default));
        }

        foreach (var role in (Role[])[Role.Admin, Role.Auditor, Role.Finance, Role.FinanceApprover])
            Assert.Single(await queries.ListAsync(world.Admin with { Permissions = Permission.Of(role) }, new(), Newest, default));
        Assert.Equal(SearchKind.Order,
            Assert.Single(await world.Get<SearchQueries>().FindAsync(world.Admin, "dh-1", SearchQueries.Shown, default)).Kind);
    }

    [DatabaseTheory]
    public async Task A_page_asks_as_often_for_many_rows_as_for_few(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop);
        var placed = World.Start.AddDays(-1); // all at one instant, so only their ids tell them apart
        await world.RecordAsync(shop, [.. Enumerable.Range(1, 30).Select(i => world.Order($"DH-{i:00}", placedAt: placed))]);
        var queries = world.Get<OperatorOrderQueries>();

        async Task<int> CommandsAsync(int size)
        {
            var before = world.Commands.Count;
            Assert.Equal(size, (await queries.ListAsync(world.Admin, new(), new PageRequest(1, size), default)).Count);
            return world.Commands.Count - before;
        }

        await CommandsAsync(2);
        Assert.Equal(await CommandsAsync(2), await CommandsAsync(20));
        foreach (var sort in (
            string[])[OperatorOrderQueries.SortByPlaced, OperatorOrderQueries.SortByCode, OperatorOrderQueries.SortByPaid])
        {
            var seen = new List<string>();
            for (var page = 1; page <= 3; page++)
                seen.AddRange((await queries.ListAsync(world.Admin, new(), new PageRequest(page, 12, sort, true), default))
                    .Select(row => row.Code));
            Assert.Equal(30, seen.Distinct().Count());
        }
    }
}
