using Portal.App.Platform.Data;
using Portal.App.Risk;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Risk;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Risk;

/// <summary>
/// What stands out about orders is entered with their decisions, once, and withdrawn when a late fact takes its reason away.
/// </summary>
public sealed class RiskSignalTests
{
    [DatabaseTheory]
    public async Task R5_5_A_device_that_another_customer_used_the_same_day_is_a_signal_and_concerns_the_first_ones_reward(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var partner = await world.HasPartnerAsync(
            await world.HasProgrammeAsync(shop, new NewCustomerSettings { RequirePickupPoint = false }));
        await world.RecordedAsync(shop, world.OrderOf("DH-1", World.Start.AddHours(-2), code: partner.ReferralCode));
        await world.RecordedAsync(
            shop, world.OrderOf("DH-2", World.Start.AddHours(-1), account: "KH-2", phone: "0902222222", code: partner.ReferralCode));

        var signal = Assert.Single(await world.SignalsAsync(partner, RiskRule.DeviceClash));
        Assert.Equal((World.Start.AddHours(-1), (DateTimeOffset?)null, (RiskReview?)null),
            (signal.OccurredAt, signal.WithdrawnAt, signal.Review));
        var detail = (await world.Get<RiskQueries>().GetAsync(world.Admin, signal.CaseId, CancellationToken.None)).Value;
        Assert.Equal(["DH-2", "DH-1"], detail.Signals[0].Orders.Select(order => order.ExternalId));
        Assert.Equal([Decisions.DeviceReusedSameDay, Decisions.Credited], detail.Signals[0].Orders.Select(order => order.Decision));
        Assert.Equal((RiskState.New, 1, 1, 1), (detail.Case.State, detail.Case.Signals, detail.Case.Unreviewed, detail.Case.Rewards));
    }

    [DatabaseTheory]
    public async Task R5_5_A_clash_that_only_spoils_the_week_does_not_stand_out(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var partner = await world.HasPartnerAsync(
            await world.HasProgrammeAsync(shop, new NewCustomerSettings { RequirePickupPoint = false }));
        await world.RecordedAsync(shop, world.OrderOf("DH-1", World.Start.AddDays(-1), code: partner.ReferralCode));
        await world.RecordedAsync(
            shop, world.OrderOf("DH-2", World.Start.AddHours(-1), account: "KH-2", phone: "0902222222", code: partner.ReferralCode));

        Assert.Equal(Decisions.DeviceReusedSameWeek, (await world.DecisionsAsync(shop, "DH-2"))[^1].Code);
        Assert.Empty(await world.SignalsAsync(partner, RiskRule.DeviceClash));
    }

    [DatabaseTheory]
    public async Task R5_5_When_the_other_order_turns_out_not_to_stand_the_signal_is_withdrawn_and_kept(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var partner = await world.HasPartnerAsync(
            await world.HasProgrammeAsync(shop, new NewCustomerSettings { RequirePickupPoint = false }));
        await world.RecordedAsync(shop, world.OrderOf("DH-1", World.Start.AddHours(-2), code: partner.ReferralCode));
        await world.RecordedAsync(
            shop, world.OrderOf("DH-2", World.Start.AddHours(-1), account: "KH-2", phone: "0902222222", code: partner.ReferralCode));

        await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, World.Start, reason: CancellationReasons.OutOfStock);

        Assert.Equal(Decisions.Credited, (await world.DecisionsAsync(shop, "DH-2"))[^1].Code);
        Assert.NotNull(Assert.Single(await world.SignalsAsync(partner, RiskRule.DeviceClash)).WithdrawnAt);
        var row = await world.RiskCaseAsync(partner, RiskRule.DeviceClash);
        Assert.Equal((0, 0, RiskState.Dismissed), (row.Signals, row.Unreviewed, row.StateAt(world.Clock.GetUtcNow())));

        await world.HappensAsync(
            shop, "DH-1", OrderEventType.Reinstated, World.Start.AddMinutes(1), reason: CancellationReasons.Other, note: "nhầm");

