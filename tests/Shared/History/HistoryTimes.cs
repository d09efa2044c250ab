using Portal.Domain.Common;

namespace Portal.Tests.Shared.History;

/// <summary>Instants as the portal keeps them: orders to the microsecond, clicks to the millisecond.</summary>
internal static class HistoryTimes
{
    public static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    public static DateTimeOffset Between(Random random, DateTimeOffset from, DateTimeOffset to)
    {
        var at = from + TimeSpan.FromMicroseconds(random.NextInt64((to - from).Ticks / TimeSpan.TicksPerMicrosecond));
        // half of all shops keep whole seconds, and so meet at one instant and on the edges of days
        return random.Next(2) == 0 ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)) : at;
    }

    public static DateTimeOffset ToMilliseconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));

    /// <summary>Some time on the local day of this instant, now and then on its first or last moment.</summary>
    public static DateTimeOffset SameDay(Random random, DateTimeOffset at) =>
        Within(random, LocalCalendar.DayPeriod(LocalCalendar.Day(at)));

    public static DateTimeOffset SameWeek(Random random, DateTimeOffset at) =>
        Within(random, LocalCalendar.WeekPeriod(LocalCalendar.Day(at)));

    private static DateTimeOffset Within(Random random, Period period) => random.Next(12) switch
    {
        0 => period.Start,
        1 => period.End.AddMicroseconds(-1),
        2 => period.End,
        3 => period.Start.AddMicroseconds(-1),
        _ => Between(random, period.Start, period.End),
    };
}
