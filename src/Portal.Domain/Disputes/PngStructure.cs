using System.Buffers.Binary;

namespace Portal.Domain.Disputes;

/// <summary>A PNG: chunks that say how long they are and carry a checksum.</summary>
internal static class PngStructure
{
    /// <summary>Nothing packs better than this into a byte.</summary>
    private const int MostUnpacked = 1032;

    private static readonly uint[] Checksums = MakeChecksums();

    public static ReadOnlySpan<byte> Head => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static Structure Read(ReadOnlySpan<byte> bytes)
    {
        var (at, packed, unpacked, pixels, exif) = (Head.Length, 0L, 0L, 0L, 0..0);
        while (at + 12 <= bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > (uint)(bytes.Length - at - 12))
                return Structure.Damaged;

            var named = bytes.Slice(at + 4, (int)length + 4);
            var name = named[..4];
            var data = named[4..];
            if (name.ContainsAnyExceptInRange((byte)'A', (byte)'z') || at == Head.Length != name.SequenceEqual("IHDR"u8)
                || Checksum(named) != BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 8 + (int)length)..]))
                return Structure.Damaged;

            if (name.SequenceEqual("IHDR"u8))
            {
                if (data.Length != 13)
                    return Structure.Damaged;
                var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
                if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
                    return Structure.Damaged;
                pixels = (long)width * height > 0 ? (long)width * height : long.MaxValue;
                unpacked = pixels / 8; // a bit a pixel is the least
            }
            else if (name.SequenceEqual("IDAT"u8))
            {
                packed += length;
            }
            else if (name.SequenceEqual("eXIf"u8))
            {
                exif = (at + 8)..(at + 8 + (int)length);
            }

            at += 12 + (int)length;
            if (name.SequenceEqual("IEND"u8))
                return pixels <= EvidenceContent.MostPixels && packed < Math.Max(1, unpacked / MostUnpacked) ? Structure.Damaged
                    : !ForeignData.IsNothing(bytes[at..]) ? Structure.Foreign
                    : new Structure { Pixels = pixels, Exif = exif };
        }

        return Structure.Damaged;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
            sum = (sum >> 8) ^ Checksums[(byte)(sum ^ one)];
        return ~sum;
    }

    private static uint[] MakeChecksums()
    {
        var sums = new uint[256];
        for (var i = 0u; i < sums.Length; i++)
        {
            var sum = i;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            sums[i] = sum;
        }

        return sums;
    }
}
