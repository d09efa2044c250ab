using Portal.App.Attribution.Reading;
using Portal.App.Platform.Data;
using Portal.App.Risk;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Domain.Risk;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Risk;

/// <summary>Rewards are held and released by people, with a reason, and nothing is held or released twice.</summary>
public sealed class RewardHoldTests
{
    [DatabaseTheory]
    public async Task Rewards_are_held_with_a_reason_and_released_as_they_were(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, row, orders) = await world.HasRiskAsync();
        await world.PaidAsync(shop, orders[0].ExternalId);

        var held = (await world.HoldAsync(row)).Value;

        Assert.Equal((2, RiskState.Held, 2, 0), (held.Rewards, held.Reviewed[0].State, held.Reviewed[0].Held, held.Reviewed[0].Unreviewed));
        Assert.Equal(orders.Select(order => order.ExternalId).Order(), await world.HeldOrdersAsync());
        Assert.All(await world.HoldsAsync(), hold => Assert.Equal(
            ("Nghi ngờ gian lận", "Quản trị", World.Start, World.Start.AddDays(3), 1),
            (hold.Reason, hold.HeldBy, hold.HeldAt, hold.DueAt, hold.Number)));

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var released = (await world.ReleaseAsync(row)).Value;

        Assert.Equal((2, RiskState.Dismissed, 0), (released.Rewards, released.Reviewed[0].State, released.Reviewed[0].Held));
        Assert.Empty(await world.HeldOrdersAsync());
        Assert.All(await world.HoldsAsync(), hold => Assert.Equal(("Đã kiểm tra", "Quản trị"), (hold.ReleaseReason, hold.ReleasedBy)));
        await using var db = await world.DbAsync();
        Assert.Equal([RewardState.Pending, RewardState.Earned], db.Rewards.AsEnumerable().Select(reward => reward.State).Order());
        Assert.Equal(
            [(RiskActionKind.Held, "Nghi ngờ gian lận", 2), (RiskActionKind.Released, "Đã kiểm tra", 2)],
            (await world.RiskActionsAsync()).Select(action => (action.Kind, action.Reason!, action.Rewards)));
    }

    [DatabaseTheory]
    public async Task Chosen_orders_are_held_and_the_others_stay_new(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, _, row, orders) = await world.HasRiskAsync(3);

        var held = (await world.HoldAsync(row, "Một đơn", orders[1].Id)).Value;

        Assert.Equal((1, RiskState.New, 2), (held.Rewards, held.Reviewed[0].State, held.Reviewed[0].Unreviewed));
        Assert.Equal([orders[1].ExternalId], await world.HeldOrdersAsync());
        Assert.Equal("risk_nothing_held", (await world.ReleaseAsync(row, "x", orders[0].Id)).Refusal!.Code);
        Assert.Equal(1, (await world.ReleaseAsync(row, "x", orders[1].Id)).Value.Rewards);
    }

    [DatabaseTheory]
    public async Task Holding_again_looks_again_and_moves_the_time_without_a_second_hold(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, _, row, _) = await world.HasRiskAsync(1);
        await world.HoldAsync(row);
        world.Clock.Advance(TimeSpan.FromDays(2));

        await world.HoldAsync(row, "Chờ đối chiếu");

        var hold = Assert.Single(await world.HoldsAsync());
        Assert.Equal((World.Start.AddDays(5), "Chờ đối chiếu", World.Start), (hold.DueAt, hold.Reason, hold.HeldAt));
        Assert.Equal([RiskActionKind.Held, RiskActionKind.Kept], (await world.RiskActionsAsync()).Select(action => action.Kind));
        await world.ReleaseAsync(row);
        await world.HoldAsync(row);
        Assert.Equal([1, 2], (await world.HoldsAsync()).Select(one => one.Number).Order()); // what was is kept
    }

    [DatabaseTheory]
    public async Task A_hold_goes_with_the_order_when_a_later_decision_replaces_the_reward_and_not_to_another_partner(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var (fast, other) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        var (link, again, last) = (await world.HasLinkAsync(fast, programme), await world.HasLinkAsync(fast, programme),
            await world.HasLinkAsync(other, programme));
        var click = world.Clicked(link, "v-1", World.Start.AddHours(-1));
        await world.RecordedAsync(shop, world.Order("DH-1", "v-1", click.At.AddSeconds(4)));
        var row = await world.RiskCaseAsync(fast, RiskRule.ImpossibleTime);
        await world.HoldAsync(row);

        await world.ReportedAsync(again, "v-1", click.At.AddSeconds(1));
        Assert.Equal(["DH-1"], await world.HeldOrdersAsync());

        await world.ReportedAsync(last, "v-1", click.At.AddSeconds(2));
        await using var db = await world.DbAsync();
        Assert.DoesNotContain(db.Rewards.Held(db), reward => !reward.IsReplaced); // the other's reward is theirs
        Assert.Equal(1, (await world.RiskCaseAsync(fast, RiskRule.ImpossibleTime)).Held); // nothing is released but by a person
    }

    [DatabaseTheory]
    public async Task Void_rewards_are_not_held_and_a_case_without_any_says_so(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, row, orders) = await world.HasRiskAsync(1);
        await world.HappensAsync(shop, orders[0].ExternalId, OrderEventType.Cancelled, World.Start, reason: CancellationReasons.OutOfStock);

        Assert.Equal("risk_nothing_to_hold", (await world.HoldAsync(row)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task A_dismissed_case_is_new_again_with_the_next_signal(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, link) = await world.HasAffiliateAsync();
        await world.BoughtAsync(shop, link, TimeSpan.FromSeconds(1));
        var row = await world.RiskCaseAsync(partner, RiskRule.ImpossibleTime);

        Assert.Equal(RiskState.Dismissed, (await world.DismissAsync(row)).Value.Reviewed[0].State);
        Assert.Equal("risk_nothing_new", (await world.DismissAsync(row)).Refusal!.Code);
        await world.BoughtAsync(shop, link, TimeSpan.FromSeconds(1));

        Assert.Equal(RiskState.New, (await world.RiskCaseAsync(partner, RiskRule.ImpossibleTime)).StateAt(World.Start));
    }

    [DatabaseTheory]
    public async Task Two_nodes_that_hold_at_once_hold_each_reward_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        for (var round = 0; round < 5; round++)
        {
            var (_, partner, row, _) = await world.HasRiskAsync(3);

            var outcomes = await Task.WhenAll(Task.Run(() => world.HoldAsync(row)), Task.Run(() => other.HoldAsync(row)));

            Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded));
            Assert.Equal(3, (await world.HoldsAsync()).Count(hold => hold.CaseId == row.Id));
            Assert.Equal(3, (await world.RiskCaseAsync(partner, row.Rule)).Held);
        }
    }

    [DatabaseTheory]
    public async Task Only_admins_hold_release_dismiss_and_only_the_operator_sees(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, row, _) = await world.HasRiskAsync(1);
        var auditor = (await world.PersonAsync(App.Platform.Security.Role.Auditor)).Actor;
        var choice = new RiskChoice([row.Id], "x");
        foreach (var actor in new[] { world.PersonOf(partner), world.OwnerOf(shop), world.KeyOf(shop), auditor })
        {
            Assert.Equal(RefusalKind.Forbidden,
                (await world.Get<HoldRewards>().RunAsync(actor, choice, CancellationToken.None)).Refusal!.Kind);
            Assert.Equal(RefusalKind.Forbidden,
                (await world.Get<ReleaseRewards>().RunAsync(actor, choice, CancellationToken.None)).Refusal!.Kind);
            Assert.Equal(RefusalKind.Forbidden,
                (await world.Get<DismissRisk>().RunAsync(actor, choice, CancellationToken.None)).Refusal!.Kind);
        }

        var queries = world.Get<RiskQueries>();
        Assert.Equal(0, (await queries.ListAsync(
            world.PersonOf(partner), new RiskFilter(), new PageRequest(), CancellationToken.None)).Total);
        Assert.Equal("risk_not_found", (await queries.GetAsync(world.OwnerOf(shop), row.Id, CancellationToken.None)).Refusal!.Code);
        Assert.Equal(RefusalKind.Forbidden,
            (await queries.PageAsync(world.KeyOf(shop), new RiskFilter(), CursorRequest.First, CancellationToken.None)).Refusal!.Kind);
        Assert.Equal(1, (await queries.ListAsync(auditor, new RiskFilter(), new PageRequest(), CancellationToken.None)).Total);
    }

    [DatabaseTheory]
    public async Task What_is_asked_wrongly_is_refused(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, _, row, orders) = await world.HasRiskAsync(1);

        Assert.Equal("reason", (await world.HoldAsync(row, " ")).Refusal!.Fields[0].Field);
        Assert.Equal("risk_not_found", (await world.Get<HoldRewards>()
            .RunAsync(world.Admin, new RiskChoice([Guid.CreateVersion7(World.Start)], "x"), CancellationToken.None)).Refusal!.Code);
        var many = new RiskChoice([row.Id, Guid.CreateVersion7(World.Start)], "x", [orders[0].Id]);
        Assert.Equal("ids", (await world.Get<HoldRewards>().RunAsync(world.Admin, many, CancellationToken.None)).Refusal!.Fields[0].Field);
    }

    [DatabaseTheory]
    public async Task R10_5_The_partner_sees_that_his_reward_is_under_review_and_not_why(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, row, orders) = await world.HasRiskAsync(1);
        var queries = world.Get<PartnerOrderQueries>();
        Assert.False((await queries.DetailAsync(world.PersonOf(partner), orders[0].Id, CancellationToken.None))!.Programmes[0].UnderReview);

        await world.HoldAsync(row);
        Assert.True((await queries.DetailAsync(world.PersonOf(partner), orders[0].Id, CancellationToken.None))!.Programmes[0].UnderReview);

        await world.ReleaseAsync(row);
        Assert.False((await queries.DetailAsync(world.PersonOf(partner), orders[0].Id, CancellationToken.None))!.Programmes[0].UnderReview);
    }

    [DatabaseTheory]
    public async Task The_list_is_filtered_counted_and_read_page_by_page(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, row, _) = await world.HasRiskAsync(2);
        await world.HasRiskAsync(1);
        var (_, _, third, _) = await world.HasRiskAsync(1);
        await world.HoldAsync(row);
        await world.DismissAsync(third);
        var queries = world.Get<RiskQueries>();

        var counts = await queries.CountsAsync(world.Admin, new RiskFilter(), CancellationToken.None);
        Assert.Equal((1, 1, 1, 0), (counts[RiskState.New], counts[RiskState.Held], counts[RiskState.Dismissed], counts[RiskState.Overdue]));
        foreach (var (filter, expected) in new[]
        {
            (new RiskFilter(partner.Name), 1), (new RiskFilter(partner.ReferralCode), 1), (new RiskFilter($"{row.Id}"), 1),
                (new RiskFilter("khong co ai"), 0),
            (new RiskFilter(Rule: RiskRule.ClickFlood), 0), (new RiskFilter(Rule: RiskRule.ImpossibleTime), 3),
                (new RiskFilter(State: RiskState.Held), 1),
            (new RiskFilter(PartnerId: partner.Id), 1),
        })
            Assert.Equal(expected, (await queries.ListAsync(world.Admin, filter, new PageRequest(), CancellationToken.None)).Total);
        foreach (var sort in new[] { RiskQueries.SortByDue, RiskQueries.SortByRewards, RiskQueries.SortBySignals, null })
            Assert.Equal(row.Id,
                (await queries.ListAsync(world.Admin, new RiskFilter(State: RiskState.Held), new PageRequest(Sort: sort, Descending: true),
                CancellationToken.None)).Items[0].Id);

        world.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(row.Id,
            Assert.Single((await queries.ListAsync(
            world.Admin, new RiskFilter(State: RiskState.Overdue), new PageRequest(), CancellationToken.None)).Items).Id);
        var first = (await queries.PageAsync(world.Admin, new RiskFilter(), new CursorRequest(2, null), CancellationToken.None)).Value;
        var next = CursorRequest.Parse("2", first.NextCursor).Value;
        var second = (await queries.PageAsync(world.Admin, new RiskFilter(), next, CancellationToken.None)).Value;
        Assert.Equal(3, first.Items.Concat(second.Items).Select(one => one.Id).Distinct().Count());
    }


    [DatabaseTheory]
    public async Task R1_9_A_reward_that_a_later_decision_gives_to_a_held_signal_has_to_be_looked_at_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        var (link, rival) = (
            await world.HasLinkAsync(partner, programme), await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme));
        var device = new OrderCustomer(null, null, null, "d-1");
        world.Clicked(link, "v-1", World.Start.AddHours(-5));
        world.Clicked(rival, "v-2", World.Start.AddHours(-5));
        await world.RecordedAsync(shop, world.Order("DH-1", "v-1", World.Start.AddHours(-4)) with { Customer = device });
        await world.RecordedAsync(shop, world.Order("DH-2", "v-2", World.Start.AddHours(-3)) with { Customer = device });
        await world.RecordedAsync(shop,
            world.Order("DH-3", "v-1", World.Start.AddHours(-2)) with { Customer = new OrderCustomer(null, partner.Email, null, "d-1") });
        await world.HoldAsync(await world.RiskCaseAsync(partner, RiskRule.SelfReferral));
        Assert.Equal(["DH-1"], await world.HeldOrdersAsync());
        Assert.Equal(0, (await world.RiskCaseAsync(partner, RiskRule.SelfReferral)).Unreviewed);

        await world.ReportedAsync(link, "v-2", World.Start.AddHours(-4));

        Assert.Equal(1, (await world.RiskCaseAsync(partner, RiskRule.SelfReferral)).Unreviewed);
        await world.HoldAsync(await world.RiskCaseAsync(partner, RiskRule.SelfReferral));
        Assert.Equal(["DH-1", "DH-2"], await world.HeldOrdersAsync());
    }
}
