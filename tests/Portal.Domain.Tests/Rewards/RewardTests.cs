using FsCheck;
using FsCheck.Fluent;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Tests.Tax;

namespace Portal.Domain.Tests.Rewards;

public sealed class RewardTests
{
    private static readonly Rates Five = new();

    private static readonly Rates PerCategory = new()
    {
        Categories = new Dictionary<string, BasisPoints>(StringComparer.OrdinalIgnoreCase) { ["data"] = new(250), ["free"] = new(0) },
    };

    [Fact]
    public void R3_2_Each_line_earns_the_rate_of_its_category_or_the_default()
    {
        var reward = Compute(PerCategory, 0, Line(100_000, "data"), Line(100_000, "khác"), Line(100_000, null), Line(100_000, "free"));

        Assert.Equal([2_500L, 5_000, 5_000, 0], reward.Lines.Select(line => line.Reward.Amount));
        Assert.Equal(new Dong(12_500), reward.Gross);
        Assert.Equal([TraceOutcomes.CategoryRate, TraceOutcomes.DefaultRate, TraceOutcomes.CategoryRate, TraceOutcomes.RewardTotal],
            reward.Trace.Select(step => step.Outcome));
        Assert.Equal(("200000", "10000", "2"),
            (reward.Trace[1].Facts["base"], reward.Trace[1].Facts["reward"], reward.Trace[1].Facts["lines"]));
    }

    [Fact]
    public void R3_2_The_base_is_price_times_quantity_less_the_lines_discount()
    {
        var reward = Compute(Five, 0, new OrderLine("S", "S", null, 3, new Dong(40_000), new Dong(20_000)));

        Assert.Equal((new Dong(100_000), new Dong(5_000)), (reward.Lines[0].Base, reward.Lines[0].Reward));
    }

    [Fact]
    public void R3_2_The_orders_discounts_are_borne_in_proportion_to_the_lines_value()
    {
        var reward = Compute(Five, 25_000, Line(75_000), Line(25_000));

        Assert.Equal([18_750L, 6_250], reward.Lines.Select(line => line.DiscountShare.Amount));
        Assert.Equal([56_250L, 18_750], reward.Lines.Select(line => line.Base.Amount));
    }

    [Fact]
    public void R3_2_Platform_and_shop_discount_are_both_borne()
    {
        var lines = new[] { Line(100_000) };
        var amounts = new OrderAmounts(
            new Dong(100_000), Dong.Zero, new Dong(10_000), new Dong(20_000), Dong.Zero, Dong.Zero, new Dong(70_000));

        Assert.Equal(new Dong(70_000), SalesShareReward.Compute(Five, lines, amounts).Lines[0].Base);
    }

    [Fact]
    public void R3_2_Shipping_is_never_in_the_base_and_vouchers_and_points_stay_in_it()
    {
        var lines = new[] { Line(100_000) };
        var amounts = new OrderAmounts(
            new Dong(100_000), new Dong(15_000), Dong.Zero, Dong.Zero, new Dong(30_000), new Dong(20_000), new Dong(65_000));

        Assert.Equal(new Dong(5_000), SalesShareReward.Compute(Five, lines, amounts).Gross);
    }

    [Fact]
    public void R3_2_What_does_not_divide_goes_to_the_largest_fraction_and_then_to_the_earlier_line()
    {
        Assert.Equal([34L, 33, 33], Shares(100, 1, 1, 1));
        Assert.Equal([34L, 33, 33],
            Compute(Five, 100, Line(1_000), Line(1_000), Line(1_000)).Lines.Select(line => line.DiscountShare.Amount));
        Assert.Equal([0L, 1, 1], Shares(2, 1, 3, 3));
        Assert.Equal([1L, 2], Shares(3, 1_000, 1_999));
    }

    [Fact]
    public void R3_2_A_line_that_costs_nothing_bears_nothing()
    {
        Assert.Equal([0L, 10, 0], Shares(10, 0, 100, 0));
        Assert.Equal(Dong.Zero, Compute(Five, 0, Line(0)).Gross);
    }

