using Portal.Domain.Common;

namespace Portal.Domain.Orders;

/// <summary>What an order is about at one time: its lines, and what they cost.</summary>
public sealed record OrderGoods(IReadOnlyList<OrderLine> Lines, OrderAmounts Amounts)
{
    /// <summary>What the customer was charged for the goods: after all discounts, and without shipping.</summary>
    public Dong Charged => Amounts.Charged;

    /// <summary>What they were charged for each line: after its share of the order's discounts (R3.2).</summary>
    public IReadOnlyList<Dong> ChargedByLine()
    {
        var nets = Lines.Select(line => line.Net).ToArray();
        return [.. nets.Zip(LargestRemainder.Share(Amounts.OrderDiscounts, nets), (net, discount) => net - discount)];
    }
}
