using System.Buffers.Binary;
using Microsoft.AspNetCore.DataProtection;
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
    private const string Partial = ".part";

    private readonly IDataProtector protector = protection.CreateProtector("evidence");
    private readonly Func<string, Stream> create = create ?? Create;

    /// <summary>All files, by their paths.</summary>
    internal IEnumerable<string> All() => Directory.EnumerateFiles(Folder);

    /// <summary>Whether it is one that was not placed.</summary>
    internal static bool IsPartial(string path) => path.EndsWith(Partial, StringComparison.Ordinal);

    /// <summary>Begins a file beside its place. It stays there until it is placed or dropped.</summary>
    internal async Task<SealedWriter> BeginAsync(EvidencePart part, CancellationToken cancellationToken)
    {
        var file = create(PathOf(part) + Partial);
        try
        {
            return await SealedWriter.BeginAsync(file, part.Name, protector, cancellationToken);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads a file that is whole and not in its place yet.</summary>
    internal Task<Stream> OpenPartialAsync(EvidencePart part, CancellationToken cancellationToken) =>
        OpenAsync(part, PathOf(part) + Partial, cancellationToken);

    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged; so it may turn out to be while it is read.</exception>
    internal Task<Stream> OpenAsync(EvidencePart part, CancellationToken cancellationToken) =>
        OpenAsync(part, PathOf(part), cancellationToken);

    /// <summary>Over what may stand there from a try before.</summary>
    internal void Place(EvidencePart part) => File.Move(PathOf(part) + Partial, PathOf(part), overwrite: true);

    internal void DropPartial(EvidencePart part) => File.Delete(PathOf(part) + Partial);

    internal void Delete(EvidencePart part) => File.Delete(PathOf(part));

    internal string PathOf(EvidencePart part) => Path.Combine(Folder, part.Name);

    private string Folder => data.Folder("evidence");

    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Share = FileShare.None,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    });

    private async Task<Stream> OpenAsync(EvidencePart part, string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        try
        {
            return await SealedReader.OpenAsync(file, part.Name, protector, cancellationToken);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
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
