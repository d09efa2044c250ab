using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Domain.Disputes;

/// <summary>By which people name a dispute: <c>KN-2026-000123</c>, counted without gaps in each local year.</summary>
public static class DisputeNumbers
{
    public const int MaxLength = 24;

    public static int YearOf(DateTimeOffset at) => LocalCalendar.Day(at).Year;

    public static string Of(int year, int count) => string.Create(CultureInfo.InvariantCulture, $"KN-{year:0000}-{count:000000}");
}
