using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Documents.Model;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Rewards;
using Portal.Domain.Withdrawals;

namespace Portal.App.Documents.Statements;

/// <summary>The tables of a partner's statement, each one query.</summary>
internal static class PartnerStatementParts
{
    /// <summary>What each order brought or took, by programme, with the link that brought it.</summary>
    public static async Task<DocumentLines> OrdersAsync(
        PortalDb db, IQueryable<JournalEntry> entries, DocumentWords words, CancellationToken cancellationToken)
    {
        var found = entries.Where(entry => entry.RewardId != null && (entry.Earned != 0 || entry.TaxWithheld != 0));
        var lines = new DocumentLines(
            [
                new(words["Order"], DocumentCellKind.Code, 15),
                new(words["Link"], DocumentCellKind.Code, 10),
                new(words["SubId"], DocumentCellKind.Code, 11),
                new(words["OccurredAt"], DocumentCellKind.Instant, 14),
                new(words["RecordedAt"], DocumentCellKind.Instant, 14),
                new(words["Movement"], DocumentCellKind.Text, 15),
                new(words["Gross"], DocumentCellKind.Dong, 13, IsSummed: true),
                new(words["Tax"], DocumentCellKind.Dong, 12, IsSummed: true),
                new(words["Received"], DocumentCellKind.Dong, 13, IsSummed: true),
            ],
            await found.CountAsync(cancellationToken), words);
        var rows =
            from entry in found
            join reward in db.Rewards on entry.RewardId equals (Guid?)reward.Id
            let programme = db.Programmes.First(programme => programme.Id == reward.ProgrammeId).Name
            let link = db.Links.FirstOrDefault(link => link.Id == reward.LinkId)
            orderby programme, entry.RecordedAt, entry.Id
            select new
            {
                Entry = entry,
                Programme = programme,
                Order = db.Orders.First(order => order.Id == reward.OrderId).ExternalId,
                Link = link == null ? null : link.Code,
                SubId = link == null ? null : link.SubId,
            };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            lines.Add(row.Programme, LocalCalendar.Day(row.Entry.OccurredAt),
            [
                DocumentCell.Code(row.Order), DocumentCell.Code(row.Link), DocumentCell.Code(row.SubId),
                DocumentCell.Instant(row.Entry.OccurredAt), DocumentCell.Instant(row.Entry.RecordedAt),
                DocumentCell.Words(TextCatalog.Word(row.Entry.Reason, words.Culture)), DocumentCell.Dong(-row.Entry.Earned),
                DocumentCell.Dong(row.Entry.TaxWithheld + row.Entry.TaxRemitted),
                DocumentCell.Dong(PartnerMovement.Own(row.Entry.Amounts)),
            ]);
        }

