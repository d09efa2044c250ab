using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Portal.Tests.Shared;

/// <summary>Files as people and attackers bring them as evidence, made byte by byte.</summary>
public static class EvidenceSamples
{
    private const string HeicProperties =
        "AAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAe"
        + "oDCBBZbqSSmubgQEDAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoM=";

    private const string HeicPixels =
        "AAAAdigBr1j5HPgzuX4RISf5eKa+izCa8AraeffdGddDMDcXzPd6CEpJI5mp9UwLZTFYcZpJosCYsbbMo+HUdZB8zNlKJKaY7U7pct0Y11C78upR5+UpvP4TX2qeX98DMQba"
        + "dmiDPes8WZVIiEhsL066skSa6w1+5Fc=";

    /// <summary>A place in EXIF data, which no preview may have.</summary>
    public const string Place = "10 46 37 N 106 42 2 E";

    /// <summary>A picture of coloured fields; each number is another one.</summary>
    public static byte[] Jpeg(int seed = 1, int width = 320, int height = 240, byte[]? exif = null, int quality = 90)
    {
        var jpeg = Encoded(SKEncodedImageFormat.Jpeg, seed, width, height, quality);
        return exif is null ? jpeg : WithSegment(jpeg, 0xE1, [.. "Exif\0\0"u8, .. exif]);
    }

    public static byte[] Png(int seed = 1, int width = 320, int height = 240, byte[]? exif = null)
    {
        var png = Encoded(SKEncodedImageFormat.Png, seed, width, height, 100);
        return exif is null ? png : WithChunk(png, "eXIf", exif);
    }

    public static byte[] WebP(int seed = 1, int width = 320, int height = 240, bool lossless = false)
    {
        using var bitmap = Bitmap(seed, width, height);
        using var encoded = bitmap.PeekPixels()!.Encode(new SKWebpEncoderOptions(
            lossless ? SKWebpEncoderCompression.Lossless : SKWebpEncoderCompression.Lossy, 80))!;
        return encoded.ToArray();
    }

    /// <summary>The same with a head of its own (VP8X), behind which EXIF data has its place.</summary>
    public static byte[] WebPWithExif(byte[] exif)
    {
        var plain = WebP();
        byte[] head = [.. "VP8X"u8, 10, 0, 0, 0, 8, 0, 0, 0, 63, 1, 0, 239, 0, 0];
        byte[] tail = [.. "EXIF"u8, .. Little(exif.Length), .. exif, .. new byte[exif.Length % 2]];
        byte[] chunks = [.. "WEBP"u8, .. head, .. plain[12..], .. tail];
        return [.. "RIFF"u8, .. Little(chunks.Length), .. chunks];
    }

