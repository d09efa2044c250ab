using FsCheck.Fluent;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Shops;
using Portal.Domain.Surcharges;
using Portal.Domain.Tests.Tax;
using Portal.Domain.Tracking;

namespace Portal.Domain.Tests.Disputes;

/// <summary>What a ruling changes of a decision, and what holds all the same (R8.6).</summary>
public sealed class RulingTests
{
    private static readonly DateTimeOffset Placed = new(2026, 6, 12, 9, 30, 0, LocalCalendar.Offset);
    private static readonly Guid Programme = Id(1);
    private static readonly Guid An = Id(0xa);
    private static readonly Guid Binh = Id(0xb);
    private static readonly ShopAffiliateSettings Affiliate = new();

    private static readonly RentalFacts Rental = new(
        Placed, Amounts(100_000), ShopKind.Professional, new DateOnly(2023, 5, 1), [], OwnCodeTyped: false, Introduction: null,
        PlacesHeld: 0)
    { ExternalId = "T-3" };

    [Fact]
    public void R8_6_A_ruling_credits_the_partner_whom_no_click_names_and_the_trace_names_the_dispute()
    {
        var decision = Decide(Order(Brought(An)));

        Assert.Equal((Decisions.Credited, An, null), (decision.Decision, decision.PartnerId, decision.ClickId));
        var step = Assert.Single(decision.Trace, step => step.Rule == "R8.6");
        Assert.Equal(
            (TraceOutcomes.RuledPartner, "KN-2026-000001", "2026-06-20T03:00:00Z"),
            (step.Outcome, step.Facts["dispute"], step.Facts["ruledAt"]));
    }

    [Fact]
    public void R8_6_A_ruling_beats_clicks_codes_and_bindings()
    {
        var order = Order(Brought(An)) with
        {
            Clicks = [new ClickFact(1, Id(7), Programme, Binh, Placed.AddDays(-1), EarnsCredit: true)],
            Code = new TypedCodeFact("BINH", Binh),
            Binding = new BindingFact(Binh, Placed.AddYears(-1)),
        };

        foreach (var settings in new[]
        {
            Affiliate, Affiliate with { AllowCodes = true }, Affiliate with { Attribution = AttributionModel.FirstBinding },
        })
        {
            Assert.Equal((An, An), (Decide(order, settings).PartnerId, Decide(order, settings).BroughtBy));
        }
    }

    [Fact]
    public void R8_6_A_partner_who_is_the_customer_themselves_earns_nothing_by_a_ruling_either()
    {
        var order = Order(Brought(An)) with
        {
            Partners = new Dictionary<Guid, PartnerFact> { [An] = new(true, SelfMatch.Phone) },
        };

        Assert.Equal((Decisions.SelfReferral, null), (Decide(order).Decision, Decide(order).PartnerId));
        Assert.Equal(An, Decide(order, Affiliate with { AllowSelfReferral = true }).PartnerId);
    }

    [Fact]
    public void R8_6_A_ruling_changes_nothing_where_its_partner_is_not_in_the_programme_or_there_was_none()
    {
        var outside = Order(Brought(Id(0xc)) with { NamesProgramme = true });
        Assert.Equal(Decisions.NoClick, Decide(outside).Decision);
        Assert.Contains(Decide(outside).Trace, step => step.Outcome == TraceOutcomes.RuledPartnerNotInProgramme);

        // one that names no programme is about those in which the partner takes part
        Assert.DoesNotContain(Decide(Order(Brought(Id(0xc)))).Trace, step => step.Rule == "R8.6");
        Assert.Equal(Decisions.ProgramInactive, SalesShare.Decide(Programme, [], Order(Brought(An))).Decision);
    }

    [Fact]
    public void R8_6_Of_two_rulings_on_one_matter_the_later_stands_in_whatever_order_they_come()
    {
        var (first, second) = (Brought(An), Brought(Binh, 2));

        Assert.Equal(Binh, Decide(Order(first, second)).PartnerId);
        Assert.Equal(Binh, Decide(Order(second, first)).PartnerId);

        // of one instant the one with the greater id; another matter is another
        Assert.Equal(Binh, Decide(Order(second with { RuledAt = first.RuledAt }, first)).PartnerId);
        Assert.Equal(An, Decide(Order(first, second with { Kind = DisputeKind.WrongStatus })).PartnerId);
    }