        return lines;
    }

    /// <summary>What is neither an order's nor a payment's: tax at the close, corrections, what is held and let go.</summary>
    public static async Task<DocumentTable> OthersAsync(
        PortalDb db, IQueryable<JournalEntry> entries, DocumentWords words, CancellationToken cancellationToken)
    {
        var found = entries.Where(
            entry => entry.WithdrawalId == null && (entry.RewardId == null || (entry.Earned == 0 && entry.TaxWithheld == 0)));
        var lines = new DocumentLines(
            [
                new(words["Movement"], DocumentCellKind.Text, 20),
                new(words["OccurredAt"], DocumentCellKind.Instant, 15),
                new(words["RecordedAt"], DocumentCellKind.Instant, 15),
                new(words["Order"], DocumentCellKind.Code, 15),
                new(words["Note"], DocumentCellKind.Text, 24),
                new(words["Gross"], DocumentCellKind.Dong, 13, IsSummed: true),
                new(words["Tax"], DocumentCellKind.Dong, 13, IsSummed: true),
                new(words["Balance"], DocumentCellKind.Dong, 13, IsSummed: true),
            ],
            await found.CountAsync(cancellationToken), words);
        var rows = found.OrderBy(entry => entry.RecordedAt).ThenBy(entry => entry.Id).Select(entry => new
        {
            Entry = entry,
            Order = db.Orders.Where(order => order.Id == entry.OrderId).Select(order => order.ExternalId).FirstOrDefault(),
        });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            lines.Add(words["OtherEntries"], LocalCalendar.Day(row.Entry.OccurredAt),
            [
                DocumentCell.Words(TextCatalog.Word(row.Entry.Reason, words.Culture)), DocumentCell.Instant(row.Entry.OccurredAt),
                DocumentCell.Instant(row.Entry.RecordedAt), DocumentCell.Code(row.Order), DocumentCell.Words(row.Entry.Note),
                DocumentCell.Dong(-row.Entry.Earned), DocumentCell.Dong(row.Entry.TaxWithheld + row.Entry.TaxRemitted),
                DocumentCell.Dong(PartnerMovement.Own(row.Entry.Amounts)),
            ]);
        }

        return lines.ToTable();
    }

    /// <summary>Withdrawals that the month's books moved, or that were on their way in it, with what the bank said.</summary>
    public static async Task<DocumentTable> PaymentsAsync(
        PortalDb db, Guid partnerId, DateOnly month, DocumentWords words, CancellationToken cancellationToken)
    {
        var period = LocalCalendar.MonthPeriod(month);
        var entries = db.JournalEntries.Where(entry => entry.HolderId == partnerId && entry.Month == month && entry.WithdrawalId != null);
        var rows = await db.Withdrawals.AsNoTracking()
            .Where(row => row.HolderId == partnerId)
            .Where(row => entries.Any(entry => entry.WithdrawalId == row.Id)
                || (row.RequestedAt < period.End && (row.EndedAt == null || row.EndedAt >= period.Start)))
            .OrderBy(row => row.RequestedAt).ThenBy(row => row.Id)
            .Select(row => new
            {
                Payment = row,
                Account = db.BankAccounts.First(account => account.Id == row.BankAccountId),
                Batch = db.PayoutBatches.Where(batch => batch.Id == row.BatchId).Select(batch => batch.Number).FirstOrDefault(),
                Tax = entries.Where(entry => entry.WithdrawalId == row.Id).Sum(entry => entry.TaxWithheld + entry.TaxRemitted),
                Paid = entries.Where(entry => entry.WithdrawalId == row.Id).Sum(entry => entry.PaidOut),
            })
            .ToListAsync(cancellationToken);
        return DocumentTable.Of(
            [
                new(words["Reference"], DocumentCellKind.Code, 15),
                new(words["RequestedAt"], DocumentCellKind.Instant, 14),
                new(words["Account"], DocumentCellKind.Text, 20),
                new(words["Batch"], DocumentCellKind.Code, 12),
                new(words["BankAnswer"], DocumentCellKind.Text, 22),
                new(words["Requested"], DocumentCellKind.Dong, 13),
                new(words["Tax"], DocumentCellKind.Dong, 12, IsSummed: true),
                new(words["PaidInMonth"], DocumentCellKind.Dong, 13, IsSummed: true),
            ],
            [
                .. rows.Select(row => (IReadOnlyList<DocumentCell>)
                [
                    DocumentCell.Code(row.Payment.Reference), DocumentCell.Instant(row.Payment.RequestedAt),
                    DocumentCell.Words($"{Banks.Find(row.Account.BankCode)?.Name ?? row.Account.BankCode} •••• {row.Account.NumberEnd}"),
                    DocumentCell.Code(row.Batch),
                    DocumentCell.Words(Answer(row.Payment.State, row.Payment.Reason, row.Payment.EndedAt, words)),
                    DocumentCell.Dong(row.Payment.Amount), DocumentCell.Dong(row.Tax), DocumentCell.Dong(row.Paid),
                ]),
            ],
            words.Table);
    }

    /// <summary>Rewards whose orders wait, by programme: no money yet, and in no sum of the statement.</summary>
    public static async Task<DocumentTable> PendingAsync(
        PortalDb db, Guid partnerId, DocumentWords words, CancellationToken cancellationToken)
    {
        var rows = await db.Rewards
            .Where(reward => reward.PartnerId == partnerId && !reward.IsReplaced && reward.State == RewardState.Pending)
            .GroupBy(reward => reward.ProgrammeId)
            .Select(group => new
            {
                Programme = db.Programmes.First(programme => programme.Id == group.Key).Name,
                Orders = group.Count(),
                Gross = group.Sum(reward => reward.Gross),
                Tax = group.Sum(reward => reward.Tax),
                Net = group.Sum(reward => reward.Net),
            })
            .ToListAsync(cancellationToken);
        return DocumentTable.Of(
            [
                new(words["Programme"], DocumentCellKind.Text, 36),
                new(words["Orders"], DocumentCellKind.Count, 10, IsSummed: true),
                new(words["ExpectedGross"], DocumentCellKind.Dong, 16, IsSummed: true),
                new(words["ExpectedTax"], DocumentCellKind.Dong, 16, IsSummed: true),
                new(words["ExpectedNet"], DocumentCellKind.Dong, 16, IsSummed: true),
            ],
            [
                .. rows.OrderBy(row => row.Programme, StringComparer.Ordinal).Select(row => (IReadOnlyList<DocumentCell>)
                [
                    DocumentCell.Words(row.Programme), DocumentCell.Count(row.Orders), DocumentCell.Dong(row.Gross),
                    DocumentCell.Dong(row.Tax), DocumentCell.Dong(row.Net),
                ]),
            ],
            words.Table);
    }

    private static string Answer(WithdrawalState state, string? reason, DateTimeOffset? endedAt, DocumentWords words)
    {
        var said = TextCatalog.Word(state, words.Culture);
        if (endedAt is { } ended)
            said = string.Create(CultureInfo.InvariantCulture, $"{said} {TextTemplate.Minute(ended)}");
        return reason is { Length: > 0 } ? $"{said}: {TextCatalog.Word("PayoutReason", reason, words.Culture)}" : said;
    }
}
