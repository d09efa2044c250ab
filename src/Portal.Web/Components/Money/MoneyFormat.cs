using System.Globalization;

namespace Portal.Web.Components.Money;

/// <summary>Days, weeks and months as people in Vietnam write them.</summary>
public static class MoneyFormat
{
    public static string Month(DateOnly month) => month.ToString("MM/yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>A week by its first and last day: <c>08/06 – 14/06/2026</c>.</summary>
    /// <param name="monday">Its Monday.</param>
    public static string Week(DateOnly monday) =>
        $"{monday.ToString("dd/MM", CultureInfo.InvariantCulture)} – {Day(monday.AddDays(6))}";

    /// <summary>A month of an address: <c>2026-06</c>.</summary>
    public static DateOnly? ReadMonth(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && month.Year is > 2000 and < 9000 ? month : null;

    /// <summary>A year of an address: <c>2026</c>.</summary>
    public static int? ReadYear(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 2000 and < 9000 ? year : null;

    public static string Key(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
