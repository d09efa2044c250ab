using Portal.Domain.Orders;

namespace Portal.Domain.Rewards;

/// <summary>How an order's state shows in its rewards (R3.3).</summary>
public static class RewardStates
{
    public static RewardState Of(OrderState order) => order.Status switch
    {
        OrderStatus.Pending => RewardState.Pending,
        OrderStatus.Successful => RewardState.Earned,
        _ => order.EarnedAt is null ? RewardState.Void : RewardState.Reversed,
    };
}
