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
        if (input.Part is { } part)
            Part(errors, input.Type, part);
        return errors;
    }

    /// <summary>R2.6: only a return brings something back, and one that names pieces or an amount names some.</summary>
    private static void Part(List<FieldError> errors, OrderEventType type, PartialReturn part)
    {
        if (type != OrderEventType.Returned)
        {
            errors.Add(new FieldError(part.Lines.Count > 0 ? "lines" : "amount", FieldCodes.NotAllowed).With("allowed", "returned"));
            return;
        }

        if (part.Lines.Count > OrderCheck.MaxLines || (part.Lines.Count == 0 && part.Amount is null))
        {
            errors.Add(new FieldError("lines", FieldCodes.WrongCount).With("min", "1").With("max", Invariant.Text(OrderCheck.MaxLines))
                .With("actual", Invariant.Text(part.Lines.Count)));
        }

        for (var i = 0; i < part.Lines.Count && i < OrderCheck.MaxLines; i++)
        {
            var path = $"lines[{Invariant.Text(i)}].";
            OrderCheck.Add(errors, TextCheck.RequiredText(path + "sku", part.Lines[i].Sku, OrderCheck.MaxSku));
            OrderCheck.Add(errors, part.Lines[i].Quantity is >= 1 and <= OrderCheck.MaxQuantity ? null
                : new FieldError(path + "quantity", FieldCodes.OutOfRange).With("min", "1")
                    .With("max", Invariant.Text(OrderCheck.MaxQuantity)));
        }

        var least = part.Lines.Count == 0 ? 1 : 0;
        if (part.Amount is { } amount && (amount.Amount < least || amount.Amount > Dong.Largest))
        {
            errors.Add(new FieldError("amount", FieldCodes.OutOfRange).With("min", Invariant.Text(least))
                .With("max", Invariant.Text(Dong.Largest)));
        }
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
