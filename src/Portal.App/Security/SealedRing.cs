using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.App.Security;

/// <summary>A key ring as it lies on the disk: encrypted and authenticated (AES-256-GCM) under a key that the secret derives.</summary>
internal static class SealedRing
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int ContentAt = 8 + NonceLength + TagLength;

    /// <summary>The first 8 bytes: what it is, and in which layout.</summary>
    private static ReadOnlySpan<byte> Mark => "PTLRING1"u8;

    public static byte[] Seal(KeyRing ring, byte[] secret)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(ring);
        var file = new byte[ContentAt + content.Length];
        Mark.CopyTo(file);
        var nonce = file.AsSpan(Mark.Length, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(secret);
        cipher.Encrypt(nonce, content, file.AsSpan(ContentAt), file.AsSpan(Mark.Length + NonceLength, TagLength), Mark);
        CryptographicOperations.ZeroMemory(content);
        return file;
    }

    public static bool LooksLike(ReadOnlySpan<byte> file) => file.Length > ContentAt && file.StartsWith(Mark);

    /// <summary>Null when another secret sealed it, or when a single bit of it was changed.</summary>
    public static KeyRing? Open(ReadOnlySpan<byte> file, byte[] secret)
    {
        var content = new byte[file.Length - ContentAt];
        using var cipher = Cipher(secret);
        try
        {
            cipher.Decrypt(file.Slice(Mark.Length, NonceLength), file[ContentAt..], file.Slice(Mark.Length + NonceLength, TagLength), content, Mark);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return JsonSerializer.Deserialize<KeyRing>(content);
    }

    private static AesGcm Cipher(byte[] secret) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyRing.KeyLength, info: "portal/key-ring"u8.ToArray()), TagLength);
}