    [Fact]
    public void R3_2_A_discount_of_the_whole_order_leaves_no_base()
    {
        var reward = Compute(Five, 100_001, Line(33_334), Line(66_667));

        Assert.All(reward.Lines, line => Assert.Equal(Dong.Zero, line.Base));
        Assert.Equal(Dong.Zero, reward.Gross);
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    [InlineData(29, 1)]
    [InlineData(30, 2)]
    [InlineData(49, 2)]
    public void R3_2_A_lines_reward_is_rounded_half_away_from_zero(long price, long expected) =>
        Assert.Equal(new Dong(expected), Compute(Five, 0, Line(price)).Gross);

    [Fact]
    public void R3_2_Rounding_is_once_per_line_and_not_on_the_sum() =>
        Assert.Equal(new Dong(3), Compute(Five, 0, Line(10), Line(10), Line(10)).Gross); // 5 % of 30 is 1.5, of 10 half a đồng

    [Fact]
    public void R3_2_The_largest_order_does_not_overflow()
    {
        var reward = Compute(new Rates { Default = new BasisPoints(10_000) }, Dong.Largest - 1, Line(Dong.Largest));

        Assert.Equal(new Dong(1), reward.Gross);
        Assert.Equal([Dong.Largest / 2, Dong.Largest / 2], Shares(Dong.Largest, Dong.Largest, Dong.Largest));
    }

    [Fact]
    public void R3_2_The_lines_of_a_category_stand_in_one_step_of_the_trace()
    {
        var trace = Compute(PerCategory, 0, [.. Enumerable.Range(0, 500).Select(i => Line(1_000, i % 2 == 0 ? "data" : "DATA"))]).Trace;

        Assert.Equal(2, trace.Count);
        Assert.Equal(("500", "500000", "250"), (trace[0].Facts["lines"], trace[0].Facts["base"], trace[0].Facts["rateBps"]));
    }

    [Fact]
    public void R3_2_Shares_add_up_to_the_dong_and_none_exceeds_its_line() =>
        Properties.Holds(Orders(), order =>
        {
            var reward = Compute(Five, order.Discount, order.Lines);
            return reward.Lines.Aggregate(Dong.Zero, (sum, line) => sum + line.DiscountShare) == new Dong(order.Discount)
                && reward.Lines.All(line => line.DiscountShare >= Dong.Zero && line.DiscountShare <= order.Lines[line.Line].Net);
        });

    [Fact]
    public void R3_2_Shares_differ_from_the_exact_proportion_by_less_than_one_dong() =>
        Properties.Holds(Orders(), order =>
        {
            var sum = order.Lines.Aggregate((Int128)0, (running, line) => running + line.Net.Amount);
            return Compute(Five, order.Discount, order.Lines).Lines.All(line =>
                Int128.Abs(((Int128)line.DiscountShare.Amount * sum) - (
                    (Int128)order.Discount * order.Lines[line.Line].Net.Amount)) < Int128.Max(sum, 1));
        });

    [Fact]
    public void R3_2_A_reward_is_never_negative_and_never_above_its_base_and_the_lines_make_the_gross() =>
        Properties.Holds(
            from order in Orders()
            from rate in Gen.Choose(0, BasisPoints.Whole)
            select (order, rate),
            pair =>
            {
                var reward = Compute(new Rates { Default = new BasisPoints(pair.rate) }, pair.order.Discount, pair.order.Lines);
                return reward.Lines.All(line => line.Reward >= Dong.Zero && line.Reward <= line.Base)
                    && reward.Lines.Aggregate(Dong.Zero, (sum, line) => sum + line.Reward) == reward.Gross;
            });

    [Fact]
    public void Shares_of_nothing_over_nothing_are_nothing_and_other_impossible_shares_are_bugs()
    {
        Assert.Equal([0L, 0], Shares(0, 0, 0));
        Assert.Empty(Shares(0));
        Assert.Throws<ArgumentException>(() => Shares(1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shares(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shares(1, -1, 2));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(4, 0, 4)]
    [InlineData(5, 1, 4)]
    [InlineData(14, 1, 13)]
    [InlineData(15, 2, 13)]
    [InlineData(3_750, 375, 3_375)]
    [InlineData(2_000_000, 200_000, 1_800_000)]
    public void R6_2_Ten_percent_is_withheld_rounded_half_away_from_zero(long gross, long tax, long net)
    {
        var withheld = Withholding.Expected(new Dong(gross), ShippedPolicies.Monthly);

        Assert.Equal((new Dong(gross), new Dong(tax), new Dong(net)), (withheld.Gross, withheld.Tax, withheld.Net));
    }

    [Theory]
    [InlineData("", RewardState.Pending)]
    [InlineData("D", RewardState.Pending)]
    [InlineData("P", RewardState.Earned)]
    [InlineData("PD", RewardState.Earned)]
    [InlineData("C", RewardState.Void)]
    [InlineData("R", RewardState.Void)]
    [InlineData("CP", RewardState.Void)]
    [InlineData("PC", RewardState.Reversed)]
    [InlineData("PR", RewardState.Reversed)]
    [InlineData("CI", RewardState.Pending)]
    [InlineData("CPI", RewardState.Earned)]
    [InlineData("PCI", RewardState.Pending)]
    [InlineData("PCIP", RewardState.Earned)]
    [InlineData("PCIC", RewardState.Reversed)]
    public void R3_3_A_rewards_state_follows_the_order(string events, RewardState state)
    {
        var placed = new DateTimeOffset(2024, 6, 12, 2, 30, 0, TimeSpan.Zero);
        var order = OrderTimeline.Fold(placed, [.. events.Select((letter, i) =>
            new OrderEventFact($"e{i}", Type(letter), "r", null, placed.AddMinutes(i + 1), placed.AddMinutes(i + 1), "shop"))]);

        Assert.Equal(state, RewardStates.Of(order));
    }

    private static OrderEventType Type(char letter) => letter switch
    {
        'P' => OrderEventType.Paid,
        'D' => OrderEventType.Delivered,
        'C' => OrderEventType.Cancelled,
        'R' => OrderEventType.Returned,
        _ => OrderEventType.Reinstated,
    };

    // amounts small enough to make fractions tie, and large enough to overflow 64 bits when multiplied
    private static Gen<(OrderLine[] Lines, long Discount)> Orders() =>
        from prices in Gen.OneOf(Gen.Choose(0, 20).Select(price => (long)price), Gen.Choose(0, int.MaxValue).Select(price => price * 400L))
            .NonEmptyListOf()
        from part in Gen.Choose(0, 1_000_000)
        select (prices.Select(price => Line(price)).ToArray(), (long)((Int128)prices.Sum() * part / 1_000_000));

    private static OrderLine Line(long price, string? category = null) => new("SKU", "Hàng", category, 1, new Dong(price), Dong.Zero);

    private static RewardComputation Compute(Rates rates, long discount, params OrderLine[] lines)
    {
        var items = lines.Aggregate(Dong.Zero, (sum, line) => sum + line.Net);
        return SalesShareReward.Compute(
            rates, lines, new OrderAmounts(
                items, Dong.Zero, new Dong(discount), Dong.Zero, Dong.Zero, Dong.Zero, items - new Dong(discount)));
    }

    private static IEnumerable<long> Shares(long total, params long[] weights) =>
        LargestRemainder.Share(new Dong(total), [.. weights.Select(weight => new Dong(weight))]).Select(share => share.Amount);

    [Theory]
    [InlineData("Ðồ gia dụng")] // U+00D0
    [InlineData("ĐỒ GIA DỤNG")]
    [InlineData(" Đồ  gia dụng ")]
    public void R3_2_A_category_is_told_apart_as_a_reader_does(string written)
    {
        var rates = new Rates
        {
            Categories =
            new Dictionary<string, BasisPoints>(StringComparer.Ordinal) { ["Đồ gia dụng"] = new(250), ["Đồ hoá mỹ"] = new(100) }
        };
        foreach (var form in (System.Text.NormalizationForm[])[System.Text.NormalizationForm.FormC, System.Text.NormalizationForm.FormD])
            Assert.Equal(new BasisPoints(250), rates.For(written.Normalize(form), out _));
        Assert.Equal(new BasisPoints(100), rates.For("Đồ hóa mỹ", out _));
        Assert.Equal(rates.Default, rates.For("Do gia dung", out _));
    }
}
