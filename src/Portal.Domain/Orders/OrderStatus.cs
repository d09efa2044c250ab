namespace Portal.Domain.Orders;

/// <summary>Where an order stands (R2.1): chờ duyệt, thành công, hủy.</summary>
public enum OrderStatus
{
    Pending,
    Successful,
    Cancelled,
}

/// <summary>What a shop can say about an order after it was placed (R2.1).</summary>
public enum OrderEventType
{
    Paid,
    Delivered,
    Cancelled,
    Returned,
    Reinstated,

    /// <summary>The order has other lines, amounts or another contact than was said before (R2.7).</summary>
    Amended,
}
