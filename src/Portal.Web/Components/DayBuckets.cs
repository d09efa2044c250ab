using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Web.Components;

/// <summary>How long a mark on a chart's axis is.</summary>
public enum BucketLength
{
    Day,
    Week,
    Month,
}

/// <summary>
/// A stretch of local days cut into parts that fit on a chart: days up to two months, then weeks, then months. Parts without
/// anything are there too, because a chart without its empty days lies.
/// </summary>
public sealed class DayBuckets
{
    private const int MostDays = 62;
    private const int MostWeeks = 190;

    private readonly Dictionary<DateOnly, int> index = [];

    /// <param name="first">The first day.</param>
    /// <param name="last">The last day, included.</param>
    /// <param name="length">How long the parts are; null for what fits.</param>
    public DayBuckets(DateOnly first, DateOnly last, BucketLength? length = null)
    {
        var days = last.DayNumber - first.DayNumber + 1;
        Length = length ?? (days <= MostDays ? BucketLength.Day : days <= MostWeeks ? BucketLength.Week : BucketLength.Month);
        var starts = new List<DateOnly>();
        for (var start = StartOf(first); start <= last; start = After(start))
        {
            index[start] = starts.Count;
            starts.Add(start);
        }

        Starts = starts;
    }

    public BucketLength Length { get; }

    /// <summary>The first day of each part; of weeks the Monday, of months the first.</summary>
    public IReadOnlyList<DateOnly> Starts { get; }

    /// <summary>What the days add up to in each part. Days outside of the stretch are left out.</summary>
    public long[] Sum<T>(IEnumerable<T> days, Func<T, DateOnly> day, Func<T, long> value)
    {
        var sums = new long[Starts.Count];
        foreach (var item in days)
        {
            if (index.TryGetValue(StartOf(day(item)), out var at))
                sums[at] += value(item);
        }

        return sums;
    }

    public string Label(DateOnly start) =>
        start.ToString(Length == BucketLength.Month ? "MM/yyyy" : "dd/MM", CultureInfo.InvariantCulture);

    private DateOnly StartOf(DateOnly day) => Length switch
    {
        BucketLength.Day => day,
        BucketLength.Week => LocalCalendar.Week(day),
        _ => LocalCalendar.Month(day),
    };

    private DateOnly After(DateOnly start) => Length switch
    {
        BucketLength.Day => start.AddDays(1),
        BucketLength.Week => start.AddDays(7),
        _ => start.AddMonths(1),
    };
}
