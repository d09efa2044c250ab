using System.Globalization;
using Portal.App.Documents.Exports;
using Portal.App.Documents.Model;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Documents.Issuing;

/// <summary>A document as a file.</summary>
/// <param name="Number">Null of one that may still change.</param>
public sealed record DocumentFile(string Name, string ContentType, byte[] Bytes, string? Number);

/// <summary>
/// Gives a document out as a file: what is final is issued and is the same bytes each time, what may still change says so on every page.
/// Who takes it needs the right to take data out (R9.6), and it is noted with its hash (R10.4).
/// </summary>
public sealed class OpenDocument(
    IEnumerable<IDocumentSource> sources, IssueDocument issue, UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(DocumentSubject Subject, FileFormat Format, CultureInfo Culture);

    public async Task<Outcome<DocumentFile>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.MayExport())
            return Refusal.Forbidden();

        var file = await FileAsync(actor, input, cancellationToken);
        if (file.Refusal is { } refusal)
            return refusal;

        var (name, number, bytes, sha256) = file.Value;
        var noted = await work.RunAsync<Done>(
            actor,
            (db, _) =>
            {
                db.Audit(actor, clock, AuditActions.Exported, name, input.Subject.Id, null,
                    new { number, sha256 = Convert.ToHexStringLower(sha256), bytes = bytes.Length },
                    actor.PartnerId);
                return Task.FromResult<Outcome<Done>>(default(Done));
            },
            cancellationToken);
        return noted.Refusal is { } ended ? ended : new DocumentFile(name, input.Format.ContentType(), bytes, number);
    }

    /// <summary>What the document says now, or what was issued: for the page.</summary>
    public async Task<Outcome<Document>> PreviewAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken)
    {
        var issued = await issue.RunAsync(actor, new IssueDocument.Input(subject, culture), cancellationToken);
        if (issued.Succeeded)
            return await issue.ContentAsync(issued.Value, cancellationToken);
        if (issued.Refusal!.Code != DocumentRefusals.NotFinal)
            return issued.Refusal;

        var filled = await FillAsync(actor, subject, culture, cancellationToken);
        return filled.Refusal is { } refusal ? refusal : filled.Value.Document;
    }

    private async Task<Outcome<(string Name, string? Number, byte[] Bytes, byte[] Sha256)>> FileAsync(
        Actor actor, Input input, CancellationToken cancellationToken)
    {
        var issued = await issue.RunAsync(actor, new IssueDocument.Input(input.Subject, input.Culture), cancellationToken);
        if (issued.Succeeded)
        {
            var (bytes, sha256) = await issue.FileAsync(issued.Value, input.Format, cancellationToken);
            return (issued.Value.Name + input.Format.Ending(), issued.Value.Number, bytes, sha256);
        }

        if (issued.Refusal!.Code != DocumentRefusals.NotFinal)
            return issued.Refusal;

        var filled = await FillAsync(actor, input.Subject, input.Culture, cancellationToken);
        if (filled.Refusal is { } refusal)
            return refusal;

        var rendered = input.Format.Render(filled.Value.Document);
        return (filled.Value.Name + input.Format.Ending(), null, rendered, System.Security.Cryptography.SHA256.HashData(rendered));
    }

    private Task<Outcome<DocumentDraft>> FillAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken) =>
        sources.Single(source => source.Kind == subject.Kind).FillAsync(actor, subject, culture, cancellationToken);
}
