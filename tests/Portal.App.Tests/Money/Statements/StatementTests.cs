using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Shops;
using Portal.Domain.Statements;
using Portal.Domain.Surcharges;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Statements;

/// <summary>What a week comes to between a shop and the platform (R7.7, R7.8).</summary>
public sealed class StatementTests
{
    private static readonly DateOnly Monday = new(2026, 6, 8);

    [DatabaseTheory]
    public async Task R7_7_A_weeks_statement_has_each_order_with_base_surcharge_and_why_promotions_and_the_net(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1", platform: 25_000);
        await world.SellsAsync(shop, "T-2", own: 30_000);

        await world.MakesStatementsAsync();
        Assert.Empty(await world.StatementsAsync(shop));
        world.NextWeek();
        await world.MakesStatementsAsync();

        var statement = Assert.Single(await world.StatementsAsync(shop));
        Assert.Equal(
            ($"SK-{shop.Code.ToUpperInvariant()}-2026-001", Monday, StatementState.InReview, 15_300L, 25_000L, 0L, 9_700L),
            (statement.Number, statement.Week, statement.State, statement.Surcharges, statement.Promotions, statement.Corrections,
                statement.Net));
        Assert.Equal((StatementOutcome.Settled, 9_700L), (statement.Outcome, statement.Remaining));
        Assert.Equal(world.Clock.GetUtcNow().AddDays(7), statement.ReviewUntil);

        var detail = await world.StatementAsync(statement);
        Assert.Equal(
            [
                ("T-1", StatementLineKind.Surcharge, 100_000L, -9_000L), ("T-1", StatementLineKind.Promotion, null, 25_000L),
                ("T-2", StatementLineKind.Surcharge, (long?)70_000, -6_300L),
            ],
            detail.Lines.Select(line => (line.OrderExternalId!, line.Kind, line.Base, line.Amount)));
        Assert.Equal(statement.Net, detail.Lines.Sum(line => line.Amount));
        Assert.All(detail.Lines, line => Assert.Null(line.Week));
        Assert.All(detail.Lines, line => Assert.DoesNotContain('{', line.Text));
        Assert.Equal(Introducer.Platform, detail.Lines[0].IntroducedBy);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R7_8_The_week_ends_at_local_midnight_on_Sunday(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 14, 23, 57, 0, TimeSpan.FromHours(7)));
        await world.SellsAsync(shop, "T-1"); // paid at 23:59
        await world.SellsAsync(shop, "T-2"); // placed at 00:00, paid at 00:01

        await world.MakesStatementsAsync();
        Assert.Equal(["T-1"], (await world.StatementAsync(Assert.Single(await world.StatementsAsync(shop)))).Lines
            .Select(line => line.OrderExternalId));

