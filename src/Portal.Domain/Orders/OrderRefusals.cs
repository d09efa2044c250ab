namespace Portal.Domain.Orders;

/// <summary>Why an order or an event of it is not taken in, and what of an order that was taken in cannot be used.</summary>
public static class OrderRefusals
{
    /// <summary>No such order, or none that the actor may know of.</summary>
    public const string NotFound = "order_not_found";

    /// <summary>The shop reported the order before, with another content. Facts: <c>fields</c>.</summary>
    public const string Conflict = "order_conflict";

    /// <summary>The shop reported the event before, with another content. Facts: <c>fields</c>.</summary>
    public const string EventConflict = "event_conflict";

    /// <summary>The order was cancelled before this happened: the event is kept for review.</summary>
    public const string EventHeld = "event_held";

    /// <summary>The order is over, so it cannot be amended any more (R2.7). Facts: <c>status</c>.</summary>
    public const string NotPending = "order_not_pending";

    /// <summary>More comes back than is left of the order (R2.6).</summary>
    public const string ReturnExceedsOrder = "return_exceeds_order";

    /// <summary>More orders wait than can be written soon.</summary>
    public const string Busy = "busy";

    /// <summary>No number can be read from the field for certain; the order is matched as one without a phone.</summary>
    public const string PhoneUnreadable = "phone_unreadable";

    /// <summary>The field holds several numbers; the order is matched by the first. Facts: <c>count</c>.</summary>
    public const string PhoneSeveral = "phone_several";

    /// <summary>The field holds no address; the order is matched as one without an e-mail.</summary>
    public const string EmailUnreadable = "email_unreadable";
}
