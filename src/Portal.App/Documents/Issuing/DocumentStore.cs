using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.App.Platform.Settings;

namespace Portal.App.Documents.Issuing;

/// <summary>
/// What issued documents say and their files, under the hash of what they are: encrypted, outside the web root, on the disk before a row
/// names them. The same bytes are kept once, so writing them again changes nothing.
/// </summary>
public sealed class DocumentStore(DataDirectory data, IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("document");

    /// <returns>The SHA-256 of the bytes, by which they are found.</returns>
    public async Task<byte[]> SaveAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(bytes);
        var path = PathOf(hash);
        if (File.Exists(path))
            return hash;

        var partial = $"{path}.{RandomNumberGenerator.GetHexString(8)}.part";
        try
        {
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(protector.Protect(Packed(bytes)), cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }

        return hash;
    }

    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="CryptographicException">It is not what was kept.</exception>
    public async Task<byte[]> ReadAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var bytes = Unpacked(protector.Unprotect(await File.ReadAllBytesAsync(PathOf(hash), cancellationToken)));
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(bytes), hash)
            ? bytes : throw new CryptographicException("A kept document does not match its hash.");
    }

    private string PathOf(byte[] hash)
    {
        var name = Convert.ToHexStringLower(hash);
        return Path.Combine(data.Folder(Path.Combine("documents", name[..2])), name);
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        brotli.CopyTo(bytes);
        return bytes.ToArray();
    }
}
