using Portal.Domain.Common;

namespace Portal.Domain.Orders;

/// <summary>
/// The sums of an order. <see cref="Items"/> is the sum of the lines after their own discounts; <see cref="Voucher"/> and
/// <see cref="Points"/> are đồng values that the customer spent, so they are means of payment and not discounts (R3.2);
/// <see cref="Paid"/> is what reached the till in money.
/// </summary>
public sealed record OrderAmounts(
    Dong Items, Dong Shipping, Dong PlatformDiscount, Dong ShopDiscount, Dong Voucher, Dong Points, Dong Paid)
{
    /// <summary>The discounts of the order as a whole, which the lines bear in proportion (R3.2).</summary>
    public Dong OrderDiscounts => PlatformDiscount + ShopDiscount;

    /// <summary>What the customer was charged for the goods: after all discounts, and without shipping.</summary>
    public Dong Charged => Items - OrderDiscounts;

    public Dong ExpectedPaid => Items + Shipping - OrderDiscounts - Voucher - Points;
}
