using FsCheck;
using FsCheck.Fluent;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;

namespace Portal.Domain.Tests.Orders;

public sealed class OrderTimelineTests
{
    private static readonly DateTimeOffset Placed = new(2024, 6, 12, 2, 30, 0, TimeSpan.Zero);

    [Fact]
    public void R2_1_An_order_arrives_pending()
    {
        var order = OrderTimeline.Fold(Placed, []);

        Assert.Equal(OrderStatus.Pending, order.Status);
        Assert.Equal((OrderStatus.Pending, Placed, OrderEffects.Placed),
            (order.History[0].Status, order.History[0].At, order.History[0].Effect));
        Assert.Null(order.History[0].EventId);
        Assert.Null(order.EarnedAt);
    }

    [Fact]
    public void R2_3_A_payment_makes_the_order_successful_at_that_moment()
    {
        var order = OrderTimeline.Fold(Placed, [Paid(5)]);

        Assert.Equal(OrderStatus.Successful, order.Status);
        Assert.Equal(At(5), order.PaidAt);
        Assert.Equal(At(5), order.EarnedAt);
        Assert.Equal([OrderEffects.Placed, OrderEffects.Paid], Effects(order));
    }

    [Fact]
    public void R2_3_A_delivery_alone_does_not_make_it_successful()
    {
        var order = OrderTimeline.Fold(Placed, [Event(5, OrderEventType.Delivered)]);

        Assert.Equal(OrderStatus.Pending, order.Status);
        Assert.Equal(At(5), order.DeliveredAt);
        Assert.Null(order.EarnedAt);
    }

    [Fact]
    public void R2_2_A_cancelled_order_keeps_its_reason_and_note()
    {
        var order = OrderTimeline.Fold(Placed, [Event(5, OrderEventType.Cancelled, CancellationReasons.Unreachable, "ba lần gọi")]);

        Assert.Equal(OrderStatus.Cancelled, order.Status);
        Assert.Equal(CancellationReasons.Unreachable, order.CancellationReason);
        Assert.Equal((CancellationReasons.Unreachable, "ba lần gọi"), (order.History[^1].Reason, order.History[^1].Note));
        Assert.Equal(RewardState.Void, RewardStates.Of(order));
    }

    [Fact]
    public void R2_1_A_successful_order_that_is_returned_is_cancelled_with_reason_returned()
    {
        var order = OrderTimeline.Fold(Placed, [Paid(5), Event(9, OrderEventType.Returned)]);

        Assert.Equal(OrderStatus.Cancelled, order.Status);
        Assert.Equal(CancellationReasons.Returned, order.CancellationReason);
        Assert.Equal(OrderEffects.Returned, order.History[^1].Effect);
        Assert.Equal(CancellationReasons.Returned, order.History[^1].Reason);
        Assert.Null(order.PaidAt);
        Assert.Equal(At(5), order.EarnedAt);
    }

