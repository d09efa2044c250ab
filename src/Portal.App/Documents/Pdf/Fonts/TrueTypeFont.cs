using System.Buffers.Binary;
using System.Text;

namespace Portal.App.Documents.Pdf.Fonts;

/// <summary>The tables of a TrueType font, read as far as <see cref="FontCutter"/> and <see cref="Typeface"/> need them.</summary>
internal sealed class TrueTypeFont
{
    private const int PartsAreWords = 1, HasScale = 8, MoreParts = 32, HasTwoScales = 64, HasMatrix = 128;

    private readonly byte[] _bytes;
    private readonly Dictionary<string, (int Start, int Length)> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _glyphs = [];
    private readonly int _measured;

    public TrueTypeFont(byte[] bytes)
    {
        _bytes = bytes;
        for (var i = 0; i < U16(bytes, 4); i++)
        {
            var entry = bytes.AsSpan(12 + 16 * i, 16);
            _tables[Encoding.ASCII.GetString(entry[..4])] =
                (BinaryPrimitives.ReadInt32BigEndian(entry[8..]), BinaryPrimitives.ReadInt32BigEndian(entry[12..]));
        }

        _measured = U16(Table("hhea"), 34);
        UnitsPerEm = U16(Table("head"), 18);
        Ascent = I16(Table("hhea"), 4);
        Descent = -I16(Table("hhea"), 6);
        ReadCodes();
    }

