using Portal.Domain.Common;
using Portal.Domain.Tax;

namespace Portal.Domain.Tests.Tax;

/// <summary>Dated tax policies (R6.3), what they withhold (R6.2), and what a close does with it (R6.4), at their edges.</summary>
public sealed class TaxTests
{
    private static readonly TaxPolicy Monthly = ShippedPolicies.Monthly;
    private static readonly TaxPolicy PerPayment = ShippedPolicies.PerPayment;
    private static readonly DateOnly Day = new(2026, 7, 15);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 1)]
    [InlineData(14, 1)]
    [InlineData(15, 2)]
    [InlineData(-4, 0)]
    [InlineData(-5, -1)]
    public void R6_2_Tax_is_rounded_half_away_from_zero_to_one_dong(long gross, long tax) =>
        Assert.Equal(new Dong(tax), Monthly.Withhold(new Dong(gross), new Payee(PayeeType.Individual), Day));

    [Theory]
    [InlineData(1_999_999, 0, 200_000)]
    [InlineData(2_000_000, 200_000, 0)]
    [InlineData(2_000_001, 200_000, 0)]
    [InlineData(-1, 0, 200_000)]
    public void R6_4_From_the_threshold_on_the_tax_is_remitted_and_below_it_comes_back(long gross, long remit, long refund) =>
        Assert.Equal(new TaxSettlement(new Dong(remit), new Dong(refund)),
            TaxSettlement.OfMonth(Monthly, new Dong(gross), new Dong(200_000)));

    [Theory]
    [InlineData(4_999_999, false, 0)]
    [InlineData(4_999_999, true, 500_000)]
    [InlineData(5_000_000, false, 500_000)]
    [InlineData(5_000_001, false, 500_000)]
    public void R6_3_A_payment_is_taxed_from_its_threshold_on_or_when_the_payee_asks(long gross, bool asked, long tax) =>
        Assert.Equal(new Dong(tax), PaymentTax.Of(PerPayment, new Dong(gross), new Payee(PayeeType.Individual), asked, Day));

    /// <summary>Rounded request by request, thrice five đồng would lose one and a half.</summary>
    [Theory]
    [InlineData(new long[] { 5, 5, 5 }, new long[] { 1, 1, 0 })]
    [InlineData(new long[] { 4, 4, 4 }, new long[] { 1, 0, 0 })]
    [InlineData(new long[] { 15 }, new long[] { 2 })]
    [InlineData(new long[] { 1_666_665, 1_666_665, 1_666_675 }, new long[] { 166_667, 166_666, 166_668 })]
    public void R6_3_The_tax_of_a_payment_is_rounded_once_and_its_requests_bear_it_in_proportion(long[] parts, long[] taxes)
    {
        var shares = PaymentTax.Shares(
            PerPayment, [.. parts.Select(part => new Dong(part))], new Payee(PayeeType.Individual), asked: true, Day);

        Assert.Equal(taxes, shares.Select(share => share.Amount));
        Assert.Equal(PerPayment.Rate.Of(new Dong(parts.Sum())), new Dong(taxes.Sum()));
    }

    [Fact]
    public void R6_3_Any_payment_bears_the_tax_of_its_sum_and_no_request_more_than_it_is()
    {
        var random = new Random(13);
        for (var i = 0; i < 2_000; i++)
        {
            var policy = PerPayment with { Rate = new BasisPoints(random.Next(10_001)) };
            Dong[] parts = [.. Enumerable.Range(0, random.Next(1, 8))
                .Select(_ => new Dong(random.NextInt64(1, random.Next(2) == 0 ? 20 : 9_000_000)))];

            var shares = PaymentTax.Shares(policy, parts, new Payee(PayeeType.Individual), asked: true, Day);

            Assert.Equal(policy.Rate.Of(new Dong(parts.Sum(part => part.Amount))).Amount, shares.Sum(share => share.Amount));
            Assert.All(shares.Zip(parts), pair => Assert.InRange(pair.First.Amount, 0, pair.Second.Amount));
        }
    }

    [Fact]
    public void R6_4_A_month_is_settled_by_the_policy_of_its_last_day()
    {
        TaxPolicy[] policies = [Monthly with { Until = new DateOnly(2026, 7, 30) },
            Monthly with { Threshold = new Dong(3_000_000), From = new DateOnly(2026, 7, 31) }];

        Assert.Equal(new Dong(3_000_000), policies.OfMonth(new DateOnly(2026, 7, 1))?.Threshold);
        Assert.Equal(new Dong(2_000_000), policies.OfMonth(new DateOnly(2026, 6, 1))?.Threshold);
        Assert.Null(policies.OfMonth(new DateOnly(2013, 9, 1)));
    }

    [Theory]
    [InlineData(PayeeType.HouseholdBusiness)]
    [InlineData(PayeeType.Company)]
    public void R6_3_Who_declares_his_own_tax_gets_it_whole(PayeeType type) =>
        Assert.Equal(Dong.Zero, Monthly.Withhold(new Dong(1_000_000), new Payee(type), Day));

    [Theory]
    [InlineData("2026-06-30", true)]
    [InlineData("2026-07-01", false)]
    [InlineData("2026-12-31", false)]
    [InlineData("2027-01-01", true)]
    public void R6_3_A_commitment_counts_from_its_first_day_to_its_last(string day, bool withheld) =>
        Assert.Equal(withheld, new Payee(PayeeType.Individual, new DateOnly(2026, 7, 1), new DateOnly(2026, 12, 31))
            .IsWithheldFrom(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void R6_3_A_date_that_no_policy_covers_has_none()
    {
        TaxPolicy[] policies = [Monthly with { Until = new DateOnly(2026, 12, 31) }, PerPayment];

        Assert.Null(policies.InForce(TaxBasis.PerPayment, new DateOnly(2026, 6, 30)));
        Assert.Equal(PerPayment, policies.InForce(TaxBasis.PerPayment, new DateOnly(2026, 7, 1)));
        Assert.NotNull(policies.InForce(TaxBasis.CalendarMonth, new DateOnly(2026, 12, 31)));
        Assert.Null(policies.InForce(TaxBasis.CalendarMonth, new DateOnly(2027, 1, 1)));
    }

    [Fact]
    public void R6_3_Of_several_the_one_that_began_last_counts()
    {
        var next = Monthly with { Threshold = new Dong(3_000_000), From = new DateOnly(2027, 1, 1) };

        Assert.Equal(Monthly, new[] { next, Monthly }.InForce(TaxBasis.CalendarMonth, new DateOnly(2026, 12, 31)));
        Assert.Equal(next, new[] { next, Monthly }.InForce(TaxBasis.CalendarMonth, new DateOnly(2027, 1, 1)));
    }
}
