using System.Globalization;
using MudBlazor;

namespace Portal.Web.Components.Shared.Fields;

/// <summary>
/// A day as people type it, with noughts or without: 5/7/2024, 05-07-2024, 5.7.24. Shown as dd/MM/yyyy. What is no day is none.
/// </summary>
internal sealed class TypedDay : IReversibleConverter<DateTime?, string?>
{
    private static readonly string[] Known =
        [.. from year in new[] { "yyyy", "yy" } from sign in new[] { '/', '-', '.', ' ' } select $"d{sign}M{sign}{year}"];

    public string? Convert(DateTime? input) => input?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public DateTime? ConvertBack(string? input) =>
        DateTime.TryParseExact(input, Known, CultureInfo.InvariantCulture,
            DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite, out var day) ? day : null;
}

/// <summary>A time of day as people type it: 7:05, 07:05, 7h05, 0705. Shown as HH:mm. What is no time is none.</summary>
internal sealed class TypedTime : IReversibleConverter<TimeSpan?, string?>
{
    private static readonly string[] Known = ["H:mm", "H'h'mm", "H'h'", "H.mm", "HHmm"];

    public string? Convert(TimeSpan? input) => input?.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    public TimeSpan? ConvertBack(string? input) =>
        TimeOnly.TryParseExact(input?.Trim(), Known, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToTimeSpan() : null;
}