        world.NextWeek();
        await world.MakesStatementsAsync();
        var statements = await world.StatementsAsync(shop);
        Assert.Equal([Monday, Monday.AddDays(7)], statements.Select(one => one.Week));
        Assert.Equal(["T-2"], (await world.StatementAsync(statements[1])).Lines.Select(line => line.OrderExternalId));
    }

    [DatabaseTheory]
    public async Task R7_8_A_fact_that_comes_after_its_weeks_statement_stands_in_the_next_and_names_its_own_week(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1");
        await world.RecordedAsync(shop, world.Rental("T-2", "KH-2", placedAt: world.Clock.GetUtcNow()));
        var paidAt = world.Clock.GetUtcNow().AddMinutes(1);
        world.NextWeek();
        await world.MakesStatementsAsync();

        await world.HappensAsync(shop, "T-2", OrderEventType.Paid, paidAt);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.HappensAsync(shop, "T-1", OrderEventType.Returned, world.Clock.GetUtcNow());
        world.NextWeek();
        await world.MakesStatementsAsync();

        var statements = await world.StatementsAsync(shop);
        Assert.Equal([-9_000L, 0L], statements.Select(one => one.Net));
        Assert.Equal(StatementOutcome.Even, statements[1].Outcome);
        Assert.Equal(
            [("T-2", (DateOnly?)Monday, -9_000L), ("T-1", null, 9_000L)],
            (await world.StatementAsync(statements[1])).Lines.Select(line => (line.OrderExternalId!, line.Week, line.Amount)));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R7_8_Numbers_have_no_gaps_in_a_shops_year_and_weeks_that_were_missed_are_caught_up_one_by_one(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        world.Clock.MoveTo(new DateTimeOffset(2026, 12, 22, 9, 0, 0, TimeSpan.FromHours(7)));
        for (var week = 0; week < 4; week++)
        {
            if (week != 1)
                await world.SellsAsync(shop, $"T-{week}");
            world.NextWeek();
        }

        await world.MakesStatementsAsync();

        var statements = await world.StatementsAsync(shop);
        Assert.Equal(
            [(new DateOnly(2026, 12, 21), "2026-001"), (new DateOnly(2027, 1, 4), "2027-001"), (new DateOnly(2027, 1, 11), "2027-002")],
            statements.Select(one => (one.Week, one.Number[^8..])));
        Assert.All(statements, one => Assert.Equal(-9_000, one.Net));
    }

    [DatabaseTheory]
    public async Task R7_8_Nodes_that_make_them_at_once_make_each_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        List<Shop> shops = [];
        for (var i = 0; i < 5; i++)
        {
            var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
            await world.SellsAsync(shop, $"T-{i}");
            shops.Add(shop);
        }

        world.NextWeek();
        await Task.WhenAll(
            new[] { world, other, world, other }.Select(node => Task.Run(node.MakesStatementsAsync)));
        await other.MakesStatementsAsync();

        foreach (var shop in shops)
            Assert.Equal(-9_000, Assert.Single(await world.StatementsAsync(shop)).Net);
        await using var db = await world.DbAsync();
        Assert.Equal(5, await db.StatementLines.CountAsync());
        Assert.Equal(0, await db.WorkFailures.CountAsync());
    }

    [DatabaseTheory]
    public async Task R7_8_The_owner_confirms_it_or_it_becomes_final_by_itself(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        var (stranger, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1");
        world.NextWeek();
        await world.SellsAsync(shop, "T-2");
        world.NextWeek();
        await world.MakesStatementsAsync();
        var statements = await world.StatementsAsync(shop);
        var confirm = world.Get<ConfirmStatement>();

        Assert.Equal(
            StatementRefusals.NotFound, (await confirm.RunAsync(world.OwnerOf(stranger), statements[0].Id, default)).Refusal?.Code);
        Assert.False((await confirm.RunAsync(world.Finance(), statements[0].Id, default)).Succeeded);
        var confirmed = (await confirm.RunAsync(world.OwnerOf(shop), statements[0].Id, default)).Value;
        Assert.Equal(
            (StatementState.Final, world.Clock.GetUtcNow(), world.OwnerOf(shop).Name),
            (confirmed.State, confirmed.ConfirmedAt, confirmed.ConfirmedBy));
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(confirmed.ConfirmedAt, (await confirm.RunAsync(world.OwnerOf(shop), statements[0].Id, default)).Value.ConfirmedAt);

        Assert.Equal(StatementState.InReview, (await world.StatementsAsync(shop))[1].State);
        world.Clock.MoveTo(statements[1].ReviewUntil);
        var later = (await world.StatementsAsync(shop))[1];
        Assert.Equal((StatementState.Final, null), (later.State, later.ConfirmedAt));
    }

    [DatabaseTheory]
    public async Task R10_5_A_shop_reads_its_own_statements_and_no_others(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        var (stranger, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1");
        world.NextWeek();
        await world.MakesStatementsAsync();
        var statement = Assert.Single(await world.StatementsAsync(shop));
        var queries = world.Get<StatementQueries>();

        Assert.True((await queries.GetAsync(world.OwnerOf(shop), statement.Id, default)).Succeeded);
        foreach (var other in new[] { world.OwnerOf(stranger), world.PersonOf(await world.HasPartnerAsync()) })
        {
            Assert.Equal(StatementRefusals.NotFound, (await queries.GetAsync(other, statement.Id, default)).Refusal?.Code);
            Assert.False((await queries.OfShopAsync(other, shop.Id, CursorRequest.First, default)).Succeeded);
            Assert.Equal(0, (await queries.ListAsync(other, new StatementFilter(shop.Id), new PageRequest(), default)).Total);
            Assert.Equal(0, (await queries.LinesAsync(other, statement.Id, new PageRequest(), default)).Total);
        }
    }

    [DatabaseTheory]
    public async Task R7_8_An_order_is_marked_by_how_it_stands_between_statements_and_ledger_and_found_by_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        foreach (var order in new[] { "T-1", "T-2" })
            await world.SellsAsync(shop, order);
        world.NextWeek();
        await world.MakesStatementsAsync();
        await world.SellsAsync(shop, "T-3");
        await world.HappensAsync(shop, "T-2", OrderEventType.Returned, world.Clock.GetUtcNow());

        await MarkedAsync(ReconciliationMark.Matched, "T-1");
        await MarkedAsync(ReconciliationMark.Over, "T-2");
        await MarkedAsync(ReconciliationMark.Open, "T-3");
        await MarkedAsync(ReconciliationMark.Under);

        // the next statement gives back what the last one took
        world.NextWeek();
        await world.MakesStatementsAsync();
        await MarkedAsync(ReconciliationMark.Matched, "T-3", "T-2", "T-1");

        async Task MarkedAsync(ReconciliationMark mark, params string[] orders)
        {
            var found = await world.Get<ShopOrderQueries>().ListAsync(
                world.OwnerOf(shop), new ShopOrderFilter(Mark: mark), new PageRequest(), default);
            Assert.Equal(
                orders.Select(order => (order, (ReconciliationMark?)mark)), // the newest first
                found.Select(row => (row.Code, row.Surcharge!.Mark)));
        }
    }

    [DatabaseTheory]
    public async Task R7_7_The_week_so_far_is_what_the_next_statement_will_say(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1");
        world.NextWeek();
        await world.MakesStatementsAsync();
        await world.SellsAsync(shop, "T-2", platform: 25_000);

        var open = (await world.Get<StatementQueries>().OpenWeekAsync(world.OwnerOf(shop), shop.Id, default)).Value;
        Assert.Equal((Monday.AddDays(7), 1, 9_000L, 25_000L, 16_000L),
            (open.Week, open.Orders, open.Surcharges, open.Promotions, open.Net));
        world.NextWeek();
        Assert.Equal(open.NextAt, world.Clock.GetUtcNow().AddMinutes(-1));
        await world.MakesStatementsAsync();
        Assert.Equal(open.Net, (await world.StatementsAsync(shop))[1].Net);
    }
}
