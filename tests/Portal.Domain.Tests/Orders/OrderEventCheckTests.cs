using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.Domain.Tests.Orders;

public sealed class OrderEventCheckTests
{
    private static readonly DateTimeOffset Now = new(2024, 6, 12, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Placed = Now.AddHours(-1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Reasons => [.. CancellationReasons.All];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void R2_2_Each_reason_cancels_an_order(string reason) =>
        Assert.Empty(Check(Event(
            OrderEventType.Cancelled) with
        { Reason = reason, Note = reason == CancellationReasons.Other ? "khách đổi ý" : null }));

    [Theory]
    [InlineData(null, FieldCodes.Required)]
    [InlineData("", FieldCodes.Required)]
    [InlineData("Returned", FieldCodes.NotAllowed)]
    [InlineData("changed_mind", FieldCodes.NotAllowed)]
    public void R2_2_A_cancellation_needs_one_of_the_reasons(string? reason, string code) =>
        AssertOnly("reason", code, Event(OrderEventType.Cancelled) with { Reason = reason });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void R2_2_The_reason_other_needs_a_text(string? note) =>
        AssertOnly("note", FieldCodes.Required, Event(OrderEventType.Cancelled) with { Reason = CancellationReasons.Other, Note = note });

    [Fact]
    public void R2_1_A_return_needs_no_reason_and_takes_no_other_than_its_own()
    {
        Assert.Empty(Check(Event(OrderEventType.Returned)));
        Assert.Empty(Check(Event(OrderEventType.Returned) with { Reason = CancellationReasons.Returned }));
        AssertOnly("reason", FieldCodes.NotAllowed, Event(OrderEventType.Returned) with { Reason = CancellationReasons.Fraud });
    }

    [Fact]
    public void R2_1_A_reinstatement_needs_a_reason_in_the_shops_own_words()
    {
        Assert.Empty(Check(Event(OrderEventType.Reinstated) with { Reason = "hủy nhầm" }));
        AssertOnly("reason", FieldCodes.Required, Event(OrderEventType.Reinstated));
        AssertOnly("reason", FieldCodes.Required, Event(OrderEventType.Reinstated) with { Reason = " " });
    }

    [Theory]
    [InlineData(OrderEventType.Paid)]
    [InlineData(OrderEventType.Delivered)]
    public void A_payment_and_a_delivery_need_no_reason(OrderEventType type) => Assert.Empty(Check(Event(type)));

    [Fact]
    public void R2_4_An_event_needs_its_id()
    {
        AssertOnly("id", FieldCodes.Required, Event(OrderEventType.Paid) with { Id = "" });
        AssertOnly("id", FieldCodes.SurroundingSpace, Event(OrderEventType.Paid) with { Id = "e1 " });
        AssertOnly("id", FieldCodes.TooLong, Event(OrderEventType.Paid) with { Id = new string('e', 101) });
        AssertOnly("id", FieldCodes.UnprintableCharacter, Event(OrderEventType.Paid) with { Id = "e\t1" });
    }

    [Fact]
    public void An_event_cannot_have_happened_before_its_order_was_placed_by_more_than_clocks_differ()
    {
        AssertOnly("occurredAt", FieldCodes.BeforeOrderPlaced,
            Event(OrderEventType.Paid) with { OccurredAt = Placed - Tolerance - TimeSpan.FromTicks(1) });
        Assert.Empty(Check(Event(OrderEventType.Paid) with { OccurredAt = Placed - Tolerance }));
    }

    [Fact]
    public void An_event_cannot_be_from_the_future_or_from_before_there_were_shops()
    {
        AssertOnly("occurredAt", FieldCodes.DateInFuture, Event(OrderEventType.Paid) with { OccurredAt = Now.AddMinutes(10).AddTicks(1) });
        Assert.Empty(Check(Event(OrderEventType.Paid) with { OccurredAt = Now.AddMinutes(10) }));
        AssertOnly("occurredAt", FieldCodes.DateTooEarly,
            Event(OrderEventType.Paid) with { OccurredAt = OrderCheck.Earliest.AddTicks(-1) });
    }

    [Fact]
    public void Texts_have_their_longest_length()
    {
        AssertOnly("note", FieldCodes.TooLong, Event(OrderEventType.Paid) with { Note = new string('n', 1001) });
        AssertOnly("reason", FieldCodes.TooLong, Event(OrderEventType.Paid) with { Reason = new string('r', 301) });
        AssertOnly("reason", FieldCodes.TooLong, Event(OrderEventType.Reinstated) with { Reason = new string('r', 301) });
    }

    private static OrderEventInput Event(OrderEventType type) => new("e1", type, null, null, Placed.AddMinutes(5));

    private static IReadOnlyList<FieldError> Check(OrderEventInput input) => OrderEventCheck.Check(input, Placed, Now, Tolerance);

    private static void AssertOnly(string field, string code, OrderEventInput input)
    {
        var error = Assert.Single(Check(input));
        Assert.Equal((field, code), (error.Field, error.Code));
    }
}
