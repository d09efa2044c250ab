using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Catalogue.Tax;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.PeriodClose;

/// <summary>
/// Closes a month (R6.4): its books take no more entries, and the tax of each partner is remitted or comes back
/// (<see cref="SettleMonth"/>). Whoever runs it again goes on from where it is, and finds nothing to do when it is closed. Should the audit
/// have found tax that is kept back in a month that was closed before, running it again settles that too.
/// </summary>
public sealed class CloseMonth(
    IDbContextFactory<PortalDb> contexts, UnitOfWork work, SettleMonth settling, MonthQueries queries, LedgerWriter ledger,
    TimeProvider clock, ILogger<CloseMonth> log)
{
    /// <summary>Partners whose left tax is settled together.</summary>
    private const int Part = 500;

    /// <param name="actor">Finance.</param>
    /// <param name="month">A day of the month.</param>
    /// <param name="cancellationToken">Ends it between two parts; running it again goes on.</param>
    public async Task<Outcome<MonthReport>> RunAsync(Actor actor, DateOnly month, CancellationToken cancellationToken)
    {
        if (!actor.May(PeriodClosePermissions.Close))
            return Refusal.Forbidden();

        var first = LocalCalendar.Month(month);
        var begun = await BeginAsync(actor, first, cancellationToken);
        if (begun.Refusal is { } refusal)
            return refusal;

        // what settles a month leaves nothing in it, so only one that was closed before is read through once more
        await settling.RunAsync(first, cancellationToken);
        if (begun.Value == MonthCloseState.Closed && (await SettleLeftAsync(actor, first, cancellationToken)).Refusal is { } ended)
            return ended;

        return await work.RunAsync<MonthReport>(actor, (_, stop) => queries.ReportAsync(actor, first, stop), cancellationToken);
    }

    /// <summary>From here on the books of the month are closed.</summary>
    /// <returns>How far its close had come before.</returns>
    private Task<Outcome<MonthCloseState>> BeginAsync(Actor actor, DateOnly month, CancellationToken cancellationToken) =>
        work.RunAsync<MonthCloseState>(
        actor.ForPart,
        async (db, stop) =>
        {
            if (await db.MonthCloses.AsNoTracking().Where(row => row.Month == month).Select(row => (MonthCloseState?)row.State)
                .SingleOrDefaultAsync(stop) is { } before)
                return before;

            var checks = await MonthChecks.OfAsync(db, month, clock.GetUtcNow(), stop);
            if (checks.Where(check => check.Blocks).Select(check => check.Check.ToString()).ToList() is { Count: > 0 } blocking)
                return Refusal.Conflict(CloseRefusals.Blocked)
                    .With("checks", string.Join(", ", blocking.Select(name => TextCatalog.Word("CloseCheck", name))));

            // whoever appends at this moment commits first, and is counted
            await LedgerPeriod.CloseThroughAsync(db, month, stop);
            db.MonthCloses.Add(new MonthClose
            {
                Month = month,
                State = MonthCloseState.Closing,
                Partners = await TaxSettlements.Partners(db, month).CountAsync(stop),
                StartedAt = clock.GetUtcNow(),
                StartedBy = actor.Name,
            });
            db.Audit(actor, clock, AuditActions.MonthClosed, month.ToString("yyyy-MM", CultureInfo.InvariantCulture), SubjectOf(month));
            db.NotifyChange(ChangeTopics.Money, SubjectOf(month), clock);
            return MonthCloseState.Closing;
        },
        cancellationToken);

    /// <summary>Part by part; one that fails partner by partner, so that only whose own failure it is stays on the report.</summary>
    private async Task<Outcome<Done>> SettleLeftAsync(Actor actor, DateOnly month, CancellationToken cancellationToken)
    {
        for (var after = Guid.Empty; await NextLeftAsync(month, after, cancellationToken) is { Count: > 0 } partners; after = partners[^1])
        {
            try
            {
                if ((await SettleLeftAsync(actor, month, partners, cancellationToken)).Refusal is { } ended)
                    return ended;
            }
            catch (Exception failure) when (FailedWork.IsItsOwn(failure, cancellationToken))
            {
                if (await LeftOneByOneAsync(actor, month, partners, cancellationToken) is { } ended)
                    return ended;
            }
        }

        return default(Done);
    }

    private async Task<Refusal?> LeftOneByOneAsync(Actor actor, DateOnly month, List<Guid> partners, CancellationToken cancellationToken)
    {
        foreach (var partner in partners)
        {
            try
            {
                if ((await SettleLeftAsync(actor, month, [partner], cancellationToken)).Refusal is { } ended)
                    return ended;
            }
            catch (Exception failure) when (FailedWork.IsItsOwn(failure, cancellationToken))
            {
                log.LogError(failure, "Tax that partner {Partner} has left in {Month} could not be settled", partner, month);
            }
        }

        return null;
    }

    private async Task<List<Guid>> NextLeftAsync(DateOnly month, Guid after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ClosedTax.Left(db, db.JournalEntries.Where(entry => entry.TaxMonth == month && entry.HolderId.CompareTo(after) > 0))
            .Select(left => left.PartnerId).Distinct().OrderBy(id => id).Take(Part).ToListAsync(cancellationToken);
    }

    private Task<Outcome<Done>> SettleLeftAsync(Actor actor, DateOnly month, List<Guid> partners, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(
        actor.ForPart,
        async (db, stop) =>
        {
            await LeftAsync(db, actor, month, partners, stop);
            return default(Done);
        },
        cancellationToken);

    /// <summary>Settles tax that was left in the closed month, as its close would have done.</summary>
    private async Task LeftAsync(PortalDb db, Actor actor, DateOnly month, List<Guid> partners, CancellationToken cancellationToken)
    {
        var policies = await StoredPolicies.AllAsync(db, cancellationToken);
        var places = await ClosedTax.PlacesAsync(db, partners.ConvertAll(partner => (partner, month)), policies, cancellationToken);
        var left = await ClosedTax.Left(db, db.JournalEntries.Where(entry => entry.TaxMonth == month && partners.Contains(entry.HolderId)))
            .OrderBy(row => row.PartnerId).ThenBy(row => row.Basis).ToListAsync(cancellationToken);
        if (left.Count == 0)
            return; // another process was first

        var before = await db.JournalEntries
            .Where(entry => entry.TaxMonth == month && partners.Contains(entry.HolderId)
                && (entry.Reason == EntryReason.TaxRemitted || entry.Reason == EntryReason.TaxRefunded))
            .GroupBy(entry => entry.HolderId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var drafts = left.ConvertAll(row => TaxSettlements.Left(
            row, places.GetValueOrDefault((row.PartnerId, month), TaxDisposition.Refunded), before.GetValueOrDefault(row.PartnerId),
            clock.GetUtcNow(), actor.Name));
        long Settled(EntryReason reason) => -drafts.Where(draft => draft.Reason == reason).Sum(draft => draft.Amounts.TaxWithheld.Amount);
        var (remitted, refunded) = (Settled(EntryReason.TaxRemitted), Settled(EntryReason.TaxRefunded));
        await db.MonthCloses.Where(row => row.Month == month).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Entries, row => row.Entries + drafts.Count)
                .SetProperty(row => row.Remitted, row => row.Remitted + remitted)
                .SetProperty(row => row.Refunded, row => row.Refunded + refunded),
            cancellationToken);
        await ledger.AppendAsync(db, drafts, cancellationToken);
        db.Audit(actor, clock, AuditActions.MonthClosed, month.ToString("yyyy-MM", CultureInfo.InvariantCulture), SubjectOf(month), null,
            new { partners = partners.Count, remitted, refunded });
        db.NotifyChange(ChangeTopics.Money, SubjectOf(month), clock);
    }

    /// <summary>A month as the subject of a change: its first day in the last digits of an id.</summary>
    internal static Guid SubjectOf(DateOnly month) =>
        new($"00000000-0000-7000-8001-{month.ToString("yyyyMMdd", CultureInfo.InvariantCulture).PadLeft(12, '0')}");
}
