using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Documents.Issuing;
using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Documents.MonthRun;

/// <summary>
/// Has all partners' statements of a closed month issued, and each partner told by mail. Asked for again it says how far it is; a partner
/// who already has the statement keeps it.
/// </summary>
public sealed class StartStatementRun(UnitOfWork work, TimeProvider clock)
{
    /// <summary>Refuses <c>document_not_final</c> while the month is not closed to its end.</summary>
    /// <param name="actor">Finance.</param>
    /// <param name="month">A day of the month.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Outcome<StatementRunView>> RunAsync(Actor actor, DateOnly month, CancellationToken cancellationToken) =>
        work.RunAsync<StatementRunView>(
            actor,
            async (db, stop) =>
            {
                if (!actor.May(PeriodClosePermissions.Close))
                    return Refusal.Forbidden();

                var first = LocalCalendar.Month(month);
                if (!await db.MonthCloses.AnyAsync(row => row.Month == first && row.State == MonthCloseState.Closed, stop))
                    return Refusal.Conflict(DocumentRefusals.NotFinal);
                if (await StatementRunQueries.ViewAsync(db, first, stop) is { } before)
                    return before;

                var partners = await db.JournalEntries
                    .Where(entry => entry.Month == first && entry.Holder == LedgerHolder.Partner)
                    .Select(entry => entry.HolderId).Distinct().ToListAsync(stop);
                var now = clock.GetUtcNow();
                db.StatementRuns.Add(new StatementRun
                {
                    Month = first,
                    StartedAt = now,
                    StartedBy = actor.Name,
                    Total = partners.Count,
                    EndedAt = partners.Count == 0 ? now : null,
                });
                foreach (var partner in partners)
                    db.StatementRunParts.Add(new StatementRunPart { Id = Ids.New(clock), Month = first, PartnerId = partner });
                db.Audit(actor, clock, AuditActions.StatementsIssued, first.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                    CloseMonth.SubjectOf(first), null, new { partners = partners.Count });
                db.NotifyChange(ChangeTopics.Money, CloseMonth.SubjectOf(first), clock);
                await db.SaveChangesAsync(stop);
                return (await StatementRunQueries.ViewAsync(db, first, stop))!;
            },
            cancellationToken);
}
