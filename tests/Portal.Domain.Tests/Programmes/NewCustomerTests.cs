using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Tests.Tax;
using Portal.Domain.Tracking;

namespace Portal.Domain.Tests.Programmes;

/// <summary>Every sentence of R5 as an example. 12/06/2024 is a Wednesday; its local week starts on the 10th.</summary>
public sealed class NewCustomerTests
{
    private static readonly DateTimeOffset Placed = new(2024, 6, 12, 9, 30, 0, LocalCalendar.Offset);
    private static readonly Guid Programme = new("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Partner = new("00000000-0000-7000-8000-0000000000a1");
    private static readonly Guid Rival = new("00000000-0000-7000-8000-0000000000a2");
    private static readonly ClickFact Click = new(7, Guid.Empty, Programme, Partner, Placed.AddDays(-1), true);

    private static readonly NewCustomerFacts Customer =
        new(new OrderPosition(Placed, "DH-5"), "an", NamesSomebody: true, HasDevice: true, false, false, "DNH-12", []);

    private static readonly NewCustomerSettings Settings = new()
    {
        Tiers = [new(new Dong(50_000), new Dong(20_000)), new(new Dong(200_000), new Dong(50_000))],
        MinOrderValue = new Dong(30_000),
    };

    [Fact]
    public void R5_1_A_link_or_a_typed_code_brings_the_customer()
    {
        var byCode = Order(clicks: []) with { Code = new TypedCodeFact("AN1", Partner) };

        Assert.Equal((Decisions.Credited, Partner), Outcome(Decide(Order())));
        Assert.Equal((Decisions.Credited, Partner), Outcome(Decide(byCode)));
        Assert.Equal((Decisions.NoClick, null), Outcome(Decide(Order(clicks: []))));
    }

    [Theory]
    [InlineData(true, false, "account")]
    [InlineData(false, true, "device")]
    [InlineData(true, true, "account,device")]
    public void R5_2_An_account_or_a_device_with_an_earlier_order_is_no_new_customer(bool account, bool device, string by)
    {
        var decision = Decide(Order(), Customer with { AccountOrderedBefore = account, DeviceOrderedBefore = device });

        Assert.Equal((Decisions.NotNewCustomer, null), Outcome(decision));
        Assert.Equal(Partner, decision.CandidateId);
        Assert.Equal(("R5.2", by),
            (Step(decision, TraceOutcomes.CustomerNotNew).Rule, Step(decision, TraceOutcomes.CustomerNotNew).Facts["by"]));
    }

    [Fact]
    public void R5_2_An_order_that_names_nobody_is_not_known_to_be_a_new_customers()
    {
        var decision = Decide(Order(), Customer with { NamesSomebody = false, Customer = "", HasDevice = false });

        Assert.Equal(Decisions.NotNewCustomer, decision.Decision);
        Step(decision, TraceOutcomes.CustomerUnknown);
    }

    [Fact]
    public void R5_3_The_first_order_earns_the_partner_to_whom_the_customer_is_bound_and_nobody_else()
    {
        var bound = Order(clicks: [Click with { PartnerId = Rival }]) with { Binding = new BindingFact(Partner, Placed.AddDays(-9)) };
        var decision = Decide(bound);

        Assert.Equal((Decisions.Credited, Partner), Outcome(decision));
        Step(decision, TraceOutcomes.BoundToAnotherPartner);
        Assert.Equal((new Dong(20_000), new Dong(2_000), new Dong(18_000)), (decision.Gross, decision.Tax, decision.Net));
    }

    [Theory]
    [InlineData(29_999, Decisions.BelowMinimum)] // below the programme's minimum
    [InlineData(49_999, Decisions.BelowMinimum)] // below the lowest tier
    [InlineData(50_000, Decisions.Credited)]
    public void R5_4_A_valid_order_reaches_the_minimum_value(long items, string expected) =>
        Assert.Equal(expected, Decide(Order(Amounts(items))).Decision);

    [Theory]
    [InlineData("DNH-12", "DNH-12", true, Decisions.Credited)]
    [InlineData("dnh-12", "DNH-12", true, Decisions.Credited)]
    [InlineData("DNH-13", "DNH-12", true, Decisions.WrongPickupPoint)]
    [InlineData(null, "DNH-12", true, Decisions.WrongPickupPoint)]
    [InlineData(null, null, true, Decisions.WrongPickupPoint)]
    [InlineData("DNH-13", "DNH-12", false, Decisions.Credited)]
    public void R5_4_It_goes_to_the_partners_pickup_point_where_the_programme_requires_one(
        string? ordered, string? partners, bool required, string expected)
    {
        var order = Order() with
        {
            Partners =
            new Dictionary<Guid, PartnerFact> { [Partner] = new(true, SelfMatch.None) { PickupPoint = partners } }
        };

        Assert.Equal(expected,
            Decide(order, Customer with { PickupPoint = ordered }, Settings with { RequirePickupPoint = required }).Decision);
    }

    public static TheoryData<string, string> Clashes => new()
    {
        // when the other used the device → what becomes of the order
        { "2024-06-12T00:00:00+07:00", Decisions.DeviceReusedSameDay },
        { "2024-06-12T09:29:59+07:00", Decisions.DeviceReusedSameDay },
        { "2024-06-11T23:59:59+07:00", Decisions.DeviceReusedSameWeek },
        { "2024-06-10T00:00:00+07:00", Decisions.DeviceReusedSameWeek },
        { "2024-06-09T23:59:59+07:00", Decisions.Credited }, // last week
        { "2024-06-12T09:30:01+07:00", Decisions.Credited }, // later than the order
    };

    [Theory]
    [MemberData(nameof(Clashes))]
    public void R5_5_A_device_that_another_customer_used_on_the_day_makes_an_order_invalid_and_in_the_week_not_valid(
        string usedAt, string expected)
    {
        var decision = Decide(Order(), With(Other(DateTimeOffset.Parse(usedAt, null))));

        Assert.Equal(expected, decision.Decision);
    }

    [Fact]
    public void R5_4_The_same_customer_another_pickup_point_or_an_order_that_was_never_paid_is_no_clash()
    {
        var other = Other(Placed.AddHours(-1));

        Assert.Equal(Decisions.Credited, Decide(Order(), With(other with { Customer = "an" })).Decision);
        Assert.Equal(Decisions.Credited, Decide(Order(), With(other with { PickupPoint = "DNH-99" })).Decision);
        Assert.Equal(Decisions.Credited, Decide(Order(), With(other with { Stands = false })).Decision);
        Assert.Equal(Decisions.Credited, Decide(Order(), With(other with { SameDevice = false })).Decision);
    }

    [Fact]
    public void R5_5_Of_two_orders_at_one_instant_the_lower_number_is_the_earlier_one()
    {
        Assert.Equal(Decisions.DeviceReusedSameDay,
            Decide(Order(), With(Other(Placed) with { Position = new OrderPosition(Placed, "DH-4") })).Decision);
        Assert.Equal(Decisions.Credited,
            Decide(Order(), With(Other(Placed) with { Position = new OrderPosition(Placed, "DH-6") })).Decision);
    }

    [Theory]
    [InlineData(DeviceWindow.Day, DeviceWindow.Day, Decisions.Credited)]
    [InlineData(DeviceWindow.Day, DeviceWindow.Week, Decisions.DeviceReusedSameWeek)]
    [InlineData(DeviceWindow.Week, DeviceWindow.Week, Decisions.DeviceReusedSameDay)]
    public void R5_4_Day_and_week_are_settings(DeviceWindow invalid, DeviceWindow valid, string expected) => Assert.Equal(
        expected,
        Decide(Order(), With(Other(Placed.AddDays(-1))),
            Settings with { DeviceInvalidWindow = invalid, DeviceValidWindow = valid }).Decision);

    [Fact]
    public void R5_6_What_a_customer_buys_counts_points_and_vouchers_and_leaves_out_shipping_and_discounts()
    {
        var amounts = new OrderAmounts(
            new Dong(100_000), new Dong(15_000), new Dong(25_000), new Dong(5_000), new Dong(10_000), new Dong(20_000), new Dong(55_000));

        Assert.Equal(amounts.ExpectedPaid, amounts.Paid);
        Assert.Equal(new Dong(70_000), NewCustomer.ValueOf(amounts));
    }

    [Fact]
    public void R5_6_The_weekly_value_is_the_sum_of_the_customers_valid_orders_of_the_week()
    {
        var own = Other(Placed.AddHours(2)) with
        {
            Customer = "an",
            Position = new OrderPosition(Placed.AddHours(2), "DH-6"),
            Value = new Dong(60_000)
        };
        var customer = Customer with
        {
            Week =
            [
                own, // valid
                own with { Position = new OrderPosition(Placed.AddHours(3), "DH-7"), IsPaid = false },
                own with { Position = new OrderPosition(Placed.AddHours(4), "DH-8"), PickupPoint = "DNH-99" },
                own with { Position = new OrderPosition(Placed.AddHours(5), "DH-9"), Value = new Dong(29_999) },
                Other(Placed.AddHours(5.5)), // somebody else on the device
                own with { Position = new OrderPosition(Placed.AddHours(6), "DH-A") }, // and so not valid after them
            ],
        };
        var weekly = Settings with { TierBasis = TierBasis.WeeklyValue };

        var decision = Decide(Order(Amounts(150_000)), customer, weekly);

        Assert.Equal("210000", Step(decision, TraceOutcomes.WeeklyValue).Facts["value"]);
        Assert.Equal("2", Step(decision, TraceOutcomes.WeeklyValue).Facts["orders"]);
        Assert.Equal(new Dong(50_000), decision.Gross);
        Assert.Equal(new Dong(20_000), Decide(Order(Amounts(150_000)), customer).Gross); // by the order's own value
    }

    [Theory]
    [InlineData(199_999, 20_000)]
    [InlineData(200_000, 50_000)]
    public void R5_7_The_highest_tier_that_is_reached_pays(long items, long reward) =>
        Assert.Equal(new Dong(reward), Decide(Order(Amounts(items))).Gross);

    [Fact]
    public void R5_7_The_version_in_force_when_the_order_was_placed_pays()
    {
        var later = new ProgrammeVersionFact(Programme, 2, Placed.AddTicks(1), Settings with { Tiers = [new(Dong.Zero, new Dong(1))] });

        Assert.Equal(new Dong(20_000), NewCustomer.Decide(Programme, [Version(Settings), later], Order(), Customer).Gross);
        Assert.Equal(new Dong(1),
            NewCustomer.Decide(Programme, [Version(Settings), later with { EffectiveFrom = Placed }], Order(), Customer).Gross);
    }

    [Fact]
    public void R5_5_Every_test_is_told_and_the_first_that_fails_decides()
    {
        var decision = Decide(
            Order(Amounts(1)),
            With(Other(Placed.AddHours(-1))) with
            {
                AccountOrderedBefore = true,
                PickupPoint = "DNH-99",
                Week = [Other(Placed.AddHours(-1)) with { PickupPoint = "DNH-99" }]
            });

        Assert.Equal(Decisions.DeviceReusedSameDay, decision.Decision);
        Assert.Superset(
            new HashSet<string> { TraceOutcomes.DeviceReusedSameDay, TraceOutcomes.CustomerNotNew, TraceOutcomes.WrongPickupPoint,
                TraceOutcomes.BelowMinimum, TraceOutcomes.NoTierReached },
            decision.Trace.Select(step => step.Outcome).ToHashSet());
    }

    [Fact]
    public void R4_1_A_friend_is_referred_for_seven_days_and_a_direct_visit_changes_nothing()
    {
        var version = new ProgrammeVersionFact(Guid.Empty, 1, Placed.AddYears(-1), new ReferAFriendSettings());
        var inside = Order(clicks: [Click with { At = Placed.AddDays(-7).AddMilliseconds(1) }]);
        var outside = Order(clicks: [Click with { At = Placed.AddDays(-7) }]);

        Assert.Equal((Decisions.Credited, Partner), Outcome(SalesShare.Decide(Programme, [version], inside)));
        Assert.Equal((Decisions.OutsideWindow, null), Outcome(SalesShare.Decide(Programme, [version], outside)));
        Assert.Equal(new Dong(3_000), SalesShare.Decide(Programme, [version], inside).Gross);
    }

    [Theory]
    [InlineData(250_000, 10_000, 50_000, 0)]
    [InlineData(250_000, 60_000, 20_000, 30_000)]
    public void R2_6_The_tier_is_that_of_what_stands(long items, long returned, long gross, long reversed)
    {
        var decision = Decide(Back(items, returned));

        Assert.Equal((Decisions.Credited, new Dong(gross), new Dong(reversed)), (decision.Decision, decision.Gross, decision.Reversed));
        Assert.Equal(
            (items - returned).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Step(decision, TraceOutcomes.ValueReturnedInPart).Facts["standing"]);
    }

    [Fact]
    public void R2_6_A_minimum_that_is_not_reached_any_more_falls()
    {
        var fallen = Decide(Back(60_000, 40_000));

        Assert.Equal((Decisions.BelowMinimum, Partner), (fallen.Decision, fallen.CandidateId));
    }

    [Fact]
    public void R2_6_The_weekly_value_is_of_what_stands()
    {
        var weekly = Settings with { TierBasis = TierBasis.WeeklyValue };
        var own = Other(Placed.AddHours(-1)) with { Customer = "an", Value = new Dong(150_000) };

        Assert.Equal(new Dong(50_000), Decide(Back(60_000, 10_000), With(own), weekly).Gross);
        Assert.Equal(new Dong(20_000), Decide(Back(60_000, 10_001), With(own), weekly).Gross);
    }

    private static OrderFacts Back(long items, long returned) =>
        Order(Amounts(items)) with { Returned = new Returns([new LineReturn(0, new Dong(returned))]) };

    private static NewCustomerFacts With(WeekOrderFact other) => Customer with { Week = [other] };

    private static WeekOrderFact Other(DateTimeOffset at) =>
        new(new OrderPosition(at, "DH-1"), "binh", SameDevice: true, "DNH-12", new Dong(60_000), IsPaid: true, Stands: true);

    private static OrderAmounts Amounts(long items) =>
        new(new Dong(items), Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, new Dong(items));

    private static OrderFacts Order(OrderAmounts? amounts = null, IReadOnlyCollection<ClickFact>? clicks = null)
    {
        var sums = amounts ?? Amounts(60_000);
        return new OrderFacts(
            Placed, [new OrderLine("G-1", "Gạo", null, 1, sums.Items, Dong.Zero)], sums, clicks ?? [Click],
            new Dictionary<Guid, PartnerFact>
            {
                [Partner] = new(true, SelfMatch.None) { PickupPoint = "DNH-12" },
                [Rival] = new(true, SelfMatch.None) { PickupPoint = "DNH-99" },
            })
        {
            TaxPolicies = ShippedPolicies.All,
        };
    }

    private static ProgrammeVersionFact Version(NewCustomerSettings settings) => new(Guid.Empty, 1, Placed.AddYears(-1), settings);

    private static RewardDecision Decide(OrderFacts order, NewCustomerFacts? customer = null, NewCustomerSettings? settings = null) =>
        NewCustomer.Decide(Programme, [Version(settings ?? Settings)], order, customer ?? Customer);

    private static (string, Guid?) Outcome(RewardDecision decision) => (decision.Decision, decision.PartnerId);

    private static TraceStep Step(RewardDecision decision, string outcome) =>
        Assert.Single(decision.Trace, step => step.Outcome == outcome);
}
