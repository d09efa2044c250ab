using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;

namespace Portal.App.Money.PeriodClose;

/// <summary>Where a month is on its way to being closed.</summary>
public enum MonthState
{
    Open,
    Closing,
    Closed,
}

/// <summary>What the entries of one reason add up to in a month's books, in đồng.</summary>
/// <param name="Gross">To the earnings before tax.</param>
/// <param name="Tax">To the tax withheld.</param>
/// <param name="Available">To what can be withdrawn.</param>
public sealed record MonthLine(
    EntryReason Reason, int Entries, long Gross, long Tax, long Available, long Held, long Reserved, long TaxRemitted, long PaidOut);

/// <summary>A month's books, from the ledger itself.</summary>
/// <param name="Lines">By what the entries record.</param>
/// <param name="TaxToRemit">What was remitted, or is to be when the month is closed, less what reversals took back of earlier remittances
/// in this month; what is owed to the state for it.</param>
/// <param name="TaxToRefund">What came back to partners, or is to.</param>
/// <param name="Remitting">Partners whose tax is remitted.</param>
/// <param name="Refunding">Partners whose tax comes back.</param>
/// <param name="ReversedRemittance">What reversals took back of earlier remittances.</param>
/// <param name="LateEntries">Entries that belong to months that were closed before.</param>
/// <param name="Difference">What the close noted less what the ledger has: zero, or something is wrong.</param>
/// <param name="LeftWithheld">Partners whose tax of the closed month is still kept back; zero, or it is to be closed again, which settles
/// it.</param>
/// <param name="Promise">By when it is to be closed, and how late that is; null once it is.</param>
/// <param name="Aside">Partners whom the close could not settle and put aside; they are tried again, and the month is closed when there are
/// none.</param>
public sealed record MonthReport(
    DateOnly Month, MonthState State, IReadOnlyList<MonthLine> Lines, int Partners, int Done, long TaxToRemit, long TaxToRefund,
    int Remitting, int Refunding,
    long ReversedRemittance, int LateEntries, long Difference, IReadOnlyList<CloseCheckResult> Checks, DateTimeOffset? ClosedAt,
    string? ClosedBy, int LeftWithheld,
    PromisedDay? Promise, int Aside)
{
    public bool CanClose => State == MonthState.Open && !Checks.Any(check => check.Blocks);
}

/// <summary>What the close does, or did, with one partner.</summary>
public sealed record SettlementView(
    Guid PartnerId, string PartnerName, string Email, long Gross, long Withheld, long PaymentTax, long Remit, long Refund);

/// <summary>What settlements come to, in đồng.</summary>
public readonly record struct SettlementSum(long Remit, long Refund);

/// <summary>A month in the list of months.</summary>
/// <param name="Promise">By when it is to be closed, and how late that is; null once it is.</param>
public sealed record MonthView(
    DateOnly Month, MonthState State, int Entries, long Gross, long TaxWithheld, long Remitted, long Refunded, DateTimeOffset? ClosedAt,
    PromisedDay? Promise);

/// <summary>From when to when there are months, all null before the first entry.</summary>
/// <param name="Oldest">The first month with entries, whether it is closed or not.</param>
/// <param name="Newest">The last.</param>
/// <param name="Waiting">The oldest that is not closed to its end.</param>
public sealed record MonthRange(DateOnly? Oldest, DateOnly? Newest, DateOnly? Waiting)
{
    /// <summary>The years from the newest back to the oldest.</summary>
    public IReadOnlyList<int> Years => Oldest is { } oldest && Newest is { } newest
        ? [.. Enumerable.Range(oldest.Year, newest.Year - oldest.Year + 1).Reverse()] : [];
}

/// <summary>Months and their close, for the operator only.</summary>
public sealed class MonthQueries(IDbContextFactory<PortalDb> contexts, PortalSettings settings, TimeProvider clock)
{
    /// <summary>How far back the list of months goes where no year is asked for.</summary>
    private const int Shown = 36;

