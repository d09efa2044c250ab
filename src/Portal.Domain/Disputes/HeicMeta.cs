using System.Buffers.Binary;

namespace Portal.Domain.Disputes;

/// <summary>What a HEIC says of its pictures: how large the largest is, and where its EXIF data stands.</summary>
internal readonly ref struct HeicMeta
{
    /// <summary>A phone's picture has some fifty tiles; nobody's has more than this.</summary>
    private const int MostItems = 4096;

    private readonly ReadOnlySpan<byte> bytes;

    public HeicMeta(ReadOnlySpan<byte> bytes, Box meta)
    {
        this.bytes = bytes;
        Exif = 0..0;
        // version and flags stand before its boxes
        if (Inside(meta.Start + 4, meta.End, "iprp") is { } properties && Inside(properties.Start, properties.End, "ipco") is { } list)
            Pixels = Largest(list);
        if (Inside(meta.Start + 4, meta.End, "iinf") is { } items && ExifItem(items) is { } item
            && Inside(meta.Start + 4, meta.End, "iloc") is { } places)
            Exif = PlaceOf(item, places);
    }

    public long Pixels { get; }

    public Range Exif { get; }

    private Box? Inside(int at, int end, string name)
    {
        var part = bytes[..end];
        while (HeicStructure.Box(part, at) is { } box)
        {
            if (box.Name == name)
                return box;
            at = box.End;
        }

        return null;
    }

    private long Largest(Box list)
    {
        var (largest, at) = (0L, list.Start);
        var part = bytes[..list.End];
        while (HeicStructure.Box(part, at) is { } box)
        {
            if (box.Name == "ispe" && box.End - box.Start >= 12)
            {
                var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes[(box.Start + 4)..]),
                    BinaryPrimitives.ReadUInt32BigEndian(bytes[(box.Start + 8)..]));
                largest = Math.Max(largest, (long)Math.Min((ulong)width * height, long.MaxValue));
            }

            at = box.End;
        }

        return largest;
    }

    private uint? ExifItem(Box items)
    {
        var part = bytes[items.Start..items.End];
        if (part.Length < 6)
            return null;

        var (at, count) = (items.Start + (part[0] == 0 ? 6 : 8), 0);
        while (count++ < MostItems && HeicStructure.Box(bytes[..items.End], at) is { } box)
        {
            var info = bytes[box.Start..box.End];
            var wide = info.Length > 0 && info[0] == 3;
            if (box.Name == "infe" && info.Length >= (wide ? 14 : 12) && info[0] is 2 or 3)
            {
                var type = info[(wide ? 10 : 8)..];
                if (type.StartsWith("Exif"u8))
                    return wide ? BinaryPrimitives.ReadUInt32BigEndian(info[4..]) : BinaryPrimitives.ReadUInt16BigEndian(info[4..]);
            }

            at = box.End;
        }

        return null;
    }

    private Range PlaceOf(uint wanted, Box places)
    {
        var reader = new BoundedReader(bytes[places.Start..places.End]);
        var version = (int)(reader.Number(4) >> 24);
        var sizes = reader.Number(2);
        var (offsetSize, lengthSize, baseSize, indexSize) =
            ((int)(sizes >> 12) & 15, (int)(sizes >> 8) & 15, (int)(sizes >> 4) & 15, version == 0 ? 0 : (int)sizes & 15);
        var count = reader.Number(version < 2 ? 2 : 4);
        for (ulong i = 0; i < Math.Min(count, MostItems) && !reader.HasEnded; i++)
        {
            var item = reader.Number(version < 2 ? 2 : 4);
            var inFile = version == 0 || (reader.Number(2) & 15) == 0;
            reader.Number(2); // the file that it stands in: this one
            var start = reader.Number(baseSize);
            var extents = reader.Number(2);
            var (offset, length) = (0UL, 0UL);
            for (ulong extent = 0; extent < Math.Min(extents, MostItems) && !reader.HasEnded; extent++)
            {
                reader.Number(indexSize);
                (offset, length) = (reader.Number(offsetSize), reader.Number(lengthSize));
            }

            if (item == wanted)
                return inFile && extents == 1 && !reader.HasEnded ? Place(start, offset, length) : 0..0;
        }

        return 0..0;
    }

    /// <summary>The data begins with how far behind its name the byte order stands.</summary>
    private Range Place(ulong start, ulong offset, ulong length)
    {
        var size = (ulong)bytes.Length;
        if (start > size || offset > size - start || length < 4 || length > size - start - offset)
            return 0..0;

        var from = (int)(start + offset);
        var skipped = BinaryPrimitives.ReadUInt32BigEndian(bytes[from..]);
        return skipped <= length - 4 ? (from + 4 + (int)skipped)..(from + (int)length) : 0..0;
    }
}

/// <summary>Numbers of different widths, one after the other; behind the end there are only zeros.</summary>
internal ref struct BoundedReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public bool HasEnded { get; private set; }

    public ulong Number(int width)
    {
        if (width > rest.Length || width > 8)
        {
            HasEnded = true;
            return 0;
        }

        var number = 0UL;
        foreach (var one in rest[..width])
            number = (number << 8) | one;
        rest = rest[width..];
        return number;
    }
}
