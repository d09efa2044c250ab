namespace Portal.Domain.Common;

/// <summary>
/// Days, weeks and months as people in Vietnam count them: UTC+7 all the year, weeks from Monday 00:00, every period
/// half-open. The only place that knows the offset.
/// </summary>
public static class LocalCalendar
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The Monday of the week that the day is in.</summary>
    public static DateOnly Week(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The first day of the month that the day is in.</summary>
    public static DateOnly Month(DateOnly day) => new(day.Year, day.Month, 1);

    public static Period DayPeriod(DateOnly day) => new(StartOf(day), StartOf(day.AddDays(1)));

    public static Period WeekPeriod(DateOnly day) => new(StartOf(Week(day)), StartOf(Week(day).AddDays(7)));

    public static Period MonthPeriod(DateOnly day) => new(StartOf(Month(day)), StartOf(Month(day).AddMonths(1)));
}

/// <summary>A stretch of time that includes its start and excludes its end.</summary>
public readonly record struct Period(DateTimeOffset Start, DateTimeOffset End)
{
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;
}