    /// <summary>Months with entries, the newest first.</summary>
    /// <param name="actor">The operator.</param>
    /// <param name="year">Of this year only; null for those of the last three years.</param>
    public async Task<IReadOnlyList<MonthView>> ListAsync(Actor actor, int? year, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var from = year is { } first
            ? new DateOnly(first, 1, 1) : LocalCalendar.Month(LocalCalendar.Day(clock.GetUtcNow())).AddMonths(-Shown);
        var until = year is { } last ? new DateOnly(last, 12, 1) : DateOnly.MaxValue;
        var months = await db.JournalEntries.Where(entry => entry.Month >= from && entry.Month <= until).GroupBy(entry => entry.Month)
            .Select(group => new { group.Key, Entries = group.Count(), Gross = -group.Sum(entry => entry.Earned) })
            .ToListAsync(cancellationToken);
        var withheld = await db.JournalEntries.Where(entry => entry.TaxMonth >= from && entry.TaxMonth <= until
            && entry.Reason != EntryReason.TaxRemitted && entry.Reason != EntryReason.TaxRefunded)
            .GroupBy(entry => entry.TaxMonth).Select(group => new { group.Key, Tax = group.Sum(entry => entry.TaxWithheld) })
            .ToDictionaryAsync(group => group.Key!.Value, group => group.Tax, cancellationToken);
        var closes = await db.MonthCloses.AsNoTracking().Where(row => row.Month >= from && row.Month <= until)
            .ToDictionaryAsync(row => row.Month, cancellationToken);
        return
        [
            .. months.Select(row => row.Key).Union(closes.Keys).OrderDescending().Select(month =>
            {
                var sums = months.Find(row => row.Key == month);
                var close = closes.GetValueOrDefault(month);
                return new MonthView(
                    month, StateOf(close), sums?.Entries ?? 0, sums?.Gross ?? 0, withheld.GetValueOrDefault(month), close?.Remitted ?? 0,
                    close?.Refunded ?? 0,
                    close?.ClosedAt, PromiseOf(close, month));
            }),
        ];
    }

