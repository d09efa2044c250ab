using System.Security.Cryptography;
using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Security;

/// <summary>
/// The files of the keys in the data directory's <c>keys</c> folder, which all nodes share and which belongs to every backup.
/// Each is written beside its place, flushed and then moved there, readable by the portal's account only.
/// </summary>
internal sealed class KeyFiles(string dataDirectory)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string folder = new DataDirectory(dataDirectory).Folder("keys");

    /// <summary>The sealed ring.</summary>
    public string Ring => Path.Combine(folder, "portal.ring");

    /// <summary>The secret, where no setting gives it.</summary>
    public string Secret => Path.Combine(folder, "tracking.key");

    /// <summary>The secret that is about to take that one's place.</summary>
    public string NextSecret => Path.Combine(folder, "tracking.key.next");

    /// <summary>
    /// True when a portal has run here before, also one that knew no ring: its keys for cookies and contacts lie in this folder.
    /// </summary>
    public bool InUse => File.Exists(Secret) || ProtectionKeys().Any();

    /// <summary>The keys that ASP.NET's data protection keeps here.</summary>
    public IEnumerable<string> ProtectionKeys() => Directory.EnumerateFiles(folder, "key-*.xml");

    /// <summary>Changes with every writing of the ring.</summary>
    public DateTime RingWrittenAt => File.GetLastWriteTimeUtc(Ring);

    /// <summary>The content, or null when there is no such file.</summary>
    public static byte[]? Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whole or not at all, and over what stood there.</summary>
    public static void Write(string file, byte[] content)
    {
        var draft = $"{file}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        try
        {
            using (var stream = new FileStream(draft, Options(FileMode.CreateNew)))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>One process at a time, of all nodes, changes the files; one that dies gives its turn back.</summary>
    public IDisposable TakeTurn()
    {
        var file = Path.Combine(folder, "portal.ring.lock");
        var started = TimeProvider.System.GetTimestamp();
        using var pause = new ManualResetEventSlim();
        while (true)
        {
            try
            {
                return new FileStream(file, Options(FileMode.OpenOrCreate));
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                pause.Wait(Pause);
            }
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
