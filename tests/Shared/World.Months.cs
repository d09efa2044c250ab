using Portal.App.Money.Ledger;
using Portal.App.Money.PeriodClose;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;

namespace Portal.Tests.Shared;

/// <summary>Months and their close.</summary>
public sealed partial class World
{
    /// <summary>Closes the month before this one, or the given one.</summary>
    public Task<Outcome<MonthReport>> ClosesAsync(DateOnly? month = null, Actor? by = null) => Get<CloseMonth>().RunAsync(
        by ?? Finance(), month ?? LocalCalendar.Month(LocalCalendar.Day(Clock.GetUtcNow())).AddMonths(-1), default);

    public async Task<MonthReport> ReportAsync(DateOnly month) => (await Get<MonthQueries>().ReportAsync(Finance(), month, default)).Value;

    /// <summary>
    /// Income of a <c>calendar_month</c> programme at an instant, straight into the ledger: gross, with a tenth withheld.
    /// </summary>
    public Task IsOwedAsync(Partner partner, long gross, DateTimeOffset? at = null, string? key = null)
    {
        var tax = new BasisPoints(1000).Of(new Dong(gross));
        return AppendsAsync(new EntryDraft(
            partner.Id, EntryReason.Adjustment, key ?? $"test:{Number()}", at ?? Clock.GetUtcNow(), Postings.Adjust(new Dong(gross), tax))
        { Basis = TaxBasis.CalendarMonth });
    }

    public Task AppendsAsync(params EntryDraft[] drafts) => Get<App.Platform.Data.UnitOfWork>().RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            await Get<LedgerWriter>().AppendAsync(db, drafts, stop);
            return default(Done);
        },
        CancellationToken.None);
}
