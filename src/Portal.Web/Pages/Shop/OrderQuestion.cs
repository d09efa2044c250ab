using Portal.App.Orders.Reading;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;

namespace Portal.Web.Pages.Shop;

/// <summary>What somebody of the shop is about to say of an order. The id and the time stay as they are however often it is sent.</summary>
public sealed record OrderQuestion(string EventId, OrderEventType Type, OrderView Order, DateTimeOffset OpenedAt)
{
    /// <summary>Đồng before tax that partners get for the order as it stands.</summary>
    public long Reward => Order.Programs.SelectMany(programme => programme.Rewards)
        .Where(reward => reward.State is RewardState.Pending or RewardState.Earned)
        .Sum(reward => reward.Gross - reward.ReversedGross);
}

/// <summary>What was said, and whether it is kept for review because the order had been cancelled before (R2.1).</summary>
public sealed record SaidEvent(OrderEventType Type, bool Held);