    /// <summary>Which months there are at all.</summary>
    public async Task<MonthRange> RangeAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return new MonthRange(null, null, null);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var closed = await db.LedgerPeriods.AsNoTracking().Select(period => period.ClosedThrough).SingleOrDefaultAsync(cancellationToken);
        var months = db.JournalEntries.Select(entry => (DateOnly?)entry.Month);
        return new MonthRange(
            await months.OrderBy(month => month).FirstOrDefaultAsync(cancellationToken),
            await months.OrderByDescending(month => month).FirstOrDefaultAsync(cancellationToken),
            await db.MonthCloses.Where(row => row.State == MonthCloseState.Closing).Select(row => (DateOnly?)row.Month)
            .OrderBy(month => month).FirstOrDefaultAsync(cancellationToken)
                ?? await months.Where(month => month > closed).OrderBy(month => month).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>The month's books; before the close with what it would do.</summary>
    public async Task<Outcome<MonthReport>> ReportAsync(Actor actor, DateOnly month, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.Forbidden();

        var first = LocalCalendar.Month(month);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var close = await db.MonthCloses.AsNoTracking().SingleOrDefaultAsync(row => row.Month == first, cancellationToken);
        var sums = await db.JournalEntries.Where(entry => entry.Month == first).GroupBy(entry => entry.Reason)
            .Select(LedgerQueries.Totals<EntryReason>()).ToListAsync(cancellationToken);
        var lines = sums.OrderBy(sum => sum.Key).Select(sum => new MonthLine(
            sum.Key, sum.Entries, -sum.Earned, sum.TaxWithheld, sum.Available + sum.AvailablePreTax, sum.Held, sum.Reserved,
            sum.TaxRemitted, sum.PaidOut)).ToList();
        var late = await db.JournalEntries.CountAsync(entry => entry.Month == first && entry.FactMonth < first, cancellationToken);
        var reversed = -await db.JournalEntries.Where(
            entry => entry.Month == first && (entry.Reason == EntryReason.Reversal || entry.Reason == EntryReason.Returned))
            .SumAsync(entry => entry.TaxRemitted, cancellationToken);
        var aside = await db.UnsettledMonths.Where(row => row.Month == first).Select(row => row.PartnerId).ToListAsync(cancellationToken);
        var totals = close is null
            ? await PlannedAsync(db, db.JournalEntries, first, cancellationToken)
            : await PostedAsync(db.JournalEntries, first, close.Cursor, aside, cancellationToken);
        var checks = close is null ? await MonthChecks.OfAsync(db, first, clock.GetUtcNow(), cancellationToken) : [];
        return new MonthReport(
            first, StateOf(close), lines, close?.Partners ?? totals.Partners, close?.Done ?? 0, totals.Remit - reversed, totals.Refund,
            totals.Remitting, totals.Refunding, reversed, late,
            close is null ? 0 : close.Remitted - totals.Remit + (close.Refunded - totals.Refund), checks, close?.ClosedAt, close?.StartedBy,
            totals.Left,
            PromiseOf(close, first), aside.Count);
    }

    /// <summary>What the close will do, or did, partner by partner, those with the most earned first.</summary>
    public async Task<PageOf<SettlementView>> SettlementsAsync(
        Actor actor, DateOnly month, string? search, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return PageOf<SettlementView>.Empty;

        var first = LocalCalendar.Month(month);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var partners = TaxSettlements.Partners(db, first);
        if (SearchText.Fold(search) is { Length: > 0 } text)
            partners = partners.Where(id => db.Partners.Any(partner => partner.Id == id && partner.NameSearch.Contains(text)));
        var ids = await partners
            .OrderByDescending(id => -db.JournalEntries.Where(
                entry => entry.HolderId == id && entry.Month == first && entry.Basis == TaxBasis.CalendarMonth).Sum(entry => entry.Earned))
            .ThenBy(id => id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new PageOf<SettlementView>(
            await SettlementsOfAsync(db, first, ids, cancellationToken), await partners.CountAsync(cancellationToken));
    }

    /// <summary>The same for a program, partners who joined last first.</summary>
    public async Task<Outcome<CursorPage<SettlementView>>> PageSettlementsAsync(
        Actor actor, DateOnly month, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.Forbidden();

        var first = LocalCalendar.Month(month);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var concerned = TaxSettlements.Partners(db, first);
        var partners = db.Partners.Where(partner => concerned.Contains(partner.Id));
        if (page.After is { } after)
            partners = partners.Where(
                partner => partner.CreatedAt < after.At || (partner.CreatedAt == after.At && partner.Id.CompareTo(after.Id) < 0));
        var rows = await partners.OrderByDescending(partner => partner.CreatedAt).ThenByDescending(partner => partner.Id)
            .Take(page.Limit + 1)
            .Select(partner => new { partner.Id, partner.CreatedAt }).ToListAsync(cancellationToken);
        var cut = page.Cut(rows, row => new CursorRequest.Position(row.CreatedAt, row.Id));
        return new CursorPage<SettlementView>(
            await SettlementsOfAsync(db, first, [.. cut.Items.Select(row => row.Id)], cancellationToken), cut.NextCursor);
    }

    /// <summary>What the close will do, or did, with these partners, in the order of the ids.</summary>
    private static async Task<List<SettlementView>> SettlementsOfAsync(
        PortalDb db, DateOnly first, List<Guid> ids, CancellationToken cancellationToken)
    {
        var names = await db.Partners.AsNoTracking().Where(partner => ids.Contains(partner.Id))
            .Select(partner => new { partner.Id, partner.Name, partner.Email }).ToDictionaryAsync(partner => partner.Id, cancellationToken);
        var settled = await db.MonthCloses.AnyAsync(row => row.Month == first, cancellationToken)
            ? await DoneAsync(db, first, ids, cancellationToken)
            : (await TaxSettlements.OfAsync(
                db.JournalEntries.Where(entry => ids.Contains(entry.HolderId)), first,
                await TaxSettlements.PolicyAsync(db, first, cancellationToken), cancellationToken))
                .ToDictionary(one => one.PartnerId);
        return ids.ConvertAll(id => new SettlementView(
            id, names[id].Name, names[id].Email, settled[id].Gross, settled[id].Withheld, settled[id].PaymentTax, settled[id].Remit,
            settled[id].Refund));
    }

    /// <summary>What the settlements that the search finds come to: the total row of <see cref="SettlementsAsync"/>.</summary>
    public async Task<SettlementSum> SettlementSumAsync(Actor actor, DateOnly month, string? search, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return default;

        var first = LocalCalendar.Month(month);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<JournalEntry> entries = db.JournalEntries;
        if (SearchText.Fold(search) is { Length: > 0 } text)
            entries = entries.Where(
                entry => db.Partners.Any(partner => partner.Id == entry.HolderId && partner.NameSearch.Contains(text)));
        var totals = await db.MonthCloses.AnyAsync(row => row.Month == first, cancellationToken)
            ? await PostedAsync(entries, first, Guid.Empty, [], cancellationToken)
            : await PlannedAsync(db, entries, first, cancellationToken);
        return new SettlementSum(totals.Remit, totals.Refund);
    }

    /// <summary>What these partners' settlements came to, from the entries that the close posted.</summary>
    private static async Task<Dictionary<Guid, PartnerSettlement>> DoneAsync(
        PortalDb db, DateOnly month, IReadOnlyCollection<Guid> partners, CancellationToken cancellationToken)
    {
        var grosses = await db.JournalEntries
            .Where(entry => entry.Month == month && entry.Basis == TaxBasis.CalendarMonth && partners.Contains(entry.HolderId))
            .GroupBy(entry => entry.HolderId).Select(group => new { group.Key, Gross = -group.Sum(entry => entry.Earned) })
            .ToDictionaryAsync(group => group.Key, group => group.Gross, cancellationToken);
        var posted = await db.JournalEntries.AsNoTracking()
            .Where(entry => entry.TaxMonth == month && partners.Contains(entry.HolderId)
                && (entry.Reason == EntryReason.TaxRemitted || entry.Reason == EntryReason.TaxRefunded))
            .Select(entry => new { entry.HolderId, entry.Reason, entry.Basis, Tax = -entry.TaxWithheld }).ToListAsync(cancellationToken);
        return partners.ToDictionary(
            id => id,
            id =>
            {
                var mine = posted.FindAll(row => row.HolderId == id);
                var remit = mine.Where(row => row is { Reason: EntryReason.TaxRemitted, Basis: TaxBasis.CalendarMonth })
                    .Sum(row => row.Tax);
                var refund = mine.Where(row => row.Reason == EntryReason.TaxRefunded).Sum(row => row.Tax);
                return new PartnerSettlement(
                    id, grosses.GetValueOrDefault(id), remit + refund,
                    mine.Where(row => row is { Reason: EntryReason.TaxRemitted, Basis: TaxBasis.PerPayment }).Sum(row => row.Tax),
                    new TaxSettlement(new Dong(remit), new Dong(refund)));
            });
    }

    private PromisedDay? PromiseOf(MonthClose? close, DateOnly month) =>
        StateOf(close) == MonthState.Closed ? null : ClosePromise.Of(settings, month, LocalCalendar.Day(clock.GetUtcNow()));

    private static MonthState StateOf(MonthClose? close) => close?.State switch
    {
        null => MonthState.Open,
        MonthCloseState.Closing => MonthState.Closing,
        _ => MonthState.Closed,
    };

    /// <summary>
    /// What the close posted, and how many partners it left something with among those that it is past and did not put aside: a partner's
    /// entries lie together in the index, so that one reading of the month tells all of it.
    /// </summary>
    private static async Task<Totals> PostedAsync(
        IQueryable<JournalEntry> entries, DateOnly month, Guid cursor, IReadOnlyCollection<Guid> aside, CancellationToken cancellationToken)
    {
        var partners = entries.Where(entry => entry.TaxMonth == month).GroupBy(entry => entry.HolderId).Select(group => new
        {
            group.Key,
            Remit = -group.Sum(entry => entry.Reason == EntryReason.TaxRemitted ? entry.TaxWithheld : 0),
            Refund = -group.Sum(entry => entry.Reason == EntryReason.TaxRefunded ? entry.TaxWithheld : 0),
            Remitting = group.Sum(entry => entry.Reason == EntryReason.TaxRemitted ? 1 : 0),
            Refunding = group.Sum(entry => entry.Reason == EntryReason.TaxRefunded ? 1 : 0),
            OfMonth = group.Sum(entry => entry.Basis == TaxBasis.CalendarMonth ? entry.TaxWithheld : 0),
            OfPayments = group.Sum(entry => entry.Basis == TaxBasis.CalendarMonth ? 0 : entry.TaxWithheld),
        });
        var sums = await partners.GroupBy(_ => 1).Select(all => new
        {
            Remit = all.Sum(row => row.Remit),
            Refund = all.Sum(row => row.Refund),
            Remitting = all.Sum(row => row.Remitting > 0 ? 1 : 0),
            Refunding = all.Sum(row => row.Refunding > 0 ? 1 : 0),
            Left = all.Sum(row => (row.OfMonth != 0 || row.OfPayments != 0) && row.Key.CompareTo(cursor) <= 0 && !aside.Contains(row.Key)
                ? 1 : 0),
        }).SingleOrDefaultAsync(cancellationToken);
        return sums is null ? new Totals(0, 0, 0, 0, 0, 0) : new Totals(
            sums.Remit, sums.Refund, sums.Remitting, sums.Refunding, 0, sums.Left);
    }

    /// <summary>The same that the close will do, added up by the database.</summary>
    private static async Task<Totals> PlannedAsync(
        PortalDb db, IQueryable<JournalEntry> entries, DateOnly month, CancellationToken cancellationToken)
    {
        var threshold = (await TaxSettlements.PolicyAsync(db, month, cancellationToken))?.Threshold.Amount;
        var byPartner = entries.Where(entry => entry.TaxMonth == month && entry.Basis == TaxBasis.CalendarMonth)
            .GroupBy(entry => entry.HolderId)
            .Select(group => new
            {
                Tax = group.Sum(entry => entry.TaxWithheld),
                Gross = -db.JournalEntries.Where(entry => entry.HolderId == group.Key && entry.Month == month
                    && entry.Basis == TaxBasis.CalendarMonth).Sum(entry => entry.Earned),
            });
        var (remitted, refunded) = threshold is null
            ? ([], [])
            : (await Sum(byPartner.Where(row => row.Gross >= threshold && row.Tax != 0).Select(row => row.Tax))
                .ToListAsync(cancellationToken),
                await Sum(byPartner.Where(row => row.Gross < threshold && row.Tax != 0).Select(row => row.Tax))
                .ToListAsync(cancellationToken));
        var payments = await entries.Where(entry => entry.TaxMonth == month && entry.Basis == TaxBasis.PerPayment)
            .GroupBy(entry => entry.HolderId)
            .Select(group => group.Sum(entry => entry.TaxWithheld)).Where(tax => tax != 0).ToListAsync(cancellationToken);
        var partners = await TaxSettlements.Partners(db, month).CountAsync(cancellationToken);
        return new Totals(
            remitted.Sum(row => row.Tax) + payments.Sum(), refunded.Sum(row => row.Tax), remitted.Sum(row => row.Partners) + payments.Count,
            refunded.Sum(row => row.Partners), partners, 0);
    }

    private static IQueryable<TaxSum> Sum(IQueryable<long> taxes) =>
        taxes.GroupBy(_ => 1).Select(group => new TaxSum { Tax = group.Sum(), Partners = group.Count() });

    private sealed record Totals(long Remit, long Refund, int Remitting, int Refunding, int Partners, int Left);

    private sealed class TaxSum
    {
        public required long Tax { get; init; }

        public required int Partners { get; init; }
    }
}
