using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Invoices;
using Portal.Domain.Shops;

namespace Portal.App.Money.Invoices;

/// <summary>An invoice as its shop and the operator see it; amounts in đồng.</summary>
/// <param name="Month">The first day of the month that it is for.</param>
/// <param name="Statements">What it asks for, by statement; negative where a statement in the shop's favour was set off.</param>
/// <param name="DueOn">The last local day on which it is paid in time.</param>
/// <param name="Paid">What the shop paid, also where that is too much.</param>
/// <param name="SetOff">What weeks in its favour took off.</param>
/// <param name="Open">What is still to be paid.</param>
/// <param name="Overdue">Days since it was due; zero while it is not, or is paid.</param>
public sealed record InvoiceView(
    Guid Id, Guid ShopId, string ShopName, string Number, DateOnly Month, IReadOnlyList<InvoicePartView> Statements, long Amount,
    DateOnly DueOn, long Paid, long SetOff, long Open, InvoiceState State, int Overdue, DateTimeOffset IssuedAt,
    IReadOnlyList<InvoicePaymentView> Payments);

/// <summary>What of a statement an invoice asks for; đồng.</summary>
public sealed record InvoicePartView(Guid StatementId, string Number, DateOnly Week, long Amount);

/// <summary>A payment that finance recorded; đồng.</summary>
public sealed record InvoicePaymentView(
    Guid Id, long Amount, DateOnly PaidOn, string Reference, DateTimeOffset RecordedAt, string? RecordedBy);

/// <summary>Which invoices. What is null does not narrow.</summary>
/// <param name="Overdue">Only those whose day has passed and that are not paid.</param>
/// <param name="Open">Only those that are not paid.</param>
public sealed record InvoiceFilter(
    Guid? ShopId = null, InvoiceState? State = null, DateOnly? Month = null, string? Search = null, bool Overdue = false,
    bool Open = false);

/// <summary>What a filter's invoices come to, in đồng.</summary>
public sealed record InvoiceSum(int Count, long Amount, long Paid, long Open);

