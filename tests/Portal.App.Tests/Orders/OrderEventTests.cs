using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Reading;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>How an order moves, and its rewards with it (R2, R3.3).</summary>
public sealed class OrderEventTests
{
    private static readonly DateTimeOffset Placed = World.Start.AddHours(-5);

    [DatabaseTheory]
    public async Task R2_1_An_order_comes_in_pending_with_a_history_that_says_who_sent_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, _, _) = await OrderAttributionTests.SceneAsync(world);

        var view = await world.RecordedAsync(shop, world.Order("DH-1", placedAt: Placed));

        Assert.Equal(OrderStatus.Pending, view.Status);
        Assert.Equal((OrderEffects.Placed, world.KeyOf(shop).Name, Placed),
            Only(view.History.Select(line => (line.Effect, line.By, line.At))));
    }

    [DatabaseTheory]
    public async Task R2_1_A_payment_after_the_cancellation_is_held_until_the_order_is_reinstated(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);
        await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, Placed.AddHours(1), reason: CancellationReasons.Unreachable);

        var held = (await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(2), "pay")).Value;
        var again = (await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(2), "pay")).Value;
        var back = (await world.HappensAsync(
            shop, "DH-1", OrderEventType.Reinstated, Placed.AddHours(3), reason: "Khách vẫn nhận hàng")).Value;

        Assert.True(held.Held && held.Created && again.Held && !again.Created);
        Assert.Equal((OrderStatus.Cancelled, true), (held.Order.Status, held.Order.HasHeldEvents));
        Assert.Equal(RewardState.Void, Reward(held.Order).State);
        Assert.Equal((OrderStatus.Successful, false), (back.Order.Status, back.Order.HasHeldEvents));
        Assert.Equal(RewardState.Earned, Reward(back.Order).State);
    }

    [DatabaseTheory]
    public async Task R2_1_A_successful_order_that_is_returned_is_cancelled_as_returned(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1));

        var order = (await world.HappensAsync(shop, "DH-1", OrderEventType.Returned, Placed.AddHours(2))).Value.Order;

        Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Returned), (order.Status, order.CancellationReason));
    }

    [DatabaseTheory]
    public async Task R2_2_A_cancellation_needs_a_known_reason_and_other_needs_words(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);

        var none = await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, Placed.AddHours(1));
        var unknown = await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, Placed.AddHours(1), reason: "whim");
        var silent = await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, Placed.AddHours(1), reason: "other");
        var told = await world.HappensAsync(
            shop, "DH-1", OrderEventType.Cancelled, Placed.AddHours(1), reason: "other", note: "Khách đổi ý");

        Assert.Equal([("reason", FieldCodes.Required), ("reason", FieldCodes.NotAllowed), ("note", FieldCodes.Required)],
            new[] { none, unknown, silent }.Select(outcome => Only(outcome.Refusal!.Fields.Select(field => (field.Field, field.Code)))));
        Assert.Equal(("other", "Khách đổi ý"), Only(told.Value.Order.History.Skip(1).Select(line => (line.Reason, line.Note))));
    }

    [DatabaseTheory]
    public async Task R2_3_The_reward_is_earned_the_moment_the_payment_is_confirmed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);

        var order = (await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1))).Value.Order;

        Assert.Equal((OrderStatus.Successful, Placed.AddHours(1)), (order.Status, order.PaidAt));
        await using var db = await world.DbAsync();
        var reward = await db.Rewards.SingleAsync();
        Assert.Equal((RewardState.Earned, Placed.AddHours(1), null), (reward.State, reward.EarnedAt, reward.EndedAt));
    }

    [DatabaseTheory]
    public async Task R2_4_The_same_event_twice_is_applied_once_and_another_under_its_id_is_refused(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);

        var first = await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1), "e-1");
        var twice = await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1), "e-1");
        var other = await world.HappensAsync(shop, "DH-1", OrderEventType.Delivered, Placed.AddHours(2), "e-1");
        var upper = await world.HappensAsync(shop, "DH-1", OrderEventType.Delivered, Placed.AddHours(2), "E-1");

        Assert.Equivalent(first.Value.Order, twice.Value.Order, strict: true);
        Assert.True(first.Value.Created && !twice.Value.Created);
        Assert.Equal((RefusalKind.Conflict, "event_conflict", "type, occurredAt"),
            (other.Refusal!.Kind, other.Refusal.Code, other.Refusal.Facts["fields"]));
        Assert.True(upper.Value.Created);
    }

    [DatabaseTheory]
    public async Task R2_4_An_event_finer_than_the_database_keeps_is_still_the_same_when_it_is_sent_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);
        var at = Placed.AddHours(1).AddTicks(1_234_567);

        var first = await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, at, "e-1");
        var twice = await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, at, "e-1");

        Assert.True(first.Value.Created && !twice.Value.Created);
    }

    [DatabaseTheory]
    public async Task R2_4_Whatever_the_order_of_arrival_the_state_is_the_same(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, _, link) = await OrderAttributionTests.SceneAsync(world);
        world.Clicked(link, "v-1", Placed.AddHours(-1));
        (string Id, OrderEventType Type, int Hours, string? Reason)[] happened =
        [
            ("a", OrderEventType.Cancelled, 1, CancellationReasons.OutOfStock),
            ("b", OrderEventType.Reinstated, 3, "Có hàng lại"),
            ("c", OrderEventType.Paid, 2, null),
        ];
        var seen = new List<OrderView>();
        foreach (var arrival in Permutations(happened))
        {
            var number = $"DH-{seen.Count}";
            await world.RecordedAsync(shop, world.Order(number, placedAt: Placed));
            foreach (var (id, type, hours, reason) in arrival)
                await world.HappensAsync(shop, number, type, Placed.AddHours(hours), id, reason);
            seen.Add((await world.Get<OrderQueries>().OneAsync(world.KeyOf(shop), null, number, CancellationToken.None)).Value);
        }

        Assert.Equal(6, seen.Count);
        Assert.All(seen, view => Assert.Equal((OrderStatus.Successful, RewardState.Earned), (view.Status, Reward(view).State)));
        Assert.All(seen, view => Assert.Equivalent(seen[0].History, view.History, strict: true));
    }

    [DatabaseTheory]
    public async Task R2_4_The_same_event_twice_at_once_is_applied_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);
        await using var other = world.AnotherNode();

        var rounds = LongRun.Of(10, 200);
        for (var round = 1; round <= rounds; round++)
        {
            var number = $"DH-{round}";
            if (round > 1)
                await world.RecordedAsync(shop, world.Order(number, placedAt: Placed));

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
                (i % 2 == 0 ? world : other).HappensAsync(shop, number, OrderEventType.Paid, Placed.AddHours(1), "e-1")));

            // whoever comes second is told what the first did, and not what was before
            Assert.All(outcomes, outcome => Assert.Equal(OrderStatus.Successful, outcome.Value.Order.Status));
            Assert.Equal(1, outcomes.Count(outcome => outcome.Value.Created));
        }

        await using var db = await world.DbAsync();
        Assert.Equal(rounds, await db.OrderEvents.CountAsync());
    }

    [DatabaseTheory]
    public async Task R2_4_Different_events_at_once_are_all_kept_and_folded(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);
        await using var other = world.AnotherNode();

        await Task.WhenAll(
            world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1), "pay"),
            other.HappensAsync(shop, "DH-1", OrderEventType.Returned, Placed.AddHours(3), "back"),
            world.HappensAsync(shop, "DH-1", OrderEventType.Delivered, Placed.AddHours(2), "there"),
            other.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1), "pay again"));

        var order = (await world.Get<OrderQueries>().OneAsync(world.KeyOf(shop), null, "DH-1", CancellationToken.None)).Value;
        Assert.Equal(5, order.History.Count);
        Assert.Equal((OrderStatus.Cancelled, RewardState.Reversed), (order.Status, Reward(order).State));
    }

    [DatabaseTheory]
    public async Task R2_5_Every_change_is_kept_with_its_time_its_reason_and_who_sent_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1));
        await world.HappensAsync(
            shop, "DH-1", OrderEventType.Cancelled, Placed.AddHours(2), reason: CancellationReasons.Fraud, note: "Thẻ giả");

        var order = (await world.Get<OrderQueries>().OneAsync(world.KeyOf(shop), null, "DH-1", CancellationToken.None)).Value;

        var by = world.KeyOf(shop).Name;
        Assert.Equal(
            [
                (OrderStatus.Pending, Placed, null, null, by),
                (OrderStatus.Successful, Placed.AddHours(1), null, null, by),
                (OrderStatus.Cancelled, Placed.AddHours(2), CancellationReasons.Fraud, "Thẻ giả", by),
            ],
            order.History.Select(line => (line.Status, line.At, line.Reason, line.Note, line.By)));
    }

    [DatabaseTheory]
    public async Task R2_5_The_partners_open_page_is_told_after_the_commit(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, partner, link) = await OrderAttributionTests.SceneAsync(world);
        world.Clicked(link, "v-1", Placed.AddHours(-1));
        var told = new List<(string, Guid?, Guid?)>();
        using var subscription = world.Get<App.Platform.Changes.ChangeNotifier>()
            .Subscribe(change => told.Add((change.Topic, change.PartnerId, change.ShopId)));

        await world.RecordedAsync(shop, world.Order("DH-1", placedAt: Placed));
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(1));

        Assert.Equal([("order", partner.Id, shop.Id), ("order", (Guid?)partner.Id, (Guid?)shop.Id)], told);
        await using var db = await world.DbAsync();
        Assert.Equal(2, await db.Changes.CountAsync(change => change.Topic == "order"));
    }

    [DatabaseTheory]
    public async Task R3_3_A_pending_reward_is_voided_an_earned_one_is_reversed_and_its_amount_never_changes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);
        await world.RecordedAsync(shop, world.Order("DH-2", placedAt: Placed));

        var pending = Reward((await world.Get<OrderQueries>().OneAsync(world.KeyOf(shop), null, "DH-1", CancellationToken.None)).Value);
        var cancelled = Reward(
            (await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, Placed.AddHours(1), reason: "unreachable")).Value.Order);
        var earned = Reward((await world.HappensAsync(shop, "DH-2", OrderEventType.Paid, Placed.AddHours(1))).Value.Order);
        var returned = Reward((await world.HappensAsync(shop, "DH-2", OrderEventType.Returned, Placed.AddHours(2))).Value.Order);

        Assert.Equal(
            [RewardState.Pending, RewardState.Void, RewardState.Earned, RewardState.Reversed],
            new[] { pending, cancelled, earned, returned }.Select(reward => reward.State));
        Assert.All(new[] { pending, cancelled, earned, returned },
            reward => Assert.Equal((5_000L, 500L, 4_500L), (reward.Gross, reward.Tax, reward.Net)));
    }

    [DatabaseTheory]
    public async Task An_event_of_an_order_that_the_shop_does_not_have_is_not_found(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);

        foreach (var number in new[] { "dh-1", "DH-2", "", "DH-1 ", new string('x', 500), "' OR 1=1 --" })
            Assert.Equal("order_not_found",
                (await world.HappensAsync(shop, number, OrderEventType.Paid, Placed.AddHours(1))).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task An_event_with_impossible_times_or_texts_is_refused_by_field(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);

        async Task<(string, string)> Refused(DateTimeOffset at, string? id = null, string? note = null) =>
            Only((await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, at, id, note: note)).Refusal!.Fields.Select(
                field => (field.Field, field.Code)));

        Assert.Equal(("occurredAt", FieldCodes.DateTooEarly), await Refused(new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(("occurredAt", FieldCodes.DateInFuture), await Refused(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(("occurredAt", FieldCodes.BeforeOrderPlaced),
            await Refused(Placed - world.Settings.Orders.ClockTolerance - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(("id", FieldCodes.TooLong), await Refused(Placed, new string('e', OrderEventCheck.MaxId + 1)));
        Assert.Equal(("note", FieldCodes.UnprintableCharacter), await Refused(Placed, note: "a\0b"));
    }

    [DatabaseTheory]
    public async Task R2_4_A_payment_by_a_clock_that_goes_slow_counts_at_the_orders_time_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await BoughtAsync(world);

        var paid = (await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddMilliseconds(-500), "e-1")).Value;
        var again = (await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddMilliseconds(-500), "e-1")).Value;

        Assert.Equal((true, false), (paid.Created, again.Created));
        Assert.Equal((OrderStatus.Successful, Placed), (paid.Order.Status, paid.Order.PaidAt));
        Assert.Equal([Placed, Placed], again.Order.History.Select(change => change.At));
        await using var db = await world.DbAsync();
        Assert.Equal((Placed, RewardState.Earned), await db.Rewards.Select(
            reward => new ValueTuple<DateTimeOffset, RewardState>(reward.EarnedAt!.Value, reward.State)).SingleAsync());
    }

    private static async Task<App.Catalogue.Shops.Shop> BoughtAsync(World world)
    {
        var (shop, _, _, link) = await OrderAttributionTests.SceneAsync(world);
        world.Clicked(link, "v-1", Placed.AddHours(-1));
        await world.RecordedAsync(shop, world.Order("DH-1", placedAt: Placed));
        return shop;
    }

    private static RewardView Reward(OrderView view) => view.Programs.Single().Rewards.Single();

    private static T Only<T>(IEnumerable<T> all) => Assert.Single(all);

    private static IEnumerable<T[]> Permutations<T>(T[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, i) => Permutations([.. items[..i], .. items[(i + 1)..]]).Select(rest => (T[])[item, .. rest]));
}
