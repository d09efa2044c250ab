using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Risk;

namespace Portal.Domain.Tests.Risk;

/// <summary>What stands out about an order follows from its decision alone.</summary>
public sealed class OrderRisksTests
{
    private static readonly DateTimeOffset Placed = new(2026, 6, 10, 5, 0, 0, TimeSpan.Zero);
    private static readonly RiskLimits Limits = new(TimeSpan.FromSeconds(5), WeekClashes: false);
    private static readonly Guid Partner = Guid.CreateVersion7(Placed);

    [Theory]
    [InlineData(Decisions.SelfReferral, RiskRule.SelfReferral)]
    [InlineData(Decisions.DeviceReusedSameDay, RiskRule.DeviceClash)]
    [InlineData(Decisions.DeviceReusedSameWeek, null)]
    [InlineData(Decisions.NotNewCustomer, null)]
    [InlineData(Decisions.BelowMinimum, null)]
    public void R5_5_Only_self_referrals_and_clashes_of_the_day_stand_out_by_their_code(string decision, RiskRule? expected) =>
        Assert.Equal(expected is { } rule ? [rule] : [], OrderRisks.Of(Decided(decision), Placed, null, Limits));

    [Fact]
    public void R5_5_Clashes_of_the_week_stand_out_where_the_setting_says_so() =>
        Assert.Equal([RiskRule.DeviceClash],
            OrderRisks.Of(Decided(Decisions.DeviceReusedSameWeek), Placed, null, Limits with { WeekClashes = true }));

    [Theory]
    [InlineData(0, true)]
    [InlineData(4999, true)]
    [InlineData(5000, false)]
    [InlineData(-1, false)]
    public void An_order_sooner_after_its_click_than_the_limit_is_impossible(int milliseconds, bool expected) =>
        Assert.Equal(expected, OrderRisks.Of(Decided(Decisions.Credited), Placed, Placed.AddMilliseconds(-milliseconds), Limits)
            .Contains(RiskRule.ImpossibleTime));

    [Fact]
    public void A_limit_of_zero_makes_no_order_impossible() =>
        Assert.Empty(OrderRisks.Of(Decided(Decisions.Credited), Placed, Placed, Limits with { MinFromClick = TimeSpan.Zero }));

    [Fact]
    public void Where_no_partner_is_concerned_nothing_stands_out() =>
        Assert.Empty(OrderRisks.Of(Decided(Decisions.SelfReferral) with { PartnerId = null, CandidateId = null }, Placed, Placed, Limits));

    private static RewardDecision Decided(string decision)
    {
        var credited = decision == Decisions.Credited;
        return new RewardDecision(
            decision, credited ? Partner : null, credited ? null : Partner, 1, null, [], [], Dong.Zero, Dong.Zero, Dong.Zero);
    }
}