    [Fact]
    public void R8_6_What_an_appeal_takes_back_is_no_ruling_any_more_and_the_one_before_stands_again()
    {
        var (first, second) = (Brought(An), Brought(Binh, 2));
        var back = new RulingFact(Id(9), second.DisputeId, second.Dispute, second.Kind, second.RuledAt.AddDays(1)) { IsWithdrawn = true };

        Assert.Equal(An, Decide(Order(back, second, first)).PartnerId);
        Assert.Equal(Decisions.NoClick, Decide(Order(back, second)).Decision);
    }

    [Fact]
    public void R8_6_A_new_customers_order_is_still_tested_when_it_is_ruled_who_brought_it()
    {
        var settings = new NewCustomerSettings { RequirePickupPoint = false };
        NewCustomerFacts Customer(bool ordered) => new(
            new OrderPosition(Placed, "DH-1"), "k", NamesSomebody: true, HasDevice: false, ordered, DeviceOrderedBefore: false, null, []);
        var order = Order(Brought(An)) with { Amounts = Amounts(5_000_000) };

        var isNew = NewCustomer.Decide(Programme, [Version(settings)], order, Customer(ordered: false));
        Assert.Equal((Decisions.Credited, An), (isNew.Decision, isNew.PartnerId));
        var known = NewCustomer.Decide(Programme, [Version(settings)], order, Customer(ordered: true));
        Assert.Equal((Decisions.NotNewCustomer, An), (known.Decision, known.CandidateId));
    }

    [Fact]
    public void R8_6_A_ruled_base_is_shared_out_over_the_lines_and_each_keeps_its_rate()
    {
        OrderLine[] lines = [Line("a", 60_000), Line("b", 40_000)];
        var rates = new Rates
        {
            Default = new BasisPoints(1_000),
            Categories = new Dictionary<string, BasisPoints> { ["b"] = new(2_000) },
        };

        var reward = SalesShareReward.Compute(rates, lines, Amounts(100_000), null, Base(DisputeKind.WrongAmount, 50_000));

        Assert.Equal([30_000L, 20_000L], reward.Lines.Select(line => line.Base.Amount));
        Assert.Equal(3_000 + 4_000, reward.Gross.Amount);
        var step = Assert.Single(reward.Trace, step => step.Outcome == TraceOutcomes.RuledBase);
        Assert.Equal(("50000", "100000"), (step.Facts["base"], step.Facts["recorded"]));

        // R2.6: what came back is the same part of the ruled base
        var returned = new Returns([new LineReturn(1, new Dong(60_000)), default]);
        Assert.Equal(
            4_000,
            SalesShareReward.Compute(rates, lines, Amounts(100_000), returned, Base(DisputeKind.WrongAmount, 50_000)).Gross.Amount);
    }

    [Fact]
    public void R8_6_A_ruled_base_always_adds_up_and_leaves_nothing_when_all_came_back() => Properties.Holds(
        from first in Gen.Choose(0, 9_999_999)
        from second in Gen.Choose(1, 9_999_999)
        from ruled in Gen.Choose(0, 99_999_999)
        select (first, second, ruled),
        at =>
        {
            Dong[] recorded = [new(at.first), new(at.second)];
            var shares = RuledBase.Share(new Dong(at.ruled), recorded);
            return shares[0] + shares[1] == new Dong(at.ruled)
                && RuledBase.PartOf(recorded[1], recorded[1], shares[1]) == shares[1];
        });

