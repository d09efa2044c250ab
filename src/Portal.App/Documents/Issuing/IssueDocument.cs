using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Documents.Model;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.App.Documents.Issuing;

/// <summary>
/// Gives a final document its number and keeps what it says, once: whoever asks again, or at the same time, gets the same one. A
/// correction is a new document that names the one before.
/// </summary>
public sealed class IssueDocument(
    IEnumerable<IDocumentSource> sources, DocumentStore files, PublicAddress portal, UnitOfWork work,
    IDbContextFactory<PortalDb> contexts, RightsNow rights, TimeProvider clock)
{
    /// <summary>Letters and digits at the end of a number that nobody can guess: 30 to the power of 10.</summary>
    private const int Unguessable = 10;

    /// <param name="Reason">Why the last one is corrected; null to have the last one, or the first where there is none.</param>
    public sealed record Input(DocumentSubject Subject, CultureInfo Culture, string? Reason = null);

    /// <summary>Refuses <c>document_not_final</c>, and what its source does not find for the actor.</summary>
    public async Task<Outcome<IssuedDocument>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (await rights.RefuseAsync(actor, cancellationToken) is { } ended)
            return ended;
        if (input.Reason is not null && !actor.May(DocumentPermissions.Correct))
            return Refusal.Forbidden();

        var filled = await sources.Single(source => source.Kind == input.Subject.Kind)
            .FillAsync(actor, input.Subject, input.Culture, cancellationToken);
        if (filled.Refusal is { } refusal)
            return refusal;
        if (!filled.Value.IsFinal)
            return Refusal.Conflict(DocumentRefusals.NotFinal);

        IssuedDocument? last;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            last = await LastAsync(db, input.Subject, input.Culture, cancellationToken);
        if (last is not null && input.Reason is null)
            return last;

        var prepared = await PrepareAsync(filled.Value, input, last, cancellationToken);
        return await work.RunAsync<IssuedDocument>(
            input.Reason is null ? Actor.System : actor,
            async (db, stop) =>
            {
                var issued = await AddAsync(db, prepared, stop);
                if (last is not null && issued.Id == prepared.Document.Id)
                {
                    db.Audit(actor, clock, AuditActions.DocumentCorrected, issued.Number, issued.Id, null,
                        new { replaces = last.Number, reason = input.Reason });
                }

                return issued;
            },
            cancellationToken);
    }

    /// <summary>
    /// A document that is ready to be issued: its number is drawn, and what it says and its PDF lie on the disk. Nobody knows of it before
    /// <see cref="AddAsync"/> is committed.
    /// </summary>
    internal async Task<PreparedDocument> PrepareAsync(
        DocumentDraft draft, Input input, IssuedDocument? last, CancellationToken cancellationToken)
    {
        var words = new DocumentWords(input.Culture);
        var number = $"{draft.Prefix}-{ShortCodes.Draw(Unguessable)}";
        var document = draft.Document with
        {
            Number = number,
            Notes = last is null
                ? draft.Document.Notes
                : [words.Of("Replaces", ("number", last.Number), ("reason", input.Reason!)), .. draft.Document.Notes],
        };
        var hash = await files.SaveAsync(DocumentJson.Write(document), cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var issued = new IssuedDocument
        {
            Id = Ids.New(clock),
            Number = number,
            Kind = input.Subject.Kind,
            SubjectId = input.Subject.Id,
            Period = PeriodOf(input.Subject),
            Language = Language(input.Culture),
            Version = (last?.Version ?? 0) + 1,
            ReplacesId = last?.Id,
            IssuedAt = clock.GetUtcNow(),
            Name = draft.Name,
            Total = draft.Total,
            ContentHash = hash,
            LedgerHead = await db.LedgerSeals.AsNoTracking().OrderByDescending(seal => seal.Block).Select(seal => seal.Hash)
                .FirstOrDefaultAsync(cancellationToken) ?? new byte[SHA256.HashSizeInBytes],
        };
        var pdf = FileFormat.Pdf.Render(Checked(document, issued));
        return new PreparedDocument(
            issued,
            new IssuedFile
            {
                DocumentId = issued.Id,
                Format = FileFormat.Pdf,
                Sha256 = await files.SaveAsync(pdf, cancellationToken),
                Bytes = pdf.Length,
            });
    }

    /// <summary>
    /// Issues it in the caller's transaction. Somebody may have been first: theirs is the document then, and what was prepared stays on
    /// the disk unknown.
    /// </summary>
    internal static async Task<IssuedDocument> AddAsync(PortalDb db, PreparedDocument prepared, CancellationToken cancellationToken)
    {
        var (kind, id, period, language) = (
            prepared.Document.Kind, prepared.Document.SubjectId, prepared.Document.Period, prepared.Document.Language);
        var now = await Versions(db, kind, id, period, language).FirstOrDefaultAsync(cancellationToken);
        if (now?.Id != prepared.Document.ReplacesId)
            return now!;

        db.IssuedDocuments.Add(prepared.Document);
        db.IssuedFiles.Add(prepared.Pdf);
        return prepared.Document;
    }

    /// <summary>The last version that was issued; null where none was.</summary>
    internal static Task<IssuedDocument?> LastAsync(
        PortalDb db, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken) =>
        Versions(db, subject.Kind, subject.Id, PeriodOf(subject), Language(culture)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>What was issued, with how it can be checked.</summary>
    internal async Task<Document> ContentAsync(IssuedDocument issued, CancellationToken cancellationToken) =>
        Checked(DocumentJson.Read(await files.ReadAsync(issued.ContentHash, cancellationToken)), issued);

    /// <summary>A file of it, the same bytes each time: rendered when it is first asked for, and kept.</summary>
    internal async Task<(byte[] Bytes, byte[] Sha256)> FileAsync(
        IssuedDocument issued, FileFormat format, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await db.IssuedFiles.AsNoTracking()
                .SingleOrDefaultAsync(row => row.DocumentId == issued.Id && row.Format == format, cancellationToken) is { } kept)
                return (await files.ReadAsync(kept.Sha256, cancellationToken), kept.Sha256);
        }

        var bytes = format.Render(await ContentAsync(issued, cancellationToken));
        var hash = await files.SaveAsync(bytes, cancellationToken);
        var file = await work.RunAsync<IssuedFile>(
            Actor.System,
            async (db, stop) =>
            {
                if (await db.IssuedFiles.AsNoTracking()
                    .SingleOrDefaultAsync(row => row.DocumentId == issued.Id && row.Format == format, stop) is { } first)
                    return first;

                var added = new IssuedFile { DocumentId = issued.Id, Format = format, Sha256 = hash, Bytes = bytes.Length };
                db.IssuedFiles.Add(added);
                return added;
            },
            cancellationToken);
        return file.Value.Sha256.AsSpan().SequenceEqual(hash)
            ? (bytes, hash) : (await files.ReadAsync(file.Value.Sha256, cancellationToken), file.Value.Sha256);
    }

    private Document Checked(Document document, IssuedDocument issued) => document with
    {
        Check = new DocumentCheck(
            $"{portal.Root}check/{issued.Number}", Convert.ToHexStringLower(issued.ContentHash),
            Convert.ToHexStringLower(issued.LedgerHead)),
    };

    private static IQueryable<IssuedDocument> Versions(PortalDb db, DocumentKind kind, Guid id, DateOnly period, string language) =>
        db.IssuedDocuments.AsNoTracking()
            .Where(row => row.Kind == kind && row.SubjectId == id && row.Period == period && row.Language == language)
            .OrderByDescending(row => row.Version);

    private static DateOnly PeriodOf(DocumentSubject subject) => subject.Period ?? DateOnly.MinValue;

    private static string Language(CultureInfo culture) => culture.TwoLetterISOLanguageName;
}

/// <summary>A document whose files are ready, before it is issued.</summary>
internal sealed record PreparedDocument(IssuedDocument Document, IssuedFile Pdf);
