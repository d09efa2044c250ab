using System.Buffers.Binary;
using Microsoft.AspNetCore.DataProtection;
using Portal.App.Platform.Files;
using Portal.App.Platform.Settings;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// The files of the evidence, in the data directory: outside the web root, under the ids of their rows, encrypted (R8.5, R10.3). One is
/// written beside its place and moved there when it is whole.
/// </summary>
/// <param name="data">Where they stand.</param>
/// <param name="protection">Seals their keys.</param>
/// <param name="create">How a file is made, where the disk is not the machine's.</param>
public sealed class EvidenceDisk(DataDirectory data, IDataProtectionProvider protection, Func<string, Stream>? create = null)
{
    private readonly SealedFolder folder = new(data, "evidence", protection, create);

    /// <summary>All files, by their paths.</summary>
    internal IEnumerable<string> All() => folder.All();

    /// <summary>Whether it is one that was not placed.</summary>
    internal static bool IsPartial(string path) => SealedFolder.IsPartial(path);

    /// <summary>Begins a file beside its place. It stays there until it is placed or dropped.</summary>
    internal Task<SealedWriter> BeginAsync(EvidencePart part, CancellationToken cancellationToken) =>
        folder.BeginAsync(part.Name, cancellationToken);

    /// <summary>Reads a file that is whole and not in its place yet.</summary>
    internal Task<Stream> OpenPartialAsync(EvidencePart part, CancellationToken cancellationToken) =>
        folder.OpenPartialAsync(part.Name, cancellationToken);

    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged; so it may turn out to be while it is read.</exception>
    internal Task<Stream> OpenAsync(EvidencePart part, CancellationToken cancellationToken) =>
        folder.OpenAsync(part.Name, cancellationToken);

    /// <summary>Over what may stand there from a try before.</summary>
    internal void Place(EvidencePart part) => folder.Place(part.Name);

    internal void DropPartial(EvidencePart part) => folder.DropPartial(part.Name);

    internal void Delete(EvidencePart part) => folder.Delete(part.Name);

    internal string PathOf(EvidencePart part) => folder.PathOf(part.Name);
}

/// <summary>One file of a piece of evidence: its bytes as they came, or its preview.</summary>
internal readonly record struct EvidencePart(Guid Id, bool IsPreview)
{
    private const string Original = ".evidence";
    private const string Preview = ".preview";

    public string Name => $"{Id:N}{(IsPreview ? Preview : Original)}";

    /// <summary>When the id of a file was made, which is when its upload began: ids of version 7 begin with it, in milliseconds.</summary>
    public static DateTimeOffset MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var made = ((long)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(made, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
    }

    /// <summary>Whose file it is, also one that is not whole yet; null for one that nobody here made.</summary>
    public static Guid? IdOf(string path)
    {
        var name = Path.GetFileName(path);
        return name.Length > 32 && name[32] == '.' && Guid.TryParseExact(name[..32], "N", out var id) ? id : null;
    }
}
