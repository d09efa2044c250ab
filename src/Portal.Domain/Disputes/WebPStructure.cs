using System.Buffers.Binary;

namespace Portal.Domain.Disputes;

/// <summary>A WebP: a RIFF of chunks that fill it.</summary>
internal static class WebPStructure
{
    private const int HeadLength = 12;

    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeadLength && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    public static Structure Read(ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (length < 4 || length > (uint)(bytes.Length - 8))
            return Structure.Damaged;

        var (end, at, pixels, hasPicture, exif) = (8 + (int)length, HeadLength, 0L, false, 0..0);
        while (at + 8 <= end)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            if (size > (uint)(end - at - 8))
                return Structure.Damaged;

            var name = bytes.Slice(at, 4);
            var data = bytes.Slice(at + 8, (int)size);
            if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8))
            {
                if (PixelsOf(data, lossless: name[3] == 'L') is not { } of)
                    return Structure.Damaged;
                (hasPicture, pixels) = (true, Math.Max(pixels, of));
            }
            else if (name.SequenceEqual("VP8X"u8))
            {
                if (data.Length < 10)
                    return Structure.Damaged;
                pixels = Math.Max(pixels, (Number24(data[4..]) + 1L) * (Number24(data[7..]) + 1L));
            }
            else if (name.SequenceEqual("ANMF"u8))
            {
                hasPicture = data.Length > 16;
            }
            else if (name.SequenceEqual("EXIF"u8))
            {
                // some writers put JPEG's name of the segment before it
                var skipped = data.StartsWith("Exif\0\0"u8) ? 6 : 0;
                exif = (at + 8 + skipped)..(at + 8 + (int)size);
            }

            at += 8 + (int)size + (int)(size & 1);
        }

        if (!hasPicture || at < end)
            return Structure.Damaged;
        return ForeignData.IsNothing(bytes[end..]) ? new Structure { Pixels = pixels, Exif = exif } : Structure.Foreign;
    }

    private static long? PixelsOf(ReadOnlySpan<byte> data, bool lossless)
    {
        if (lossless)
        {
            if (data.Length < 6 || data[0] != 0x2F)
                return null;
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return ((bits & 0x3FFF) + 1L) * (((bits >> 14) & 0x3FFF) + 1L);
        }

        return data.Length > 10 && data.Slice(3, 3).SequenceEqual<byte>([0x9D, 0x01, 0x2A])
            ? (long)(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF)
                * (BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF)
            : null;
    }

    private static int Number24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