    [Fact]
    public void R2_1_A_pending_order_that_is_returned_is_cancelled_and_was_never_earned()
    {
        var order = OrderTimeline.Fold(Placed, [Event(9, OrderEventType.Returned)]);

        Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Returned), (order.Status, order.CancellationReason));
        Assert.Equal(RewardState.Void, RewardStates.Of(order));
    }

    [Fact]
    public void R2_1_A_successful_order_can_be_cancelled_for_another_reason()
    {
        var order = OrderTimeline.Fold(Placed, [Paid(5), Cancelled(9, CancellationReasons.Fraud)]);

        Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Fraud), (order.Status, order.CancellationReason));
        Assert.Equal(RewardState.Reversed, RewardStates.Of(order));
    }

    [Fact]
    public void R2_1_A_payment_dated_after_the_cancellation_is_held_and_changes_nothing()
    {
        var payment = Paid(9);
        var order = OrderTimeline.Fold(Placed, [Cancelled(5), payment]);

        Assert.Equal(OrderStatus.Cancelled, order.Status);
        Assert.Equal([payment], order.Held);
        Assert.True(order.Holds(payment.EventId));
        Assert.Null(order.EarnedAt);
        Assert.Equal(OrderEffects.HeldForReview, order.History[^1].Effect);
    }

    [Fact]
    public void R2_1_A_payment_one_tick_after_the_cancellation_is_held()
    {
        var order = OrderTimeline.Fold(Placed, [Cancelled(5), Paid(5) with { OccurredAt = At(5).AddTicks(1) }]);

        Assert.Single(order.Held);
    }

    [Fact]
    public void R2_1_A_payment_at_the_very_instant_of_the_cancellation_came_before_it()
    {
        var order = OrderTimeline.Fold(Placed, [Cancelled(5), Paid(5)]);

        Assert.Equal(OrderStatus.Cancelled, order.Status);
        Assert.Empty(order.Held);
        Assert.Equal(RewardState.Reversed, RewardStates.Of(order));
    }

    [Fact]
    public void R2_1_A_delivery_after_the_cancellation_is_held_too()
    {
        var order = OrderTimeline.Fold(Placed, [Cancelled(5), Event(9, OrderEventType.Delivered)]);

        Assert.Single(order.Held);
        Assert.Null(order.DeliveredAt);
    }

    [Fact]
    public void R2_1_Reinstating_makes_the_order_pending_again_with_its_history()
    {
        var order = OrderTimeline.Fold(Placed, [Cancelled(5), Reinstated(7)]);

        Assert.Equal(OrderStatus.Pending, order.Status);
        Assert.Null(order.CancellationReason);
        Assert.Equal([OrderEffects.Placed, OrderEffects.Cancelled, OrderEffects.Reinstated], Effects(order));
        Assert.Equal("hủy nhầm", order.History[^1].Reason);
    }

    [Fact]
    public void R2_1_Reinstating_applies_what_was_held_at_that_moment()
    {
        var order = OrderTimeline.Fold(Placed, [Cancelled(5), Paid(6), Event(7, OrderEventType.Delivered), Reinstated(9)]);

        Assert.Equal(OrderStatus.Successful, order.Status);
        Assert.Empty(order.Held);
        Assert.Equal((At(6), At(9), At(7)), (order.PaidAt, order.EarnedAt, order.DeliveredAt));
        Assert.Equal(
            [OrderEffects.Placed, OrderEffects.Cancelled, OrderEffects.HeldForReview, OrderEffects.HeldForReview, OrderEffects.Reinstated,
                OrderEffects.Paid, OrderEffects.Delivered],
            Effects(order));
        Assert.Equal(At(9), order.History[^1].At);
    }

    [Fact]
    public void R2_1_Reinstating_an_order_that_had_been_paid_before_waits_for_a_new_confirmation()
    {
        var order = OrderTimeline.Fold(Placed, [Paid(3), Cancelled(5), Reinstated(7)]);
        Assert.Equal((OrderStatus.Pending, (DateTimeOffset?)null), (order.Status, order.PaidAt));

        order = OrderTimeline.Fold(Placed, [Paid(3), Cancelled(5), Reinstated(7), Paid(8)]);
        Assert.Equal((OrderStatus.Successful, (DateTimeOffset?)At(8)), (order.Status, order.PaidAt));
        Assert.Equal(At(3), order.EarnedAt);
    }

    [Fact]
    public void R2_1_An_order_can_be_cancelled_again_after_it_was_reinstated()
    {
        var order = OrderTimeline.Fold(Placed, [Cancelled(5), Reinstated(7), Cancelled(9, CancellationReasons.Fraud), Paid(10)]);

        Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Fraud), (order.Status, order.CancellationReason));
        Assert.Single(order.Held);
    }

    [Fact]
    public void R2_1_Reinstating_an_order_that_is_not_cancelled_has_no_effect()
    {
        Assert.Equal([OrderEffects.Placed, OrderEffects.NotCancelled], Effects(OrderTimeline.Fold(Placed, [Reinstated(5)])));

        var order = OrderTimeline.Fold(Placed, [Paid(4), Reinstated(5)]);
        Assert.Equal((OrderStatus.Successful, At(4)), (order.Status, order.PaidAt));
    }

    [Fact]
    public void R2_1_A_second_cancellation_or_a_return_of_a_cancelled_order_leaves_the_first_reason()
    {
        var order = OrderTimeline.Fold(Placed, [Cancelled(5), Cancelled(6, CancellationReasons.Fraud), Event(7, OrderEventType.Returned)]);

        Assert.Equal(CancellationReasons.OutOfStock, order.CancellationReason);
        Assert.Equal([OrderEffects.Placed, OrderEffects.Cancelled, OrderEffects.AlreadyCancelled, OrderEffects.AlreadyCancelled],
            Effects(order));
    }

    [Fact]
    public void R2_4_A_second_payment_or_delivery_has_no_effect()
    {
        var order = OrderTimeline.Fold(Placed, [Paid(5), Paid(6), Event(7, OrderEventType.Delivered), Event(8, OrderEventType.Delivered)]);

        Assert.Equal((At(5), At(5), At(7)), (order.PaidAt, order.EarnedAt, order.DeliveredAt));
        Assert.Equal([OrderEffects.Placed, OrderEffects.Paid, OrderEffects.AlreadyPaid, OrderEffects.Delivered,
            OrderEffects.AlreadyDelivered], Effects(order));
    }

    [Fact]
    public void R2_4_An_event_that_arrives_late_takes_its_place_in_time()
    {
        var order = OrderTimeline.Fold(Placed, [Cancelled(9) with { RecordedAt = At(9) }, Paid(5) with { RecordedAt = At(20) }]);

        Assert.Equal([OrderEffects.Placed, OrderEffects.Paid, OrderEffects.Cancelled], Effects(order));
        Assert.Equal(RewardState.Reversed, RewardStates.Of(order));
    }

    [Fact]
    public void R2_4_A_cancellation_that_arrives_late_but_is_dated_before_the_payment_holds_the_payment()
    {
        var order = OrderTimeline.Fold(Placed, [Paid(9) with { RecordedAt = At(9) }, Cancelled(5) with { RecordedAt = At(20) }]);

        Assert.Equal(OrderStatus.Cancelled, order.Status);
        Assert.Single(order.Held);
    }

    [Fact]
    public void R2_4_One_instant_in_different_offsets_is_one_instant()
    {
        var order = OrderTimeline.Fold(Placed, [Cancelled(5) with { OccurredAt = At(5).ToOffset(TimeSpan.FromHours(7)) }, Paid(5)]);

        Assert.Empty(order.Held);
    }

    [Fact]
    public void R2_4_Of_two_events_with_one_id_the_first_recorded_counts()
    {
        var first = Event(5, OrderEventType.Paid) with { EventId = "e", RecordedAt = At(6) };
        var second = Cancelled(5) with { EventId = "e", RecordedAt = At(7) };

        Assert.Equal(OrderStatus.Successful, OrderTimeline.Fold(Placed, [second, first]).Status);
        Assert.Equal(2, OrderTimeline.Fold(Placed, [second, first]).History.Count);
    }

    [Fact]
    public void R2_4_Any_order_of_arrival_gives_the_same_state() =>
        Properties.Holds(
            from events in Events()
            from shuffled in Gen.Shuffle(events)
            select (events, shuffled),
            pair => Same(OrderTimeline.Fold(Placed, pair.events), OrderTimeline.Fold(Placed, pair.shuffled)));

    [Fact]
    public void R2_4_Events_told_twice_count_once() =>
        Properties.Holds(
            from events in Events()
            from repeated in Gen.Shuffle(events.Concat(events))
            select (events, repeated),
            pair => Same(OrderTimeline.Fold(Placed, pair.events), OrderTimeline.Fold(Placed, pair.repeated)));

    [Fact]
    public void R2_4_Only_a_cancelled_order_holds_events_and_only_a_successful_one_has_a_payment_in_force() =>
        Properties.Holds(Events(), events =>
        {
            var order = OrderTimeline.Fold(Placed, events);
            return (order.Held.Count == 0 || order.Status == OrderStatus.Cancelled)
                && (order.PaidAt is not null) == (order.Status == OrderStatus.Successful)
                && (order.CancellationReason is not null) == (order.Status == OrderStatus.Cancelled)
                && (order.PaidAt is null || order.EarnedAt is not null);
        });

    [Fact]
    public void R2_5_Every_event_leaves_a_line_with_time_and_sender_and_time_never_goes_back() =>
        Properties.Holds(Events(), events =>
        {
            var order = OrderTimeline.Fold(Placed, events);
            var told = order.History.Skip(1).ToList();
            return events.All(fact => told.Exists(line => line.EventId == fact.EventId && line.By == fact.RecordedBy))
                && order.History.Zip(order.History.Skip(1)).All(pair => pair.First.At <= pair.Second.At)
                && order.History[^1].Status == order.Status
                && order.History.All(line => OrderEffects.All.Contains(line.Effect));
        });

    // few instants and few ids, so that ties, repetitions and every succession of types come up
    private static Gen<OrderEventFact[]> Events() =>
        from types in Gen.Elements(Enum.GetValues<OrderEventType>()).ArrayOf()
        from minutes in Gen.Choose(0, 6).ArrayOf(types.Length)
        select types.Zip(minutes, (type, minute) => (type, minute))
            .Select((pair, i) => Event(pair.minute, pair.type, pair.type == OrderEventType.Cancelled
                ? CancellationReasons.Fraud : null) with
            { EventId = $"e{i}" })
            .ToArray();

    private static bool Same(OrderState left, OrderState right) =>
        (left.Status, left.CancellationReason, left.PaidAt, left.EarnedAt, left.DeliveredAt, left.AmendedBy)
            == (right.Status, right.CancellationReason, right.PaidAt, right.EarnedAt, right.DeliveredAt, right.AmendedBy)
        && left.History.SequenceEqual(right.History)
        && left.Held.SequenceEqual(right.Held);

    private static IEnumerable<string> Effects(OrderState order) => order.History.Select(line => line.Effect);

    private static DateTimeOffset At(int minutes) => Placed.AddMinutes(minutes);

    private static OrderEventFact Paid(int minutes) => Event(minutes, OrderEventType.Paid);

    private static OrderEventFact Cancelled(int minutes, string reason = CancellationReasons.OutOfStock) =>
        Event(minutes, OrderEventType.Cancelled, reason);

    private static OrderEventFact Reinstated(int minutes) => Event(minutes, OrderEventType.Reinstated, "hủy nhầm");

    private static OrderEventFact Event(int minutes, OrderEventType type, string? reason = null, string? note = null) =>
        new($"{type}-{minutes}", type, reason, note, At(minutes), At(minutes), "shop");
}
