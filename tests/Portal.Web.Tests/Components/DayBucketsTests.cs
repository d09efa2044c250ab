using Portal.Web.Components;

namespace Portal.Web.Tests.Components;

public sealed class DayBucketsTests
{
    private static readonly DateOnly First = new(2026, 6, 10);

    [Theory]
    [InlineData(1, BucketLength.Day, 1)]
    [InlineData(62, BucketLength.Day, 62)]
    [InlineData(63, BucketLength.Week, 10)]
    [InlineData(190, BucketLength.Week, 28)]
    [InlineData(191, BucketLength.Month, 7)]
    public void A_long_time_has_longer_parts(int days, BucketLength length, int parts)
    {
        var buckets = new DayBuckets(First, First.AddDays(days - 1));

        Assert.Equal((length, parts), (buckets.Length, buckets.Starts.Count));
    }

    [Fact]
    public void Every_day_counts_once_and_days_outside_do_not()
    {
        var buckets = new DayBuckets(First, First.AddDays(99));
        var days = Enumerable.Range(0, 100).Select(First.AddDays).Append(First.AddDays(400));

        Assert.Equal(100, buckets.Sum(days, day => day, _ => 1).Sum());
    }

    [Fact]
    public void A_day_without_anything_is_there()
    {
        var sums = new DayBuckets(First, First.AddDays(2)).Sum([First.AddDays(2)], day => day, _ => 5);

        Assert.Equal([0, 0, 5], sums);
    }
}
