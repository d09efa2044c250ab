using System.Globalization;
using Portal.App.Documents.Model;
using Portal.App.Money.Invoices;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;

namespace Portal.App.Documents.Statements;

/// <summary>A shop's monthly invoice as a document (R7.9): as it was issued, whatever was paid since.</summary>
internal sealed class InvoiceSource(InvoiceQueries invoices, DocumentFrame frame) : IDocumentSource
{
    public DocumentKind Kind => DocumentKind.Invoice;

    public async Task<Outcome<DocumentDraft>> FillAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken)
    {
        var found = await invoices.GetAsync(actor, subject.Id, cancellationToken);
        if (found.Refusal is { } refusal)
            return refusal;

        var (invoice, words) = (found.Value, new DocumentWords(culture));
        return new DocumentDraft(
            new Document
            {
                Culture = culture,
                Title = words["InvoiceTitle"],
                Period = DocumentFrame.Month(words, invoice.Month),
                Letterhead = frame.Letterhead(words),
                Facts =
                [
                    new(words["Shop"], DocumentCell.Words(invoice.ShopName)),
                    new(words["InvoiceNumber"], DocumentCell.Code(invoice.Number)),
                    new(words["IssuedAt"], DocumentCell.Instant(invoice.IssuedAt)),
                    .. frame.MadeAt(words),
                ],
                Figures =
                [
                    new(words["ToPay"], DocumentCell.Money(invoice.Amount)),
                    new(words["DueOn"], DocumentCell.Day(invoice.DueOn)),
                ],
                Sections = [new(words["InvoiceParts"]) { Text = words["InvoicePartsText"], Table = Parts(invoice, words) }],
                Notes = [words.Of("InvoiceNote", ("number", invoice.Number), ("due", TextTemplate.Day(invoice.DueOn)))],
                Signatures = frame.Signatures(words),
            },
            $"hoa-don-{invoice.Number}", invoice.Number, IsFinal: true, invoice.Amount);
    }

    /// <summary>What it asks for. What a later week took off is a payment, and not part of what was issued.</summary>
    private static DocumentTable Parts(InvoiceView invoice, DocumentWords words) => DocumentTable.Of(
        [
            new(words["StatementNumber"], DocumentCellKind.Code, 26),
            new(words["WeekOf"], DocumentCellKind.Text, 34),
            new(words["Amount"], DocumentCellKind.Dong, 18, IsSummed: true),
        ],
        [
            .. invoice.Statements.Where(part => part.Amount > 0).Select(part => (IReadOnlyList<DocumentCell>)
            [
                DocumentCell.Code(part.Number), DocumentCell.Words(DocumentFrame.Week(words, part.Week)), DocumentCell.Dong(part.Amount),
            ]),
        ],
        words.Table);
}
