using System.Buffers.Binary;
using System.IO.Compression;

namespace Portal.Demo;

/// <summary>Pictures that look like the two sides of a card from afar: nobody's data, but real files for the demonstration.</summary>
public static class DemoCard
{
    private const int Width = 800;
    private const int Height = 500;

    /// <summary>A PNG. Each number is another picture.</summary>
    public static byte[] Side(int number, bool front)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        head[8] = 8; // bits of each grey pixel
        Chunk(png, "IHDR"u8, head);
        using (var packed = new MemoryStream())
        {
            using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                for (var y = 0; y < Height; y++)
                    zlib.Write([0, .. Enumerable.Range(0, Width).Select(x => Grey(x, y, number, front))]);
            }

            Chunk(png, "IDAT"u8, packed.ToArray());
        }

        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>A light card; on the front a face's place and lines of text, on the back a stripe and the number as bars.</summary>
    private static byte Grey(int x, int y, int number, bool front)
    {
        if (x is < 12 or >= Width - 12 || y is < 12 or >= Height - 12)
            return 120;
        if (front)
        {
            if (x is > 50 and < 230 && y is > 150 and < 390)
                return 170;
            return x is > 270 && x < 560 + (y / 40 * 53 % 150) && y > 140 && y % 40 < 14 ? (byte)90 : (byte)232;
        }

        if (y is > 60 and < 130)
            return 60;
        return y is > 380 and < 440 && x is > 60 and < 700 && ((number >> (x / 20 % 16)) & 1) == 1 ? (byte)80 : (byte)225;
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] named = [.. type, .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
