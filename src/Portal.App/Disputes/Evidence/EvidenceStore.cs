using System.Buffers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// Takes in what is brought as evidence, and gives it back as it came (R8.2). Whoever calls has looked whether the actor may: at the
/// dispute before a byte is received, and again in the transaction that adds the file; and <see cref="EvidenceAccess"/> before one is
/// opened.
/// </summary>
public sealed class EvidenceStore(EvidenceDisk disk, ClamAv scanner, UnitOfWork work, TimeProvider clock) : IDisposable
{
    private const int Chunk = 64 * 1024;

    /// <summary>As many files are looked at at once; each lies in memory meanwhile, whoever sends how many.</summary>
    private const int AtOnce = 2;

    private readonly SemaphoreSlim turns = new(AtOnce);
    private readonly ArrayPool<byte> whole = ArrayPool<byte>.Create(EvidenceRules.MostBytes, AtOnce);

    /// <param name="StatedAt">When, by the uploader's word, it was that the file shows; null: they say it later.</param>
    /// <param name="Note">What it shows, in their words.</param>
    public sealed record Statement(DateTimeOffset? StatedAt, string? Note);

    /// <summary>
    /// All of it for one file: asks, receives, asks again in the transaction that adds it. For several files, or a dispute that is made
    /// with them, use <see cref="ReceiveAsync"/> and <see cref="AddAsync"/>.
    /// </summary>
    /// <param name="actor">Who brings it.</param>
    /// <param name="disputeId">To which dispute.</param>
    /// <param name="name">What it is called where it comes from.</param>
    /// <param name="statement">What they say about it.</param>
    /// <param name="content">Its bytes; read to the end, or to the first one too many.</param>
    /// <param name="authorise">Says why the actor may not add to the dispute now; null when they may.</param>
    /// <param name="cancellationToken">Ends it; nothing is left of it then.</param>
    public async Task<Outcome<EvidenceFile>> UploadAsync(
        Actor actor, Guid disputeId, string? name, Statement statement, Stream content,
        Func<PortalDb, CancellationToken, Task<Refusal?>> authorise, CancellationToken cancellationToken)
    {
        // asked before a byte is written too, so that whoever may not send fills no disk
        var asked = await work.RunAsync<Done>(
            actor.ForPart,
            async (db, stop) => (Check(statement) ?? await authorise(db, stop)) is { } refusal ? refusal : default(Done),
            cancellationToken);
        if (!asked.Succeeded)
            return asked.Refusal!;

        var received = await ReceiveAsync(name, content, cancellationToken);
        if (!received.Succeeded)
            return received.Refusal!;

        using var file = received.Value;
        return await work.RunAsync<EvidenceFile>(
            actor,
            async (db, stop) => await authorise(db, stop) is { } refusal
                ? refusal : await AddAsync(db, actor, disputeId, file, statement, stop),
            cancellationToken);
    }

    /// <summary>
    /// Writes the bytes to the disk as they come, sealed, counted and hashed, and looks what they are when they are all there. Refuses
    /// what <see cref="EvidenceContent.Read"/> refuses, and <c>evidence_harmful</c>. Of what is refused, cut off or finds the disk full
    /// nothing is left.
    /// </summary>
    public async Task<Outcome<ReceivedEvidence>> ReceiveAsync(string? name, Stream content, CancellationToken cancellationToken)
    {
        var part = new EvidencePart(Ids.New(clock), IsPreview: false);
        try
        {
            var written = await WriteAsync(part, content, cancellationToken);
            if (!written.Succeeded)
                return written.Refusal!;

            var (bytes, sha256) = written.Value;
            var read = await LookAtAsync(part, (int)bytes, sha256, cancellationToken);
            if (!read.Succeeded)
                return read.Refusal!;
            if (await scanner.RefuseAsync(stop => disk.OpenPartialAsync(part, stop), cancellationToken) is { } harmful)
                return harmful;

            disk.Place(part);
            return new ReceivedEvidence(disk, part.Id, EvidenceNames.Clean(name, read.Value.Type), read.Value, bytes, sha256);
        }
        catch (DiskRefusedException)
        {
            return new Refusal(RefusalKind.Unavailable, CommonRefusals.StorageUnavailable);
        }
        finally
        {
            disk.DropPartial(part);
        }
    }

