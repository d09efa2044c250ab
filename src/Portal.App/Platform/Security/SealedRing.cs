using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.App.Platform.Security;

/// <summary>A key ring as it lies on the disk, sealed under the secret.</summary>
internal static class SealedRing
{
    private static readonly SealedBytes Layout = new("PTLRING1", "portal/key-ring");

    public static byte[] Seal(KeyRing ring, byte[] secret)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(ring);
        var file = Layout.Seal(content, secret);
        CryptographicOperations.ZeroMemory(content);
        return file;
    }

    public static bool LooksLike(ReadOnlySpan<byte> file) => Layout.LooksLike(file);

    /// <summary>Null when another secret sealed it, or when a single bit of it was changed.</summary>
    public static KeyRing? Open(ReadOnlySpan<byte> file, byte[] secret) =>
        Layout.Open(file, secret) is { } content ? JsonSerializer.Deserialize<KeyRing>(content) : null;
}
