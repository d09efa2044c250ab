using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Domain.Statements;

/// <summary>In which week's statement a fact stands, and how statements are numbered (R7.8).</summary>
public static class StatementWeek
{
    /// <summary>The Monday of the last local week that is over.</summary>
    public static DateOnly LastOver(DateTimeOffset now) => LocalCalendar.Week(LocalCalendar.Day(now)).AddDays(-7);

    /// <summary>The week that a fact belongs to: the local one in which it happened.</summary>
    public static DateOnly Own(DateTimeOffset occurredAt) => LocalCalendar.Week(LocalCalendar.Day(occurredAt));

    /// <summary>
    /// The Monday of the statement in which a fact stands: that of its own week, or of the week in which it became known, or the first that
    /// is not made yet.
    /// </summary>
    /// <param name="occurredAt">When it happened.</param>
    /// <param name="recordedAt">When it became known.</param>
    /// <param name="lastMade">The week of the shop's last statement; null before its first.</param>
    public static DateOnly Of(DateTimeOffset occurredAt, DateTimeOffset recordedAt, DateOnly? lastMade)
    {
        var own = Own(occurredAt);
        var known = Own(recordedAt);
        var week = own > known ? own : known;
        return lastMade is { } made && week <= made ? made.AddDays(7) : week;
    }

    /// <summary>As people call it: <c>SK-TIEMAODAI-2026-007</c>, the seventh of the shop's year.</summary>
    public static string Number(string shopCode, int year, int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"SK-{shopCode.ToUpperInvariant()}-{year}-{sequence:000}");
}
