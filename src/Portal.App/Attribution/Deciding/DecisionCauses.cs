namespace Portal.App.Attribution.Deciding;

/// <summary>
/// Why an order was decided again, as stable codes: keys of the sentences that people read (resource <c>Cause_{code}</c>).
/// </summary>
public static class DecisionCauses
{
    /// <summary>An order arrived that was placed earlier.</summary>
    public const string LateOrder = "late_order";

    /// <summary>A click was told that happened before the order.</summary>
    public const string LateClick = "late_click";

    /// <summary>An earlier order was cancelled before it was paid.</summary>
    public const string OrderCancelled = "order_cancelled";

    /// <summary>The cancellation of an earlier order was taken back.</summary>
    public const string OrderReinstated = "order_reinstated";

    /// <summary>
    /// An earlier order of the customer was paid or taken back, which moves the places among the free ones (R7.5) or the week's value
    /// (R5.6).
    /// </summary>
    public const string OrderChanged = "order_changed";

    /// <summary>Another order turned out to be the one that bound or introduced the customer (R1.7, R7.6).</summary>
    public const string CustomerMoved = "customer_moved";

    /// <summary>The partner whose code the order names joined the programme (R1.8).</summary>
    public const string PartnerJoined = "partner_joined";

    /// <summary>The customer's address became a login of a partner's (R1.9).</summary>
    public const string PartnerAccountAdded = "partner_account_added";

    /// <summary>The order has another content: it was amended, or an amendment does not count any more (R2.7).</summary>
    public const string OrderAmended = "order_amended";

    /// <summary>Some of the order came back, and the rest stands (R2.6).</summary>
    public const string OrderReturned = "order_returned";

    /// <summary>A programme was made that is in force from a time before the order was placed (R10.1).</summary>
    public const string ProgrammeAdded = "programme_added";

    /// <summary>A dispute was ruled (R8.6).</summary>
    public const string Ruling = "ruling";

    public static readonly IReadOnlyList<string> All =
        [LateOrder, LateClick, OrderCancelled, OrderReinstated, OrderChanged, CustomerMoved, PartnerJoined, PartnerAccountAdded,
            ProgrammeAdded, OrderAmended, OrderReturned, Ruling];
}
