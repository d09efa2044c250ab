using Portal.Domain.Common;

namespace Portal.Domain.Orders;

/// <summary>An event that was accepted for an order. <see cref="EventId"/> is unique within the order (R2.4).</summary>
public sealed record OrderEventFact(
    string EventId,
    OrderEventType Type,
    string? Reason,
    string? Note,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string RecordedBy)
{
    /// <summary>Of a return, what came back where that is not the whole order (R2.6).</summary>
    public PartialReturn? Part { get; init; }
}

/// <summary>
/// One line of an order's history (R2.5): where the order stood from <see cref="At"/> on, and what brought that about.
/// <see cref="Effect"/> is one of <see cref="OrderEffects"/>; the first line, <c>placed</c>, has no event. <see cref="By"/> is
/// empty for a partner, who does not learn who at the shop it was, and <see cref="Operator"/> where the operator did it: who of its
/// people that was stands in the audit log (R10.4).
/// </summary>
public sealed record StatusChange(
    OrderStatus Status, DateTimeOffset At, string? Reason, string? Note, string By, string? EventId, string Effect)
{
    /// <summary>What the customer was charged for what came back by this event, where it says what came back (R2.6).</summary>
    public Dong? ReturnedAmount { get; init; }

    /// <summary>The pieces that came back by this event; none where only an amount did.</summary>
    public IReadOnlyList<ReturnedPieces> ReturnedPieces { get; init; } = [];

    public bool Equals(StatusChange? other) => other is not null
        && (Status, At, Reason, Note, By, EventId, Effect, ReturnedAmount)
            == (other.Status, other.At, other.Reason, other.Note, other.By, other.EventId, other.Effect, other.ReturnedAmount)
        && ReturnedPieces.SequenceEqual(other.ReturnedPieces);

    public override int GetHashCode() => HashCode.Combine(At, EventId, Effect);

    /// <summary>What <see cref="By"/> says of the operator's people and keys, whose names are nobody else's to read.</summary>
    public const string Operator = "operator";
}

/// <summary>
/// Where an order stands by all that is known of it. <see cref="PaidAt"/> is the payment in force, none while the order is
/// pending or cancelled; <see cref="EarnedAt"/> is when the order first became successful, and stays when it is cancelled
/// afterwards, because that is what makes a reward reversed and not void (R3.3). <see cref="Held"/> are the events that
/// came after the cancellation and wait for a person (R2.1).
/// </summary>
public sealed record OrderState(
    OrderStatus Status,
    string? CancellationReason,
    DateTimeOffset? PaidAt,
    DateTimeOffset? EarnedAt,
    DateTimeOffset? DeliveredAt,
    IReadOnlyList<StatusChange> History,
    IReadOnlyList<OrderEventFact> Held)
{
    /// <summary>The amendment whose content the order has (R2.7); null while it has the content that it came with.</summary>
    public string? AmendedBy { get; init; }

    /// <summary>
    /// What came back while the order stands (R2.6). An order that came to its end keeps what was back before that.
    /// </summary>
    public Returns Returned { get; init; } = Returns.None;

    /// <summary>What came back in the end: all of it where the order ended so.</summary>
    public Returns Back(OrderGoods goods) => CancellationReason == CancellationReasons.Returned ? Returns.Everything(goods) : Returned;

    /// <summary>Returns that named more than was left at their time, and did nothing.</summary>
    public IEnumerable<string> ExceedingReturns =>
        History.Where(change => change.Effect == OrderEffects.ReturnExceeds).Select(change => change.EventId!);

    /// <summary>Whether something came back by this event (R2.6).</summary>
    public bool BringsBack(string eventId) => History.Any(change => change.EventId == eventId
        && change.Effect is OrderEffects.ReturnedInPart or OrderEffects.Returned);

    /// <summary>Whether this event did nothing because the order was paid or cancelled at its time (R2.7).</summary>
    public bool CameTooLate(string eventId) => History.Any(change => change.EventId == eventId && change.Effect == OrderEffects.NotPending);

    /// <summary>Whether this event waits for a review, which the API answers with a conflict.</summary>
    public bool Holds(string eventId) => Held.Any(held => held.EventId == eventId);
}

/// <summary>What an event did to its order, as stable codes.</summary>
public static class OrderEffects
{
    public const string Placed = "placed";
    public const string Paid = "paid";
    public const string Delivered = "delivered";
    public const string Cancelled = "cancelled";
    public const string Returned = "returned";
    public const string Reinstated = "reinstated";

    /// <summary>Dated after the cancellation: kept until the order is reinstated (R2.1).</summary>
    public const string HeldForReview = "held_for_review";

    public const string AlreadyPaid = "already_paid";
    public const string AlreadyDelivered = "already_delivered";
    public const string AlreadyCancelled = "already_cancelled";

    public const string Amended = "amended";

    /// <summary>An amendment of an order that was paid or cancelled at its time (R2.7).</summary>
    public const string NotPending = "not_pending";

    /// <summary>A reinstatement of an order that is not cancelled.</summary>
    public const string NotCancelled = "not_cancelled";

    /// <summary>Some of it came back, and the rest stands (R2.6).</summary>
    public const string ReturnedInPart = "returned_in_part";

    /// <summary>So much had come back before it already.</summary>
    public const string AlreadyReturned = "already_returned";

    /// <summary>More came back than was left of the order at the time.</summary>
    public const string ReturnExceeds = "return_exceeds";

    /// <summary>Some of it came back of an order that was not paid at the time.</summary>
    public const string NotSuccessful = "not_successful";

    public static readonly IReadOnlyList<string> All =
    [
        Placed, Paid, Delivered, Cancelled, Returned, Reinstated, HeldForReview,
        AlreadyPaid, AlreadyDelivered, AlreadyCancelled, NotCancelled, Amended, NotPending,
        ReturnedInPart, AlreadyReturned, ReturnExceeds, NotSuccessful,
    ];
}
