using System.Security.Cryptography;

namespace Portal.App.Platform.Security;

/// <summary>
/// Bytes as they lie on the disk: a mark of 8 bytes that says what they are, then encrypted and authenticated (AES-256-GCM) under a key
/// that the secret derives for this purpose.
/// </summary>
internal sealed class SealedBytes(string mark, string purpose)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] mark = System.Text.Encoding.ASCII.GetBytes(mark);
    private readonly byte[] purpose = System.Text.Encoding.ASCII.GetBytes(purpose);

    private int ContentAt => mark.Length + NonceLength + TagLength;

    public byte[] Seal(ReadOnlySpan<byte> content, byte[] secret)
    {
        var file = new byte[ContentAt + content.Length];
        mark.CopyTo(file, 0);
        var nonce = file.AsSpan(mark.Length, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(secret);
        cipher.Encrypt(nonce, content, file.AsSpan(ContentAt), file.AsSpan(mark.Length + NonceLength, TagLength), mark);
        return file;
    }

    public bool LooksLike(ReadOnlySpan<byte> file) => file.Length > ContentAt && file.StartsWith(mark);

    /// <summary>Null when another secret sealed it, or when a single bit of it was changed.</summary>
    public byte[]? Open(ReadOnlySpan<byte> file, byte[] secret)
    {
        if (!LooksLike(file))
            return null;

        var content = new byte[file.Length - ContentAt];
        using var cipher = Cipher(secret);
        try
        {
            cipher.Decrypt(file.Slice(mark.Length, NonceLength), file[ContentAt..], file.Slice(mark.Length + NonceLength, TagLength),
                content, mark);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private AesGcm Cipher(byte[] secret) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyRing.KeyLength, info: purpose), TagLength);
}
