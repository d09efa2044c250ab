using System.Security.Cryptography;
using System.Text;

namespace Portal.App.Security;

/// <summary>
/// The portal's own secret and what is derived from it: the key that signs clicks and the keyed hashes under which
/// phones, e-mail addresses, devices and IP addresses are kept for matching (R10.3). Losing the secret loses no money, but
/// old clicks and hashes then match nothing, so it is part of every backup.
/// </summary>
public sealed class PortalKeys
{
    /// <summary>The fewest characters that the setting <c>Security:MatchingKey</c> may have.</summary>
    public const int ShortestSetting = 32;

    /// <summary>The length of a keyed hash in bytes.</summary>
    public const int HashLength = 16;

    private const int SecretLength = 32;

    private readonly byte[] secret;
    private readonly KeyedHash matching;

    private PortalKeys(byte[] secret)
    {
        this.secret = secret;
        matching = new KeyedHash(Derive("matching"));
    }

    /// <summary>
    /// Takes the secret from the setting where there is one, which is how several nodes share it; otherwise from
    /// <c>keys/tracking.key</c> in the data directory, made at the first start and readable by the portal's account only.
    /// </summary>
    public static PortalKeys Open(string dataDirectory, string? matchingKey)
    {
        if (string.IsNullOrWhiteSpace(matchingKey)) return new PortalKeys(ReadOrCreate(dataDirectory));
        if (matchingKey.Length < ShortestSetting)
            throw new InvalidOperationException($"Security:MatchingKey must have at least {ShortestSetting} characters.");
        return new PortalKeys(Encoding.UTF8.GetBytes(matchingKey));
    }

    /// <summary>A key of 32 bytes for one purpose. Keys of different purposes say nothing about each other.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SecretLength, info: Encoding.UTF8.GetBytes("portal/" + purpose));

    /// <summary>
    /// The keyed hash of a value for matching (R10.3). The kind (<c>phone</c>, <c>email</c>, <c>device</c>, <c>ip</c>,
    /// <c>visitor</c>) is part of it, so that equal texts of two kinds never match. The caller brings the value to one
    /// spelling first.
    /// </summary>
    public byte[] Hash(string kind, string value)
    {
        var length = Encoding.UTF8.GetMaxByteCount(kind.Length + 1 + value.Length);
        Span<byte> text = length <= 512 ? stackalloc byte[512] : new byte[length];
        var written = Encoding.UTF8.GetBytes(kind, text);
        text[written++] = 0; // the border between kind and value, which no kind contains
        written += Encoding.UTF8.GetBytes(value, text[written..]);

        var hash = new byte[HashLength];
        matching.Compute(text[..written], hash);
        return hash;
    }

    private static byte[] ReadOrCreate(string dataDirectory)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(dataDirectory, "keys")).FullName, "tracking.key");
        if (!File.Exists(file)) Create(file);

        var stored = File.ReadAllBytes(file);
        return stored.Length == SecretLength
            ? stored
            : throw new InvalidOperationException($"{file} is damaged: it must hold {SecretLength} bytes. Restore it from a backup.");
    }

    /// <summary>Written beside its place, flushed and then moved, so that a crash never leaves half a key and of two
    /// processes that start at once the second takes the key of the first.</summary>
    private static void Create(string file)
    {
        var draft = $"{file}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(RandomNumberGenerator.GetBytes(SecretLength));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
