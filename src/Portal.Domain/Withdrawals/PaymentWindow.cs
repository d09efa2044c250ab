using Portal.Domain.Common;

namespace Portal.Domain.Withdrawals;

/// <summary>
/// When the requests of a month are paid: from day 1 to day 5 of the next (R6.6); a week's statements in the first five days of the week
/// after it (R7.7).
/// </summary>
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

    /// <param name="week">The Monday of the week of the statements.</param>
    public static PaymentWindow OfWeek(DateOnly week) => new(week.AddDays(7), week.AddDays(7 + LastDay - 1));

    /// <summary>The first day of the last month whose window has passed: what waits of it, or of a month before, is late.</summary>
    public static DateOnly LastPassed(DateOnly today) => LocalCalendar.Month(today).AddMonths(today.Day > LastDay ? -1 : -2);

    /// <summary>The promise of a request, and whom it waits for; null once it has ended.</summary>
    /// <param name="month">Of the request.</param>
    /// <param name="state">Where it is.</param>
    /// <param name="batch">Where its batch is; null while it is in none.</param>
    /// <param name="today">The local day on which somebody looks.</param>
    public static PromisedDay? PromiseOf(DateOnly month, WithdrawalState state, PayoutBatchState? batch, DateOnly today) => state switch
    {
        WithdrawalState.Requested => PromisedDay.Of(OfMonth(month).Until, today, WaitsFor.Finance),
        WithdrawalState.InBatch =>
        PromisedDay.Of(OfMonth(month).Until, today, batch == PayoutBatchState.Made ? WaitsFor.Approver : WaitsFor.Bank),
        _ => null,
    };

    /// <summary>The promise of a batch; null once every line is answered, or it was given up.</summary>
    public static PromisedDay? PromiseOf(PaymentWindow window, PayoutBatchState batch, DateOnly today) => batch switch
    {
        PayoutBatchState.Made => PromisedDay.Of(window.Until, today, WaitsFor.Approver),
        PayoutBatchState.Approved => PromisedDay.Of(window.Until, today, WaitsFor.Bank),
        _ => null,
    };
}
