using Portal.Domain.Common;

namespace Portal.Domain.Orders;

/// <summary>
/// Whether an event on an order can be taken in (R2.1, R2.2). What it does to the order is <see cref="OrderTimeline"/>'s to say.
/// </summary>
public static class OrderEventCheck
{
    public const int MaxId = 100;
    public const int MaxReason = 300;
    public const int MaxNote = 1000;

    /// <param name="tolerance">How long before the order an event may be dated: the clocks of a shop's till and its website differ.</param>
    public static IReadOnlyList<FieldError> Check(OrderEventInput input, DateTimeOffset placedAt, DateTimeOffset now, TimeSpan tolerance)
    {
        var errors = new List<FieldError>();
        OrderCheck.Add(errors, TextCheck.Id("id", input.Id, MaxId));
        OrderCheck.Add(errors, Reason(input));
        // R2.2: "other" alone would tell the partner nothing
        OrderCheck.Add(errors, input is { Type: OrderEventType.Cancelled, Reason: CancellationReasons.Other }
            ? TextCheck.RequiredText("note", input.Note, MaxNote)
            : TextCheck.Text("note", input.Note, MaxNote));
        OrderCheck.Add(errors, OrderCheck.Date("occurredAt", input.OccurredAt, now) ?? NotBefore(input.OccurredAt, placedAt, tolerance));
        OrderCheck.Add(errors, (input.Type, input.Order) switch
        {
            (OrderEventType.Amended, null) => new FieldError("order", FieldCodes.Required),
            (not OrderEventType.Amended, not null) => new FieldError("order", FieldCodes.NotAllowed).With("allowed", "amended"),
            _ => null,
        });
        return errors;
    }

    private static FieldError? Reason(OrderEventInput input) => input.Type switch
    {
        OrderEventType.Cancelled when string.IsNullOrWhiteSpace(input.Reason) => new FieldError("reason", FieldCodes.Required),
        OrderEventType.Cancelled => OneOf(CancellationReasons.All, input.Reason),
        // the event already says it; another reason would contradict it
        OrderEventType.Returned when input.Reason is not null => OneOf([CancellationReasons.Returned], input.Reason),
        // R2.1: a cancellation is only taken back with a reason, in the shop's own words
        OrderEventType.Reinstated => TextCheck.RequiredText("reason", input.Reason, MaxReason),
        _ => TextCheck.Text("reason", input.Reason, MaxReason),
    };

    private static FieldError? OneOf(IReadOnlyList<string> allowed, string reason) =>
        allowed.Contains(reason) ? null : new FieldError("reason", FieldCodes.NotAllowed).With("allowed", string.Join(", ", allowed));

    private static FieldError? NotBefore(DateTimeOffset occurredAt, DateTimeOffset placedAt, TimeSpan tolerance) =>
        occurredAt >= placedAt - tolerance
            ? null : new FieldError("occurredAt", FieldCodes.BeforeOrderPlaced).With("placedAt", Invariant.Text(placedAt));
}
