using System.Security.Cryptography;

namespace Portal.App.Platform.Files;

/// <summary>Passes on what is written into it, and knows how much that was and its SHA-256.</summary>
/// <param name="write">Takes bytes whose writer cannot wait.</param>
/// <param name="writeAsync">Takes the others.</param>
internal sealed class HashingStream(
    HashingStream.Writing write, Func<ReadOnlyMemory<byte>, CancellationToken, Task> writeAsync) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long bytes;

    public delegate void Writing(ReadOnlySpan<byte> bytes);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>How many bytes were written.</summary>
    public long Bytes => bytes;

    public static HashingStream Into(SealedWriter file) => new(file.Write, file.WriteAsync);

    public static HashingStream Into(Stream stream) => new(stream.Write, (bytes, stop) => stream.WriteAsync(bytes, stop).AsTask());

    /// <summary>SHA-256 of all that was written. Asked for once, at the end.</summary>
    public byte[] TakeHash() => hash.GetHashAndReset();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Note(buffer);
        write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Note(buffer.Span);
        await writeAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }

    private void Note(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        bytes += buffer.Length;
    }
}
