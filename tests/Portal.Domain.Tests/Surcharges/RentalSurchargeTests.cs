using FsCheck.Fluent;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Surcharges;
using Portal.Domain.Tracking;

namespace Portal.Domain.Tests.Surcharges;

/// <summary>Every sentence of R7.1–R7.6 as an example.</summary>
public sealed class RentalSurchargeTests
{
    private static readonly DateTimeOffset Placed = new(2024, 6, 12, 9, 30, 0, LocalCalendar.Offset);
    private static readonly Guid Programme = new("00000000-0000-7000-8000-000000000001");
    private static readonly ProgrammeVersionFact Version =
        new(Guid.Empty, 1, new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new RentalSurchargeSettings());

    private static readonly RentalFacts Order = new(
        Placed, Amounts(100_000, 0, 0), ShopKind.Professional, new DateOnly(2023, 5, 1), [], OwnCodeTyped: false, Introduction: null,
        PlacesHeld: 0);

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(9, true)]
    public void R7_1_An_individual_owner_is_charged_on_every_order(int placesHeld, bool introducedByOwner)
    {
        var decision = Decide(Order with { Shop = ShopKind.Individual, OwnCodeTyped = introducedByOwner, PlacesHeld = placesHeld });

        Assert.Equal((SurchargeDecisions.Charged, 9_000L, null), (decision.Decision, decision.Surcharge.Amount, decision.FreeOrder));
    }

    [Fact]
    public void R7_2_The_platforms_customer_is_charged_from_the_first_order_on()
    {
        var decision = Decide(Order);

        Assert.Equal((Introducer.Platform, SurchargeDecisions.Charged), (decision.IntroducedBy, decision.Decision));
        Assert.Contains(decision.Trace, step => step is { Rule: "R7.2", Outcome: TraceOutcomes.ChargedFromFirst });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 4)]
    [InlineData(4, 5)]
    public void R7_2_The_owners_customer_is_free_on_his_first_five_orders(int before, int number)
    {
        var decision = Decide(Order with { OwnCodeTyped = true, PlacesHeld = before });

        Assert.Equal((SurchargeDecisions.FreeOrder, number, Dong.Zero, new Dong(100_000)),
            (decision.Decision, decision.FreeOrder, decision.Surcharge, decision.Base));
        Assert.Equal(
            ($"{number}", "5"),
            (decision.Trace.Single(step => step.Outcome == TraceOutcomes.FreeOrder).Facts["number"],
                decision.Trace.Single(step => step.Outcome == TraceOutcomes.FreeOrder).Facts["of"]));
    }

    [Theory]
    [InlineData(ShopKind.Professional, Introducer.Owner, 3)]
    [InlineData(ShopKind.Professional, Introducer.Platform, null)]
    [InlineData(ShopKind.Individual, Introducer.Owner, null)]
    public void R7_2_Only_a_professional_owners_own_customer_has_free_orders(ShopKind shop, Introducer by, int? free) =>
        Assert.Equal(free, RentalSurcharge.FreeOrdersOf(new RentalSurchargeSettings { FreeOrders = 3 }, shop, by));

    [Fact]
    public void R7_2_From_the_sixth_order_on_he_is_charged() =>
        Assert.Equal((SurchargeDecisions.Charged, null), (Decide(Order with { OwnCodeTyped = true, PlacesHeld = 5 }).Decision,
            Decide(Order with { OwnCodeTyped = true, PlacesHeld = 5 }).FreeOrder));

    [Fact]
    public void R7_2_An_order_that_does_not_say_whose_it_is_cannot_be_one_of_his_first()
    {
        var decision = Decide(Order with { OwnCodeTyped = true, NamesCustomer = false });

        Assert.Equal((Introducer.Owner, SurchargeDecisions.Charged, null), (decision.IntroducedBy, decision.Decision, decision.FreeOrder));
    }

    [Theory]
    [InlineData(100_000, 25_000, 0, 100_000, 9_000)] // the platform's discount is added back
    [InlineData(100_000, 0, 30_000, 70_000, 6_300)] // the owner's own is not
    [InlineData(100_000, 25_000, 30_000, 70_000, 6_300)]
    [InlineData(50, 0, 0, 50, 5)] // 4.5 is rounded away from zero
    [InlineData(5, 0, 0, 5, 0)] // 0.45
    public void R7_3_Nine_percent_of_what_the_owner_receives(long items, long platform, long own, long expectedBase, long surcharge)
    {
        var decision = Decide(Order with { Amounts = Amounts(items, platform, own) });

        Assert.Equal((expectedBase, surcharge, platform),
            (decision.Base.Amount, decision.Surcharge.Amount, decision.PlatformPromotion.Amount));
    }

    [Theory]
    [InlineData("2022-05-16", "2022-05-16T00:00:00+07:00", SurchargeDecisions.Charged)]
    [InlineData("2022-05-16", "2022-05-15T23:59:59+07:00", SurchargeDecisions.BeforeProgram)]
    [InlineData("2022-05-15", "2022-12-31T23:59:59+07:00", SurchargeDecisions.BeforeProgram)]
    [InlineData("2022-05-15", "2023-01-01T00:00:00+07:00", SurchargeDecisions.Charged)]
    public void R7_4_In_force_from_the_day_that_the_shops_age_says(string openedOn, string placedAt, string expected)
    {
        var order = Order with { OpenedOn = DateOnly.Parse(openedOn, null), PlacedAt = DateTimeOffset.Parse(placedAt, null) };
        var decision = Decide(order);

        Assert.Equal(expected, decision.Decision);
        Assert.Equal(expected == SurchargeDecisions.Charged ? 9_000 : 0, decision.Surcharge.Amount);
    }

    [Theory]
    [InlineData(OrderStatus.Pending, false, SurchargeDecisions.Pending)]
    [InlineData(OrderStatus.Successful, true, SurchargeDecisions.Charged)]
    [InlineData(OrderStatus.Cancelled, false, SurchargeDecisions.Void)]
    [InlineData(OrderStatus.Cancelled, true, SurchargeDecisions.Reversed)]
    public void R7_5_Only_what_ends_successful_is_charged_and_a_return_reverses_it(OrderStatus status, bool paidOnce, string expected)
    {
        Assert.Equal(expected, SurchargeDecisions.Of(SurchargeDecisions.Charged, status, paidOnce ? Placed : null));
        Assert.Equal(SurchargeDecisions.BeforeProgram,
            SurchargeDecisions.Of(SurchargeDecisions.BeforeProgram, status, paidOnce ? Placed : null));
    }

    [Theory]
    [InlineData(OrderStatus.Successful, true, -1, true)]
    [InlineData(OrderStatus.Pending, false, -1, false)]
    [InlineData(OrderStatus.Cancelled, false, 1, false)] // never paid
    [InlineData(OrderStatus.Cancelled, true, 1, true)] // returned after the order was placed: not computed again
    [InlineData(OrderStatus.Cancelled, true, 0, false)]
    [InlineData(OrderStatus.Cancelled, true, -1, false)] // returned before: its place is free for orders placed afterwards
    public void R7_5_A_return_frees_its_place_for_orders_placed_afterwards(
        OrderStatus status, bool paidOnce, int statusHours, bool holds) =>
        Assert.Equal(holds, RentalSurcharge.HoldsPlace(status, paidOnce ? Placed.AddDays(-3) : null, Placed.AddHours(statusHours), Placed));

    [Fact]
    public void R7_6_The_owners_own_link_or_code_introduces_a_customer_and_nothing_else_does()
    {
        var click = new ClickFact(3, Guid.Empty, Programme, null, Placed.AddDays(-400), true);

        Assert.Equal((Introducer.Owner, 3L), By(Decide(Order with { OwnerClicks = [click] })));
        Assert.Equal((Introducer.Owner, null), By(Decide(Order with { OwnCodeTyped = true, OwnerClicks = [click] })));
        Assert.Equal((Introducer.Platform, null), By(Decide(Order with { OwnerClicks = [click with { At = Placed.AddMilliseconds(1) }] })));
        Assert.Equal((Introducer.Platform, null), By(Decide(Order with { OwnerClicks = [click with { EarnsCredit = false }] })));

        static (Introducer, long?) By(SurchargeDecision decision) => (decision.IntroducedBy, decision.ClickId);
    }

    [Theory]
    [InlineData(Introducer.Owner, SurchargeDecisions.FreeOrder)]
    [InlineData(Introducer.Platform, SurchargeDecisions.Charged)]
    public void R7_6_It_is_decided_once_by_the_first_order(Introducer by, string expected)
    {
        var later = Order with { Introduction = new IntroductionFact(by, Placed.AddDays(-30)), OwnCodeTyped = by == Introducer.Platform };

        Assert.Equal((by, expected), (Decide(later).IntroducedBy, Decide(later).Decision));
    }

    [Fact]
    public void R7_2_However_orders_end_no_more_than_five_free_ones_are_ever_successful_at_once() => Properties.Holds(
        (from paid in Gen.Elements(true, true, true, false) from returned in Gen.Choose(0, 40) select (paid, returned)).ListOf(30),
        history =>
        {
            // order i is placed at hour i; a paid one may be returned at some later hour (20 to 40: never)
            var free = new List<int>();
            for (var i = 0; i < history.Count; i++)
            {
                var held = free.Count(y => history[y].paid
                    && RentalSurcharge.HoldsPlace(StatusOf(y), Placed, Placed.AddHours(y + history[y].returned), Placed.AddHours(i)));
                if (Decide(Order with { OwnCodeTyped = true, PlacedAt = Placed.AddHours(i), PlacesHeld = held }).FreeOrder is not null)
                    free.Add(i);
            }

            return free.Count(i => StatusOf(i) == OrderStatus.Successful) <= 5;

            OrderStatus StatusOf(int order) => !history[order].paid ? OrderStatus.Pending : history[order].returned < 20
                ? OrderStatus.Cancelled : OrderStatus.Successful;
        });

    [Fact]
    public void R2_6_The_surcharge_is_of_what_stands_and_with_what_is_reversed_it_is_that_of_the_whole_order()
    {
        var order = Order with { Amounts = Amounts(100_001, 10_000, 5_000), Introduction = new(Introducer.Platform, Placed) };
        var goods = new OrderGoods([new OrderLine("G-1", "Lều", null, 3, new Dong(33_337), new Dong(10))], order.Amounts);
        var back = Returns.None.With(goods, new PartialReturn([new("G-1", 1)], null))!;

        var (whole, part) = (Decide(order), Decide(order with { Standing = back.Standing(goods) }));

        Assert.Equal(SurchargeDecisions.Charged, part.Decision);
        Assert.Equal(whole.Surcharge, part.Surcharge + part.Reversed);
        Assert.InRange(part.Base.Amount, (whole.Base.Amount * 2 / 3) - 1, (whole.Base.Amount * 2 / 3) + 1);
        Assert.Equal(new Dong(6_667), part.PlatformPromotion);
        Assert.Equal(whole.VersionId, part.VersionId);
        var step = Assert.Single(part.Trace, step => step.Outcome == TraceOutcomes.SurchargeReturnedInPart);
        Assert.Equal(
            ("R2.6", back.Amount.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (step.Rule, step.Facts["amount"]));
    }

    private static OrderAmounts Amounts(long items, long platform, long own) => new(
        new Dong(items), new Dong(20_000), new Dong(platform), new Dong(own), Dong.Zero, Dong.Zero,
        new Dong(items + 20_000 - platform - own));

    private static SurchargeDecision Decide(RentalFacts order) => RentalSurcharge.Decide([Version], order);
}
