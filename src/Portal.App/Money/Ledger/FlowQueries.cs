using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Money.Ledger;

/// <summary>What a month's books brought in and let out, in đồng.</summary>
/// <param name="Earned">What partners earned before tax, reversals deducted.</param>
/// <param name="PaidOut">What went to partners, less what came back.</param>
/// <param name="TaxRemitted">What went to the state, less what was taken back.</param>
public sealed record MonthFlow(DateOnly Month, long Earned, long PaidOut, long TaxRemitted)
{
    public long Out => PaidOut + TaxRemitted;
}

/// <summary>Money in and out by month, for the operator only; added up by the database.</summary>
public sealed class FlowQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <summary>This month and those before it, the oldest first; months without entries are there too.</summary>
    /// <param name="actor">The operator.</param>
    /// <param name="months">How many.</param>
    public async Task<IReadOnlyList<MonthFlow>> ByMonthAsync(Actor actor, int months, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return [];

        var first = LocalCalendar.Month(LocalCalendar.Day(clock.GetUtcNow())).AddMonths(1 - months);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sums = await db.JournalEntries.Where(entry => entry.Month >= first).GroupBy(entry => entry.Month)
            .Select(group => new MonthFlow(
                group.Key, -group.Sum(entry => entry.Earned), group.Sum(entry => entry.PaidOut), group.Sum(entry => entry.TaxRemitted)))
            .ToDictionaryAsync(flow => flow.Month, cancellationToken);
        return [.. Enumerable.Range(0, months).Select(first.AddMonths)
            .Select(month => sums.GetValueOrDefault(month) ?? new MonthFlow(month, 0, 0, 0))];
    }
}
