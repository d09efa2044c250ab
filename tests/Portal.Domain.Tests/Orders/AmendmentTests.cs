using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.Domain.Tests.Orders;

/// <summary>Which content an order has, by all its events together (R2.7).</summary>
public sealed class AmendmentTests
{
    private static readonly DateTimeOffset Placed = new(2024, 6, 12, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void R2_7_The_last_amendment_that_found_the_order_pending_is_in_force() =>
        Assert.Equal("a-2", Fold(Amended("a-1", 1), Amended("a-2", 2), Paid(3), Amended("a-3", 4)).AmendedBy);

    [Fact]
    public void R2_7_What_is_paid_or_cancelled_is_not_amended()
    {
        Assert.Null(Fold(Paid(1), Amended("a-1", 2)).AmendedBy);
        Assert.Null(Fold(Cancelled(1), Amended("a-1", 2)).AmendedBy);
        Assert.True(Fold(Paid(1), Amended("a-1", 2)).CameTooLate("a-1"));
        Assert.False(Fold(Amended("a-1", 1), Paid(2)).CameTooLate("a-1"));
    }

    [Fact]
    public void R2_7_A_reinstated_order_is_pending_and_can_be_amended() =>
        Assert.Equal("a-1", Fold(
            Cancelled(1), new OrderEventFact("r", OrderEventType.Reinstated, "hủy nhầm", null, Placed.AddHours(2), Placed.AddHours(2), "x"),
            Amended("a-1", 3)).AmendedBy);

    [Fact]
    public void R2_7_At_the_instant_of_the_payment_what_is_paid_is_the_amended_order() =>
        Assert.Equal("a-1", Fold(Paid(1), Amended("a-1", 1)).AmendedBy);

    [Fact]
    public void R2_4_The_content_follows_from_when_things_happened_and_not_from_when_they_were_told()
    {
        OrderEventFact[] events = [Amended("a-1", 1), Amended("a-2", 2), Paid(3), Amended("a-3", 4)];
        var told = Placed.AddDays(1);
        foreach (var order in Permutations(events))
        {
            var state = OrderTimeline.Fold(Placed, [.. order.Select((one, i) => one with { RecordedAt = told.AddMinutes(i) })]);
            Assert.Equal(("a-2", OrderStatus.Successful), (state.AmendedBy, state.Status));
        }
    }

    [Fact]
    public void R2_7_An_amendment_brings_the_order_and_no_other_event_does()
    {
        var input = new OrderEventInput("e", OrderEventType.Amended, null, null, Placed.AddHours(1));
        var order = new OrderInput("DH-1", Placed, OrderCustomer.Unknown, OrderTracking.None, null, null, [], default!);

        Assert.Equal(("order", FieldCodes.Required), Only(input));
        Assert.Equal(("order", FieldCodes.NotAllowed), Only(input with { Type = OrderEventType.Paid, Order = order }));
        Assert.Empty(Check(input with { Order = order }));
        Assert.Empty(Check(input with { Type = OrderEventType.Paid }));
    }

    private static OrderState Fold(params OrderEventFact[] events) => OrderTimeline.Fold(Placed, events);

    private static OrderEventFact Amended(string id, int hour) =>
        new(id, OrderEventType.Amended, null, null, Placed.AddHours(hour), Placed.AddHours(hour), "x");

    private static OrderEventFact Paid(int hour) =>
        new("p", OrderEventType.Paid, null, null, Placed.AddHours(hour), Placed.AddHours(hour), "x");

    private static OrderEventFact Cancelled(int hour) =>
        new("c", OrderEventType.Cancelled, CancellationReasons.OutOfStock, null, Placed.AddHours(hour), Placed.AddHours(hour), "x");

    private static IReadOnlyList<FieldError> Check(OrderEventInput input) =>
        OrderEventCheck.Check(input, Placed, Placed.AddDays(1), TimeSpan.Zero);

    private static (string, string) Only(OrderEventInput input)
    {
        var error = Assert.Single(Check(input));
        return (error.Field, error.Code);
    }

    private static IEnumerable<T[]> Permutations<T>(T[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, i) => Permutations([.. items[..i], .. items[(i + 1)..]]).Select(rest => (T[])[item, .. rest]));
}
