using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Rulings;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using static Portal.App.Tests.Disputes.RulingScenes;

namespace Portal.App.Tests.Disputes;

/// <summary>
/// An accepted dispute is a fact: orders are decided again with it, and the ledger posts the difference, by entries that name it.
/// </summary>
public sealed class RulingTests
{
    [DatabaseTheory]
    public async Task R8_4_A_missing_order_is_credited_and_posts_its_reward_by_an_entry_that_names_the_dispute(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", visitor: null);
        var draft = await world.DraftAsync(scene.Shop, DisputeKind.MissingOrder, "DH-1") with { PartnerId = scene.An.Id };

        var result = (await world.AcceptsAsync(draft)).Value;

        Assert.True(result is { Created: true, HasMore: false });
        var decisions = await world.DecisionsAsync(scene.Shop, "DH-1");
        Assert.Equal([Decisions.NoClick, Decisions.Credited], decisions.Select(decision => decision.Code));
        Assert.Equal(
            (DecisionCauses.Ruling, draft.DisputeId, scene.An.Id),
            (decisions[1].Cause, decisions[1].DisputeId, decisions[1].PartnerId));
        Assert.Contains($"\"{TraceOutcomes.RuledPartner}\"", decisions[1].Trace, StringComparison.Ordinal);
        Assert.Contains($"\"dispute\":\"{draft.DisputeNumber}\"", decisions[1].Trace, StringComparison.Ordinal);
        var entry = Assert.Single(await world.EntriesAsync(scene.An));
        Assert.Equal(
            (EntryReason.Reward, draft.DisputeId, -100_000L, 90_000L), (entry.Reason, entry.DisputeId, entry.Earned, entry.Available));
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_4_A_wrong_partner_loses_the_reward_and_the_right_one_gets_it_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        var draft = await world.DraftAsync(scene.Shop, DisputeKind.WrongPartner, "DH-1") with { PartnerId = scene.Binh.Id };
        world.Clock.Advance(TimeSpan.FromHours(1));

        await world.AcceptsAsync(draft);
        var again = (await world.AcceptsAsync(draft)).Value;

        Assert.False(again.Created);
        Assert.Equal(0, (await world.BalanceAsync(scene.An)).Available.Amount);
        Assert.Equal(90_000, (await world.BalanceAsync(scene.Binh)).Available.Amount);
        Assert.Equal([EntryReason.Reward, EntryReason.Reversal], (await world.EntriesAsync(scene.An)).Select(entry => entry.Reason));
        Assert.Equal(
            [(EntryReason.Reversal, scene.An.Id), (EntryReason.Reward, scene.Binh.Id)],
            (await world.EntriesAsync(draft)).Select(entry => (entry.Reason, entry.HolderId))
                .OrderBy(one => one.Reason != EntryReason.Reversal));
        Assert.Null((await world.EntriesAsync(scene.An))[0].DisputeId);
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_6_Nobody_is_ruled_to_have_brought_an_order_of_their_own(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await world.RecordedAsync(scene.Shop, world.Order("DH-1", null) with
        {
            Customer = new OrderCustomer(null, scene.An.Email, null, null),
        });
        await world.AcceptsAsync(await world.DraftAsync(scene.Shop, DisputeKind.MissingOrder, "DH-1") with { PartnerId = scene.An.Id });

        Assert.Equal(Decisions.SelfReferral, (await world.DecisionsAsync(scene.Shop, "DH-1"))[^1].Code);
        Assert.Empty(await world.EntriesAsync(scene.An));
    }

    [DatabaseTheory]
    public async Task R8_6_Of_two_rulings_on_one_order_the_later_stands_and_both_stay_readable(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", visitor: null);
        var (first, second) = (
            await world.DraftAsync(scene.Shop, DisputeKind.MissingOrder, "DH-1") with { PartnerId = scene.An.Id },
            await world.DraftAsync(scene.Shop, DisputeKind.WrongPartner, "DH-1") with { PartnerId = scene.Binh.Id });

        await world.AcceptsAsync(first);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.AcceptsAsync(second);

        Assert.Equal(0, (await world.BalanceAsync(scene.An)).Available.Amount);
        Assert.Equal(90_000, (await world.BalanceAsync(scene.Binh)).Available.Amount);
        Assert.Equal([EntryReason.Reward], (await world.EntriesAsync(first)).Select(entry => entry.Reason));
        Assert.Equal(2, (await world.EntriesAsync(second)).Count);
        await using var db = await world.DbAsync();
        Assert.Equal(2, await db.Rulings.CountAsync());
        Assert.Equal(3, (await world.DecisionsAsync(scene.Shop, "DH-1")).Count);

        // R8.6: an appeal that takes the second back leaves the first
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.AcceptsAsync(second with { Instance = 2, IsWithdrawn = true });
        Assert.Equal(90_000, (await world.BalanceAsync(scene.An)).Available.Amount);
        Assert.Equal(0, (await world.BalanceAsync(scene.Binh)).Available.Amount);
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R7_6_A_won_dispute_makes_the_customer_the_owners_from_the_stated_order_on(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        for (var i = 1; i <= 9; i++)
            await RentedAsync(world, shop, $"T-{i}", World.Start.AddDays(-10 + i));
        Assert.Equal(-81_000, (await world.BalanceAsync(shop)).Available.Amount);
        var draft = await world.DraftAsync(shop, DisputeKind.WrongSource, "T-1") with
        {
            IntroducedBy = Introducer.Owner,
            From = await world.PositionAsync(shop, "T-3"),
        };

        Assert.Equal(45_000, (await world.DisputesAsync(draft)).Value.Amount);
        Assert.Equal((-36_000L, -45_000L), await AvailableAndHeldAsync(world, shop));
        await world.AcceptsAsync(draft);

        // T-1 and T-2 stay as they were; T-3 to T-7 are the five free ones; T-8 is the sixth
        for (var i = 1; i <= 9; i++)
        {
            var surcharge = await world.SurchargeAsync(shop, $"T-{i}");
            Assert.Equal(
                (i < 3 ? Introducer.Platform : Introducer.Owner, i is >= 3 and <= 7 ? i - 2 : (int?)null, i is >= 3 and <= 7 ? 0 : 9_000),
                (surcharge.IntroducedBy, surcharge.FreeOrder, surcharge.Amount));
        }

        // only the difference is posted: five surcharges are back, and T-8 and T-9, which cost what they did, move nothing
        Assert.Equal(5, (await world.EntriesAsync(draft)).Count(entry => entry.Reason == EntryReason.SurchargeReversal));
        Assert.DoesNotContain(await world.EntriesAsync(draft), entry => entry.Reason == EntryReason.Surcharge);
        Assert.Equal((-36_000L, 0L), await AvailableAndHeldAsync(world, shop));
        Assert.Equal(36_000, (await world.BalanceAsync(shop)).Surcharged.Amount);
        Assert.All(await world.EntriesAsync(draft), entry => Assert.Equal(draft.DisputeId, entry.DisputeId));

        // R7.5: orders that come later follow
        await RentedAsync(world, shop, "T-10", World.Start);
        Assert.Equal((Introducer.Owner, 9_000L),
            ((await world.SurchargeAsync(shop, "T-10")).IntroducedBy, (await world.SurchargeAsync(shop, "T-10")).Amount));
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R7_6_The_customers_page_tells_that_a_dispute_decided_and_from_when_on(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        for (var i = 1; i <= 3; i++)
            await RentedAsync(world, shop, $"T-{i}", World.Start.AddDays(-5 + i));
        var draft = await world.DraftAsync(shop, DisputeKind.WrongSource, "T-3") with
        {
            IntroducedBy = Introducer.Owner,
            From = await world.PositionAsync(shop, "T-2"),
        };
        await world.AcceptsAsync(draft);

        async Task<IReadOnlyList<App.Attribution.Customers.ShopCustomer>> ByAsync(Introducer by) =>
            (await world.Get<App.Attribution.Customers.ShopCustomerQueries>().OfShopAsync(
                world.OwnerOf(shop), shop.Id, new(by), new CursorRequest(50, null), CancellationToken.None)).Value.Items;

        var customer = Assert.Single(await ByAsync(Introducer.Owner));
        Assert.Equal((IntroductionKind.Dispute, draft.From!.Value.PlacedAt.ToUniversalTime()), (customer.Fact.Kind, customer.Fact.At));
        Assert.Equal((2, 5), (customer.FreeOrdersUsed, customer.FreeOrders));
        Assert.Empty(await ByAsync(Introducer.Platform));
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.AcceptsAsync(draft with { Instance = 2, IsWithdrawn = true });
        Assert.Equal(IntroductionKind.Order, Assert.Single(await ByAsync(Introducer.Platform)).Fact.Kind);
        Assert.Equal(-27_000, (await world.BalanceAsync(shop)).Available.Amount);
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_4_A_ruled_base_of_a_surcharge_posts_the_difference_and_later_returns_take_their_share(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        await RentedAsync(world, shop, "T-1", World.Start.AddDays(-1));
        var draft = await world.DraftAsync(shop, DisputeKind.WrongSurcharge, "T-1") with { Base = new Dong(70_000) };
        Assert.Equal(2_700, (await world.DisputesAsync(draft)).Value.Amount);
        Assert.Equal((-6_300L, -2_700L), await AvailableAndHeldAsync(world, shop));

        await world.AcceptsAsync(draft);

        Assert.Equal((-6_300L, 0L), await AvailableAndHeldAsync(world, shop));
        var surcharge = await world.SurchargeAsync(shop, "T-1");
        Assert.Equal((70_000L, 6_300L), (surcharge.Base, surcharge.Amount));
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await world.ComesBackAsync(shop, "T-1", world.Clock.GetUtcNow(), amount: 50_000)).Succeeded);
        Assert.Equal((-3_150L, 0L), await AvailableAndHeldAsync(world, shop));
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_4_A_ruled_base_of_a_reward_is_shared_out_over_its_lines(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        var draft = await world.DraftAsync(scene.Shop, DisputeKind.WrongAmount, "DH-1") with { Base = new Dong(60_000) };

        // R8.7: only what may be lost is held
        Assert.Equal(40_000, (await world.DisputesAsync(draft)).Value.Amount);
        var held = await world.BalanceAsync(scene.An);
        Assert.Equal((54_000L, 36_000L), (held.Available.Amount, held.Held.Amount));
        await world.AcceptsAsync(draft);

        var after = await world.BalanceAsync(scene.An);
        Assert.Equal((54_000L, 0L, -60_000L), (after.Available.Amount, after.Held.Amount, after.Earned.Amount));
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_6_A_ruled_status_is_an_event_of_the_dispute_and_the_shops_later_events_are_applied_to_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.HappensAsync(
            scene.Shop, "DH-1", OrderEventType.Cancelled, world.Clock.GetUtcNow(), reason: CancellationReasons.Unreachable);
        Assert.Equal(0, (await world.BalanceAsync(scene.An)).Available.Amount);
        var draft = await world.DraftAsync(scene.Shop, DisputeKind.WrongStatus, "DH-1") with { Status = OrderStatus.Successful };
        world.Clock.Advance(TimeSpan.FromHours(1));

        await world.AcceptsAsync(draft);
        await world.AcceptsAsync(draft);

        Assert.Equal(90_000, (await world.BalanceAsync(scene.An)).Available.Amount);
        var entry = Assert.Single(await world.EntriesAsync(draft));
        Assert.Equal(EntryReason.Reward, entry.Reason);
        var order = (await world.Get<OrderQueries>().OneAsync(world.OwnerOf(scene.Shop), null, "DH-1", CancellationToken.None)).Value;
        Assert.Equal(OrderStatus.Successful, order.Status);
        Assert.Contains(order.History, change => change.By == draft.DisputeNumber && change.Effect == OrderEffects.Reinstated);

        // an older event that comes late changes nothing, and a return is one
        await world.HappensAsync(
            scene.Shop, "DH-1", OrderEventType.Cancelled, world.Clock.GetUtcNow().AddMinutes(-90), reason: CancellationReasons.OutOfStock);
        Assert.Equal(90_000, (await world.BalanceAsync(scene.An)).Available.Amount);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.HappensAsync(scene.Shop, "DH-1", OrderEventType.Returned, world.Clock.GetUtcNow());
        Assert.Equal(0, (await world.BalanceAsync(scene.An)).Available.Amount);
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_6_A_ruled_status_begins_anew_with_an_order_of_which_something_had_come_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await world.ComesBackAsync(scene.Shop, "DH-1", world.Clock.GetUtcNow(), amount: 40_000)).Succeeded);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.HappensAsync(scene.Shop, "DH-1", OrderEventType.Returned, world.Clock.GetUtcNow());
        var draft = await world.DraftAsync(scene.Shop, DisputeKind.WrongStatus, "DH-1") with { Status = OrderStatus.Successful };
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.True((await world.AcceptsAsync(draft)).Succeeded);

        Assert.Equal(90_000, (await world.BalanceAsync(scene.An)).Available.Amount);
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await world.AcceptsAsync(draft with { Instance = 2, IsWithdrawn = true })).Succeeded);
        Assert.Equal(0, (await world.BalanceAsync(scene.An)).Available.Amount);
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R7_6_Of_a_customer_with_very_many_orders_the_rest_is_the_workers(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(settings: new RentalSurchargeSettings { FreeOrders = 2 });
        for (var i = 0; i < 2; i++)
        {
            var part = i;
            await world.RecordAsync(shop, [.. Enumerable.Range(0, 400).Select(n =>
                world.Rental($"T-{part}-{n:D3}", "khach-1", placedAt: World.Start.AddDays(-20 + part).AddMinutes(n)))]);
        }

        await world.HappensAsync(shop, "T-1-399", OrderEventType.Paid, World.Start);
        var draft = await world.DraftAsync(shop, DisputeKind.WrongSource, "T-0-000") with { IntroducedBy = Introducer.Owner };
        var result = (await world.AcceptsAsync(draft)).Value;
        Assert.True(result.HasMore && result.Orders < 800, result.ToString());
        Assert.Empty(await world.EntriesAsync(draft));

        while (await world.Get<ReevaluateOrders>().RunDueAsync(CancellationToken.None))
        {
        }

        await using var db = await world.DbAsync();
        Assert.Equal(800, await db.Surcharges.CountAsync(row => !row.IsReplaced && row.IntroducedBy == Introducer.Owner));
        Assert.Equal(800, await db.OrderDecisions.CountAsync(row => row.DisputeId == draft.DisputeId));
        Assert.Single(await world.EntriesAsync(draft));
        Assert.Equal(0, (await world.BalanceAsync(shop)).Available.Amount);
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_4_The_preview_shows_exactly_what_accepting_posts_and_changes_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        for (var i = 1; i <= 7; i++)
            await RentedAsync(world, shop, $"T-{i}", World.Start.AddDays(-10 + i));
        var draft = await world.DraftAsync(shop, DisputeKind.WrongSource, "T-1") with { IntroducedBy = Introducer.Owner };
        await world.DisputesAsync(draft);
        var before = await world.EntriesAsync(shop);

        var preview = await world.PreviewAsync(draft);

        Assert.Equal(before.Count, (await world.EntriesAsync(shop)).Count);
        await using (var db = await world.DbAsync())
            Assert.False(await db.Rulings.AnyAsync());
        Assert.Equal((45_000L, 7, false), (preview.AmountAtStake.Amount, preview.Decisions.Count, preview.HasMore));
        Assert.Equal(
            ("T-1", SurchargeDecisions.Charged, SurchargeDecisions.FreeOrder),
            (preview.Decisions[0].Order, preview.Decisions[0].Before!.Decision, preview.Decisions[0].After.Decision));
        await world.AcceptsAsync(draft);
        var posted = (await world.EntriesAsync(draft)).Where(entry => before.All(old => old.Id != entry.Id)).ToList();
        Assert.Equal(
            posted.Select(entry => (entry.Reason, entry.HolderId, entry.OrderId, entry.Available, entry.Held, entry.Surcharged)).Order(),
            preview.Entries.Select(entry =>
                (entry.Reason, entry.HolderId, entry.OrderId, entry.Available, entry.Held, entry.Surcharged)).Order());
        Assert.Equal(
            [("T-1", EntryReason.SurchargeReversal), ("T-2", EntryReason.SurchargeReversal), ("T-3", EntryReason.SurchargeReversal)],
            preview.Entries.Take(3).Select(entry => (entry.Order, entry.Reason)));
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R10_5_Who_loses_an_order_learns_that_a_dispute_was_ruled_and_neither_whose_it_is_nor_which_dispute(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        var draft = await world.DraftAsync(scene.Shop, DisputeKind.WrongPartner, "DH-1") with { PartnerId = scene.Binh.Id };
        await world.AcceptsAsync(draft);

        async Task<string> SeenByAsync(Actor actor)
        {
            var order = (await world.Get<OrderQueries>().OneAsync(actor, null, "DH-1", CancellationToken.None)).Value;
            var decisions = (await world.Get<DecisionQueries>().OfOrderAsync(actor, null, "DH-1", CancellationToken.None)).Value;
            return JsonSerializer.Serialize(new { order.Programs, decisions });
        }

        var loser = await SeenByAsync(world.PersonOf(scene.An));
        Assert.Contains(LookupReasons.AnotherPartner, loser, StringComparison.Ordinal);
        Assert.DoesNotContain(draft.DisputeNumber, loser, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Binh.Id.ToString(), loser, StringComparison.Ordinal);
        Assert.Contains(draft.DisputeNumber, await SeenByAsync(world.PersonOf(scene.Binh)), StringComparison.Ordinal);
        Assert.Contains(draft.DisputeNumber, await SeenByAsync(world.OwnerOf(scene.Shop)), StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R8_6_Orders_ask_for_rulings_once_a_batch_and_only_where_something_was_ruled(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", null);
        await CommandsAsync("warm", 1); // the catalogue is read
        var before = (await CommandsAsync("a", 1), await CommandsAsync("b", 50));

        await world.AcceptsAsync(await world.DraftAsync(scene.Shop, DisputeKind.MissingOrder, "DH-1") with { PartnerId = scene.An.Id });

        await CommandsAsync("again", 1);
        Assert.Equal((before.Item1 + 1, before.Item2 + 1), (await CommandsAsync("c", 1), await CommandsAsync("d", 50)));

        async Task<int> CommandsAsync(string name, int orders)
        {
            var count = world.Commands.Count;
            await world.RecordAsync(scene.Shop, [.. Enumerable.Range(0, orders).Select(n => world.Order($"{name}-{n}", null))]);
            return world.Commands.Count - count;
        }
    }
}