    /// <summary>
    /// Adds the row of a received file in the caller's transaction, which may be tried again. The same bytes from the same person in the
    /// same dispute are the file that is there, so that an upload whose answer was lost can be sent again. Refuses the eleventh file.
    /// </summary>
    public async Task<Outcome<EvidenceFile>> AddAsync(
        PortalDb db, Actor actor, Guid disputeId, ReceivedEvidence received, Statement statement, CancellationToken cancellationToken)
    {
        received.IsTaken = false; // also of a try before, which came to nothing
        var waiting = db.ChangeTracker.Entries<EvidenceFile>().Where(entry => entry.State == EntityState.Added)
            .Select(entry => entry.Entity).Where(file => file.DisputeId == disputeId).ToList();
        if (waiting.Find(file => IsSame(file, actor, received)) is { } twice)
            return twice;

        // Counted first, so that whoever brings the same file at once and was counted is seen by the second question. Number and count are
        // of one statement: whoever adds a file after it takes the same number, and one of the two is tried again.
        var counted = await db.EvidenceFiles.Where(file => file.DisputeId == disputeId).GroupBy(file => file.DisputeId)
            .Select(files => new { Files = files.Count(), Last = files.Max(file => file.Number) }).SingleOrDefaultAsync(cancellationToken);
        if (await db.EvidenceFiles.SingleOrDefaultAsync(
            file => file.DisputeId == disputeId && file.UploaderId == actor.ClientId && file.Sha256 == received.Sha256,
            cancellationToken) is { } there)
            return there;
        if ((Check(statement) ?? EvidenceRules.CheckCount(waiting.Count + (counted?.Files ?? 0))) is { } refusal)
            return refusal;

        var now = clock.GetUtcNow();
        var isPicture = received.Content.Type.IsPicture();
        var added = new EvidenceFile
        {
            Id = received.Id,
            DisputeId = disputeId,
            Number = (counted?.Last ?? 0) + waiting.Count + 1,
            UploaderId = actor.ClientId,
            UploadedBy = actor.Name,
            PartnerId = actor.PartnerId,
            ShopId = actor.ShopId,
            Organisation = await OrganisationAsync(db, actor, cancellationToken),
            Name = received.Name,
            Type = received.Content.Type,
            Bytes = received.Bytes,
            Sha256 = received.Sha256,
            UploadedAt = now,
            StatedAt = statement.StatedAt,
            Note = statement.Note,
            FileAt = received.Content.Time?.At,
            FileAtSource = received.Content.Time?.Source,
            PreviewState = isPicture ? EvidencePreviewState.Waiting : EvidencePreviewState.None,
            PreviewDueAt = isPicture ? now : null,
            CheckedAt = now,
        };
        db.EvidenceFiles.Add(added);
        db.NotifyChange(ChangeTopics.Evidence, disputeId, clock, actor.PartnerId, actor.ShopId);
        received.IsTaken = true;
        return added;
    }

    /// <summary>
    /// Notes when it was that a file shows, and what it shows. Once in a filed dispute; in a draft as often as its author likes. The caller
    /// loaded the row in its transaction and knows which of the two it is.
    /// </summary>
    /// <returns>Why not; null when it is noted.</returns>
    public Refusal? State(EvidenceFile file, Statement statement, bool isDraft)
    {
        if (file.StatedAt is not null && !isDraft)
            return Refusal.Conflict(EvidenceRefusals.AlreadyStated);
        if (Check(statement) is { } wrong)
            return wrong;

        (file.StatedAt, file.Note) = (statement.StatedAt, statement.Note);
        file.Version++;
        return null;
    }

