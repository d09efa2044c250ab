using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Portal.App.Platform.Security;

namespace Portal.App.Traffic.Clicks;

/// <summary>
/// Who clicked, as far as a browser tells: 16 bytes in the portal's own cookie. Ids made here begin with the time, so that
/// the index over them grows at its end instead of all over; the other 80 bits are random. Ids that an app or a shop made
/// are any text and are kept as its keyed hash, so that the same text is the same visitor everywhere.
/// </summary>
public readonly record struct VisitorId(UInt128 Value)
{
    /// <summary>Bytes of an id.</summary>
    public const int Length = 16;

    /// <summary>Characters of an id in a cookie.</summary>
    public const int TextLength = 22;

    public static VisitorId New(TimeProvider clock)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, clock.GetUtcNow().ToUnixTimeMilliseconds() << 16);
        RandomPool.Fill(bytes[6..]);
        return FromBytes(bytes);
    }

    public static VisitorId FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>True for the text of an id that the portal made, in its one spelling.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VisitorId id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        id = default;
        if (text.Length != TextLength) return false;
        try
        {
            if (!Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length) return false;
        }
        catch (FormatException)
        {
            return false;
        }

        var read = FromBytes(bytes);
        if (!text.SequenceEqual(read.ToString())) return false;
        id = read;
        return true;
    }

    /// <summary>The visitor that a shop or an app names: an id of the portal as it is, any other text by its keyed hash (R10.3).</summary>
    public static VisitorId Of(string text, PortalKeys keys) =>
        TryParse(text, out var id) ? id : FromBytes(keys.Hash("visitor", text));

    public void WriteTo(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        WriteTo(bytes);
        return bytes;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        WriteTo(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Random bytes fetched by the page: a fetch costs the same for ten bytes as for hundreds.</summary>
    private static class RandomPool
    {
        [ThreadStatic]
        private static byte[]? page;

        [ThreadStatic]
        private static int used;

        public static void Fill(Span<byte> bytes)
        {
            page ??= new byte[1000];
            if (used == 0 || used + bytes.Length > page.Length)
            {
                RandomNumberGenerator.Fill(page);
                used = 0;
            }

            page.AsSpan(used, bytes.Length).CopyTo(bytes);
            used += bytes.Length;
        }
    }
}
