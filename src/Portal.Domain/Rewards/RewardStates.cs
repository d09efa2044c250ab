using Portal.Domain.Orders;

namespace Portal.Domain.Rewards;

/// <summary>How an order's state shows in its rewards (R3.3).</summary>
public static class RewardStates
{
    public static RewardState Of(OrderState order) => Of(order.Status, order.EarnedAt);

    /// <param name="status">Where the order stands.</param>
    /// <param name="earnedAt">When it first became successful; null when it never did.</param>
    public static RewardState Of(OrderStatus status, DateTimeOffset? earnedAt) => status switch
    {
        OrderStatus.Pending => RewardState.Pending,
        OrderStatus.Successful => RewardState.Earned,
        _ => earnedAt is null ? RewardState.Void : RewardState.Reversed,
    };
}
