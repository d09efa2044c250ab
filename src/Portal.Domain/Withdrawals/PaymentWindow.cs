using Portal.Domain.Common;

namespace Portal.Domain.Withdrawals;

/// <summary>When the requests of a month are paid: from day 1 to day 5 of the next (R6.6).</summary>
/// <param name="From">The first local day.</param>
/// <param name="Until">The last.</param>
public readonly record struct PaymentWindow(DateOnly From, DateOnly Until)
{
    private const int LastDay = 5;

    /// <param name="month">A day of the month of the request.</param>
    public static PaymentWindow OfMonth(DateOnly month)
    {
        var next = LocalCalendar.Month(month).AddMonths(1);
        return new(next, next.AddDays(LastDay - 1));
    }
}
