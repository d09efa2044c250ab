using System.Numerics;
using System.Text;
using Portal.Domain.Programmes;

namespace Portal.Tests.Shared.History;

/// <summary>Rates and sums of R3.2, R6.2 and R7.3, in numbers that never overflow.</summary>
internal static class ReferenceShares
{
    /// <summary>What a partner gets for the order's lines (R3.2).</summary>
    public static long OfLines(ReferenceOrder order, Rates rates, List<string> trace)
    {
        var lines = order.Order.Input.Lines;
        var values = lines.Select(line => line.UnitPrice.Amount * line.Quantity - line.Discount.Amount).ToList();
        var amounts = order.Order.Input.Amounts;
        var discounts = ByLargestRemainder(amounts.PlatformDiscount.Amount + amounts.ShopDiscount.Amount, values);
        long gross = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var rate = RateOf(lines[i].Category, rates);
            var reward = Of(values[i] - discounts[i], rate);
            trace.Add($"R3.2 line {i + 1}: ({values[i]} - {discounts[i]}) at {rate} basis points is {reward}");
            gross += reward;
        }

        return gross;
    }

    /// <summary>A rate of an amount that is not negative, half a đồng rounded up.</summary>
    public static long Of(long amount, int basisPoints) => (long)(((BigInteger)amount * basisPoints * 2 + 10_000) / 20_000);

    public static List<long> ByLargestRemainder(long total, IReadOnlyList<long> weights)
    {
        var sum = weights.Aggregate(BigInteger.Zero, (running, weight) => running + weight);
        if (sum == 0)
            return [.. weights.Select(_ => 0L)];

        var shares = weights.Select(weight => (long)(total * (BigInteger)weight / sum)).ToList();
        var remainders = weights.Select(weight => total * (BigInteger)weight % sum).ToList();
        for (var left = total - shares.Sum(); left > 0; left--)
        {
            var largest = 0;
            for (var i = 1; i < remainders.Count; i++)
            {
                if (remainders[i] > remainders[largest])
                    largest = i;
            }

            shares[largest]++;
            remainders[largest] = -1;
        }

        return shares;
    }

    private static int RateOf(string? category, Rates rates)
    {
        foreach (var (name, rate) in rates.Categories)
        {
            if (category is not null && Same(name, category))
                return rate.Value;
        }

        return rates.Default.Value;
    }

    private static bool Same(string left, string right) =>
        string.Equals(left.Trim().Normalize(NormalizationForm.FormC), right.Trim().Normalize(NormalizationForm.FormC),
            StringComparison.OrdinalIgnoreCase);
}
