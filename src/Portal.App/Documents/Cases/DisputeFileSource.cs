using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Documents.Model;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Documents.Cases;

/// <summary>
/// A dispute as one file (R8): what is claimed and wanted, its history, the thread, and the evidence with its times and hashes. It has what
/// the reader may see (R8.5): both sides their own evidence, the operator's people all.
/// </summary>
internal sealed class DisputeFileSource(
    IDbContextFactory<PortalDb> contexts, DisputeQueries disputes, EvidenceStore store, DocumentFrame frame) : IDocumentSource
{
    public DocumentKind Kind => DocumentKind.DisputeFile;

    public async Task<Outcome<DocumentDraft>> FillAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken)
    {
        CultureInfo.CurrentUICulture = culture;
        var found = await disputes.GetAsync(actor, subject.Id, cancellationToken);
        if (found.Refusal is { } refusal)
            return refusal;

        var (dispute, words) = (found.Value, new DocumentWords(culture));
        if (dispute.Case.Number is not { } number)
            return Refusal.NotFound(DisputeRefusals.NotFound); // a draft is nobody's document

        // what each side may see differs, so a case's file is never issued: it says what its reader may know now
        return new DocumentDraft(
            new Document
            {
                Culture = culture,
                Title = words["DisputeFile"],
                Period = number,
                Letterhead = frame.Letterhead(words),
                Facts = [.. Facts(dispute, words), .. frame.MadeAt(words)],
                Sections =
                [
                    new(words["Claim"]) { Text = dispute.Claim },
                    new(words["History"]) { Table = History(dispute, words) },
                    new(words["Thread"]) { Table = Thread(dispute, words) },
                    new(words["Evidence"])
                    {
                        Table = Evidence(dispute, words),
                        Pictures = await PicturesAsync(dispute, words, cancellationToken),
                    },
                ],
                Mark = dispute.Case.State.IsPending() ? words["Undecided"] : null,
                Notes = [words["DisputeNote"]],
            },
            $"ho-so-{number}", number, IsFinal: false, dispute.Case.AtStake ?? 0);
    }

    private static IEnumerable<DocumentFact> Facts(DisputeDetail dispute, DocumentWords words)
    {
        var view = dispute.Case;
        yield return new(words["DisputeKind"], DocumentCell.Words(TextCatalog.Word(view.Kind, words.Culture)));
        yield return new(words["State"], DocumentCell.Words(TextCatalog.Word(view.State, words.Culture)));
        if (view.Holder is { } holder)
            yield return new(words["Author"], DocumentCell.Words(holder));
        if (view.Shop is { } shop)
            yield return new(words["Shop"], DocumentCell.Words(shop));
        if (view.Order is { } order)
            yield return new(words["Order"], DocumentCell.Code(order));
        if (view.FiledAt is { } filed)
            yield return new(words["FiledAt"], DocumentCell.Instant(filed));
        if (view.AtStake is { } stake)
            yield return new(words["AtStake"], DocumentCell.Money(stake));
        foreach (var (key, decision) in new[] { ("Decision", dispute.Decision), ("AppealDecision", dispute.Appeal?.Decision) })
        {
            if (decision is not null)
            {
                yield return new(
                    words[key], DocumentCell.Words(TextCatalog.Word(decision.Outcome, words.Culture)),
                    $"{TextTemplate.Minute(decision.At)} · {TextCatalog.Word("DisputeReason", decision.Reason, words.Culture)}");
            }
        }
    }

    private static DocumentTable History(DisputeDetail dispute, DocumentWords words) => new(
        [
            new(words["When"], DocumentCellKind.Instant, 15), new(words["Movement"], DocumentCellKind.Text, 26),
            new(words["Who"], DocumentCellKind.Text, 24), new(words["Note"], DocumentCellKind.Text, 40),
        ],
        [
            .. dispute.Steps.Select(step => new DocumentRow(DocumentRowKind.Line,
            [
                DocumentCell.Instant(step.At), DocumentCell.Words(TextCatalog.Word(step.Kind, words.Culture)),
                DocumentCell.Words(step.By ?? TextCatalog.Word(step.Party, words.Culture)),
                DocumentCell.Words(step.Note is { } note ? TextCatalog.Word("DisputeReason", note, words.Culture) : null),
            ])),
        ],
        words.Table.Empty);

    private static DocumentTable Thread(DisputeDetail dispute, DocumentWords words) => new(
        [
            new(words["When"], DocumentCellKind.Instant, 15), new(words["Who"], DocumentCellKind.Text, 22),
            new(words["Message"], DocumentCellKind.Text, 66),
        ],
        [
            .. dispute.Messages.Select(message => new DocumentRow(DocumentRowKind.Line,
            [
                DocumentCell.Instant(message.At), DocumentCell.Words(message.By ?? TextCatalog.Word(message.Party, words.Culture)),
                DocumentCell.Words(message.Text),
            ])),
        ],
        words.Table.Empty);

    private static DocumentTable Evidence(DisputeDetail dispute, DocumentWords words) => new(
        [
            new(words["EvidenceNumber"], DocumentCellKind.Count, 6), new(words["FileName"], DocumentCellKind.Text, 26),
            new(words["UploadedAt"], DocumentCellKind.Instant, 15), new(words["StatedAt"], DocumentCellKind.Instant, 15),
            new(words["FileAt"], DocumentCellKind.Instant, 15), new(words["Note"], DocumentCellKind.Text, 24),
            new(words["Sha256"], DocumentCellKind.Code, 34),
        ],
        [
            .. dispute.Evidence.Select(file => new DocumentRow(DocumentRowKind.Line,
            [
                DocumentCell.Count(file.Number), DocumentCell.Words(file.Name), DocumentCell.Instant(file.UploadedAt),
                DocumentCell.Instant(file.StatedAt), DocumentCell.Instant(file.FileAt), DocumentCell.Words(file.Note),
                DocumentCell.Code(file.Sha256),
            ])),
        ],
        words.Table.Empty);

    /// <summary>
    /// The previews, which carry nothing that the pictures say of themselves; one that cannot be read is left to its row.
    /// </summary>
    private async Task<IReadOnlyList<DocumentPicture>> PicturesAsync(
        DisputeDetail dispute, DocumentWords words, CancellationToken cancellationToken)
    {
        var ids = dispute.Evidence.Where(file => file.Preview == EvidencePreviewState.Ready).Select(file => file.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var files = await db.EvidenceFiles.AsNoTracking().Where(file => ids.Contains(file.Id)).OrderBy(file => file.Number)
            .ToListAsync(cancellationToken);
        List<DocumentPicture> pictures = [];
        foreach (var file in files)
        {
            try
            {
                await using var preview = await store.OpenPreviewAsync(file, cancellationToken);
                using var bytes = new MemoryStream();
                await preview.CopyToAsync(bytes, cancellationToken);
                pictures.Add(new DocumentPicture(
                    bytes.ToArray(),
                    words.Of("EvidencePicture", ("number", file.Number.ToString(CultureInfo.InvariantCulture)), ("name", file.Name)),
                    [
                        $"{file.Number}. {file.Name}",
                        words.Of("EvidenceTimes", ("stated", Time(file.StatedAt)), ("file", Time(file.FileAt)),
                            ("uploaded", Time(file.UploadedAt))),
                        $"SHA-256 {Convert.ToHexStringLower(file.Sha256)}",
                    ]));
            }
            catch (Exception failure) when (failure is IOException or InvalidDataException or CryptographicException)
            {
                // its row stands in the table; the portal's own sweep tells of the file
            }
        }

        return pictures;
    }

    private static string Time(DateTimeOffset? at) => at is { } known ? TextTemplate.Minute(known) : "–";
}
