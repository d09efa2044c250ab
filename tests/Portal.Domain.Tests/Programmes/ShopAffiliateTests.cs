using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Tax;
using Portal.Domain.Tests.Tax;
using Portal.Domain.Tracking;

namespace Portal.Domain.Tests.Programmes;

public sealed class ShopAffiliateTests
{
    private static readonly DateTimeOffset Placed = new(2024, 6, 12, 2, 30, 0, TimeSpan.Zero);
    private static readonly Guid Programme = new("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Partner = new("00000000-0000-7000-8000-0000000000a1");
    private static readonly ProgrammeVersionFact Version = new(Guid.Empty, 1, Placed.AddYears(-1), new ShopAffiliateSettings());

    // the contract's example: 100,000 in the cart, 25,000 from the platform
    private static readonly OrderFacts Order = new(
        Placed,
        [new OrderLine("SIM-1", "Gói cước", "data", 1, new Dong(100_000), Dong.Zero)],
        new OrderAmounts(new Dong(100_000), new Dong(15_000), new Dong(25_000), Dong.Zero, Dong.Zero, Dong.Zero, new Dong(90_000)),
        [new ClickFact(7, Guid.Empty, Programme, Partner, Placed.AddDays(-1), true)],
        new Dictionary<Guid, PartnerFact> { [Partner] = new(true, SelfMatch.None) })
    {
        TaxPolicies = ShippedPolicies.All,
    };

    [Fact]
    public void R3_2_The_credited_partner_earns_the_rate_of_what_was_paid_less_tax()
    {
        var decision = SalesShare.Decide(Programme, [Version], Order);

        Assert.Equal((Decisions.Credited, Partner, 7L, Version.Id),
            (decision.Decision, decision.PartnerId, decision.ClickId, decision.VersionId));
        Assert.Equal((new Dong(3_750), new Dong(375), new Dong(3_375)), (decision.Gross, decision.Tax, decision.Net));
        Assert.Equal(new Dong(75_000), Assert.Single(decision.Lines).Base);
        Assert.Equal(
            [
                TraceOutcomes.VersionInForce, TraceOutcomes.ClicksConsidered, TraceOutcomes.LastClickWins,
                TraceOutcomes.DiscountShared, TraceOutcomes.DefaultRate, TraceOutcomes.RewardTotal, TraceOutcomes.TaxWithheld,
            ],
            decision.Trace.Select(step => step.Outcome));
    }

    [Theory]
    [InlineData(1000, 375, "1000")]
    [InlineData(2000, 750, "2000")]
    public void R6_2_Tax_and_its_words_are_those_of_the_policy_in_force_when_the_order_was_placed(int rate, long tax, string told)
    {
        var later = ShippedPolicies.Monthly with { Rate = new BasisPoints(rate), From = new DateOnly(2024, 6, 1) };
        var after = ShippedPolicies.Monthly with { Rate = new BasisPoints(9_999), From = new DateOnly(2024, 6, 13) };

        var decision = SalesShare.Decide(Programme, [Version], Order with { TaxPolicies = [ShippedPolicies.Monthly, later, after] });

        Assert.Equal((new Dong(tax), new Dong(3_750 - tax)), (decision.Tax, decision.Net));
        Assert.Equal(told, decision.Trace.Single(step => step.Outcome == TraceOutcomes.TaxWithheld).Facts["rateBps"]);
    }

    [Fact]
    public void R6_3_What_is_taxed_at_the_payment_is_not_told_as_withheld()
    {
        var version = Version with { Settings = new ShopAffiliateSettings { TaxPolicy = TaxBasis.PerPayment } };
        var policy = ShippedPolicies.PerPayment with { From = new DateOnly(2024, 1, 1), Threshold = new Dong(7_000_000) };

        var decision = SalesShare.Decide(Programme, [version], Order with { TaxPolicies = [ShippedPolicies.Monthly, policy] });

        Assert.Equal((Dong.Zero, new Dong(3_750)), (decision.Tax, decision.Net));
        var step = decision.Trace[^1];
        Assert.Equal((TraceOutcomes.TaxAtPayment, "R6.3", "7000000"), (step.Outcome, step.Rule, step.Facts["threshold"]));
    }

    [Fact]
    public void R6_3_A_day_that_no_policy_covers_is_told()
    {
        var decision = SalesShare.Decide(Programme, [Version], Order with { TaxPolicies = [] });

        Assert.Equal((new Dong(3_750), Dong.Zero), (decision.Gross, decision.Tax));
        Assert.Equal((TraceOutcomes.TaxPolicyMissing, "2024-06-12"), (decision.Trace[^1].Outcome, decision.Trace[^1].Facts["day"]));
    }

    [Fact]
    public void R1_6_Any_product_of_the_shop_counts_not_only_the_one_that_the_link_led_to()
    {
        var other = Order with { Lines = [new OrderLine("CAP-9", "Cáp sạc", "phụ kiện", 2, new Dong(50_000), Dong.Zero)] };

        Assert.Equal(new Dong(3_750), SalesShare.Decide(Programme, [Version], other).Gross);
    }

    [Fact]
    public void R1_11_Deciding_again_decides_the_same()
    {
        var first = SalesShare.Decide(Programme, [Version], Order);
        var again = SalesShare.Decide(Programme, [Version], Order);

        Assert.Equal((first.Decision, first.PartnerId, first.ClickId, first.Gross),
            (again.Decision, again.PartnerId, again.ClickId, again.Gross));
        Assert.Equal(first.Lines, again.Lines);
    }

    [Fact]
    public void R3_1_A_click_of_30_days_ago_earns_nothing()
    {
        var decision = SalesShare.Decide(Programme, [Version], Order with { PlacedAt = Placed.AddDays(29) });

        Assert.Equal((Decisions.OutsideWindow, null, Dong.Zero), (decision.Decision, decision.PartnerId, decision.Gross));
        Assert.Empty(decision.Lines);
        Assert.Equal(Version.Id, decision.VersionId);
    }

    [Fact]
    public void R3_1_A_typed_code_is_not_used()
    {
        var decision = SalesShare.Decide(Programme, [Version], Order with { Clicks = [], Code = new TypedCodeFact("AN", Partner) });

        Assert.Equal(Decisions.NoClick, decision.Decision);
        Assert.Contains(decision.Trace, step => step.Outcome == TraceOutcomes.CodesNotUsed);
    }

    [Fact]
    public void R10_1_The_settings_of_the_version_in_force_decide()
    {
        var next = new ProgrammeVersionFact(new Guid("00000000-0000-7000-8000-000000000002"), 2, Placed,
            new ShopAffiliateSettings { Rates = new Rates { Default = new BasisPoints(1000) } });

        Assert.Equal(new Dong(7_500), SalesShare.Decide(Programme, [Version, next], Order).Gross);
        Assert.Equal(new Dong(3_750), SalesShare.Decide(Programme, [Version, next], Order with { PlacedAt = Placed.AddTicks(-1) }).Gross);
    }

    [Fact]
    public void R10_1_Before_the_first_version_the_programme_is_inactive()
    {
        var decision = SalesShare.Decide(Programme, [Version], Order with { PlacedAt = Version.EffectiveFrom.AddTicks(-1) });

        Assert.Equal((Decisions.ProgramInactive, null, null), (decision.Decision, decision.PartnerId, decision.VersionId));
        Assert.Equal(("R10.1", TraceOutcomes.ProgramInactive), (Assert.Single(decision.Trace).Rule, decision.Trace[0].Outcome));
    }
}
