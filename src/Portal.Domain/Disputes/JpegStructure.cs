using System.Buffers.Binary;

namespace Portal.Domain.Disputes;

/// <summary>A JPEG: segments that say how long they are, and scans that end at the next mark.</summary>
internal static class JpegStructure
{
    /// <summary>Eight pixels by eight take a bit at the very least.</summary>
    private const int MostPixelsOfByte = 64 * 8;

    public static ReadOnlySpan<byte> Head => [0xFF, 0xD8, 0xFF];

    public static Structure Read(ReadOnlySpan<byte> bytes)
    {
        if (Walk(bytes) is not { } walk)
            return Structure.Damaged;

        return ForeignData.IsOfCamera(bytes[walk.Length..])
            ? new Structure { Pixels = walk.Pixels, Exif = walk.Exif }
            : Structure.Foreign;
    }

    /// <summary>How long the picture is that begins here; 0 when none does.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes) => Walk(bytes)?.Length ?? 0;

    private static (int Length, long Pixels, Range Exif)? Walk(ReadOnlySpan<byte> bytes)
    {
        var (at, scanned, pixels, exif) = (2, 0L, 0L, 0..0);
        while (at + 2 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++; // filling
                continue;
            }

            if (marker == 0xD9)
                return pixels > 0 && scanned >= pixels / MostPixelsOfByte && scanned > 0 ? (at + 2, pixels, exif) : null;
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += 2;
                continue;
            }

            // a mark that is none, or a second beginning
            if (marker is 0x00 or 0xD8 or (< 0xC0 and > 0x01) || at + 4 > bytes.Length)
                return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length)
                return null;

            var content = bytes.Slice(at + 4, length - 2);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (content.Length < 6)
                    return null;
                pixels = (long)BinaryPrimitives.ReadUInt16BigEndian(content[1..]) * BinaryPrimitives.ReadUInt16BigEndian(content[3..]);
            }
            else if (marker == 0xE1 && content.StartsWith("Exif\0\0"u8) && exif.Equals(0..0))
            {
                exif = (at + 10)..(at + 2 + length);
            }

            at += 2 + length;
            if (marker == 0xDA)
            {
                var end = EndOfScan(bytes, at);
                scanned += end - at;
                at = end;
            }
        }

        return null;
    }

    /// <summary>The next mark that is neither a byte of the scan nor one of its restarts.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (true)
        {
            var next = bytes[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= bytes.Length)
                return bytes.Length;
            at += next;
            if (bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
                return at;
            at += 2;
        }
    }
}
