using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Rewards;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Attribution;

/// <summary>The new-customer programme on the facts as the databases hold them (R5), and what late facts change.</summary>
public sealed class NewCustomerOrderTests
{
    private static readonly DateTimeOffset Placed = World.Start;

    [DatabaseTheory]
    public async Task R5_2_Whoever_has_an_order_by_account_or_device_anywhere_in_the_shops_history_is_not_new(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) = await SceneAsync(world);
        await world.RecordedAsync(shop, world.OrderOf("DH-0", Placed.AddYears(-3)));

        Assert.Equal(Decisions.NotNewCustomer, await DecideAsync(world, shop, world.OrderOf("DH-1", Placed, device: "d-2", code: code)));
        Assert.Equal(Decisions.NotNewCustomer,
            await DecideAsync(world, shop, world.OrderOf("DH-2", Placed, account: "KH-2", phone: "0902222222", code: code)));
        Assert.Equal(Decisions.Credited,
            await DecideAsync(world, shop, world.OrderOf("DH-3", Placed, account: "KH-3", phone: "0903333333", device: "d-3", code: code)));
    }

    [DatabaseTheory]
    public async Task R5_2_Orders_of_another_shop_do_not_count(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) = await SceneAsync(world);
        var other = await world.HasShopAsync();
        await world.HasProgrammeAsync(other, new NewCustomerSettings());
        await world.RecordedAsync(other, world.OrderOf("DH-0", Placed.AddDays(-30)));

        Assert.Equal(Decisions.Credited, await DecideAsync(world, shop, world.OrderOf("DH-1", Placed, code: code)));
    }

    [DatabaseTheory]
    public async Task R5_3_When_the_first_order_is_cancelled_before_it_is_paid_the_next_is_the_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, partner) = await SceneAsync(world);
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-2), code: code));
        await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddHours(-1), code: code));
        await world.RecordedAsync(shop, world.OrderOf("DH-3", Placed.AddMinutes(-1), code: code));

        await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, Placed, reason: CancellationReasons.OutOfStock);

        var again = await world.DecisionsAsync(shop, "DH-2");
        Assert.Equal([Decisions.NotNewCustomer, Decisions.Credited], again.Select(decision => decision.Code));
        Assert.Equal((null, "order_cancelled", (Guid?)partner), (again[0].Cause, again[1].Cause, again[1].PartnerId));
        // exactly the orders concerned
        Assert.Equal(Decisions.NotNewCustomer, Assert.Single(await world.DecisionsAsync(shop, "DH-3")).Code);
        await world.HappensAsync(
            shop, "DH-1", OrderEventType.Reinstated, Placed.AddMinutes(1), reason: CancellationReasons.Other, note: "nhầm");
        Assert.Equal(
            [Decisions.NotNewCustomer, Decisions.Credited, Decisions.NotNewCustomer],
            (await world.DecisionsAsync(shop, "DH-2")).Select(decision => decision.Code));
        Assert.Equal([(RewardState.Pending, false), (RewardState.Void, true)], await RewardsAsync(world));
    }

    [DatabaseTheory]
    public async Task R5_3_A_first_order_that_was_paid_and_returned_stays_the_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) = await SceneAsync(world);
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddDays(-9), code: code));
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddDays(-8));
        await world.HappensAsync(shop, "DH-1", OrderEventType.Returned, Placed.AddDays(-7));

        Assert.Equal(Decisions.NotNewCustomer, await DecideAsync(world, shop, world.OrderOf("DH-2", Placed, code: code)));
        Assert.Equal(RewardState.Reversed, (await RewardsAsync(world)).Single().State);
    }

    [DatabaseTheory]
    public async Task R5_3_A_payment_that_is_heard_of_after_the_cancellation_makes_the_order_the_first_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) = await SceneAsync(world);
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-3), code: code));
        await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddHours(-1), code: code));
        await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, Placed, reason: CancellationReasons.OutOfStock);

        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(-2)); // the status stays: cancelled

        Assert.Equal(
            [Decisions.NotNewCustomer, Decisions.Credited, Decisions.NotNewCustomer],
            (await world.DecisionsAsync(shop, "DH-2")).Select(decision => decision.Code));
    }

    [DatabaseTheory]
    public async Task R5_8_The_reward_is_recorded_when_the_order_is_confirmed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) = await SceneAsync(world);
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-2), code: code));
        Assert.Equal(RewardState.Pending, (await RewardsAsync(world)).Single().State);

        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(-1));

        await using var db = await world.DbAsync();
        var reward = await db.Rewards.SingleAsync();
        Assert.Equal((RewardState.Earned, Placed.AddHours(-1), RewardKinds.NewCustomer, 20_000L),
            (reward.State, reward.EarnedAt, reward.Kind, reward.Gross));
    }

    [DatabaseTheory]
    public async Task R5_5_A_clash_of_devices_disappears_with_the_order_that_made_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) = await SceneAsync(world);
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-2), account: "KH-9", phone: "0909999999", code: code));
        await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddHours(-1), code: code));
        Assert.Equal(Decisions.DeviceReusedSameDay, (await world.DecisionsAsync(shop, "DH-2"))[^1].Code);

        await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, Placed, reason: CancellationReasons.Fraud);

        Assert.Equal(Decisions.Credited, (await world.DecisionsAsync(shop, "DH-2"))[^1].Code);
    }

    [DatabaseTheory]
    public async Task R5_3_An_order_that_arrives_late_and_was_placed_first_is_the_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) = await SceneAsync(world);
        await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddHours(-1), code: code));
        await world.HappensAsync(shop, "DH-2", OrderEventType.Paid, Placed);
        Assert.Equal(Decisions.Credited, Assert.Single(await world.DecisionsAsync(shop, "DH-2")).Code);

        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-2)));

        var again = await world.DecisionsAsync(shop, "DH-2");
        Assert.Equal((2, Decisions.NotNewCustomer, "late_order"), (again[^1].Number, again[^1].Code, again[^1].Cause));
        Assert.Equal((RewardState.Reversed, true), (await RewardsAsync(world)).Single());
    }

    [DatabaseTheory]
    public async Task R5_3_While_time_goes_on_a_late_order_is_looked_at_right_away_too(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.Step = TimeSpan.FromMilliseconds(1);
        var (shop, code, _) = await SceneAsync(world);
        await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddHours(-1), code: code));

        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-2)));

        Assert.Equal(Decisions.NotNewCustomer, (await world.DecisionsAsync(shop, "DH-2"))[^1].Code);
    }

    [DatabaseTheory]
    public async Task R1_7_An_order_that_arrives_late_and_was_the_first_binds_the_customer(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) =
            await SceneAsync(world, new ShopAffiliateSettings { Attribution = AttributionModel.FirstBinding, AllowCodes = true });
        await using (var read = await world.DbAsync())
        {
            var programme = await read.Programmes.SingleAsync();
            var late = await world.HasPartnerAsync(programme);
            await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddHours(-1), code: code));
            await world.RecordedAsync(shop, world.OrderOf("DH-3", Placed.AddMinutes(-5)));

            await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-3), code: late.ReferralCode));

            await using var db = await world.DbAsync();
            var binding = await db.CustomerBindings.SingleAsync();
            Assert.Equal((late.Id, "DH-1"), (binding.PartnerId, binding.ExternalId));
            Assert.Equal(late.Id, (await world.DecisionsAsync(shop, "DH-2"))[^1].PartnerId);
            Assert.Equal(late.Id, (await world.DecisionsAsync(shop, "DH-3"))[^1].PartnerId);
            Assert.Empty(await db.ReevaluationRequests.ToListAsync());
        }
    }

    [DatabaseTheory]
    public async Task R1_4_A_click_that_is_told_late_moves_the_credit_and_the_old_decision_stays_readable(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var (first, second) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        world.Clicked(await world.HasLinkAsync(first, programme), "v-1", Placed.AddHours(-3));
        await world.RecordedAsync(shop, world.Order("DH-1", placedAt: Placed.AddHours(-1)));
        await world.RecordedAsync(shop, world.Order("DH-0", placedAt: Placed.AddHours(-2.5)));

        await world.ReportedAsync(await world.HasLinkAsync(second, programme), "v-1", Placed.AddHours(-2));

        var decisions = await world.DecisionsAsync(shop, "DH-1");
        Assert.Equal([first.Id, second.Id], decisions.Select(decision => decision.PartnerId));
        Assert.Equal("late_click", decisions[1].Cause);
        Assert.Equal(first.Id, Assert.Single(await world.DecisionsAsync(shop, "DH-0")).PartnerId); // it was placed before the click

        var mine = (await world.Get<OrderQueries>().OneAsync(world.PersonOf(first), null, "DH-1", CancellationToken.None)).Value;
        Assert.Equal((null, LookupReasons.AnotherPartner), (Assert.Single(mine.Programs).PartnerId, Assert.Single(mine.Programs).Decision));
        Assert.Equal(RewardState.Void, Assert.Single(Assert.Single(mine.Programs).Rewards).State);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        // the second look
        Assert.True(await world.Get<App.Attribution.Reevaluation.ReevaluateOrders>().RunDueAsync(CancellationToken.None));
        Assert.False(await world.Get<App.Attribution.Reevaluation.ReevaluateOrders>().RunDueAsync(CancellationToken.None));
        Assert.Equal(2, (await world.DecisionsAsync(shop, "DH-1")).Count);
    }

    [DatabaseTheory]
    public async Task R5_6_What_is_bought_later_in_the_week_lifts_the_first_orders_tier(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) = await SceneAsync(world, new NewCustomerSettings
        {
            RequirePickupPoint = false,
            TierBasis = TierBasis.WeeklyValue,
            Tiers = [new(Dong.Zero, new Dong(20_000)), new(new Dong(150_000), new Dong(50_000))],
        });
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-2), code: code));
        await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddHours(-1)));
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed);
        await world.HappensAsync(shop, "DH-2", OrderEventType.Paid, Placed);

        await using var db = await world.DbAsync();
        var rewards = await db.Rewards.OrderBy(reward => reward.DecisionNumber).ToListAsync();
        Assert.Equal([(20_000L, RewardState.Reversed), (50_000L, RewardState.Earned)],
            rewards.Select(reward => (reward.Gross, reward.State)));
        await world.HappensAsync(shop, "DH-2", OrderEventType.Returned, Placed.AddMinutes(1));
        Assert.Equal(20_000, await db.Rewards.Where(reward => !reward.IsReplaced).Select(reward => reward.Gross).SingleAsync());
    }

    [DatabaseTheory]
    public async Task R5_6_A_late_order_that_makes_one_of_the_week_invalid_lowers_the_tier_of_the_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, code, _) = await SceneAsync(world, new NewCustomerSettings
        {
            RequirePickupPoint = false,
            TierBasis = TierBasis.WeeklyValue,
            Tiers = [new(Dong.Zero, new Dong(20_000)), new(new Dong(150_000), new Dong(50_000))],
        });
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-3), code: code));
        await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddHours(-1)));
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed);
        await world.HappensAsync(shop, "DH-2", OrderEventType.Paid, Placed);
        Assert.Equal(50_000, await GrossAsync());

        await world.RecordedAsync(shop, world.OrderOf("DH-late", Placed.AddHours(-2), account: "KH-other", phone: "0907654321"));

        Assert.Equal(20_000, await GrossAsync());

        async Task<long> GrossAsync()
        {
            await using var db = await world.DbAsync();
            return await db.Rewards.Where(reward => !reward.IsReplaced).Select(reward => reward.Gross).SingleAsync();
        }
    }

    private static async Task<(Shop Shop, string Code, Guid Partner)> SceneAsync(World world, ProgrammeSettings? settings = null)
    {
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop, settings ?? new NewCustomerSettings { RequirePickupPoint = false });
        var partner = await world.HasPartnerAsync(programme);
        return (shop, partner.ReferralCode, partner.Id);
    }

    private static async Task<string> DecideAsync(World world, Shop shop, OrderInput order) =>
        Assert.Single((await world.RecordedAsync(shop, order)).Programs).Decision;

    private static async Task<IReadOnlyList<(RewardState State, bool Replaced)>> RewardsAsync(World world)
    {
        await using var db = await world.DbAsync();
        return [.. (await db.Rewards.OrderBy(reward => reward.IsReplaced).ToListAsync())
            .Select(reward => (reward.State, reward.IsReplaced))];
    }
}
