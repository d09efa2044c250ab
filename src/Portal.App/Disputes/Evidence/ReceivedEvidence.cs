using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// A file that came in, was found to be what R8.2 accepts, and lies on the disk without a row that names it. Disposing of it deletes the
/// file, unless <see cref="EvidenceStore.AddAsync"/> took it: then it stays, and when that transaction came to nothing, the sweep takes it
/// away a day later.
/// </summary>
public sealed class ReceivedEvidence : IDisposable
{
    private readonly EvidenceDisk disk;

    internal ReceivedEvidence(EvidenceDisk disk, Guid id, string name, EvidenceContent content, long bytes, byte[] sha256)
    {
        this.disk = disk;
        (Id, Name, Content, Bytes, Sha256) = (id, name, content, bytes, sha256);
    }

    public Guid Id { get; }

    public string Name { get; }

    public EvidenceContent Content { get; }

    public long Bytes { get; }

    public byte[] Sha256 { get; }

    internal bool IsTaken { get; set; }

    public void Dispose()
    {
        if (!IsTaken)
            disk.Delete(new EvidencePart(Id, IsPreview: false));
    }
}
