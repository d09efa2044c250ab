using System.Globalization;

namespace Portal.Domain.Common;

/// <summary>Values as facts and stored settings write them, the same in every culture.</summary>
internal static class Invariant
{
    /// <summary>An instant in UTC, exact to the tick, without digits that say nothing.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(Dong amount) => amount.Amount.ToString(CultureInfo.InvariantCulture);
}
