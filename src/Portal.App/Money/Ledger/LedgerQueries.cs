using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Partners;
using Portal.Domain.Rewards;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Ledger;

/// <summary>The ledger as its partners and finance read it. A partner reads their own (R10.5).</summary>
public sealed class LedgerQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public const string SortByRecorded = "recorded";
    public const string SortByAvailable = "available";

    /// <param name="actor">The partner, or the operator.</param>
    /// <param name="partnerId">Whose.</param>
    /// <param name="asOf">An instant in the past; null for now.</param>
    public async Task<Outcome<BalanceView>> BalanceAsync(
        Actor actor, Guid partnerId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Partners.AnyAsync(partner => partner.Id == partnerId, cancellationToken))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        var now = clock.GetUtcNow();
        if (asOf is { } instant && instant < now)
        {
            var sum = await Summed(
                db.JournalEntries.Where(entry => entry.HolderId == partnerId && entry.RecordedAt <= instant), cancellationToken);
            return BalanceView.Of(sum, null, instant);
        }

        var balance = await db.LedgerBalances.AsNoTracking().SingleOrDefaultAsync(row => row.HolderId == partnerId, cancellationToken);
        var pending = await db.Rewards.Where(
            reward => reward.PartnerId == partnerId && !reward.IsReplaced && reward.State == RewardState.Pending).GroupBy(_ => 1)
            .Select(group => new { Net = group.Sum(reward => reward.Net), Gross = group.Sum(reward => reward.Gross) })
            .SingleOrDefaultAsync(cancellationToken);
        return BalanceView.Of(balance?.Amounts ?? default, (pending?.Net ?? 0, pending?.Gross ?? 0), now);
    }

    /// <summary>A partner's entries, the newest first.</summary>
    public async Task<Outcome<CursorPage<EntryView>>> EntriesAsync(
        Actor actor, Guid partnerId, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Partners.AnyAsync(partner => partner.Id == partnerId, cancellationToken))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        return await EntriesOfAsync(db, actor, partnerId, page, cancellationToken);
    }

    /// <summary>Those of a partner or shop that the caller let through.</summary>
    internal async Task<CursorPage<EntryView>> EntriesOfAsync(
        PortalDb db, Actor actor, Guid holderId, CursorRequest page, CancellationToken cancellationToken)
    {
        var entries = db.JournalEntries.AsNoTracking().Where(entry => entry.HolderId == holderId);
        if (page.After is { } after)
            entries = entries.Where(
                entry => entry.RecordedAt < after.At || (entry.RecordedAt == after.At && entry.Id.CompareTo(after.Id) < 0));
        var rows = await Views(
            db, entries.OrderByDescending(entry => entry.RecordedAt).ThenByDescending(entry => entry.Id).Take(page.Limit + 1))
            .ToListAsync(cancellationToken);
        return page.Cut(rows.ConvertAll(row => row.For(actor)), view => new CursorRequest.Position(view.RecordedAt, view.Id));
    }

    /// <summary>One page of the entries that the filter lets through.</summary>
    public async Task<PageOf<EntryView>> ListAsync(Actor actor, EntryFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = Filtered(db, actor, filter);
        var total = await entries.CountAsync(cancellationToken);
        var rows = await Views(db, Sorted(entries, page).Skip(page.Skip).Take(page.Size))
            .ToListAsync(cancellationToken);
        return new PageOf<EntryView>(rows.ConvertAll(row => row.For(actor)), total);
    }

    /// <summary>How many there are.</summary>
    public async Task<long> CountAsync(Actor actor, EntryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Filtered(db, actor, filter).LongCountAsync(cancellationToken);
    }

    /// <summary>All of them, in the list's order, as the database reads them.</summary>
    public async IAsyncEnumerable<EntryView> ExportAsync(
        Actor actor, EntryFilter filter, PageRequest order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Views(db, Sorted(Filtered(db, actor, filter), order)).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
            yield return row.For(actor);
    }

    /// <summary>One entry; null where there is none that the actor may see.</summary>
    public async Task<EntryView?> OneAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await Views(db, Filtered(db, actor, new EntryFilter()).Where(entry => entry.Id == id))
            .SingleOrDefaultAsync(cancellationToken))?.For(actor);
    }

    /// <summary>What the entries that the filter lets through add up to.</summary>
    public async Task<LedgerAmounts> SumsAsync(Actor actor, EntryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Summed(Filtered(db, actor, filter), cancellationToken);
    }

    /// <summary>What they add up to by their reasons; reasons without entries are left out.</summary>
    public async Task<IReadOnlyDictionary<EntryReason, LedgerAmounts>> ReasonsAsync(
        Actor actor, EntryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Filtered(db, actor, filter).GroupBy(entry => entry.Reason).Select(Totals<EntryReason>())
            .ToDictionaryAsync(sum => sum.Key, sum => sum.Amounts, cancellationToken);
    }

    /// <summary>
    /// What was earned before tax in the books of each month by each programme, reversals deducted, the last month first. At most one row
    /// for a month and programme, however many entries there are.
    /// </summary>
    /// <param name="actor">The partner, or the operator.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="first">The first day of the first month.</param>
    /// <param name="last">The first day of the last month.</param>
    public async Task<IReadOnlyList<MonthEarned>> MonthsAsync(
        Actor actor, EntryFilter filter, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sums =
            from entry in Filtered(db, actor, filter)
            where entry.Month >= first && entry.Month <= last && entry.Earned != 0
            join reward in db.Rewards on entry.RewardId equals (Guid?)reward.Id into rewards
            from reward in rewards.DefaultIfEmpty()
            join programme in db.Programmes on (Guid?)reward.ProgrammeId equals (Guid?)programme.Id into programmes
            from programme in programmes.DefaultIfEmpty()
            group entry.Earned by new { entry.Month, Programme = (string?)programme.Name } into earned
            orderby earned.Key.Month descending, earned.Sum()
            select new MonthEarned(earned.Key.Month, earned.Key.Programme, -earned.Sum());
        return await sums.ToListAsync(cancellationToken);
    }

    /// <summary>
    /// What they bring in and take away of the part of the balance that the filter asks for, or of what can be withdrawn.
    /// </summary>
    public async Task<InAndOut> InAndOutAsync(Actor actor, EntryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var amounts = Filtered(db, actor, filter).Select((filter.Part ?? BalancePart.Available).Amount());
        var sums = await amounts.GroupBy(_ => 1)
            .Select(group => new { In = group.Sum(amount => amount > 0 ? amount : 0), Out = group.Sum(amount => amount < 0 ? amount : 0) })
            .SingleOrDefaultAsync(cancellationToken);
        return sums is null ? default : new InAndOut(sums.In, sums.Out);
    }

    /// <summary>Corrections, those that wait for a second person first, then the newest.</summary>
    public async Task<PageOf<AdjustmentView>> AdjustmentsAsync(
        Actor actor, AdjustmentState? state, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return PageOf<AdjustmentView>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = db.Adjustments.AsNoTracking();
        if (state is { } only)
            found = found.Where(row => row.State == only);
        var rows = await Adjustments(
            db, found.OrderBy(row => row.State == AdjustmentState.Proposed ? 0 : 1).ThenByDescending(row => row.ProposedAt)
            .ThenByDescending(row => row.Id).Skip(page.Skip).Take(page.Size))
            .ToListAsync(cancellationToken);
        return new PageOf<AdjustmentView>(rows, await found.CountAsync(cancellationToken));
    }

    /// <summary>What the corrections of <see cref="AdjustmentsAsync"/> give and take away.</summary>
    public async Task<InAndOut> AdjustmentSumsAsync(Actor actor, AdjustmentState? state, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return default;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sums = await db.Adjustments.Where(row => state == null || row.State == state).GroupBy(_ => 1)
            .Select(group => new
            {
                In = group.Sum(row => row.Gross > 0 ? row.Gross : 0),
                Out = group.Sum(row => row.Gross < 0 ? row.Gross : 0)
            })
            .SingleOrDefaultAsync(cancellationToken);
        return sums is null ? default : new InAndOut(sums.In, sums.Out);
    }

    /// <summary>Corrections for a program, the newest first.</summary>
    public async Task<Outcome<CursorPage<AdjustmentView>>> PageAdjustmentsAsync(
        Actor actor, AdjustmentState? state, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.Forbidden();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = db.Adjustments.AsNoTracking();
        if (state is { } only)
            found = found.Where(row => row.State == only);
        if (page.After is { } after)
            found = found.Where(row => row.ProposedAt < after.At || (row.ProposedAt == after.At && row.Id.CompareTo(after.Id) < 0));
        var rows = await Adjustments(
            db, found.OrderByDescending(row => row.ProposedAt).ThenByDescending(row => row.Id).Take(page.Limit + 1))
            .ToListAsync(cancellationToken);
        return page.Cut(rows, view => new CursorRequest.Position(view.ProposedAt, view.Id));
    }

    /// <summary>The last audit of the ledger; null before the first.</summary>
    public async Task<AuditView?> LastAuditAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.LedgerAudits.AsNoTracking().OrderByDescending(row => row.EndedAt)
            .FirstOrDefaultAsync(cancellationToken) is not { } audit)
            return null;

        var found = await db.LedgerAuditFindings.AsNoTracking().Where(row => row.AuditId == audit.Id).OrderBy(row => row.Id)
            .Select(row => new AuditFindingView(row.Kind, row.Subject)).Take(AuditLedger.Most).ToListAsync(cancellationToken);
        return new AuditView(audit.Id, audit.StartedAt, audit.EndedAt, audit.Entries, audit.Blocks, audit.Findings,
            Convert.ToHexStringLower(audit.Head), found);
    }

    /// <summary>As it stands in a transaction, for its answer.</summary>
    internal async Task<AdjustmentView> AdjustmentAsync(PortalDb db, Guid id, CancellationToken cancellationToken) =>
        await Adjustments(db, db.Adjustments.AsNoTracking().Where(row => row.Id == id)).SingleAsync(cancellationToken);

    private static IQueryable<JournalEntry> Sorted(IQueryable<JournalEntry> entries, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByAvailable, false) => entries.OrderBy(entry => entry.Available + entry.AvailablePreTax),
            (SortByAvailable, true) => entries.OrderByDescending(entry => entry.Available + entry.AvailablePreTax),
            (SortByRecorded, false) => entries.OrderBy(entry => entry.RecordedAt),
            _ => entries.OrderByDescending(entry => entry.RecordedAt),
        };
        return sorted.ThenByDescending(entry => entry.Id);
    }

    private static IQueryable<AdjustmentView> Adjustments(PortalDb db, IQueryable<Adjustment> rows) =>
        rows.Select(row => new AdjustmentView(
        row.Id, row.PartnerId, db.Partners.First(partner => partner.Id == row.PartnerId).Name, row.Gross, row.Reason, row.State,
        row.ProposedById, row.ProposedBy, row.ProposedAt,
        row.DecidedBy, row.DecidedAt, row.DecisionReason));

    private static IQueryable<JournalEntry> Filtered(PortalDb db, Actor actor, EntryFilter filter)
    {
        var whose = actor.May(Permission.OperatorRead) ? filter.HolderId : actor.May(Permission.PartnerRead)
            ? actor.PartnerId ?? Guid.Empty : Guid.Empty;
        var entries = db.JournalEntries.AsNoTracking();
        if (whose is { } partner)
            entries = entries.Where(entry => entry.HolderId == partner);
        if (filter.Holder is { } kind)
            entries = entries.Where(entry => entry.Holder == kind);
        if (filter.Reason is { } reason)
            entries = entries.Where(entry => entry.Reason == reason);
        if (filter.Part is { } part)
            entries = entries.Where(part.Moved());
        if (filter.Month is { } month)
            entries = entries.Where(entry => entry.Month == month);
        if (filter.Recorded is { } period)
            entries = entries.Where(entry => entry.RecordedAt >= period.Start && entry.RecordedAt < period.End);
        if (SearchText.Fold(filter.Search) is { Length: > 0 } search)
        {
            var reference = PaymentReference.Normalise(filter.Search!);
            entries = entries.Where(entry =>
                db.Orders.Any(order => order.Id == entry.OrderId && order.SearchText.Contains(search))
                || db.Withdrawals.Any(row => row.Id == entry.WithdrawalId && row.Reference.Contains(reference))
                || db.Partners.Any(owner => owner.Id == entry.HolderId && owner.NameSearch.Contains(search))
                || db.Shops.Any(shop => shop.Id == entry.HolderId && shop.NameSearch.Contains(search)));
        }

        return entries;
    }

    /// <summary>The sum of these entries; zero of none.</summary>
    internal static async Task<LedgerAmounts> Summed(IQueryable<JournalEntry> entries, CancellationToken cancellationToken) =>
        await entries.GroupBy(_ => 1).Select(Totals<int>()).SingleOrDefaultAsync(cancellationToken) is { } sums ? sums.Amounts : default;

    /// <summary>The sums of a group of entries, in one query.</summary>
    internal static Expression<Func<IGrouping<TKey, JournalEntry>, LedgerSum<TKey>>> Totals<TKey>() => group => new LedgerSum<TKey>
    {
        Key = group.Key,
        Entries = group.Count(),
        Earned = group.Sum(entry => entry.Earned),
        Available = group.Sum(entry => entry.Available),
        AvailablePreTax = group.Sum(entry => entry.AvailablePreTax),
        Held = group.Sum(entry => entry.Held),
        TaxWithheld = group.Sum(entry => entry.TaxWithheld),
        TaxRemitted = group.Sum(entry => entry.TaxRemitted),
        Reserved = group.Sum(entry => entry.Reserved),
        PaidOut = group.Sum(entry => entry.PaidOut),
        Surcharged = group.Sum(entry => entry.Surcharged),
        Promoted = group.Sum(entry => entry.Promoted),
        Invoiced = group.Sum(entry => entry.Invoiced),
        Received = group.Sum(entry => entry.Received),
    };

    /// <summary>As they read, in a transaction that may not be committed.</summary>
    internal static async Task<IReadOnlyList<EntryView>> ViewsOfAsync(
        PortalDb db, Actor actor, IQueryable<JournalEntry> entries, CancellationToken cancellationToken) =>
        (await Views(db, entries).ToListAsync(cancellationToken)).ConvertAll(row => row.For(actor));

    private static IQueryable<Row> Views(PortalDb db, IQueryable<JournalEntry> entries) =>
        from entry in entries
        let order = db.Orders.FirstOrDefault(order => order.Id == entry.OrderId)
        select new Row
        {
            Entry = entry,
            HolderName = db.Partners.Where(partner => partner.Id == entry.HolderId).Select(partner => partner.Name).FirstOrDefault()
                ?? db.Shops.Where(shop => shop.Id == entry.HolderId).Select(shop => shop.Name).FirstOrDefault() ?? "",
            Order = order == null ? null : order.ExternalId,
            Shop = order == null ? null : db.Shops.First(shop => shop.Id == order.ShopId).Name,
            Programme = db.Rewards.Where(reward => reward.Id == entry.RewardId)
                .Select(reward => db.Programmes.First(programme => programme.Id == reward.ProgrammeId).Name).FirstOrDefault()
                ?? db.Surcharges.Where(surcharge => surcharge.Id == entry.SurchargeId)
                .Select(surcharge => db.Programmes.First(programme => programme.Id == surcharge.ProgrammeId).Name).FirstOrDefault(),
            Dispute = db.Rulings.Where(row => row.DisputeId == entry.DisputeId).Select(row => row.DisputeNumber).FirstOrDefault()
                ?? db.DisputeNumbers.Where(row => row.DisputeId == entry.DisputeId).Select(row => row.Number).FirstOrDefault(),
            Reference = db.Withdrawals.Where(row => row.Id == entry.WithdrawalId).Select(row => row.Reference).FirstOrDefault(),
            Batch = db.Withdrawals.Where(row => row.Id == entry.WithdrawalId)
                .Select(row => db.PayoutBatches.Where(batch => batch.Id == row.BatchId).Select(batch => batch.Number).FirstOrDefault())
                .FirstOrDefault(),
            Statement = db.StatementLines.Where(line => line.EntryId == entry.Id)
                .Join(db.WeeklyStatements, line => line.StatementId, statement => statement.Id,
                    (_, statement) => new StatementName { Id = statement.Id, Number = statement.Number })
                .FirstOrDefault(),
            Invoice = db.Invoices.Where(invoice => invoice.Id == entry.InvoiceId).Select(invoice => invoice.Number).FirstOrDefault(),
        };

    private sealed class StatementName
    {
        public required Guid Id { get; init; }

        public required string Number { get; init; }
    }

    private sealed class Row
    {
        public required JournalEntry Entry { get; init; }

        public required string HolderName { get; init; }

        public string? Order { get; init; }

        public string? Shop { get; init; }

        public string? Programme { get; init; }

        public string? Dispute { get; init; }

        public string? Reference { get; init; }

        public string? Batch { get; init; }

        public StatementName? Statement { get; init; }

        public string? Invoice { get; init; }

        public EntryView For(Actor actor) => new(
            Entry.Id, Entry.HolderId, Entry.Holder, HolderName, Entry.Reason, Entry.OccurredAt, Entry.RecordedAt, Entry.Month,
            Entry.FactMonth == Entry.Month ? null : Entry.FactMonth,
            Order, Shop, Programme, Reference, Batch, Entry.OrderId, Entry.WithdrawalId, Entry.CorrectsId, Statement?.Number,
            Statement?.Id, Invoice, Entry.InvoiceId,
            -Entry.Earned, Entry.TaxWithheld, Entry.Available + Entry.AvailablePreTax, Entry.Held, Entry.Reserved, Entry.TaxRemitted,
            Entry.PaidOut, Entry.Surcharged, -Entry.Promoted, -Entry.Invoiced, -Entry.Received,
            Entry.Note, actor.IsOperator ? Entry.By : null, Convert.ToHexStringLower(Entry.Hash))
        {
            DisputeId = Entry.DisputeId,
            Dispute = Dispute,
        };
    }
}
