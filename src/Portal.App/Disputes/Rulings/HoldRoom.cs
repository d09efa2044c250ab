using Portal.Domain.Orders;

namespace Portal.App.Disputes.Rulings;

/// <summary>
/// How much of a shop's money can be held. What it owes and disputes is not collected meanwhile, and what it has and may lose is not paid;
/// but a hold never makes money to be paid out of a debt that is disputed, and never makes a debt.
/// </summary>
/// <param name="available">What the shop has to get; negative where it owes.</param>
internal sealed class HoldRoom(long available)
{
    private long left = available;

    /// <param name="stake">What an order is about.</param>
    /// <param name="held">What is held of it already.</param>
    /// <returns>What to hold of it, as <see cref="Money.Ledger.SurchargeHold.Amount"/>.</returns>
    public long Take(Stake stake, long held)
    {
        // an order that is not paid yet moves nothing: what is held then comes and goes with its surcharge
        if (stake.Order.Status != OrderStatus.Successful)
            return -stake.ShopGains;

        left += held;
        var amount = stake.ShopGains > 0
            ? -Math.Min(stake.ShopGains, Math.Max(0, -left))
            : Math.Min(-stake.ShopGains, Math.Max(0, Math.Min(stake.ShopHas, left)));
        left -= amount;
        return amount;
    }
}