    [Fact]
    public void R7_6_A_ruling_says_who_introduced_the_customer_from_the_stated_order_on()
    {
        var ruling = Source(Introducer.Owner, new OrderPosition(Placed, "T-3"));

        Assert.Equal(Introducer.Platform, Surcharged(Rental with { ExternalId = "T-2", Rulings = [ruling] }).IntroducedBy);
        var decision = Surcharged(Rental with { Rulings = [ruling] });
        Assert.Equal((Introducer.Owner, SurchargeDecisions.FreeOrder, 1), (decision.IntroducedBy, decision.Decision, decision.FreeOrder));
        var step = Assert.Single(decision.Trace, step => step.Rule == "R8.6");
        Assert.Equal((TraceOutcomes.RuledSource, "owner"), (step.Outcome, step.Facts["by"]));

        // also against what an earlier order said, and for all orders where it states none
        Assert.Equal(
            Introducer.Platform,
            Surcharged(Rental with
            {
                Introduction = new IntroductionFact(Introducer.Owner, Placed.AddDays(-9)),
                Rulings = [Source(Introducer.Platform, null)],
            }).IntroducedBy);
    }

    [Fact]
    public void R7_6_Of_two_rulings_on_a_customer_the_later_stands_from_its_own_order_on()
    {
        var early = Source(Introducer.Owner, new OrderPosition(Placed.AddDays(-2), "T-1"));
        var late = Source(Introducer.Platform, new OrderPosition(Placed, "T-3"), 2);

        Assert.Equal(Introducer.Owner, Surcharged(Rental with { PlacedAt = Placed.AddDays(-1), Rulings = [early, late] }).IntroducedBy);
        Assert.Equal(Introducer.Platform, Surcharged(Rental with { Rulings = [early, late] }).IntroducedBy);
    }

    [Fact]
    public void R8_6_A_ruled_base_of_a_surcharge_keeps_its_rate_and_its_promotion()
    {
        var decision = Surcharged(Rental with
        {
            Amounts = Amounts(100_000, platform: 25_000),
            Rulings = [Base(DisputeKind.WrongSurcharge, 70_000)],
        });

        Assert.Equal(
            (70_000L, 6_300L, 25_000L), (decision.Base.Amount, decision.Surcharge.Amount, decision.PlatformPromotion.Amount));

        // half of it came back
        var part = Surcharged(Rental with
        {
            Standing = Amounts(50_000),
            Rulings = [Base(DisputeKind.WrongSurcharge, 70_000)],
        });
        Assert.Equal((35_000L, 3_150L, 3_150L), (part.Base.Amount, part.Surcharge.Amount, part.Reversed.Amount));
    }

    private static RewardDecision Decide(OrderFacts order, ShopAffiliateSettings? settings = null) =>
        SalesShare.Decide(Programme, [Version(settings ?? Affiliate)], order);

    private static SurchargeDecision Surcharged(RentalFacts order) =>
        RentalSurcharge.Decide([Version(new RentalSurchargeSettings())], order);

    private static OrderFacts Order(params RulingFact[] rulings) => new(
        Placed, [Line("a", 100_000)], Amounts(100_000), [],
        new Dictionary<Guid, PartnerFact> { [An] = new(true, SelfMatch.None), [Binh] = new(true, SelfMatch.None) })
    {
        TaxPolicies = ShippedPolicies.All,
        Rulings = rulings,
    };

    private static RulingFact Brought(Guid partner, int number = 1) => Ruled(DisputeKind.MissingOrder, number) with { PartnerId = partner };

    private static RulingFact Source(Introducer by, OrderPosition? from, int number = 1) =>
        Ruled(DisputeKind.WrongSource, number) with { IntroducedBy = by, From = from };

    private static RulingFact Base(DisputeKind kind, long amount) => Ruled(kind, 1) with { Base = new Dong(amount) };

    private static RulingFact Ruled(DisputeKind kind, int number) => new(
        Id(0xd0 + number), Id(0xe0 + number), $"KN-2026-00000{number}", kind,
        new DateTimeOffset(2026, 6, 20, 10, 0, 0, LocalCalendar.Offset).AddDays(number - 1));

    private static ProgrammeVersionFact Version(ProgrammeSettings settings) =>
        new(Guid.Empty, 1, new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), settings);

    private static OrderLine Line(string category, long price) => new("S", "S", category, 1, new Dong(price), Dong.Zero);

    private static OrderAmounts Amounts(long items, long platform = 0) => new(
        new Dong(items), Dong.Zero, new Dong(platform), Dong.Zero, Dong.Zero, Dong.Zero, new Dong(items - platform));

    private static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:x12}");
}
