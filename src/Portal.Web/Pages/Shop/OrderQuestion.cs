using Portal.App.Orders.Reading;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Domain.Surcharges;

namespace Portal.Web.Pages.Shop;

/// <summary>What somebody of the shop is about to say of an order. The id and the time stay as they are however often it is sent.</summary>
public sealed record OrderQuestion(
    string EventId, OrderEventType Type, OrderView Order, IReadOnlyList<ShopOrderLine> Lines, DateTimeOffset OpenedAt)
{
    public long Reward => RewardOf(Order);

    /// <summary>Đồng before tax that partners get for the order as it stands.</summary>
    public static long RewardOf(OrderView order) => order.Programs.SelectMany(programme => programme.Rewards)
        .Where(reward => reward.State is RewardState.Pending or RewardState.Earned)
        .Sum(reward => reward.Gross - reward.ReversedGross);

    /// <summary>Đồng that the shop owes for the order as it stands; null where no programme of it takes a surcharge.</summary>
    public static long? SurchargeOf(OrderView order) => order.Programs.Where(programme => programme.Surcharge is not null)
        .Select(programme => (long?)(programme.Decision is SurchargeDecisions.Charged or SurchargeDecisions.Pending
            ? programme.Surcharge!.Surcharge : 0))
        .FirstOrDefault();
}

/// <summary>What was said, and whether it is kept for review because the order had been cancelled before (R2.1).</summary>
public sealed record SaidEvent(OrderEventType Type, bool Held);
