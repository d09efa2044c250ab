using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Shops;
using Portal.Domain.Surcharges;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>Orders of which something comes back (R2.6).</summary>
public sealed class ReturnTests
{
    private static readonly DateTimeOffset Placed = World.Start.AddHours(-5);

    [DatabaseTheory]
    public async Task R2_6_What_came_back_is_taken_out_of_the_reward_and_posted_as_a_reversal(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner) = await OrderedAsync(world);

        var back = (await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(2), id: "r-1", lines: ("SIM-1", 1))).Value;

        // 300,000 less its share of 30,000 is 277,500 for three
        Assert.Equal((OrderStatus.Successful, (string?)null), (back.Order.Status, back.Order.CancellationReason));
        Assert.Equal(92_500, back.Order.Returned!.Amount);
        Assert.Equal([new ReturnedLineView("SIM-1", "Gói cước", 1, 92_500)], back.Order.Returned.Lines);
        var programme = Assert.Single(back.Order.Programs);
        Assert.Equal(Decisions.Credited, programme.Decision);
        Assert.Equal([new RewardView("order", 18_500, 1_850, 12_487, RewardState.Earned, 4_625, 462)], programme.Rewards);
        var step = Assert.Single(programme.Trace, step => step.Rule == "R2.6");
        Assert.Equal(("92500", "18500", "4625", "13875"),
            (step.Facts["amount"], step.Facts["gross"], step.Facts["reversed"], step.Facts["standing"]));

        var decisions = await world.DecisionsAsync(shop, "DH-1");
        Assert.Equal([null, DecisionCauses.OrderReturned], decisions.Select(decision => decision.Cause));
        Assert.Equal(decisions[0].VersionId, decisions[1].VersionId);
        var entries = await world.EntriesAsync(partner);
        Assert.Equal([(EntryReason.Reward, -18_500L), (EntryReason.Reward, -13_875), (EntryReason.Reversal, 18_500)],
            entries.Select(entry => (entry.Reason, entry.Earned)).OrderBy(entry => entry.Earned));
        Assert.Single(entries.Select(entry => entry.Month).Distinct());
        Assert.Equal(new Dong(12_487), (await world.BalanceAsync(partner)).Available);

        // the same event again changes nothing; with something else it is another one
        Assert.False((await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(2), id: "r-1", lines: ("SIM-1", 1))).Value.Created);
        Assert.Equal("event_conflict",
            (await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(2), id: "r-1", lines: ("SIM-1", 2))).Refusal!.Code);
        Assert.Equal(3, (await world.EntriesAsync(partner)).Count);

        var read = (await world.Get<OrderQueries>().OneAsync(world.KeyOf(shop), null, "DH-1", default)).Value;
        Assert.Equivalent(back.Order, read, strict: true);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R2_6_Returns_add_up_to_at_most_what_was_bought(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner) = await OrderedAsync(world);
        await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(2), amount: 100_000);

        foreach (var much in new[]
        {
            await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(3), amount: 270_001),
            await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(3), lines: ("SIM-1", 4)),
            await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(3), lines: ("TEA-1", 1)),
            await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(1).AddMinutes(30), amount: 300_000), // the later one would exceed it
        })
            Assert.Equal((RefusalKind.RuleViolated, "return_exceeds_order"), (much.Refusal!.Kind, much.Refusal.Code));

        await using var db = await world.DbAsync();
        Assert.Equal((2, 100_000L), (await db.OrderEvents.CountAsync(), (await db.Orders.SingleAsync()).ReturnedAmount));
        Assert.Equal(3, (await world.EntriesAsync(partner)).Count);
    }

    [DatabaseTheory]
    public async Task R2_6_When_everything_is_back_the_order_is_cancelled_as_returned_and_everything_is_reversed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner) = await OrderedAsync(world);
        await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(2), lines: ("SIM-1", 1));
        await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(3), lines: ("RICE-1", 1));

        var last = (await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(4), lines: ("SIM-1", 2))).Value.Order;

        Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Returned), (last.Status, last.CancellationReason));
        Assert.Equal((370_000L, 4), (last.Returned!.Amount, last.Returned.Lines.Sum(line => line.Quantity)));
        Assert.Equal(RewardState.Reversed, last.Programs.Single().Rewards.Single().State);
        Assert.Equal(default, await world.BalanceAsync(partner));
        Assert.Equal("credited_reversed", last.Programs.Single().Standing);
        Assert.Empty(await world.AuditAsync());

        // reinstated and paid again, it is whole again
        await world.HappensAsync(shop, "DH-1", OrderEventType.Reinstated, Placed.AddHours(4).AddMinutes(10), reason: "nhập nhầm");
        var again = (await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(4).AddMinutes(20))).Value.Order;
        Assert.Null(again.Returned);
        Assert.Equal(new Dong(-18_500), (await world.BalanceAsync(partner)).Earned);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R2_6_A_return_of_an_order_that_is_not_paid_waits_without_effect_until_a_payment_before_it_is_told(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner) = await OrderedAsync(world, paid: false);

        var early = (await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(2), lines: ("SIM-1", 1))).Value.Order;
        Assert.Equal((OrderStatus.Pending, OrderEffects.NotSuccessful, (ReturnedView?)null),
            (early.Status, early.History[^1].Effect, early.Returned));

        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1));
        Assert.Equal(new Dong(-13_875), (await world.BalanceAsync(partner)).Earned);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R2_6_After_the_close_the_tax_of_what_stands_stays_where_it_was(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        foreach (var (gross, remitted) in new[] { (3_000_000L, true), (1_000_000L, false) })
        {
            var earner = await world.HasEarnerAsync();
            var number = await world.EarnsAsync(earner, gross);
            world.NextMonth();
            await world.ClosesAsync();
            var before = await world.BalanceAsync(earner.Partner);
            Assert.Equal(remitted ? gross / 10 : 0, before.TaxRemitted.Amount);

            // the second time what stood is parted again
            foreach (var day in new[] { 1, 2 })
            {
                Assert.True((await world.ComesBackAsync(earner.Shop, number, world.Clock.GetUtcNow(), amount: gross / 4)).Succeeded);
                var after = await world.BalanceAsync(earner.Partner);
                var back = gross / 4 * day;
                Assert.Equal((gross - back, 0L, remitted ? (gross - back) / 10 : 0, (gross - back) * (remitted ? 9 : 10) / 10),
                    (-after.Earned.Amount, after.TaxWithheld.Amount, after.TaxRemitted.Amount, after.Available.Amount));
            }

            world.NextMonth();
            var report = (await world.ClosesAsync()).Value;
            Assert.Equal((0, 0L), (report.LeftWithheld, report.Difference));
            Assert.Equal(gross / 2, -(await world.BalanceAsync(earner.Partner)).Earned.Amount);
            Assert.Empty(await world.AuditAsync());

            // and all of it is taken back from where it is
            await world.HappensAsync(earner.Shop, number, OrderEventType.Returned, world.Clock.GetUtcNow());
            Assert.Equal(default, await world.BalanceAsync(earner.Partner));
            Assert.Empty(await world.AuditAsync());
        }
    }

    [DatabaseTheory]
    public async Task R2_6_After_the_payout_what_came_back_is_owed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync(TaxBasis.PerPayment);
        world.NextMonth(); // in which the policy is in force
        var number = await world.EarnsAsync(earner, 3_000_000);
        await world.MovesAsync(earner.Partner, Postings.Reserve(Dong.Zero, new Dong(3_000_000)));
        await world.MovesAsync(earner.Partner, Postings.PayOut(new Dong(3_000_000), new Dong(300_000)));

        await world.ComesBackAsync(earner.Shop, number, world.Clock.GetUtcNow(), amount: 1_000_000);

        var balance = await world.BalanceAsync(earner.Partner);
        Assert.Equal((-2_000_000L, -1_000_000L, 2_700_000L),
            (balance.Earned.Amount, balance.AvailablePreTax.Amount, balance.PaidOut.Amount));
    }

    [DatabaseTheory]
    public async Task R2_6_The_tier_of_a_new_customer_is_that_of_what_stands_and_a_tier_that_is_reached_still_moves_nothing(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop, new NewCustomerSettings
        {
            RequirePickupPoint = false,
            Tiers = [new(new Dong(50_000), new Dong(20_000)), new(new Dong(90_000), new Dong(50_000))],
            MinOrderValue = new Dong(30_000),
        });
        var partner = await world.HasPartnerAsync(programme);
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed, code: partner.ReferralCode));
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1));

        var same = (await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(2), amount: 10_000)).Value.Order;
        Assert.Single(await world.DecisionsAsync(shop, "DH-1"));
        Assert.Single(await world.EntriesAsync(partner));
        Assert.Equal("90000", Assert.Single(same.Programs.Single().Trace, step => step.Rule == "R2.6").Facts["standing"]);

        var lower = (await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(3), amount: 10_000)).Value.Order;
        var reward = lower.Programs.Single().Rewards.Single();
        Assert.Equal((50_000L, 30_000L), (reward.Gross, reward.ReversedGross));
        Assert.Equal(new Dong(-20_000), (await world.BalanceAsync(partner)).Earned);

        var none = (await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(4), amount: 60_000)).Value.Order;
        Assert.Equal((OrderStatus.Successful, Decisions.BelowMinimum), (none.Status, none.Programs.Single().Decision));
        Assert.Equal(default, await world.BalanceAsync(partner));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R2_6_The_weekly_value_of_another_order_is_of_what_stands(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop, new NewCustomerSettings
        {
            RequirePickupPoint = false,
            TierBasis = TierBasis.WeeklyValue,
            Tiers = [new(new Dong(50_000), new Dong(20_000)), new(new Dong(200_000), new Dong(50_000))],
            MinOrderValue = new Dong(30_000),
        });
        var partner = await world.HasPartnerAsync(programme);
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed, code: partner.ReferralCode));
        await world.RecordedAsync(shop, world.OrderOf("DH-2", Placed.AddMinutes(1)));
        foreach (var number in new[] { "DH-1", "DH-2" })
            await world.HappensAsync(shop, number, OrderEventType.Paid, Placed.AddHours(1));
        Assert.Equal(new Dong(-50_000), (await world.BalanceAsync(partner)).Earned);

        await world.ComesBackAsync(shop, "DH-2", Placed.AddHours(2), amount: 1);

        Assert.Equal(new Dong(-20_000), (await world.BalanceAsync(partner)).Earned);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R2_6_The_surcharge_is_of_what_stands(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Professional);
        await world.RecordedAsync(shop, world.Rental("DH-1", "KH-1", placedAt: Placed, platform: 10_000, own: 10_000));
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1));
        var whole = await world.SurchargeAsync(shop, "DH-1");

        var view = (await world.ComesBackAsync(shop, "DH-1", Placed.AddHours(2), amount: 20_000)).Value.Order.Programs.Single().Surcharge!;

        var part = await world.SurchargeAsync(shop, "DH-1");
        Assert.Equal((Introducer.Platform, whole.Base * 3 / 4, whole.Amount * 3 / 4, 7_500L),
            (part.IntroducedBy, part.Base, part.Amount, part.PlatformPromotion));
        Assert.Equal((whole.Amount, part.Amount), (part.Amount + part.Reversed, view.Surcharge));
    }

    [DatabaseTheory]
    public async Task R2_6_Returns_told_in_any_order_leave_the_same_money(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var random = new Random(26);
        for (var round = 0; round < 4; round++)
        {
            var seen = new List<(long, long, OrderStatus)>();
            var number = $"DH-{round}";
            var events = Enumerable.Range(0, 4)
                .Select(i => (Id: $"r-{i}", At: Placed.AddHours(2).AddMinutes(i), Amount: random.Next(1, 110_000),
                    Sku: i == 3 ? "RICE-1" : "SIM-1"))
                .ToArray();
            for (var told = 0; told < 2; told++)
            {
                var (shop, partner) = await OrderedAsync(world, number);
                random.Shuffle(events);
                foreach (var (id, at, amount, sku) in events)
                    Assert.True((await world.ComesBackAsync(shop, number, at, amount, id, (sku, 1))) is { Succeeded: true }
                        or { Refusal.Code: "return_exceeds_order" });
                var view = (await world.Get<OrderQueries>().OneAsync(world.KeyOf(shop), null, number, default)).Value;
                var balance = await world.BalanceAsync(partner);
                var reward = view.Programs.Single().Rewards.Single();
                Assert.Equal(view.Status == OrderStatus.Cancelled ? 0 : reward.Gross - reward.ReversedGross, -balance.Earned.Amount);
                Assert.Equal((18_500L, reward.Gross - reward.ReversedGross - (reward.Tax - reward.ReversedTax)),
                    (reward.Gross, reward.Net));
                if (events.Sum(one => one.Amount) <= 370_000)
                    seen.Add((balance.Earned.Amount, view.Returned!.Amount, view.Status));
            }

            Assert.True(seen.Distinct().Count() <= 1);
        }

        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R10_5_Nothing_comes_back_of_another_shops_order(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await OrderedAsync(world);

        Assert.Equal("order_not_found",
            (await world.ComesBackAsync(await world.HasShopAsync(), "DH-1", Placed.AddHours(2), amount: 1)).Refusal!.Code);
    }

    /// <summary>Three SIMs and a bag of rice for 400,000 less 30,000, brought by a partner who earns 5 % of it, and paid.</summary>
    private static async Task<(Shop Shop, App.Partners.Profiles.Partner Partner)> OrderedAsync(
        World world, string number = "DH-1", bool paid = true)
    {
        var (shop, _, partner, link) = await OrderAttributionTests.SceneAsync(world);
        world.Clicked(link, "v-1", Placed.AddHours(-1));
        await world.RecordedAsync(shop, world.Order(number, placedAt: Placed) with
        {
            Lines =
            [
                new OrderLine("SIM-1", "Gói cước", "data", 3, new Dong(100_000), Dong.Zero),
                new OrderLine("RICE-1", "Gạo", null, 1, new Dong(100_000), Dong.Zero),
            ],
            Amounts = new OrderAmounts(
                new Dong(400_000), Dong.Zero, new Dong(30_000), Dong.Zero, Dong.Zero, Dong.Zero, new Dong(370_000)),
        });
        if (paid)
            await world.HappensAsync(shop, number, OrderEventType.Paid, Placed.AddHours(1));
        return (shop, partner);
    }
}
