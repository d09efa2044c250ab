using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Shops;
using Portal.Domain.Statements;

namespace Portal.App.Money.Statements;

/// <summary>Weekly statements, each seen by its shop and by the operator (R10.5).</summary>
public sealed class StatementQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public const string SortByWeek = "week";
    public const string SortByNet = "net";
    public const string SortByShop = "shop";

    /// <summary>A shop's statements for a program, the newest first.</summary>
    public async Task<Outcome<CursorPage<StatementView>>> OfShopAsync(
        Actor actor, Guid shopId, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.MayForShop(shopId, StatementPermissions.Read, Permission.OperatorRead))
            return Refusal.NotFound(ShopRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Shops.AnyAsync(shop => shop.Id == shopId, cancellationToken))
            return Refusal.NotFound(ShopRefusals.NotFound);

        var found = db.WeeklyStatements.Where(row => row.ShopId == shopId);
        if (page.After is { } after)
            found = found.Where(row => row.From < after.At);
        var rows = await ViewsAsync(db, found.OrderByDescending(row => row.Week).Take(page.Limit + 1), cancellationToken);
        return page.Cut(rows, view => new CursorRequest.Position(LocalCalendar.StartOf(view.Week), view.Id));
    }

    public async Task<Outcome<StatementView>> GetAsync(Actor actor, Guid statementId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ViewsAsync(db, VisibleTo(actor, db.WeeklyStatements, null).Where(row => row.Id == statementId), cancellationToken)
            is [var view] ? view : Refusal.NotFound(StatementRefusals.NotFound);
    }

    /// <summary>A statement with a page of its lines, in the order in which they became known.</summary>
    public async Task<Outcome<StatementDetail>> DetailAsync(
        Actor actor, Guid statementId, CursorRequest page, CancellationToken cancellationToken)
    {
        var found = await GetAsync(actor, statementId, cancellationToken);
        if (found.Refusal is { } refusal)
            return refusal;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = db.StatementLines.AsNoTracking().Where(line => line.StatementId == statementId);
        if (page.After is { } after)
            lines = lines.Where(line => line.At > after.At || (line.At == after.At && line.EntryId.CompareTo(after.Id) > 0));
        var rows = await StatementLines.LoadAsync(
            db, lines.OrderBy(line => line.At).ThenBy(line => line.EntryId).Take(page.Limit + 1), cancellationToken);
        var cut = page.Cut(rows, row => new CursorRequest.Position(row.At, row.EntryId));
        return new StatementDetail(
            found.Value, [.. cut.Items.SelectMany(row => StatementLines.Views(row, found.Value.Week))], cut.NextCursor);
    }

    /// <summary>For a table on screen: one page of the entries of a statement, each with its lines.</summary>
    public async Task<PageOf<IReadOnlyList<StatementLineView>>> LinesAsync(
        Actor actor, Guid statementId, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await GetAsync(actor, statementId, cancellationToken);
        if (!found.Succeeded)
            return PageOf<IReadOnlyList<StatementLineView>>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = db.StatementLines.AsNoTracking().Where(line => line.StatementId == statementId);
        var rows = await StatementLines.LoadAsync(
            db, lines.OrderBy(line => line.At).ThenBy(line => line.EntryId).Skip(page.Skip).Take(page.Size), cancellationToken);
        return new PageOf<IReadOnlyList<StatementLineView>>(
            rows.ConvertAll(row => StatementLines.Views(row, found.Value.Week)), await lines.CountAsync(cancellationToken));
    }

    /// <summary>One page of the statements that the filter lets through.</summary>
    public async Task<PageOf<StatementView>> ListAsync(
        Actor actor, StatementFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Filtered(db, actor, filter);
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByNet, false) => found.OrderBy(row => row.Net),
            (SortByNet, true) => found.OrderByDescending(row => row.Net),
            (SortByShop, false) => found.OrderBy(row => db.Shops.First(shop => shop.Id == row.ShopId).NameSearch),
            (SortByShop, true) => found.OrderByDescending(row => db.Shops.First(shop => shop.Id == row.ShopId).NameSearch),
            (SortByWeek, false) => found.OrderBy(row => row.Week),
            _ => found.OrderByDescending(row => row.Week),
        };
        return new PageOf<StatementView>(
            await ViewsAsync(db, sorted.ThenByDescending(row => row.Id).Skip(page.Skip).Take(page.Size), cancellationToken),
            await found.CountAsync(cancellationToken));
    }

    /// <summary>What the filter's statements come to.</summary>
    public async Task<StatementSum> SumAsync(Actor actor, StatementFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Filtered(db, actor, filter).GroupBy(_ => 1)
            .Select(all => new StatementSum(
                all.Count(), all.Sum(row => row.Surcharges), all.Sum(row => row.Promotions), all.Sum(row => row.Corrections),
                all.Sum(row => row.Net), all.Sum(row => row.Remaining)))
            .SingleOrDefaultAsync(cancellationToken) ?? new StatementSum(0, 0, 0, 0, 0, 0);
    }

    /// <summary>What is known of a shop since its last statement, and when that is made of which it will be part.</summary>
    public async Task<Outcome<OpenWeek>> OpenWeekAsync(Actor actor, Guid shopId, CancellationToken cancellationToken)
    {
        if (!actor.MayForShop(shopId, StatementPermissions.Read, Permission.OperatorRead))
            return Refusal.NotFound(ShopRefusals.NotFound);

        var now = clock.GetUtcNow();
        var week = LocalCalendar.Week(LocalCalendar.Day(now));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sum = await StatedEntries.Waiting(db, DateTimeOffset.MaxValue).Where(entry => entry.HolderId == shopId).GroupBy(_ => 1)
            .Select(all => new
            {
                Count = all.Count(),
                Surcharges = all.Sum(entry => entry.DisputeId == null ? entry.Surcharged : 0),
                Promotions = -all.Sum(entry => entry.DisputeId == null ? entry.Promoted : 0),
                Net = all.Sum(entry => entry.Available + entry.Held),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return sum is null
            ? new OpenWeek(week, LocalCalendar.WeekPeriod(week).End, 0, 0, 0, 0, 0)
            : new OpenWeek(
                week, LocalCalendar.WeekPeriod(week).End, sum.Count, sum.Surcharges, sum.Promotions,
                sum.Net - (sum.Promotions - sum.Surcharges), sum.Net);
    }

    /// <summary>As it stands in a transaction, for its answer.</summary>
    internal async Task<StatementView> ViewAsync(PortalDb db, Guid statementId, CancellationToken cancellationToken) =>
        (await ViewsAsync(db, db.WeeklyStatements.Where(row => row.Id == statementId), cancellationToken))[0];

    private IQueryable<WeeklyStatement> Filtered(PortalDb db, Actor actor, StatementFilter filter)
    {
        var found = VisibleTo(actor, db.WeeklyStatements.AsNoTracking(), filter.ShopId);
        var now = clock.GetUtcNow();
        found = filter.State switch
        {
            StatementState.InReview => found.Where(row => row.ConfirmedAt == null && row.ReviewUntil > now),
            StatementState.Final => found.Where(row => row.ConfirmedAt != null || row.ReviewUntil <= now),
            _ => found,
        };
        found = filter.Outcome switch
        {
            StatementOutcome.Settled => found.Where(row => row.Net > 0),
            StatementOutcome.Carried => found.Where(row => row.Net < 0),
            StatementOutcome.Even => found.Where(row => row.Net == 0),
            _ => found,
        };
        if (filter.Week is { } week)
            found = found.Where(row => row.Week == week);
        if (filter.Open)
            found = found.Where(row => row.Remaining != 0);
        if (SearchText.Fold(filter.Search) is not { Length: > 0 } search)
            return found;

        var number = filter.Search!.Trim().ToUpperInvariant();
        return found.Where(row => row.Number.Contains(number)
            || db.Shops.Any(shop => shop.Id == row.ShopId && shop.NameSearch.Contains(search)));
    }

    private static IQueryable<WeeklyStatement> VisibleTo(Actor actor, IQueryable<WeeklyStatement> statements, Guid? wanted)
    {
        var whose = actor.IsOperator ? wanted : actor.May(StatementPermissions.Read) ? actor.ShopId ?? Guid.Empty : Guid.Empty;
        return whose is { } shop ? statements.Where(row => row.ShopId == shop) : statements;
    }

    private async Task<List<StatementView>> ViewsAsync(
        PortalDb db, IQueryable<WeeklyStatement> statements, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await statements.AsNoTracking().Select(row => new
        {
            Statement = row,
            Shop = db.Shops.First(shop => shop.Id == row.ShopId).Name,
            Batch = db.Withdrawals.Where(payment => payment.StatementId == row.Id).OrderByDescending(payment => payment.RequestedAt)
                .Join(db.PayoutBatches, payment => payment.BatchId, batch => batch.Id, (payment, batch) => new
                {
                    batch.Id,
                    batch.Number,
                    Payment = new StatementPayment(payment.Reference, payment.Amount, payment.State, payment.EndedAt, payment.Reason),
                })
                .FirstOrDefault(),
            Invoice = db.InvoiceParts.Where(part => part.StatementId == row.Id && part.Amount > 0)
                .Join(db.Invoices, part => part.InvoiceId, invoice => invoice.Id, (_, invoice) => invoice)
                .OrderByDescending(invoice => invoice.Month).Select(invoice => new { invoice.Id, invoice.Number }).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new StatementView(
            row.Statement.Id, row.Statement.ShopId, row.Shop, row.Statement.Number, row.Statement.Week,
            StatementStates.Of(row.Statement.ConfirmedAt, row.Statement.ReviewUntil, now), row.Statement.Entries,
            row.Statement.Surcharges, row.Statement.Promotions, row.Statement.Corrections, row.Statement.Net,
            StatementStates.Of(row.Statement.Net), row.Statement.Remaining, row.Batch?.Id, row.Batch?.Number, row.Invoice?.Id,
            row.Invoice?.Number, row.Statement.MadeAt, row.Statement.ReviewUntil, row.Statement.ConfirmedAt, row.Statement.ConfirmedBy)
        { Payment = row.Batch?.Payment });
    }
}
