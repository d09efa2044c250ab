using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Demo;

/// <summary>How much people in Vietnam buy on a day, relative to an ordinary working day, and at which hours.</summary>
internal static class DemoSeason
{
    // The Chinese and the Vietnamese new year are the same day but for a few years of the century; for a demonstration that will do.
    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>Orders by the hour of the day: few at night, most after dinner.</summary>
    private static readonly int[] Hours = [6, 3, 2, 1, 1, 2, 4, 8, 14, 18, 20, 22, 24, 18, 16, 17, 18, 18, 20, 27, 34, 36, 26, 13];

    public static double Factor(DateOnly day) => Weekday(day) * SaleDay(day) * AroundTet(day);

    public static DateTimeOffset TimeOn(DateOnly day, Random random) =>
        LocalCalendar.StartOf(day).AddHours(Pick(Hours, random)).AddSeconds(random.Next(3600));

    /// <summary>True when shops advertise with discounts.</summary>
    public static bool IsSale(DateOnly day) => SaleDay(day) > 1.4;

    public static int Pick(IReadOnlyList<int> weights, Random random)
    {
        var left = random.Next(weights.Sum());
        for (var i = 0; ; i++)
        {
            left -= weights[i];
            if (left < 0)
                return i;
        }
    }

    private static double Weekday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => 1.25,
        DayOfWeek.Sunday => 1.35,
        DayOfWeek.Monday => 0.9,
        _ => 1,
    };

    // double days (9/9 to 12/12), the last Friday of November, women's days, and pay day
    private static double SaleDay(DateOnly day) => (day.Month, day.Day) switch
    {
        (11, 11) => 4.2,
        (12, 12) => 3.2,
        (10, 10) => 2,
        (9, 9) => 2.2,
        (11, >= 23) when day.DayOfWeek == DayOfWeek.Friday && day.AddDays(7).Month == 12 => 2.8,
        (3, 7 or 8) or (10, 19 or 20) => 1.6,
        (4, 30) or (5, 1) or (9, 2) => 0.7,
        (_, >= 25 and <= 27) => 1.15,
        _ => 1,
    };

    private static double AroundTet(DateOnly day)
    {
        // new year falls between 21 January and 20 February
        if (day.Month > 3)
            return 1;

        var tet = DateOnly.FromDateTime(Lunar.ToDateTime(day.Year, 1, 1, 0, 0, 0, 0));
        return (day.DayNumber - tet.DayNumber) switch
        {
            >= -24 and <= -4 => 1.8,
            >= -3 and <= -1 => 0.7,
            >= 0 and <= 4 => 0.2,
            >= 5 and <= 9 => 0.6,
            _ => 1,
        };
    }
}