    /// <summary>
    /// Takes a file out of a draft, in the caller's transaction; its bytes go with a later sweep. Never out of a filed dispute.
    /// </summary>
    public static async Task RemoveAsync(PortalDb db, EvidenceFile file, CancellationToken cancellationToken)
    {
        db.PictureHashBands.RemoveRange(await db.PictureHashBands.Where(band => band.FileId == file.Id).ToListAsync(cancellationToken));
        db.EvidenceFiles.Remove(file);
    }

    /// <summary>The bytes as they came, from first to last.</summary>
    /// <exception cref="IOException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">It is damaged. It may also turn out so while it is read.</exception>
    public Task<Stream> OpenAsync(EvidenceFile file, CancellationToken cancellationToken) =>
        disk.OpenAsync(new EvidencePart(file.Id, IsPreview: false), cancellationToken);

    /// <summary>The preview, a JPEG without metadata; only of a file whose <see cref="EvidenceFile.PreviewState"/> is ready.</summary>
    public Task<Stream> OpenPreviewAsync(EvidenceFile file, CancellationToken cancellationToken) =>
        disk.OpenAsync(new EvidencePart(file.Id, IsPreview: true), cancellationToken);

    public void Dispose() => turns.Dispose();

    /// <summary>What is wrong with what they say; null when nothing is.</summary>
    internal Refusal? Check(Statement statement) =>
        EvidenceRules.CheckStatement(statement.StatedAt, statement.Note, clock.GetUtcNow()).ToList() is { Count: > 0 } errors
            ? Refusal.Invalid(errors) : null;

    private static bool IsSame(EvidenceFile file, Actor actor, ReceivedEvidence received) =>
        file.UploaderId == actor.ClientId && file.Sha256.AsSpan().SequenceEqual(received.Sha256);

    private static async Task<string?> OrganisationAsync(PortalDb db, Actor actor, CancellationToken cancellationToken) =>
        actor.PartnerId is { } partner
            ? await db.Partners.Where(row => row.Id == partner).Select(row => row.Name).SingleAsync(cancellationToken)
            : actor.ShopId is { } shop
                ? await db.Shops.Where(row => row.Id == shop).Select(row => row.Name).SingleAsync(cancellationToken) : null;

    private async Task<Outcome<(long Bytes, byte[] Sha256)>> WriteAsync(
        EvidencePart part, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        var total = 0L;
        try
        {
            await using var file = await OnDiskAsync(() => disk.BeginAsync(part, cancellationToken));
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, Chunk), cancellationToken)) > 0)
            {
                total += read;
                if (EvidenceRules.CheckSize(total) is { } tooLarge)
                    return tooLarge;
                hash.AppendData(buffer, 0, read);
                await OnDiskAsync(async () =>
                {
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    return file;
                });
            }

            if (EvidenceRules.CheckSize(total) is { } empty)
                return empty;
            await OnDiskAsync(async () =>
            {
                await file.FinishAsync(cancellationToken);
                return file;
            });
            return (total, hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Reads back what was written, which shows that it can be read, and looks what it is.</summary>
    private async Task<Outcome<EvidenceContent>> LookAtAsync(
        EvidencePart part, int length, byte[] sha256, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        var bytes = whole.Rent(length);
        try
        {
            await using (var file = await disk.OpenPartialAsync(part, cancellationToken))
                await file.ReadExactlyAsync(bytes.AsMemory(0, length), cancellationToken);
            return sha256.AsSpan().SequenceEqual(SHA256.HashData(bytes.AsSpan(0, length)))
                ? EvidenceContent.Read(bytes.AsSpan(0, length), clock.GetUtcNow())
                : throw new DiskRefusedException(new InvalidDataException("The disk gives back other bytes than it was given."));
        }
        finally
        {
            whole.Return(bytes, clearArray: true);
            turns.Release();
        }
    }

    /// <summary>A failure of the disk, and not of whoever sends.</summary>
    private static async Task<T> OnDiskAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DiskRefusedException(failure);
        }
    }

    private sealed class DiskRefusedException(Exception inner) : Exception(inner.Message, inner);
}
