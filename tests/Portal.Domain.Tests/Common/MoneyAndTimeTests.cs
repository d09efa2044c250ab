using FsCheck.Fluent;
using Portal.Domain.Common;

namespace Portal.Domain.Tests.Common;

public sealed class MoneyAndTimeTests
{
    [Theory]
    [InlineData(500, 9, 0)]
    [InlineData(500, 10, 1)]
    [InlineData(500, -9, 0)]
    [InlineData(500, -10, -1)]
    [InlineData(500, -30, -2)]
    [InlineData(900, 100_000, 9_000)]
    [InlineData(10_000, long.MaxValue, long.MaxValue)]
    [InlineData(10_000, long.MinValue, long.MinValue)]
    public void A_rates_share_is_rounded_half_away_from_zero(int rate, long amount, long share) =>
        Assert.Equal(new Dong(share), new BasisPoints(rate).Of(new Dong(amount)));

    [Fact]
    public void A_rates_share_of_the_negative_amount_is_the_negative_share() =>
        Properties.Holds(
            from rate in Gen.Choose(0, 20_000)
            from amount in Gen.Choose(0, int.MaxValue)
            select (Rate: new BasisPoints(rate), Amount: new Dong(amount)),
            pair => pair.Rate.Of(-pair.Amount) == -pair.Rate.Of(pair.Amount));

    [Fact]
    public void Money_that_overflows_is_an_exception_and_never_a_wrong_amount()
    {
        Assert.Throws<OverflowException>(() => new Dong(long.MaxValue) + new Dong(1));
        Assert.Throws<OverflowException>(() => new Dong(long.MinValue) - new Dong(1));
        Assert.Throws<OverflowException>(() => -new Dong(long.MinValue));
        Assert.Throws<OverflowException>(() => new BasisPoints(10_001).Of(new Dong(long.MaxValue)));
    }

    [Theory]
    [InlineData(0, "0\u00a0₫")]
    [InlineData(999, "999\u00a0₫")]
    [InlineData(1_234_567, "1.234.567\u00a0₫")]
    [InlineData(-2_000_000, "−2.000.000\u00a0₫")]
    public void Money_is_written_as_in_vietnam(long amount, string text) => Assert.Equal(text, new Dong(amount).ToString());

    [Fact]
    public void A_local_day_starts_at_17_utc_the_day_before()
    {
        var start = new DateTimeOffset(2024, 6, 9, 17, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateOnly(2024, 6, 10), LocalCalendar.Day(start));
        Assert.Equal(new DateOnly(2024, 6, 9), LocalCalendar.Day(start.AddTicks(-1)));
        Assert.Equal(start, LocalCalendar.StartOf(new DateOnly(2024, 6, 10)));
    }

    [Theory]
    [InlineData("2024-06-10", "2024-06-10")] // a Monday
    [InlineData("2024-06-16", "2024-06-10")] // its Sunday
    [InlineData("2024-06-17", "2024-06-17")]
    [InlineData("2024-01-01", "2024-01-01")]
    [InlineData("2023-01-01", "2022-12-26")]
    public void A_week_starts_on_monday(string day, string monday) =>
        Assert.Equal(DateOnly.Parse(monday, null), LocalCalendar.Week(DateOnly.Parse(day, null)));

    [Fact]
    public void Every_period_includes_its_start_and_excludes_its_end()
    {
        var day = new DateOnly(2024, 2, 29);

        Assert.All([LocalCalendar.DayPeriod(day), LocalCalendar.WeekPeriod(day), LocalCalendar.MonthPeriod(day)], period =>
        {
            Assert.True(period.Contains(period.Start));
            Assert.True(period.Contains(period.End.AddTicks(-1)));
            Assert.False(period.Contains(period.End));
            Assert.False(period.Contains(period.Start.AddTicks(-1)));
            Assert.True(period.Contains(LocalCalendar.StartOf(day)));
        });
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 17, 0, 0, TimeSpan.Zero), LocalCalendar.MonthPeriod(day).End);
    }

    [Fact]
    public void A_refusal_gives_no_value_and_keeps_its_facts()
    {
        Outcome<int> refused = Refusal.Rule("too_late").With("by", "3");

        Assert.False(refused.Succeeded);
        Assert.Equal("3", refused.Refusal!.Facts["by"]);
        Assert.Throws<InvalidOperationException>(() => refused.Value);
        Assert.Equal("too_late", refused.Map(value => value + 1).Refusal!.Code);
        Assert.Equal(2, ((Outcome<int>)1).Map(value => value + 1).Value);
    }
}
