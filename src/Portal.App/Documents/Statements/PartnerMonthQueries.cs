using Microsoft.EntityFrameworkCore;
using Portal.App.Money.PeriodClose;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Documents.Statements;

/// <summary>A partner's month in the list of their statements; amounts in đồng.</summary>
/// <param name="Month">The first day of the month in whose books it stands.</param>
/// <param name="Gross">Earned before tax, reversals deducted.</param>
/// <param name="Tax">Kept back or gone to the state, less what came back.</param>
/// <param name="Closing">What was theirs and not paid at the end.</param>
/// <param name="IsClosed">Nothing of it changes any more.</param>
public sealed record PartnerMonth(DateOnly Month, int Entries, long Gross, long Tax, long PaidOut, long Closing, bool IsClosed);

/// <summary>The months of which a partner has a statement (R10.5): those with entries in their books.</summary>
public sealed class PartnerMonthQueries(IDbContextFactory<PortalDb> contexts)
{
    /// <summary>The newest first; one row a month, added up by the database.</summary>
    public async Task<Outcome<IReadOnlyList<PartnerMonth>>> ListAsync(Actor actor, Guid partnerId, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Partners.AnyAsync(partner => partner.Id == partnerId, cancellationToken))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        var sums = await db.JournalEntries.Where(entry => entry.HolderId == partnerId).GroupBy(entry => entry.Month)
            .OrderBy(group => group.Key)
            .Select(group => new
            {
                Month = group.Key,
                Entries = group.Count(),
                Gross = -group.Sum(entry => entry.Earned),
                Tax = group.Sum(entry => entry.TaxWithheld + entry.TaxRemitted),
                PaidOut = group.Sum(entry => entry.PaidOut),
            })
            .ToListAsync(cancellationToken);
        var closed = await db.MonthCloses.AsNoTracking().Where(row => row.State == MonthCloseState.Closed).Select(row => row.Month)
            .ToListAsync(cancellationToken);
        var months = new List<PartnerMonth>();
        var balance = 0L;
        foreach (var sum in sums)
        {
            balance += sum.Gross - sum.Tax - sum.PaidOut;
            months.Add(new PartnerMonth(
                sum.Month, sum.Entries, sum.Gross, sum.Tax, sum.PaidOut, balance, closed.Contains(sum.Month)));
        }

        months.Reverse();
        return months;
    }

    public async Task<Outcome<PartnerMonth>> GetAsync(
        Actor actor, Guid partnerId, DateOnly month, CancellationToken cancellationToken)
    {
        var months = await ListAsync(actor, partnerId, cancellationToken);
        return months.Refusal is { } refusal ? refusal
            : months.Value.FirstOrDefault(one => one.Month == month) is { } found ? found
            : Refusal.NotFound(StatementRefusals.NotFound);
    }
}
