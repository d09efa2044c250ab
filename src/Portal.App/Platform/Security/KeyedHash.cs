using System.Security.Cryptography;

namespace Portal.App.Platform.Security;

/// <summary>
/// HMAC-SHA256 under one key, cut to the length that is asked for. Each thread keeps its own prepared state: setting one up
/// costs three times the hash itself, and every redirect takes two.
/// </summary>
public sealed class KeyedHash(byte[] key)
{
    private readonly ThreadLocal<IncrementalHash> prepared = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));

    public void Compute(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hmac = prepared.Value!;
        hmac.AppendData(data);
        hmac.GetHashAndReset(whole);
        whole[..hash.Length].CopyTo(hash);
    }
}
