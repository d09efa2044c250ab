using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Documents.Model;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Statements;
using Portal.Domain.Withdrawals;

namespace Portal.App.Documents.Statements;

/// <summary>A shop's weekly statement as a document (R7.7).</summary>
internal sealed class ShopStatementSource(
    ReadSnapshots snapshots, DocumentFrame frame) : IDocumentSource
{
    public DocumentKind Kind => DocumentKind.ShopStatement;

    public async Task<Outcome<DocumentDraft>> FillAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken)
    {
        CultureInfo.CurrentUICulture = culture; // of this call and what it calls: lines say why in words
        await using var snapshot = await snapshots.OpenAsync(cancellationToken);
        var found = await snapshot.Of<StatementQueries>().GetAsync(actor, subject.Id, cancellationToken);
        if (found.Refusal is { } refusal)
            return refusal;

        var (statement, words) = (found.Value, new DocumentWords(culture));
        await using var db = snapshot.CreateDbContext();
        var lines = await LinesAsync(db, statement, words, cancellationToken);
        var isFinal = statement.State == StatementState.Final;
        return new DocumentDraft(
            new Document
            {
                Culture = culture,
                Title = words["ShopStatement"],
                Period = DocumentFrame.Week(words, statement.Week),
                Letterhead = frame.Letterhead(words),
                Facts = [.. Facts(statement, words), .. frame.MadeAt(words)],
                Figures =
                [
                    new(words["Promotions"], DocumentCell.Money(statement.Promotions)),
                    new(words["Surcharges"], DocumentCell.Money(statement.Surcharges)),
                    new(words["Corrections"], DocumentCell.Money(statement.Corrections)),
                    new(words["Net"], DocumentCell.Money(statement.Net), words["NetNote"]),
                ],
                Sections = [new(words["Lines"]) { Text = Outcome(statement, words), Table = lines.ToTable() }],
                Mark = isFinal ? null : words["Provisional"],
                Notes = lines.IsByDay ? [words["ShopNote"], words["ByDayNote"]] : [words["ShopNote"]],
                Signatures = frame.Signatures(words),
            },
            $"sao-ke-tuan-{statement.Number}", statement.Number, isFinal, statement.Net);
    }

    private static async Task<DocumentLines> LinesAsync(
        PortalDb db, StatementView statement, DocumentWords words, CancellationToken cancellationToken)
    {
        var lines = new DocumentLines(
            [
                new(words["Order"], DocumentCellKind.Code, 16),
                new(words["OccurredAt"], DocumentCellKind.Instant, 15),
                new(words["RecordedAt"], DocumentCellKind.Instant, 15),
                new(words["Why"], DocumentCellKind.Text, 40),
                new(words["Base"], DocumentCellKind.Dong, 13),
                new(words["Amount"], DocumentCellKind.Dong, 14, IsSummed: true),
            ],
            statement.Orders, words);
        var rows = StatementLines.Rows(
            db,
            db.StatementLines.AsNoTracking().Where(line => line.StatementId == statement.Id)
                .OrderBy(line => line.At).ThenBy(line => line.EntryId));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            foreach (var line in StatementLines.Views(row, statement.Week))
            {
                lines.Add(TextCatalog.Word(line.Kind, words.Culture), LocalCalendar.Day(line.OccurredAt),
                [
                    DocumentCell.Code(line.OrderExternalId), DocumentCell.Instant(line.OccurredAt),
                    DocumentCell.Instant(line.RecordedAt), DocumentCell.Words(Why(line, words)), DocumentCell.Dong(line.Base),
                    DocumentCell.Dong(line.Amount),
                ]);
            }
        }

        return lines;
    }

    /// <summary>A fact that came after its own week's statement names its week (R7.8).</summary>
    private static string Why(StatementLineView line, DocumentWords words) =>
        line.Week is { } week ? $"{line.Text} {words.Of("OfWeek", ("week", DocumentFrame.Week(words, week)))}" : line.Text;

    private static IEnumerable<DocumentFact> Facts(StatementView statement, DocumentWords words)
    {
        yield return new(words["Shop"], DocumentCell.Words(statement.ShopName));
        yield return new(words["StatementNumber"], DocumentCell.Code(statement.Number));
        yield return new(words["State"], DocumentCell.Words(TextCatalog.Word(statement.State, words.Culture)));
        if (statement.ConfirmedAt is { } confirmed)
            yield return new(words["ConfirmedAt"], DocumentCell.Instant(confirmed), statement.ConfirmedBy);
        else
            yield return new(words["ReviewUntil"], DocumentCell.Instant(statement.ReviewUntil));
        yield return new(words["ClosedAt"], DocumentCell.Instant(statement.MadeAt));
        if (statement.Payment is { } payment)
        {
            yield return new(
                words["Payment"], DocumentCell.Code(payment.Reference),
                words.Of("PaymentNote", ("state", TextCatalog.Word(payment.State, words.Culture)),
                    ("batch", statement.Settlement ?? ""), ("amount", new Dong(payment.Amount).ToString())));
        }

        if (statement.Invoice is { } invoice)
            yield return new(words["Invoice"], DocumentCell.Code(invoice));
    }

    private static string Outcome(StatementView statement, DocumentWords words) => statement.Outcome switch
    {
        StatementOutcome.Settled => words["OutcomeSettled"],
        StatementOutcome.Carried => words["OutcomeCarried"],
        _ => words["OutcomeEven"],
    };
}
