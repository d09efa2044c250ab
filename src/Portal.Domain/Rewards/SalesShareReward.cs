using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.Domain.Rewards;

/// <summary>
/// What one line of an order earns (R3.2). <see cref="Line"/> counts from 0; <see cref="Base"/> is what the customer paid
/// for it, after <see cref="DiscountShare"/>, its share of the order's discounts.
/// </summary>
public sealed record RewardLine(int Line, Dong DiscountShare, Dong Base, BasisPoints Rate, Dong Reward)
{
    /// <summary>What of the base came back (R2.6).</summary>
    public Dong Returned { get; init; }

    /// <summary>What is left of the reward, at the same rate.</summary>
    public Dong Standing => Rate.Of(Base - Returned);
}

/// <summary>The reward of an order, before tax.</summary>
/// <param name="Gross">What stands.</param>
/// <param name="Reversed">What came back took of it (R2.6); with what stands it is the reward of the order as it was bought.</param>
public sealed record RewardComputation(IReadOnlyList<RewardLine> Lines, Dong Gross, Dong Reversed, IReadOnlyList<TraceStep> Trace);

/// <summary>
/// Reward of a programme that pays a share of what is sold (R3.2): a rate per category of what the customer paid for each line. Shipping
/// earns nothing; vouchers and points are how the customer paid, so they do not lower it. Expects an order that
/// <see cref="OrderCheck"/> let through.
/// </summary>
public static class SalesShareReward
{
    /// <param name="ruled">Of what it is a share, as a dispute was ruled (R8.6): each line keeps its rate and its part of it.</param>
    public static RewardComputation Compute(
        Rates rates, IReadOnlyList<OrderLine> lines, OrderAmounts amounts, Returns? returned = null, RulingFact? ruled = null)
    {
        returned ??= Returns.None;
        var shares = LargestRemainder.Share(amounts.OrderDiscounts, [.. lines.Select(line => line.Net)]);
        Dong[] recorded = [.. lines.Zip(shares, (line, share) => line.Net - share)];
        var bases = ruled is { Base: { } right } ? RuledBase.Share(right, recorded) : recorded;
        var rewards = new RewardLine[lines.Count];
        var perRate = new Dictionary<string, RateTotal>(Spelling.Same);
        var (gross, standing) = (Dong.Zero, Dong.Zero);

        for (var i = 0; i < rewards.Length; i++)
        {
            var rate = rates.For(lines[i].Category, out var ofCategory);
            rewards[i] = new RewardLine(i, shares[i], bases[i], rate, rate.Of(bases[i]))
            {
                Returned = ruled is null ? returned.Of(i).Amount : RuledBase.PartOf(returned.Of(i).Amount, recorded[i], bases[i]),
            };
            gross += rewards[i].Reward;
            standing += rewards[i].Standing;

            var key = ofCategory ? lines[i].Category!.Trim() : "";
            perRate[key] = perRate.GetValueOrDefault(key, new RateTotal(rate)).Plus(rewards[i]);
        }

        List<TraceStep> trace = [];
        if (amounts.OrderDiscounts > Dong.Zero)
        {
            trace.Add(TraceStep.Of("R3.2", TraceOutcomes.DiscountShared,
                ("discount", Invariant.Text(amounts.OrderDiscounts)), ("lines", Invariant.Text(lines.Count))));
        }

        if (ruled is not null)
            trace.Add(RuledBase.Step(ruled, recorded.Aggregate(Dong.Zero, (sum, amount) => sum + amount)));

        // a step for each rate and not for each line: the lines themselves stand in the result
        trace.AddRange(perRate.Select(entry => entry.Value.Step(entry.Key)));
        trace.Add(TraceStep.Of("R3.2", TraceOutcomes.RewardTotal, ("gross", Invariant.Text(gross))));
        if (returned.Any)
            trace.Add(ReturnSteps.Reward(returned.Amount, gross, gross - standing));
        return new RewardComputation(rewards, standing, gross - standing, trace);
    }

    private sealed record RateTotal(BasisPoints Rate)
    {
        private int Lines { get; init; }

        private Dong Base { get; init; }

        private Dong Reward { get; init; }

        public RateTotal Plus(RewardLine line) =>
            this with { Lines = Lines + 1, Base = Base + line.Base, Reward = Reward + line.Reward };

        public TraceStep Step(string category)
        {
            (string, string)[] sums =
            [
                ("lines", Invariant.Text(Lines)), ("base", Invariant.Text(Base)),
                ("rateBps", Invariant.Text(Rate.Value)), ("reward", Invariant.Text(Reward)),
            ];
            return category.Length == 0
                ? TraceStep.Of("R3.2", TraceOutcomes.DefaultRate, sums)
                : TraceStep.Of("R3.2", TraceOutcomes.CategoryRate, [("category", category), .. sums]);
        }
    }
}