    /// <summary>96 by 64 pixels, as phones lay them: the pixels in one item, EXIF data in another.</summary>
    public static byte[] Heic(byte[]? exif = null, string brand = "heic", uint? width = null)
    {
        var (properties, pixels) = (Convert.FromBase64String(HeicProperties), Convert.FromBase64String(HeicPixels));
        if (width is { } wide)
            BinaryPrimitives.WriteUInt32BigEndian(properties.AsSpan(properties.AsSpan().IndexOf("ispe"u8) + 8), wide);
        byte[] data = exif is null ? [] : [0, 0, 0, 6, .. "Exif\0\0"u8, .. exif];
        var head = Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, .. "mif1heic"u8]);

        byte[] Meta(int pixelsAt) => Box("meta",
        [
            0, 0, 0, 0,
            .. Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. "pict"u8, .. new byte[13]]),
            .. Box("pitm", [0, 0, 0, 0, 0, 1]),
            .. Box("iinf",
            [
                0, 0, 0, 0, 0, (byte)(exif is null ? 1 : 2),
                .. Box("infe", [2, 0, 0, 0, 0, 1, 0, 0, .. "hvc1"u8, 0]),
                .. exif is null ? [] : Box("infe", [2, 0, 0, 0, 0, 2, 0, 0, .. "Exif"u8, 0]),
            ]),
            .. Box("iloc",
            [
                0, 0, 0, 0, 0x44, 0x00, 0, (byte)(exif is null ? 1 : 2),
                0, 1, 0, 0, 0, 1, .. Big(pixelsAt), .. Big(pixels.Length),
                .. exif is null ? [] : (byte[])[0, 2, 0, 0, 0, 1, .. Big(pixelsAt + pixels.Length), .. Big(data.Length)],
            ]),
            .. properties,
        ]);

        var meta = Meta(head.Length + Meta(0).Length + 8);
        return [.. head, .. meta, .. Box("mdat", [.. pixels, .. data])];
    }

    /// <summary>One empty page.</summary>
    public static byte[] Pdf(string? creationDate = null, string? more = null)
    {
        var objects = new[]
        {
            $"<</Type/Catalog/Pages 2 0 R{more}>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
            creationDate is null ? "<</Producer(x)>>" : $"<</Producer(x)/CreationDate({creationDate})>>",
        };
        var text = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (i, one) in objects.Index())
        {
            places.Add(text.Length);
            text.Append(null, $"{i + 1} 0 obj{one}endobj\n");
        }

        var at = text.Length;
        text.Append(null, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            text.Append(null, $"{place:D10} 00000 n \n");
        text.Append(null, $"trailer<</Size {objects.Length + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{at}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>An archive with one file in it, and a remark at its end.</summary>
    public static byte[] Zip(string inside = "x", byte[]? remark = null)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("x.txt").Open();
            entry.Write(Encoding.UTF8.GetBytes(inside));
        }

        var bytes = stream.ToArray();
        if (remark is null)
            return bytes;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(^2), (ushort)remark.Length);
        return [.. bytes, .. remark];
    }

    /// <summary>EXIF data: when a picture was taken, and where.</summary>
    /// <param name="takenAt">As it stands there, twenty bytes with their zero.</param>
    /// <param name="offset">Its offset, seven bytes with their zero; null: there is none.</param>
    public static byte[] Exif(string? takenAt, string? offset = null, bool gps = true)
    {
        var texts = new List<(ushort Tag, string Text)>();
        if (takenAt is not null)
            texts.Add((0x9003, takenAt));
        if (offset is not null)
            texts.Add((0x9011, offset));

        // the head (8), the first list with the place's description and where the second is (30), the second list, the texts
        var second = 8 + 2 + (2 * 12) + 4;
        var at = second + 2 + (texts.Count * 12) + 4;
        var tags = new List<byte>();
        var ends = new List<byte>();
        foreach (var (tag, text) in texts)
        {
            byte[] bytes = [.. Encoding.Latin1.GetBytes(text), 0];
            tags.AddRange([.. Big16(tag), 0, 2, .. Big(bytes.Length), .. Big(at + ends.Count)]);
            ends.AddRange(bytes);
        }

        byte[] place = gps ? [.. Encoding.ASCII.GetBytes(Place), 0] : [0];
        byte[] first =
        [
            .. "MM\0*"u8, .. Big(8), 0, 2,
            .. Big16(0x010E), 0, 2, .. Big(place.Length), .. Big(at + ends.Count),
            .. Big16(0x8769), 0, 4, .. Big(1), .. Big(second), .. Big(0),
        ];
        return [.. first, .. Big16((ushort)texts.Count), .. tags, .. Big(0), .. ends, .. place];
    }

    /// <summary>EXIF data whose lists lead where a list leads nowhere.</summary>
    /// <param name="secondAt">Where the second list is said to stand.</param>
    /// <param name="count">How many tags the first list is said to have.</param>
    public static byte[] ExifLeadingTo(uint secondAt, ushort count = 1) =>
    [
        .. "II*\0"u8, 8, 0, 0, 0, (byte)count, (byte)(count >> 8),
        0x69, 0x87, 4, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(secondAt), 8, 0, 0, 0,
    ];

    public static byte[] WithSegment(byte[] jpeg, byte marker, byte[] content)
    {
        var length = content.Length + 2;
        return [.. jpeg[..2], 0xFF, marker, (byte)(length >> 8), (byte)length, .. content, .. jpeg[2..]];
    }

    /// <summary>Before the end.</summary>
    public static byte[] WithChunk(byte[] png, string name, byte[] data) => [.. png[..^12], .. Chunk(name, data), .. png[^12..]];

    /// <summary>White, of one bit a pixel, with so many rows of its pixels.</summary>
    public static byte[] WhitePng(int width, int height, int? rows = null)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + (int)((width + 7L) / 8)];
            row.AsSpan(1).Fill(0xFF);
            for (var y = 0; y < (rows ?? height); y++)
                zlib.Write(row);
        }

        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", [.. Big(width), .. Big(height), 1, 0, 0, 0, 0]), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", []),
        ];
    }

    /// <summary>What a JPEG says before its pixels, which do not come.</summary>
    public static byte[] JpegHead(int width, int height) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0,
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64),
        0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0, 1, .. new byte[15], 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x2A, 0xFF, 0xD9,
    ];

    /// <summary>The film that a phone puts behind a picture that moves.</summary>
    public static byte[] Film() =>
        [.. Box("ftyp", [.. "mp42"u8, 0, 0, 0, 0, .. "isommp42"u8]), .. Box("moov", new byte[40]), .. Box("mdat", new byte[200])];

    public static byte[] Box(string name, byte[] content) => [.. Big(content.Length + 8), .. Encoding.ASCII.GetBytes(name), .. content];

    public static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        return [.. Big(data.Length), .. named, .. Big((int)Crc(named))];
    }

    private static byte[] Encoded(SKEncodedImageFormat format, int seed, int width, int height, int quality)
    {
        using var bitmap = Bitmap(seed, width, height);
        using var encoded = bitmap.Encode(format, quality);
        return encoded.ToArray();
    }

    private static SKBitmap Bitmap(int seed, int width, int height)
    {
        var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Gray);
        using var paint = new SKPaint();
        var random = new Random(seed);
        for (var i = 0; i < 120; i++)
        {
            paint.Color = new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
            canvas.DrawRect(
                width * random.NextSingle(), height * random.NextSingle(), width * random.NextSingle() / 3,
                height * random.NextSingle() / 3, paint);
        }

        return bitmap;
    }

    private static byte[] Big(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Big16(ushort number) => [(byte)(number >> 8), (byte)number];

    private static byte[] Little(int number) => [.. Big(number).Reverse()];

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