        Assert.Null(Assert.Single(await world.SignalsAsync(partner, RiskRule.DeviceClash)).WithdrawnAt); // the same row, not another
        Assert.Equal(1, (await world.RiskCaseAsync(partner, RiskRule.DeviceClash)).Unreviewed);
    }

    [DatabaseTheory]
    public async Task R5_5_A_clash_that_a_late_order_brings_about_is_found_when_it_comes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var partner = await world.HasPartnerAsync(
            await world.HasProgrammeAsync(shop, new NewCustomerSettings { RequirePickupPoint = false }));
        await world.RecordedAsync(
            shop, world.OrderOf("DH-2", World.Start.AddHours(-1), account: "KH-2", phone: "0902222222", code: partner.ReferralCode));
        Assert.Empty(await world.SignalsAsync(partner, RiskRule.DeviceClash));

        await world.RecordedAsync(shop, world.OrderOf("DH-1", World.Start.AddHours(-2), code: partner.ReferralCode));

        Assert.Equal(World.Start.AddHours(-1), Assert.Single(await world.SignalsAsync(partner, RiskRule.DeviceClash)).OccurredAt);
    }

    [DatabaseTheory]
    public async Task R5_5_A_reward_that_a_late_fact_gives_to_another_order_of_the_device_is_concerned_too(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var partner = await world.HasPartnerAsync(
            await world.HasProgrammeAsync(shop, new NewCustomerSettings { RequirePickupPoint = false }));
        for (var i = 1; i <= 3; i++)
            await world.RecordedAsync(shop, world.OrderOf(
                $"DH-{i}", World.Start.AddHours(i - 4), account: $"KH-{i}", phone: $"090111111{i}", code: partner.ReferralCode));

        await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, World.Start, reason: CancellationReasons.OutOfStock);

        Assert.Equal(Decisions.Credited, (await world.DecisionsAsync(shop, "DH-2"))[^1].Code);
        Assert.Equal(1, (await world.HoldAsync(await world.RiskCaseAsync(partner, RiskRule.DeviceClash))).Value.Rewards);
        Assert.Equal(["DH-2"], await world.HeldOrdersAsync());
    }

    [DatabaseTheory]
    public async Task R5_5_Many_clashes_of_a_batch_ask_the_database_as_often_as_few(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var partner = await world.HasPartnerAsync(
            await world.HasProgrammeAsync(shop, new NewCustomerSettings { RequirePickupPoint = false }));
        OrderInput[] Clashes(string name, int count) =>
        [
            .. Enumerable.Range(0, 2 * count).Select(i => world.OrderOf(
                $"{name}-{i}", World.Start.AddHours(-2).AddMinutes(i % 2), $"{name}-{i}", $"09{name.Length}{i:0000000}", $"{name}-{i / 2}",
                partner.ReferralCode)),
        ];
        async Task<int> Commands(OrderInput[] batch)
        {
            var before = world.Commands.Count;
            Assert.All((await world.RecordAsync(shop, batch)).Value.Results, result => Assert.Null(result.Refusal));
            return world.Commands.Count - before;
        }

        await Commands(Clashes("of the first", 1));
        var few = await Commands(Clashes("few", 4));
        var many = await Commands(Clashes("many", 40));

        Assert.InRange(many, 1, few + 2);
        Assert.Equal(45, (await world.SignalsAsync(partner, RiskRule.DeviceClash)).Count);
    }

    [DatabaseTheory]
    public async Task R1_9_A_partner_who_buys_through_his_own_link_is_a_signal_with_his_other_orders_of_the_device(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, link) = await world.HasAffiliateAsync();
        world.Clicked(link, "v-1", World.Start.AddHours(-3));
        await world.RecordedAsync(
            shop, world.Order("DH-1", "v-1", World.Start.AddHours(-2)) with { Customer = new OrderCustomer(null, null, null, "d-1") });
        await world.RecordedAsync(shop,
            world.Order("DH-2", "v-1", World.Start.AddHours(-1)) with { Customer = new OrderCustomer(null, partner.Email, null, "d-1") });

        var signal = Assert.Single(await world.SignalsAsync(partner, RiskRule.SelfReferral));
        var detail = (await world.Get<RiskQueries>().GetAsync(world.Admin, signal.CaseId, CancellationToken.None)).Value;
        Assert.Equal(["DH-2", "DH-1"], detail.Signals[0].Orders.Select(order => order.ExternalId));
        Assert.Equal([false, true], detail.Signals[0].Orders.Select(order => order.CanHold));
        Assert.Equal(Decisions.SelfReferral, detail.Signals[0].Orders[0].Decision);
    }

    [DatabaseTheory]
    public async Task An_order_within_five_seconds_of_its_click_is_impossible_and_one_after_them_is_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, link) = await world.HasAffiliateAsync();
        await world.BoughtAsync(shop, link, TimeSpan.FromSeconds(5));
        await world.BoughtAsync(shop, link, TimeSpan.FromMilliseconds(4900), "DH-fast");

        var signal = Assert.Single(await world.SignalsAsync(partner, RiskRule.ImpossibleTime));
        Assert.Equal(4, signal.Amount);
        await world.RecordAsync(shop, world.Order("DH-fast", "v-x")); // sent again, with other content or not: it is there
        Assert.Single(await world.SignalsAsync(partner, RiskRule.ImpossibleTime));
    }

    [DatabaseTheory]
    public async Task An_impossible_time_is_withdrawn_when_a_click_is_told_of_that_came_in_between(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var (fast, other) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        var (link, last) = (await world.HasLinkAsync(fast, programme), await world.HasLinkAsync(other, programme));
        var click = world.Clicked(link, "v-1", World.Start.AddHours(-1));
        await world.RecordedAsync(shop, world.Order("DH-1", "v-1", click.At.AddSeconds(3)));
        Assert.Null(Assert.Single(await world.SignalsAsync(fast, RiskRule.ImpossibleTime)).WithdrawnAt);

        await world.ReportedAsync(last, "v-1", click.At.AddSeconds(2)); // R1.4: the last click before the order has it

        Assert.NotNull(Assert.Single(await world.SignalsAsync(fast, RiskRule.ImpossibleTime)).WithdrawnAt);
        Assert.Equal(1, Assert.Single(await world.SignalsAsync(other, RiskRule.ImpossibleTime)).Amount);
    }

    [DatabaseTheory]
    public async Task Many_clicks_of_one_visitor_in_an_hour_are_one_signal_with_the_orders_that_came_by_them(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, link) = await world.HasAffiliateAsync();
        world.Floods(link, 30, visitor: "v-flood");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.RecordedAsync(shop, world.Order("DH-1", "v-flood"));
        await world.ScanClicksAsync();
        await world.ScanClicksAsync();

        var signal = Assert.Single(await world.SignalsAsync(partner, RiskRule.ClickFlood));
        Assert.Equal((30, (Guid?)null), (signal.Amount, signal.OrderId));
        await world.RecordedAsync(shop, world.Order("DH-2", "v-flood")); // comes when the flood is known
        var detail = (await world.Get<RiskQueries>().GetAsync(world.Admin, signal.CaseId, CancellationToken.None)).Value;
        Assert.Equal(["DH-1", "DH-2"], detail.Signals[0].Orders.Select(order => order.ExternalId).Order());
        Assert.Equal((2, 1), (detail.Case.Rewards, detail.Case.Signals));

        world.Floods(link, 5, visitor: "v-flood");
        await world.ScanClicksAsync();
        Assert.Equal(35, Assert.Single(await world.SignalsAsync(partner, RiskRule.ClickFlood)).Amount);
    }

    [DatabaseTheory]
    public async Task Many_clicks_from_one_address_are_a_signal_and_few_or_those_of_bots_are_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, link) = await world.HasAffiliateAsync();
        world.Floods(link, 99, address: "203.0.113.1");
        world.Floods(link, 29, visitor: "v-eager");
        world.Floods(link, 500, visitor: "v-bot", address: "203.0.113.2", kind: ClickKind.Bot);
        world.Floods(link, 99, visitor: null, address: "203.0.113.3");
        await world.ScanClicksAsync();
        await using (var db = await world.DbAsync())
            Assert.Empty(db.RiskSignals);

        world.Floods(link, 1, address: "203.0.113.1");
        await world.ScanClicksAsync();

        Assert.Equal(100, Assert.Single(await world.SignalsAsync(partner, RiskRule.ClickFlood)).Amount);
    }

    [DatabaseTheory]
    public async Task An_address_with_a_single_visitor_is_told_as_that_visitor(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, link) = await world.HasAffiliateAsync();
        world.Floods(link, 120, visitor: "v-flood", address: "203.0.113.1");
        await world.ScanClicksAsync();

        Assert.StartsWith("visitor:", Assert.Single(await world.SignalsAsync(partner, RiskRule.ClickFlood)).Subject,
            StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task An_hour_is_counted_by_itself_and_after_the_last_look_not_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, link) = await world.HasAffiliateAsync();
        world.Floods(link, 20, visitor: "v-1");
        await world.ScanClicksAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Floods(link, 20, visitor: "v-1");
        world.Clock.Advance(TimeSpan.FromHours(3));
        await world.ScanClicksAsync();
        Assert.Empty(await world.SignalsAsync(partner, RiskRule.ClickFlood));

        var before = world.Commands.Count;
        await world.ScanClicksAsync(); // the running hour, and the one that ended just now
        Assert.InRange(world.Commands.Count - before, 0, 5);
    }

    [DatabaseTheory]
    public async Task Two_nodes_that_look_for_floods_at_once_find_each_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var (_, partner, link) = await world.HasAffiliateAsync();
        for (var i = 0; i < 5; i++)
            world.Floods(link, 40, visitor: $"v-{i}");

        await Task.WhenAll(Task.Run(world.ScanClicksAsync), Task.Run(other.ScanClicksAsync));

        Assert.Equal(5, (await world.SignalsAsync(partner, RiskRule.ClickFlood)).Count);
        Assert.Equal(5, (await world.RiskCaseAsync(partner, RiskRule.ClickFlood)).Signals);
    }

    [DatabaseTheory]
    public async Task Two_nodes_that_take_in_orders_of_one_partner_at_once_count_all_of_them(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var (shop, partner, link) = await world.HasAffiliateAsync();
        await world.BoughtAsync(shop, link, TimeSpan.FromSeconds(1));
        await other.Get<App.Traffic.Links.LinkDirectory>().FindAsync(link.Code);
        var orders = Enumerable.Range(0, 10).Select(i =>
        {
            var click = world.Clicked(link, $"v-race-{i}", World.Start.AddHours(-1));
            return world.Order($"DH-race-{i}", $"v-race-{i}", click.At.AddSeconds(1));
        }).ToList();

        await Task.WhenAll(orders.Select((order, i) => Task.Run(() => (i % 2 == 0 ? world : other).RecordedAsync(shop, order))));

        Assert.Equal(11, (await world.SignalsAsync(partner, RiskRule.ImpossibleTime)).Count);
        Assert.Equal(11, (await world.RiskCaseAsync(partner, RiskRule.ImpossibleTime)).Signals);
    }
}
