namespace Portal.Domain.Common;

/// <summary>
/// Shares an amount out over weights so that the shares add up to it exactly (R3.2): everybody gets the whole đồng of their
/// proportion, and the đồng that are left go one each to the largest fractions, the earlier one first where they tie.
/// While the total does not exceed the sum of the weights, no share exceeds its weight.
/// </summary>
public static class LargestRemainder
{
    public static Dong[] Share(Dong total, IReadOnlyList<Dong> weights)
    {
        if (total < Dong.Zero || weights.Any(weight => weight < Dong.Zero))
            throw new ArgumentOutOfRangeException(nameof(total), "Shares are made of amounts that are not negative.");

        var shares = new Dong[weights.Count];
        if (total == Dong.Zero)
            return shares;

        // 128 bits: an amount times a weight does not fit into 64
        var sum = weights.Aggregate((Int128)0, (running, weight) => running + weight.Amount);
        if (sum == 0)
            throw new ArgumentException("There is nothing to share the amount out over.", nameof(weights));

        var fractions = new Int128[weights.Count];
        var left = total.Amount;
        for (var i = 0; i < shares.Length; i++)
        {
            var product = (Int128)total.Amount * weights[i].Amount;
            shares[i] = new Dong((long)(product / sum));
            fractions[i] = product % sum;
            left -= shares[i].Amount;
        }

        foreach (var i in Enumerable.Range(0, shares.Length).OrderByDescending(i => fractions[i]).ThenBy(i => i).Take((int)left))
            shares[i] += new Dong(1);

        return shares;
    }
}
