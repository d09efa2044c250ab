using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.App.Platform.Files;

/// <summary>
/// Reads what <see cref="SealedWriter"/> wrote, from its beginning to its end, a piece in memory at a time. What is not as it was written
/// ends it with a <see cref="CryptographicException"/> or an <see cref="InvalidDataException"/>; what was read until then is as it was.
/// </summary>
internal sealed class SealedReader : Stream
{
    private readonly Stream file;
    private readonly SealedPieces pieces;
    private readonly byte[] closed = new byte[SealedPieces.Length + SealedPieces.TagLength];
    private readonly byte[] ahead = new byte[1];
    private readonly byte[] plain = new byte[SealedPieces.Length];
    private int aheadLength;
    private int at;
    private int filled;
    private bool hasEnded;

    private SealedReader(Stream file, SealedPieces pieces) => (this.file, this.pieces) = (file, pieces);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <param name="file">Is disposed of with the reader.</param>
    /// <param name="name">What the file must be.</param>
    /// <param name="protector">Opens the key of the file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SealedReader> OpenAsync(
        Stream file, string name, IDataProtector protector, CancellationToken cancellationToken) =>
        new(file, await SealedPieces.OpenAsync(file, name, protector, cancellationToken));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (at == filled && !hasEnded)
            await NextAsync(cancellationToken);
        var length = Math.Min(buffer.Length, filled - at);
        plain.AsMemory(at, length).CopyTo(buffer);
        at += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        Clear();
        await file.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Clear();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Clear()
    {
        CryptographicOperations.ZeroMemory(plain);
        pieces.Dispose();
    }

    /// <summary>A byte is read ahead, to know whether the piece is the last.</summary>
    private async Task NextAsync(CancellationToken cancellationToken)
    {
        ahead.AsSpan(0, aheadLength).CopyTo(closed);
        var length = aheadLength + await file.ReadAtLeastAsync(
            closed.AsMemory(aheadLength), closed.Length - aheadLength, throwOnEndOfStream: false, cancellationToken);
        if (length < SealedPieces.TagLength)
            throw new InvalidDataException("A sealed file that ends before its last piece.");

        aheadLength = await file.ReadAsync(ahead, cancellationToken);
        hasEnded = aheadLength == 0;
        (at, filled) = (0, pieces.Open(closed.AsSpan(0, length), plain, hasEnded));
    }
}
