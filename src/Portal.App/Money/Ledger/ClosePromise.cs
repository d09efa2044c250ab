using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.App.Money.Ledger;

/// <summary>By when a month is to be closed (R6.4): partners wait for its refund, the state for its tax.</summary>
internal static class ClosePromise
{
    /// <param name="settings">They name the day of the next month.</param>
    /// <param name="month">The first day of the month.</param>
    /// <param name="today">The local day on which somebody looks.</param>
    public static PromisedDay Of(PortalSettings settings, DateOnly month, DateOnly today) =>
        PromisedDay.Of(month.AddMonths(1).AddDays(settings.Ledger.CloseByDay - 1), today, WaitsFor.Finance);
}
