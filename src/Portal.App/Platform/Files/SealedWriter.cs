using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.App.Platform.Files;

/// <summary>
/// Bytes as they lie on the disk, written piece by piece so that none of them lies there unsealed: a mark, the key of this file sealed by
/// the portal's key ring, and pieces of 64 KiB, each encrypted and authenticated (AES-256-GCM) with its place in the row and with whether
/// it is the last one. A piece that was changed, moved, left out or cut off is found, and so is a file under another's name.
/// </summary>
internal sealed class SealedWriter : IAsyncDisposable
{
    private readonly Stream file;
    private readonly SealedPieces pieces;
    private readonly byte[] plain = new byte[SealedPieces.Length];
    private readonly byte[] closed = new byte[SealedPieces.Length + SealedPieces.TagLength];
    private int filled;

    private SealedWriter(Stream file, SealedPieces pieces) => (this.file, this.pieces) = (file, pieces);

    /// <param name="file">Is disposed of with the writer.</param>
    /// <param name="name">What the file is, which is sealed with it.</param>
    /// <param name="protector">Seals the key of the file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SealedWriter> BeginAsync(
        Stream file, string name, IDataProtector protector, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(SealedPieces.KeyLength);
        var head = SealedPieces.Head(protector.Protect(key));
        await file.WriteAsync(head, cancellationToken);
        return new SealedWriter(file, new SealedPieces(key, name));
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            // a full piece is kept back until more comes: it may be the last
            if (filled == plain.Length)
                await CloseAsync(isLast: false, cancellationToken);
            var length = Math.Min(plain.Length - filled, bytes.Length);
            bytes[..length].CopyTo(plain.AsMemory(filled));
            (filled, bytes) = (filled + length, bytes[length..]);
        }
    }

    /// <summary>For writers that cannot wait, such as the closing of a ZIP.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (filled == plain.Length)
            {
                var closing = pieces.Seal(plain, closed, isLast: false);
                file.Write(closed.AsSpan(0, closing));
                filled = 0;
            }

            var length = Math.Min(plain.Length - filled, bytes.Length);
            bytes[..length].CopyTo(plain.AsSpan(filled));
            filled += length;
            bytes = bytes[length..];
        }
    }

    /// <summary>Everything is on the disk when it returns.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await CloseAsync(isLast: true, cancellationToken);
        await file.FlushAsync(cancellationToken);
        if (file is FileStream onDisk)
            onDisk.Flush(flushToDisk: true);
    }

    public async ValueTask DisposeAsync()
    {
        CryptographicOperations.ZeroMemory(plain);
        pieces.Dispose();
        await file.DisposeAsync();
    }

    private async Task CloseAsync(bool isLast, CancellationToken cancellationToken)
    {
        var length = pieces.Seal(plain.AsSpan(0, filled), closed, isLast);
        await file.WriteAsync(closed.AsMemory(0, length), cancellationToken);
        filled = 0;
    }
}

/// <summary>The pieces of one sealed file, in their order.</summary>
internal sealed class SealedPieces : IDisposable
{
    public const int Length = 64 * 1024;
    public const int KeyLength = 32;
    public const int TagLength = 16;

    private const int NonceLength = 12;
    private const int LongestKey = 4096;

    private readonly AesGcm cipher;
    private readonly byte[] name;
    private long next;

    public SealedPieces(byte[] key, string name)
    {
        cipher = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        this.name = System.Text.Encoding.UTF8.GetBytes(name);
    }

    private static ReadOnlySpan<byte> Mark => "PTLEVID1"u8;

    public static byte[] Head(byte[] sealedKey)
    {
        var head = new byte[Mark.Length + 2 + sealedKey.Length];
        Mark.CopyTo(head);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(Mark.Length), (ushort)sealedKey.Length);
        sealedKey.CopyTo(head, Mark.Length + 2);
        return head;
    }

    /// <exception cref="InvalidDataException">It is not a file of this kind.</exception>
    public static async Task<SealedPieces> OpenAsync(
        Stream file, string name, IDataProtector protector, CancellationToken cancellationToken)
    {
        var head = new byte[Mark.Length + 2];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) == head.Length
            && head.AsSpan().StartsWith(Mark) ? BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(Mark.Length)) : 0;
        if (length is 0 or > LongestKey)
            throw new InvalidDataException("Not a sealed file.");

        var sealedKey = new byte[length];
        if (await file.ReadAtLeastAsync(sealedKey, length, throwOnEndOfStream: false, cancellationToken) < length)
            throw new InvalidDataException("A sealed file that ends within its head.");
        return new SealedPieces(protector.Unprotect(sealedKey), name);
    }

    /// <summary>How many bytes of <paramref name="closed"/> it takes.</summary>
    public int Seal(ReadOnlySpan<byte> plain, Span<byte> closed, bool isLast)
    {
        cipher.Encrypt(Nonce(isLast), plain, closed[..plain.Length], closed.Slice(plain.Length, TagLength), name);
        return plain.Length + TagLength;
    }

    /// <exception cref="CryptographicException">The piece is not the next one, or was changed.</exception>
    public int Open(ReadOnlySpan<byte> closed, Span<byte> plain, bool isLast)
    {
        var length = closed.Length - TagLength;
        cipher.Decrypt(Nonce(isLast), closed[..length], closed[length..], plain[..length], name);
        return length;
    }

    public void Dispose() => cipher.Dispose();

    /// <summary>No two pieces under one key have the same.</summary>
    private byte[] Nonce(bool isLast)
    {
        var nonce = new byte[NonceLength];
        BinaryPrimitives.WriteInt64BigEndian(nonce, next++);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
