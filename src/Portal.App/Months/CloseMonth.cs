using Portal.App.Tax;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Auditing;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Ledger;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Months;

/// <summary>
/// Closes a month (R6.4): its books take no more entries, and the tax of each partner is remitted or comes back. In parts of some hundred
/// partners, each in a transaction that moves on how far it came; whoever runs it again goes on from there, and finds nothing to do when it
/// is closed. Should the audit have found tax that is kept back in a month that was closed before, running it again settles that too.
/// </summary>
public sealed class CloseMonth(Work work, MonthQueries queries, LedgerWriter ledger, TimeProvider clock)
{
    /// <summary>Something on the checklist blocks it. Facts: <c>checks</c>.</summary>
    public const string Blocked = "month_close_blocked";

    /// <summary>Partners with a balance; those without anything to settle in the month are passed over.</summary>
    private const int Part = 500;

    private static readonly Guid Highest = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <param name="actor">Finance.</param>
    /// <param name="month">A day of the month.</param>
    /// <param name="cancellationToken">Ends it between two parts; running it again goes on.</param>
    public async Task<Outcome<MonthReport>> RunAsync(Actor actor, DateOnly month, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorMonthsClose))
            return Refusal.Forbidden();

        var first = LocalCalendar.Month(month);
        if ((await BeginAsync(actor, first, cancellationToken)).Refusal is { } refusal)
            return refusal;

        await FinishAsync(first, cancellationToken);
        if ((await SettleLeftAsync(actor, first, cancellationToken)).Refusal is { } ended)
            return ended;

        return await work.RunAsync<MonthReport>(actor, (_, stop) => queries.ReportAsync(actor, first, stop), cancellationToken);
    }

    /// <summary>Goes on with a close that has begun, to its end.</summary>
    internal async Task FinishAsync(DateOnly month, CancellationToken cancellationToken)
    {
        while (!(await work.RunAsync<bool>(Actor.System, (db, stop) => PartAsync(db, month, stop), cancellationToken)).Value)
            cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>From here on the books of the month are closed.</summary>
    private Task<Outcome<Done>> BeginAsync(Actor actor, DateOnly month, CancellationToken cancellationToken) => work.RunAsync<Done>(
        actor.ForPart,
        async (db, stop) =>
        {
            if (await db.MonthCloses.AsNoTracking().AnyAsync(row => row.Month == month, stop))
                return default(Done);

            var checks = await MonthChecks.OfAsync(db, month, clock.GetUtcNow(), stop);
            if (checks.Where(check => check.Blocks).Select(check => check.Check.ToString()).ToList() is { Count: > 0 } blocking)
                return Refusal.Conflict(Blocked).With("checks", string.Join(", ", blocking.Select(name => Texts.TextCatalog.Word("CloseCheck", name))));

            // whoever appends at this moment commits first, and is counted
            await LedgerBooks.CloseThroughAsync(db, month, stop);
            db.MonthCloses.Add(new MonthClose
            {
                Month = month,
                State = MonthCloseState.Closing,
                Partners = await MonthSettling.Partners(db, month).CountAsync(stop),
                StartedAt = clock.GetUtcNow(),
                StartedBy = actor.Name,
            });
            db.Audit(actor, clock, AuditActions.MonthClosed, month.ToString("yyyy-MM", CultureInfo.InvariantCulture), SubjectOf(month));
            db.Note(ChangeTopics.Money, SubjectOf(month), clock);
            return default(Done);
        },
        cancellationToken);

    /// <summary>Settles the next partners. True when there are none left.</summary>
    private async Task<Outcome<bool>> PartAsync(PortalDb db, DateOnly month, CancellationToken cancellationToken)
    {
        var close = await db.MonthCloses.AsNoTracking().SingleAsync(row => row.Month == month, cancellationToken);
        if (close.State == MonthCloseState.Closed)
            return true;

        // partners and then a range of the index between two of them: no plan reads the whole month for a part, whatever the database believes of
        // a month that it has no statistics of yet
        var after = close.Cursor;
        var partners = await db.LedgerBalances.Where(balance => balance.PartnerId.CompareTo(after) > 0).OrderBy(balance => balance.PartnerId)
            .Select(balance => balance.PartnerId).Take(Part).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var rows = db.MonthCloses.Where(row => row.Month == month && row.Cursor == after && row.State == MonthCloseState.Closing);
        if (partners.Count == 0)
        {
            await rows.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, MonthCloseState.Closed).SetProperty(row => row.Cursor, Highest).SetProperty(row => row.ClosedAt, now), cancellationToken);
            db.Note(ChangeTopics.Money, SubjectOf(month), clock);
            return true;
        }

        // a reversal of a reward of the month comes before or after its partner is settled, not between
        await KeyLocks.TakeAsync(db, partners.Select(ClosedTax.LockOf), cancellationToken);
        var last = partners[^1];
        var theirs = db.JournalEntries.Where(entry => entry.PartnerId.CompareTo(after) > 0 && entry.PartnerId.CompareTo(last) <= 0);
        var settled = await MonthSettling.OfAsync(theirs, month, await MonthSettling.PolicyAsync(db, month, cancellationToken), cancellationToken);
        var drafts = settled.SelectMany(partner => MonthSettling.Drafts(partner, month, close.StartedBy)).ToList();
        var (remitted, refunded) = (settled.Sum(partner => partner.Remit), settled.Sum(partner => partner.Refund));
        var moved = await rows.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Cursor, last)
                .SetProperty(row => row.Done, row => row.Done + settled.Count)
                .SetProperty(row => row.Entries, row => row.Entries + drafts.Count)
                .SetProperty(row => row.Remitted, row => row.Remitted + remitted)
                .SetProperty(row => row.Refunded, row => row.Refunded + refunded),
            cancellationToken);
        if (moved == 0)
            return false; // another process did this part

        await ledger.AppendAsync(db, drafts, cancellationToken);
        db.Note(ChangeTopics.Money, SubjectOf(month), clock);
        return false;
    }

    private async Task<Outcome<int>> SettleLeftAsync(Actor actor, DateOnly month, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = await work.RunAsync<int>(actor.ForPart, (db, stop) => LeftAsync(db, actor, month, stop), cancellationToken);
            if (!part.Succeeded || part.Value < Part)
                return part;
        }
    }

    /// <summary>Settles tax that was left in the closed month, as its close would have done; so many partners at a time.</summary>
    private async Task<Outcome<int>> LeftAsync(PortalDb db, Actor actor, DateOnly month, CancellationToken cancellationToken)
    {
        var partners = await ClosedTax.Left(db, db.JournalEntries.Where(entry => entry.TaxMonth == month)).Select(left => left.PartnerId).Distinct().OrderBy(id => id).Take(Part)
            .ToListAsync(cancellationToken);
        if (partners.Count == 0)
            return 0;

        var policies = await StoredPolicies.AllAsync(db, cancellationToken);
        var places = await ClosedTax.PlacesAsync(db, partners.ConvertAll(partner => (partner, month)), policies, cancellationToken);
        var left = await ClosedTax.Left(db, db.JournalEntries.Where(entry => entry.TaxMonth == month && partners.Contains(entry.PartnerId)))
            .OrderBy(row => row.PartnerId).ThenBy(row => row.Basis).ToListAsync(cancellationToken);
        var before = await db.JournalEntries
            .Where(entry => entry.TaxMonth == month && partners.Contains(entry.PartnerId) && (entry.Reason == EntryReason.TaxRemitted || entry.Reason == EntryReason.TaxRefunded))
            .GroupBy(entry => entry.PartnerId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var drafts = left.ConvertAll(row => MonthSettling.Left(
            row, places.GetValueOrDefault((row.PartnerId, month), TaxPlace.Refunded), before.GetValueOrDefault(row.PartnerId), clock.GetUtcNow(), actor.Name));
        long Settled(EntryReason reason) => -drafts.Where(draft => draft.Reason == reason).Sum(draft => draft.Amounts.TaxWithheld.Amount);
        var (remitted, refunded) = (Settled(EntryReason.TaxRemitted), Settled(EntryReason.TaxRefunded));
        await db.MonthCloses.Where(row => row.Month == month).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Entries, row => row.Entries + drafts.Count)
                .SetProperty(row => row.Remitted, row => row.Remitted + remitted)
                .SetProperty(row => row.Refunded, row => row.Refunded + refunded),
            cancellationToken);
        await ledger.AppendAsync(db, drafts, cancellationToken);
        db.Audit(actor, clock, AuditActions.MonthClosed, month.ToString("yyyy-MM", CultureInfo.InvariantCulture), SubjectOf(month), null, new { partners = partners.Count, remitted, refunded });
        db.Note(ChangeTopics.Money, SubjectOf(month), clock);
        return partners.Count;
    }

    /// <summary>A month as the subject of a change: its first day in the last digits of an id.</summary>
    internal static Guid SubjectOf(DateOnly month) => new($"00000000-0000-7000-8001-{month.ToString("yyyyMMdd", CultureInfo.InvariantCulture).PadLeft(12, '0')}");
}