    public int UnitsPerEm { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public IReadOnlyDictionary<int, int> Glyphs => _glyphs;

    public ReadOnlySpan<byte> Table(string tag) =>
        _tables.TryGetValue(tag, out var table) ? _bytes.AsSpan(table.Start, table.Length)
            : throw new InvalidOperationException($"The font has no table {tag}.");

    /// <summary>0 where the font has no such letter.</summary>
    public int GlyphOf(int letter) => _glyphs.GetValueOrDefault(letter);

    public int WidthOf(int glyph) => U16(Table("hmtx"), 4 * Math.Min(glyph, _measured - 1));

    /// <summary>A glyph's width and its left bearing, as they stand in the table.</summary>
    public byte[] Metrics(int glyph)
    {
        var table = Table("hmtx");
        return glyph < _measured
            ? table.Slice(4 * glyph, 4).ToArray()
            : [.. table.Slice(4 * (_measured - 1), 2), .. table.Slice(4 * _measured + 2 * (glyph - _measured), 2)];
    }

    /// <summary>The glyphs that a feature puts in place of others, one for one.</summary>
    public Dictionary<int, int> Substitutions(string feature)
    {
        Dictionary<int, int> result = [];
        var table = Table("GSUB");
        int features = U16(table, 6), lookups = U16(table, 8);
        for (var i = 0; i < U16(table, features); i++)
        {
            var record = features + 2 + 6 * i;
            if (Encoding.ASCII.GetString(table.Slice(record, 4)) != feature)
                continue;
            var start = features + U16(table, record + 4);
            for (var j = 0; j < U16(table, start + 2); j++)
            {
                var lookup = lookups + U16(table, lookups + 2 + 2 * U16(table, start + 4 + 2 * j));
                for (var k = 0; k < U16(table, lookup + 4); k++)
                    ReadSubstitution(table, lookup + U16(table, lookup + 6 + 2 * k), result);
            }
        }

        return result;
    }

    /// <summary>The glyphs that a glyph is put together from: a letter and its marks.</summary>
    public IEnumerable<int> PartsOf(int glyph)
    {
        var outline = Outline(glyph).ToArray();
        return Parts(outline).Select(at => U16(outline, at)).ToList();
    }

    /// <summary>A glyph's outline, with its parts named as they are in the new font.</summary>
    public byte[] Outline(int glyph, Dictionary<int, int> places)
    {
        var outline = Outline(glyph).ToArray();
        foreach (var at in Parts(outline).ToList())
            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at), (ushort)places[U16(outline, at)]);
        return outline;
    }

    public static byte[] Write(Dictionary<string, byte[]> tables)
    {
        using var font = new MemoryStream();
        var selector = (int)Math.Log2(tables.Count);
        var head = new byte[12 + 16 * tables.Count];
        BinaryPrimitives.WriteUInt32BigEndian(head, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(6), (ushort)(16 << selector));
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(8), (ushort)selector);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(10), (ushort)(16 * tables.Count - (16 << selector)));
        font.Write(head);
        var entry = 12;
        foreach (var (tag, bytes) in tables.OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            Encoding.ASCII.GetBytes(tag, head.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(entry + 4), Sum(bytes));
            BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(entry + 8), (uint)font.Position);
            BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(entry + 12), (uint)bytes.Length);
            font.Write(bytes);
            while (font.Length % 4 != 0)
                font.WriteByte(0);
            entry += 16;
        }

        font.Position = 0;
        font.Write(head);
        return font.ToArray();
    }

    private static uint Sum(byte[] bytes)
    {
        uint sum = 0;
        for (var i = 0; i < bytes.Length; i++)
            sum = unchecked(sum + ((uint)bytes[i] << (24 - 8 * (i % 4))));
        return sum;
    }

    private ReadOnlySpan<byte> Outline(int glyph)
    {
        var isLong = U16(Table("head"), 50) == 1;
        var locations = Table("loca");
        var start = isLong ? BinaryPrimitives.ReadInt32BigEndian(locations[(4 * glyph)..]) : 2 * U16(locations, 2 * glyph);
        var end = isLong ? BinaryPrimitives.ReadInt32BigEndian(locations[(4 * glyph + 4)..]) : 2 * U16(locations, 2 * glyph + 2);
        return Table("glyf")[start..end];
    }

    /// <summary>Where in an outline the numbers of its parts stand; nowhere in one that is drawn by itself.</summary>
    private static IEnumerable<int> Parts(byte[] outline)
    {
        if (outline.Length == 0 || I16(outline, 0) >= 0)
            yield break;
        int flags, at = 10;
        do
        {
            flags = U16(outline, at);
            yield return at + 2;
            at += 4 + ((flags & PartsAreWords) != 0 ? 4 : 2);
            at += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
        }
        while ((flags & MoreParts) != 0);
    }

    private void ReadCodes()
    {
        var table = Table("cmap");
        for (var i = 0; i < U16(table, 2); i++)
        {
            var map = table[BinaryPrimitives.ReadInt32BigEndian(table[(8 + 8 * i)..])..];
            if (U16(map, 0) != 4)
                continue;
            var runs = U16(map, 6) / 2;
            for (var run = 0; run < runs; run++)
            {
                int to = U16(map, 14 + 2 * run), from = U16(map, 16 + 2 * (runs + run)), shift = U16(map, 16 + 2 * (2 * runs + run));
                int place = 16 + 2 * (3 * runs + run), offset = U16(map, place);
                for (var letter = from; letter <= to && letter < 0xFFFF; letter++)
                {
                    var glyph = offset == 0 ? letter + shift : U16(map, place + offset + 2 * (letter - from));
                    if (offset != 0 && glyph != 0)
                        glyph += shift;
                    if ((glyph & 0xFFFF) != 0)
                        _glyphs[letter] = glyph & 0xFFFF;
                }
            }

            return;
        }

        throw new InvalidOperationException("The font has no table of codes that is understood.");
    }

    private static void ReadSubstitution(ReadOnlySpan<byte> table, int start, Dictionary<int, int> result)
    {
        if (U16(table, start) != 2) // a list of glyphs and a list of what stands for them
            return;
        var coverage = start + U16(table, start + 2);
        List<int> covered = [];
        for (var i = 0; i < U16(table, coverage + 2); i++)
        {
            if (U16(table, coverage) == 1)
            {
                covered.Add(U16(table, coverage + 4 + 2 * i));
                continue;
            }

            for (var glyph = U16(table, coverage + 4 + 6 * i); glyph <= U16(table, coverage + 6 + 6 * i); glyph++)
                covered.Add(glyph);
        }

        for (var i = 0; i < covered.Count; i++)
            result.TryAdd(covered[i], U16(table, start + 6 + 2 * i));
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static int I16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt16BigEndian(bytes[at..]);
}
