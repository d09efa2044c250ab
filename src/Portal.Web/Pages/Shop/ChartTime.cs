using Portal.Web.Components;

namespace Portal.Web.Pages.Shop;

/// <summary>The parts of the time that a list shows, and those of the time before, part by part to compare with.</summary>
public sealed class ChartTime
{
    /// <summary>A chart of longer than that tells nothing, and its parts would be more than a query takes.</summary>
    private const int MostYears = 10;

    /// <param name="range">What the list shows.</param>
    /// <param name="first">Where a list of all time starts.</param>
    /// <param name="today">Where it ends.</param>
    public ChartTime(DateChoice range, DateOnly first, DateOnly today)
    {
        var last = range.To is { } to && to < today ? to : today;
        var start = range.From ?? first;
        var earliest = last.AddYears(-MostYears);
        Now = new DayBuckets(start > last ? last : start < earliest ? earliest : start, last);
        if (range.Before is { From: { } from, To: { } until } before && from >= earliest.AddYears(-MostYears))
        {
            BeforeRange = before;
            Before = new DayBuckets(from, until, Now.Length);
        }
    }

    public DayBuckets Now { get; }

    /// <summary>Null for all time, as <see cref="BeforeRange"/> is.</summary>
    public DayBuckets? Before { get; }

    public DateChoice? BeforeRange { get; }
}