/// <summary>Invoices, each seen by its shop and by the operator (R10.5).</summary>
public sealed class InvoiceQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public const string SortByIssued = "issued";
    public const string SortByAmount = "amount";
    public const string SortByDue = "due";

    /// <summary>A shop's invoices for a program, the newest first.</summary>
    public async Task<Outcome<CursorPage<InvoiceView>>> OfShopAsync(
        Actor actor, Guid shopId, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.MayForShop(shopId, StatementPermissions.Read, Permission.OperatorRead))
            return Refusal.NotFound(ShopRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Shops.AnyAsync(shop => shop.Id == shopId, cancellationToken))
            return Refusal.NotFound(ShopRefusals.NotFound);

        var found = db.Invoices.Where(row => row.ShopId == shopId);
        if (page.After is { } after)
            found = found.Where(row => row.IssuedAt < after.At || (row.IssuedAt == after.At && row.Id.CompareTo(after.Id) < 0));
        var rows = await ViewsAsync(
            db, actor, found.OrderByDescending(row => row.IssuedAt).ThenByDescending(row => row.Id).Take(page.Limit + 1),
            cancellationToken);
        return page.Cut(rows, view => new CursorRequest.Position(view.IssuedAt, view.Id));
    }

    public async Task<Outcome<InvoiceView>> GetAsync(Actor actor, Guid invoiceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ViewsAsync(db, actor, VisibleTo(actor, db.Invoices, null).Where(row => row.Id == invoiceId), cancellationToken)
            is [var view] ? view : Refusal.NotFound(InvoiceRefusals.NotFound);
    }

    /// <summary>One page of the invoices that the filter lets through.</summary>
    public async Task<PageOf<InvoiceView>> ListAsync(
        Actor actor, InvoiceFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Filtered(db, actor, filter);
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByAmount, false) => found.OrderBy(row => row.Amount),
            (SortByAmount, true) => found.OrderByDescending(row => row.Amount),
            (SortByDue, false) => found.OrderBy(row => row.DueOn),
            (SortByDue, true) => found.OrderByDescending(row => row.DueOn),
            (SortByIssued, false) => found.OrderBy(row => row.IssuedAt),
            _ => found.OrderByDescending(row => row.IssuedAt),
        };
        return new PageOf<InvoiceView>(
            await ViewsAsync(db, actor, sorted.ThenByDescending(row => row.Id).Skip(page.Skip).Take(page.Size), cancellationToken),
            await found.CountAsync(cancellationToken));
    }

    /// <summary>What the filter's invoices come to.</summary>
    public async Task<InvoiceSum> SumAsync(Actor actor, InvoiceFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Filtered(db, actor, filter).GroupBy(_ => 1)
            .Select(all => new InvoiceSum(
                all.Count(), all.Sum(row => row.Amount), all.Sum(row => row.Paid),
                all.Sum(row => row.Amount > row.Paid + row.SetOff ? row.Amount - row.Paid - row.SetOff : 0)))
            .SingleOrDefaultAsync(cancellationToken) ?? new InvoiceSum(0, 0, 0, 0);
    }

    /// <summary>As it stands in a transaction, for the operator's answer.</summary>
    internal async Task<InvoiceView> ViewAsync(PortalDb db, Guid invoiceId, CancellationToken cancellationToken) =>
        (await ViewsAsync(db, Actor.System, db.Invoices.Where(row => row.Id == invoiceId), cancellationToken))[0];

    private IQueryable<Invoice> Filtered(PortalDb db, Actor actor, InvoiceFilter filter)
    {
        var found = VisibleTo(actor, db.Invoices.AsNoTracking(), filter.ShopId);
        found = filter.State switch
        {
            InvoiceState.Open => found.Where(row => row.Paid + row.SetOff == 0),
            InvoiceState.PartlyPaid => found.Where(row => row.Paid + row.SetOff > 0 && row.Amount > row.Paid + row.SetOff),
            InvoiceState.Paid => found.Where(row => row.Amount <= row.Paid + row.SetOff),
            _ => found,
        };
        if (filter.Open || filter.Overdue)
            found = found.Where(row => row.Amount > row.Paid + row.SetOff);
        if (filter.Overdue)
        {
            var today = LocalCalendar.Day(clock.GetUtcNow());
            found = found.Where(row => row.DueOn < today);
        }

        if (filter.Month is { } month)
            found = found.Where(row => row.Month == month);
        if (SearchText.Fold(filter.Search) is not { Length: > 0 } search)
            return found;

        var number = filter.Search!.Trim().ToUpperInvariant();
        return found.Where(row => row.Number.Contains(number)
            || db.Shops.Any(shop => shop.Id == row.ShopId && shop.NameSearch.Contains(search)));
    }

    private static IQueryable<Invoice> VisibleTo(Actor actor, IQueryable<Invoice> invoices, Guid? wanted)
    {
        var whose = actor.IsOperator ? wanted : actor.May(StatementPermissions.Read) ? actor.ShopId ?? Guid.Empty : Guid.Empty;
        return whose is { } shop ? invoices.Where(row => row.ShopId == shop) : invoices;
    }

    /// <summary>Two more queries for any number of invoices.</summary>
    private async Task<List<InvoiceView>> ViewsAsync(
        PortalDb db, Actor actor, IQueryable<Invoice> invoices, CancellationToken cancellationToken)
    {
        var today = LocalCalendar.Day(clock.GetUtcNow());
        var rows = await invoices.AsNoTracking()
            .Select(row => new { Invoice = row, Shop = db.Shops.First(shop => shop.Id == row.ShopId).Name }).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(row => row.Invoice.Id);
        var parts = (await db.InvoiceParts.AsNoTracking().Where(part => ids.Contains(part.InvoiceId))
            .Join(db.WeeklyStatements, part => part.StatementId, statement => statement.Id, (part, statement) => new
            {
                part.InvoiceId,
                View = new InvoicePartView(statement.Id, statement.Number, statement.Week, part.Amount),
            })
            .ToListAsync(cancellationToken)).ToLookup(part => part.InvoiceId, part => part.View);
        var payments = (await db.InvoicePayments.AsNoTracking().Where(payment => ids.Contains(payment.InvoiceId))
            .OrderBy(payment => payment.RecordedAt).ThenBy(payment => payment.Id).ToListAsync(cancellationToken))
            .ToLookup(payment => payment.InvoiceId);
        return rows.ConvertAll(row =>
        {
            var invoice = row.Invoice;
            return new InvoiceView(
                invoice.Id, invoice.ShopId, row.Shop, invoice.Number, invoice.Month,
                [.. parts[invoice.Id].OrderBy(part => part.Week).ThenBy(part => part.Number, StringComparer.Ordinal)], invoice.Amount,
                invoice.DueOn, invoice.Paid, invoice.SetOff, invoice.OpenAmount,
                InvoiceStates.Of(invoice.Amount, invoice.Paid + invoice.SetOff),
                invoice.OpenAmount > 0 ? Math.Max(0, today.DayNumber - invoice.DueOn.DayNumber) : 0, invoice.IssuedAt,
                [
                    .. payments[invoice.Id].Select(payment => new InvoicePaymentView(
                        payment.Id, payment.Amount, payment.PaidOn, payment.Reference, payment.RecordedAt,
                        actor.IsOperator ? payment.RecordedBy : null)),
                ]);
        });
    }
}
