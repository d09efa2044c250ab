using Microsoft.AspNetCore.DataProtection;
using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Files;

/// <summary>
/// A folder of the data directory whose files lie there encrypted, each under its own key that the portal's key ring seals (R10.3). A file
/// is written beside its place and moved there when it is whole.
/// </summary>
/// <param name="name">Of the folder, and what its keys are sealed for.</param>
/// <param name="create">How a file is made, where the disk is not the machine's.</param>
internal sealed class SealedFolder(
    DataDirectory data, string name, IDataProtectionProvider protection, Func<string, Stream>? create = null)
{
    private const string Partial = ".part";

    private readonly IDataProtector protector = protection.CreateProtector(name);
    private readonly Func<string, Stream> create = create ?? Create;

    private string Folder => data.Folder(name);

    /// <summary>All files, by their paths.</summary>
    public IEnumerable<string> All() => Directory.EnumerateFiles(Folder);

    /// <summary>Whether it is one that was not placed.</summary>
    public static bool IsPartial(string path) => path.EndsWith(Partial, StringComparison.Ordinal);

    /// <summary>Begins a file beside its place. It stays there until it is placed or dropped.</summary>
    public async Task<SealedWriter> BeginAsync(string file, CancellationToken cancellationToken)
    {
        var stream = create(PathOf(file) + Partial);
        try
        {
            return await SealedWriter.BeginAsync(stream, file, protector, cancellationToken);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads a file that is whole and not in its place yet.</summary>
    public Task<Stream> OpenPartialAsync(string file, CancellationToken cancellationToken) =>
        OpenAsync(file, PathOf(file) + Partial, cancellationToken);

    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged; so it may turn out to be while it is read.</exception>
    public Task<Stream> OpenAsync(string file, CancellationToken cancellationToken) => OpenAsync(file, PathOf(file), cancellationToken);

    /// <summary>Over what may stand there from a try before.</summary>
    public void Place(string file) => File.Move(PathOf(file) + Partial, PathOf(file), overwrite: true);

    public void DropPartial(string file) => File.Delete(PathOf(file) + Partial);

    public void Delete(string file) => File.Delete(PathOf(file));

    public string PathOf(string file) => Path.Combine(Folder, file);

    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Share = FileShare.None,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    });

    private async Task<Stream> OpenAsync(string file, string path, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        try
        {
            return await SealedReader.OpenAsync(stream, file, protector, cancellationToken);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
