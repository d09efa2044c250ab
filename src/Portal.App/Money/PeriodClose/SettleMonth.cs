using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.PeriodClose;

/// <summary>
/// Settles the partners of a month whose close has begun: some hundred at a time, each part in a transaction that moves on how far the
/// close came, so that whoever comes next goes on from there. A part that fails is done partner by partner; who fails alone is put aside
/// (<see cref="UnsettledMonth"/>) and tried again after pauses that grow, and the close goes on.
/// </summary>
public sealed class SettleMonth(
    IDbContextFactory<PortalDb> contexts, UnitOfWork work, LedgerWriter ledger, FailedWork failed, TimeProvider clock,
    ILogger<SettleMonth> log)
{
    /// <summary>Partners with a balance; those without anything to settle in the month are passed over.</summary>
    private const int Part = 500;

    /// <summary>When so many fail it is no failure of their own, and the close stops as a whole.</summary>
    public const int MostAside = 100;

    private static readonly Guid Highest = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <summary>As far as it can be done now; the month is closed when nobody is left.</summary>
    public async Task RunAsync(DateOnly month, CancellationToken cancellationToken)
    {
        var aside = await AsideAsync(month, cancellationToken);
        await failed.RunAsync([.. aside.Keys], (item, stop) => SettleAsideAsync(month, aside[item], item, stop), cancellationToken);
        while (await NextAsync(month, cancellationToken) is { } next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (next.Partners.Count == 0)
            {
                await EndAsync(month, next.After, cancellationToken);
                return;
            }

            try
            {
                await SettleAsync(month, next.By, next.After, next.Partners, cancellationToken);
            }
            catch (Exception failure) when (FailedWork.IsItsOwn(failure, cancellationToken))
            {
                await OneByOneAsync(month, next, cancellationToken);
            }
        }
    }

    /// <summary>One of them failed, and it is not known which.</summary>
    private async Task OneByOneAsync(DateOnly month, Stretch next, CancellationToken cancellationToken)
    {
        var after = next.After;
        foreach (var partner in next.Partners)
        {
            try
            {
                await SettleAsync(month, next.By, after, [partner], cancellationToken);
            }
            catch (Exception failure) when (FailedWork.IsItsOwn(failure, cancellationToken))
            {
                await PutAsideAsync(month, after, partner, failure, cancellationToken);
            }

            after = partner;
        }
    }

    /// <summary>
    /// The next partners by their ids. Those and then a range of the index between two of them: no plan reads the whole month for a part,
    /// whatever the database believes of a month that it has no statistics of yet. Null when the month is closed.
    /// </summary>
    private async Task<Stretch?> NextAsync(DateOnly month, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var close = await db.MonthCloses.AsNoTracking().SingleAsync(row => row.Month == month, cancellationToken);
        if (close.State == MonthCloseState.Closed)
            return null;

        var after = close.Cursor;
        return new Stretch(
            close.StartedBy,
            after,
            await db.LedgerBalances
                .Where(balance => balance.Holder == LedgerHolder.Partner && balance.HolderId.CompareTo(after) > 0)
                .OrderBy(balance => balance.HolderId)
                .Select(balance => balance.HolderId).Take(Part).ToListAsync(cancellationToken));
    }

    /// <summary>Settles these, unless another process has come by.</summary>
    private Task SettleAsync(DateOnly month, string by, Guid after, IReadOnlyList<Guid> partners, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            // a reversal of a reward of the month comes before or after its partner is settled, not between
            await KeyLocks.TakeAsync(db, partners.Select(ClosedTax.LockOf), stop);
            var last = partners[^1];
            var theirs = db.JournalEntries.Where(entry => entry.HolderId.CompareTo(after) > 0 && entry.HolderId.CompareTo(last) <= 0);
            var drafts = await DraftsAsync(db, theirs, month, by, stop);
            if (await MoveAsync(At(db, month, after), drafts, last, stop) > 0)
                await AppendAsync(db, month, drafts, stop);
            return default(Done);
        },
        cancellationToken);

    /// <summary>Passes over a partner who cannot be settled, unless another process has come by.</summary>
    private async Task PutAsideAsync(DateOnly month, Guid after, Guid partner, Exception failure, CancellationToken cancellationToken)
    {
        log.LogError(failure, "The tax of partner {Partner} of {Month} could not be settled; the close goes on without it", partner, month);
        await work.RunAsync<Done>(
            Actor.System,
            async (db, stop) =>
            {
                if (await db.UnsettledMonths.CountAsync(row => row.Month == month, stop) >= MostAside)
                {
                    throw new InvalidOperationException(
                        $"More than {MostAside} partners of the month cannot be settled; the last one: {failure.GetBaseException().Message}", failure);
                }

                if (await At(db, month, after).ExecuteUpdateAsync(set => set.SetProperty(row => row.Cursor, partner), stop) == 0)
                    return default(Done);

                db.UnsettledMonths.Add(new UnsettledMonth { Month = month, PartnerId = partner, Since = clock.GetUtcNow() });
                var name = await db.Partners.Where(row => row.Id == partner).Select(row => row.Name).SingleAsync(stop);
                await failed.NoteAsync(db, ItemOf(month, partner, name), failure, stop);
                db.NotifyChange(ChangeTopics.Money, CloseMonth.SubjectOf(month), clock);
                return default(Done);
            },
            cancellationToken);
    }

    /// <summary>Settles one who was put aside, as the close would have done.</summary>
    private Task SettleAsideAsync(DateOnly month, Guid partner, WorkItem item, CancellationToken cancellationToken) => work.RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            await KeyLocks.TakeAsync(db, [ClosedTax.LockOf(partner)], stop);
            if (await db.UnsettledMonths.Where(row => row.Month == month && row.PartnerId == partner).ExecuteDeleteAsync(stop) == 0)
                return default(Done); // another process has settled it

            var close = await db.MonthCloses.AsNoTracking().SingleAsync(row => row.Month == month, stop);
            var drafts = await DraftsAsync(db, db.JournalEntries.Where(entry => entry.HolderId == partner), month, close.StartedBy, stop);
            await MoveAsync(db.MonthCloses.Where(row => row.Month == month), drafts, null, stop);
            await AppendAsync(db, month, drafts, stop);
            await db.WorkFailures.Where(row => row.Kind == item.Kind && row.SubjectId == item.Id).ExecuteDeleteAsync(stop);
            return default(Done);
        },
        cancellationToken);

    /// <summary>Nobody is behind the cursor any more: the month is closed, unless somebody was put aside.</summary>
    private Task EndAsync(DateOnly month, Guid after, CancellationToken cancellationToken) => work.RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            await At(db, month, after).ExecuteUpdateAsync(set => set.SetProperty(row => row.Cursor, Highest), stop);
            var now = clock.GetUtcNow();
            var closed = await At(db, month, Highest).Where(row => !db.UnsettledMonths.Any(aside => aside.Month == row.Month))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.State, MonthCloseState.Closed).SetProperty(row => row.ClosedAt, now), stop);
            if (closed > 0)
                db.NotifyChange(ChangeTopics.Money, CloseMonth.SubjectOf(month), clock);
            return default(Done);
        },
        cancellationToken);

    /// <summary>Notes in the row of the close what was settled, and how far it came where that moves on.</summary>
    private static Task<int> MoveAsync(IQueryable<MonthClose> close, Drafts drafts, Guid? cursor, CancellationToken cancellationToken)
    {
        var (settled, entries) = (drafts.Settled.Count, drafts.Entries.Count);
        var (remitted, refunded) = (drafts.Settled.Sum(one => one.Remit), drafts.Settled.Sum(one => one.Refund));
        return close.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Cursor, row => cursor ?? row.Cursor)
                .SetProperty(row => row.Done, row => row.Done + settled)
                .SetProperty(row => row.Entries, row => row.Entries + entries)
                .SetProperty(row => row.Remitted, row => row.Remitted + remitted)
                .SetProperty(row => row.Refunded, row => row.Refunded + refunded),
            cancellationToken);
    }

    private async Task AppendAsync(PortalDb db, DateOnly month, Drafts drafts, CancellationToken cancellationToken)
    {
        await ledger.AppendAsync(db, drafts.Entries, cancellationToken);
        db.NotifyChange(ChangeTopics.Money, CloseMonth.SubjectOf(month), clock);
    }

    private static async Task<Drafts> DraftsAsync(
        PortalDb db, IQueryable<JournalEntry> theirs, DateOnly month, string by, CancellationToken cancellationToken)
    {
        var settled = await TaxSettlements.OfAsync(
            theirs, month, await TaxSettlements.PolicyAsync(db, month, cancellationToken), cancellationToken);
        return new Drafts(settled, [.. settled.SelectMany(partner => TaxSettlements.Drafts(partner, month, by))]);
    }

    /// <summary>Those who were put aside, each with what people know it by.</summary>
    private async Task<Dictionary<WorkItem, Guid>> AsideAsync(DateOnly month, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var aside = await db.UnsettledMonths.Where(row => row.Month == month).OrderBy(row => row.PartnerId)
            .Join(db.Partners, row => row.PartnerId, partner => partner.Id, (row, partner) => new { row.PartnerId, partner.Name })
            .ToListAsync(cancellationToken);
        return aside.ToDictionary(row => ItemOf(month, row.PartnerId, row.Name), row => row.PartnerId);
    }

    private static WorkItem ItemOf(DateOnly month, Guid partner, string name) => new(
        WorkKind.MonthPartner,
        WorkItem.Part(nameof(SettleMonth), string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM} {partner:N}")).Id,
        string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM}: {name}"));

    /// <summary>The close, if it is still where it was.</summary>
    private static IQueryable<MonthClose> At(PortalDb db, DateOnly month, Guid after) =>
        db.MonthCloses.Where(row => row.Month == month && row.Cursor == after && row.State == MonthCloseState.Closing);

    /// <param name="By">Who closes the month.</param>
    /// <param name="After">The last partner that is done.</param>
    /// <param name="Partners">Those behind them; none when all are done.</param>
    private sealed record Stretch(string By, Guid After, IReadOnlyList<Guid> Partners);

    private sealed record Drafts(IReadOnlyList<PartnerSettlement> Settled, IReadOnlyList<EntryDraft> Entries);
}
