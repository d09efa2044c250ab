using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Web.Texts;

namespace Portal.Web.Components;

/// <summary>
/// The stretch of days that a list shows, as its address says it (<c>?range=7d</c>,
/// <c>?range=custom&amp;from=2024-06-01&amp;to=2024-06-30</c>). Both days are included; without days it is all time.
/// </summary>
public sealed record DateChoice(string Preset, DateOnly? From, DateOnly? To)
{
    public const string Default = "30d";
    public const string All = "all";
    public const string Custom = "custom";

    public static readonly IReadOnlyList<string> Presets = ["today", "7d", Default, "month", "last-month", "year", All];

    /// <summary>What a query asks for; null for all time.</summary>
    public Period? Period => From is { } from && To is { } to
        ? new Period(LocalCalendar.StartOf(from), LocalCalendar.StartOf(to.AddDays(1)))
        : null;

    public static DateChoice Read(NavigationManager nav, TimeProvider clock, string preset = Default) => Read(nav.Read, clock, preset);

    /// <summary>
    /// As a page reads it, for a file that holds what the page shows. <paramref name="read"/> gives a parameter of the address, or null.
    /// </summary>
    public static DateChoice Read(Func<string, string?> read, TimeProvider clock, string preset = Default)
    {
        var asked = read("range") ?? preset;
        if (asked == Custom && Day(read("from")) is { } from && Day(read("to")) is { } to)
            return from <= to ? new DateChoice(Custom, from, to) : new DateChoice(Custom, to, from);

        return Of(Presets.Contains(asked) ? asked : preset, LocalCalendar.Day(clock.GetUtcNow()));
    }

    /// <summary>
    /// The stretch that this one is compared with: of months and years what was as far in the one before, of other stretches as many days
    /// before them. Null for all time.
    /// </summary>
    public DateChoice? Before => (Preset, From, To) switch
    {
        ("month", { } from, { } to) => new(Custom, from.AddMonths(-1), to.AddMonths(-1)),
        ("last-month", { } from, _) => new(Custom, from.AddMonths(-1), from.AddDays(-1)),
        ("year", { } from, { } to) => new(Custom, from.AddYears(-1), to.AddYears(-1)),
        (_, { } from, { } to) when from.DayNumber > to.DayNumber - from.DayNumber =>
        new(Custom, from.AddDays(from.DayNumber - to.DayNumber - 1), from.AddDays(-1)),
        _ => null,
    };

    /// <summary>In words, for the figures that it narrows: 30 ngày, tháng trước, 01/06/2024–15/06/2024.</summary>
    public string Text(IStringLocalizer<CommonTexts> texts) => this is { Preset: Custom, From: { } from, To: { } to }
        ? $"{TextTemplate.Day(from)}–{TextTemplate.Day(to)}"
        : Preset == All ? texts["PeriodAll"] : texts[$"Range_{Preset}"];

    public static DateChoice Of(string preset, DateOnly today) => preset switch
    {
        "today" => new(preset, today, today),
        "7d" => new(preset, today.AddDays(-6), today),
        "month" => new(preset, LocalCalendar.Month(today), today),
        "last-month" => new(preset, LocalCalendar.Month(today).AddMonths(-1), LocalCalendar.Month(today).AddDays(-1)),
        "year" => new(preset, new DateOnly(today.Year, 1, 1), today),
        All => new(preset, null, null),
        _ => new(Default, today.AddDays(-29), today),
    };

    // the last day of the calendar has no day after it, and none of the first thousand years has an order
    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1000 and < 9999
            ? day
            : null;
}
