using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Documents.Model;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Documents.Reports;

/// <summary>The voucher of a payout or settlement batch, with both who made and who approved it (R6.6, R7.7).</summary>
internal sealed class BatchVoucherSource(
    ReadSnapshots snapshots, DocumentFrame frame) : IDocumentSource
{
    public DocumentKind Kind => DocumentKind.BatchVoucher;

    public async Task<Outcome<DocumentDraft>> FillAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken)
    {
        await using var snapshot = await snapshots.OpenAsync(cancellationToken);
        var found = await snapshot.Of<PayoutQueries>().GetAsync(actor, subject.Id, cancellationToken);
        if (found.Refusal is { } refusal)
            return refusal;

        var (batch, words) = (found.Value, new DocumentWords(culture));
        await using var db = snapshot.CreateDbContext();
        var lines = await LinesAsync(db, batch.Id, words, cancellationToken);
        var isFinal = batch.State is PayoutBatchState.Settled or PayoutBatchState.Discarded;
        return new DocumentDraft(
            new Document
            {
                Culture = culture,
                Title = words[batch.Week is null ? "PayoutVoucher" : "SettlementVoucher"],
                Period = batch.Week is { } week ? DocumentFrame.Week(words, week) : DocumentFrame.Month(words, batch.Month),
                Letterhead = frame.Letterhead(words),
                Facts =
                [
                    new(words["Batch"], DocumentCell.Code(batch.Number)),
                    new(words["State"], DocumentCell.Words(TextCatalog.Word(batch.State, culture))),
                    .. frame.MadeAt(words),
                ],
                Figures =
                [
                    new(words["Transfers"], DocumentCell.Count(batch.Count)),
                    new(words["TransferredFigure"], DocumentCell.Money(batch.Total)),
                    new(words["TaxAtPayment"], DocumentCell.Money(batch.Tax)),
                ],
                Sections = [new(words["BatchLines"]) { Table = lines.ToTable() }],
                Mark = isFinal ? null : words["Provisional"],
                Notes = lines.IsByDay ? [words["VoucherNote"], words["ByDayNote"]] : [words["VoucherNote"]],
                Signatures =
                [
                    new(words["MadeBy"], batch.MadeBy, TextTemplate.Minute(batch.MadeAt)),
                    new(words["ApprovedBy"], batch.ApprovedBy, batch.ApprovedAt is { } at ? TextTemplate.Minute(at) : null),
                ],
            },
            $"phieu-chi-{batch.Number}", batch.Number, isFinal, batch.Total);
    }

    /// <summary>By what became of them, each payee with the end of their account's number.</summary>
    private static async Task<DocumentLines> LinesAsync(
        PortalDb db, Guid batchId, DocumentWords words, CancellationToken cancellationToken)
    {
        var found = db.PayoutLines.AsNoTracking().Where(line => line.BatchId == batchId);
        var lines = new DocumentLines(
            [
                new(words["Reference"], DocumentCellKind.Code, 15),
                new(words["PayeeName"], DocumentCellKind.Text, 24),
                new(words["Account"], DocumentCellKind.Text, 22),
                new(words["RequestedAt"], DocumentCellKind.Instant, 14),
                new(words["Note"], DocumentCellKind.Text, 18),
                new(words["Requested"], DocumentCellKind.Dong, 14, IsSummed: true),
                new(words["Tax"], DocumentCellKind.Dong, 12, IsSummed: true),
                new(words["TransferredNet"], DocumentCellKind.Dong, 14, IsSummed: true),
            ],
            await found.CountAsync(cancellationToken), words);
        var rows = PayoutQueries.Rows(db, found).OrderBy(row => row.Line.State).ThenByDescending(row => row.Line.Amount)
            .ThenBy(row => row.Line.WithdrawalId);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var line = row.View;
            lines.Add(TextCatalog.Word(line.State, words.Culture), LocalCalendar.Day(line.RequestedAt),
            [
                DocumentCell.Code(line.Reference), DocumentCell.Words(line.PayeeName),
                DocumentCell.Words($"{line.BankName} {line.AccountNumber}"), DocumentCell.Instant(line.RequestedAt),
                DocumentCell.Words(line.Reason is { } reason ? TextCatalog.Word("PayoutReason", reason, words.Culture) : null),
                DocumentCell.Dong(line.Amount), DocumentCell.Dong(line.Tax), DocumentCell.Dong(line.Net),
            ]);
        }

        return lines;
    }
}
