using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Money.Statements;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.App.Money.Invoices;

/// <summary>
/// Asks shops once a month for what they owe of the weeks that ended in it, or before and was not asked for (R7.9). What is in dispute
/// waits. Shop and month are the key, so that it can run twice and on two nodes.
/// </summary>
public sealed class MakeInvoices(
    Transactions transactions, LedgerWriter ledger, StatementMails mails, PortalSettings settings, TimeProvider clock)
{
    /// <summary>Shops of one transaction.</summary>
    public const int Part = 50;

    /// <summary>Shops that owe something and were not asked for it, by id.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="month">The first day of a month that is over.</param>
    /// <param name="after">The last shop that was looked at; empty at the start.</param>
    internal static IQueryable<Guid> Due(PortalDb db, DateOnly month, Guid after)
    {
        var owed = Owed(db, month);
        return db.Shops
            .Where(shop => shop.Id > after && !db.Invoices.Any(made => made.ShopId == shop.Id && made.Month >= month)
                && owed.Any(statement => statement.ShopId == shop.Id))
            .OrderBy(shop => shop.Id).Select(shop => shop.Id);
    }

    /// <summary>Makes the month's invoices of these shops, all or none.</summary>
    /// <returns>How many.</returns>
    public Task<int> RunAsync(IReadOnlyCollection<Guid> shops, DateOnly month, CancellationToken cancellationToken) =>
        transactions.RunAsync((db, stop) => MakeAsync(db, shops, month, stop), _ => true, cancellationToken);

    /// <summary>Statements that leave the shop owing: their weeks ended by the end of the month.</summary>
    private static IQueryable<WeeklyStatement> Owed(PortalDb db, DateOnly month)
    {
        var last = month.AddMonths(1).AddDays(-7);
        return db.WeeklyStatements.Where(statement => statement.Week <= last && statement.Remaining < 0);
    }

    private async Task<int> MakeAsync(
        PortalDb db, IReadOnlyCollection<Guid> shopIds, DateOnly month, CancellationToken cancellationToken)
    {
        var owed = await Owed(db, month)
            .Where(statement => shopIds.Contains(statement.ShopId)
                && !db.Invoices.Any(made => made.ShopId == statement.ShopId && made.Month >= month))
            .OrderBy(statement => statement.ShopId).ThenBy(statement => statement.Week).ToListAsync(cancellationToken);
        var held = await StatementHolds.OfAsync(db, owed, cancellationToken);
        var now = clock.GetUtcNow();
        var today = LocalCalendar.Day(now);
        var sequence = await db.Invoices.Where(made => made.Year == today.Year).MaxAsync(made => (int?)made.Sequence, cancellationToken)
            ?? 0;
        List<Invoice> invoices = [];
        List<InvoicePart> parts = [];
        foreach (var shop in owed.GroupBy(statement => statement.ShopId))
        {
            var open = shop
                .Select(statement => (
                    Statement: statement, Owes: Math.Min(0, held.GetValueOrDefault(statement.Id)) - statement.Remaining))
                .Where(one => one.Owes > 0).ToList();
            if (open.Count == 0)
                continue;

            var invoice = new Invoice
            {
                Id = Ids.New(clock),
                ShopId = shop.Key,
                Number = Invoice.NumberOf(today.Year, ++sequence),
                Year = today.Year,
                Sequence = sequence,
                Month = month,
                Amount = open.Sum(one => one.Owes),
                DueOn = today.AddDays(settings.Settlement.InvoiceDueDays),
                IssuedAt = now,
            };
            invoices.Add(invoice);
            foreach (var (statement, owes) in open)
            {
                parts.Add(new InvoicePart { Id = Ids.New(clock), InvoiceId = invoice.Id, StatementId = statement.Id, Amount = owes });
                statement.Remaining += owes;
                statement.Version++;
            }
        }

        db.Invoices.AddRange(invoices);
        db.InvoiceParts.AddRange(parts);
        await db.SaveChangesAsync(cancellationToken);
        await ledger.AppendAsync(db, [.. invoices.Select(InvoiceEntries.Issue)], cancellationToken);
        await mails.InvoicedAsync(db, invoices, cancellationToken);
        foreach (var invoice in invoices)
            db.NotifyChange(ChangeTopics.Money, invoice.Id, clock, shopId: invoice.ShopId);
        return invoices.Count;
    }
}
