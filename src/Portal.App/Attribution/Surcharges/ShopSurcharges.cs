using Portal.App.Attribution.Reading;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Statements;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Surcharges;

/// <summary>An order's surcharge in the shop's list; đồng.</summary>
/// <param name="State">One of <see cref="SurchargeDecisions"/>, as the order stands.</param>
/// <param name="Free">Which of the free orders it is, of <paramref name="FreeOrders"/>; null when it is none, or no more.</param>
/// <param name="Amount">What is owed once the order is successful.</param>
/// <param name="Mark">How it stands between the shop's statements and the ledger (R7.8); null where there is nothing to state.</param>
public sealed record ShopSurcharge(
    Introducer IntroducedBy, string State, int? Free, int? FreeOrders, long Base, long Amount, ReconciliationMark? Mark = null)
{
    /// <param name="decided">The code of the decision in force.</param>
    /// <param name="isStated">Whether a statement has a line of the order.</param>
    /// <param name="stated">What the statements say of all surcharges of the order, in đồng.</param>
    internal static ShopSurcharge Of(
        string decided, OrderStatus status, DateTimeOffset? earnedAt, Introducer by, int? free, int? freeOrders, long amountBase,
        long amount, long promotion, bool isStated, long stated)
    {
        var owed = status == OrderStatus.Successful ? promotion - amount : 0;
        return new ShopSurcharge(
            by, SurchargeDecisions.Of(decided, status, earnedAt), status == OrderStatus.Cancelled ? null : free, freeOrders, amountBase,
            amount, isStated || status == OrderStatus.Pending || owed != 0 ? StatementStates.Mark(isStated, stated, owed) : null);
    }
}

/// <summary>
/// How the surcharges of a number of orders were decided, which is one part of <see cref="ShopOrderSum"/>; null where there is none.
/// </summary>
public sealed record ShopSurchargeSum(string Decided, bool WasEarned, Introducer IntroducedBy, long Base, long Amount);

/// <summary>What a shop's orders come to in surcharges, over the same orders as the list; đồng.</summary>
/// <param name="PlatformPromotions">What the platform gave as discounts.</param>
/// <param name="OwnPromotions">What the shop gave.</param>
/// <param name="Charged">Owed for orders that are successful.</param>
/// <param name="Pending">Owed as well, once they are.</param>
public sealed record ShopSurchargeTotals(Dong Base, Dong PlatformPromotions, Dong OwnPromotions, Dong Charged, Dong Pending);
