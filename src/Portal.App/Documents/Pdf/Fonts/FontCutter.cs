using System.Buffers.Binary;

namespace Portal.App.Documents.Pdf.Fonts;

/// <summary>
/// Makes the font that documents use from a whole TrueType font: only the letters that documents write, in the order of their codes, and
/// the digits in their tabular form, all of one width, so that figures stand under each other. PDFsharp knows no OpenType features, and
/// copies a font's tables of widths and places whole into each file, so a small font makes small files.
/// </summary>
internal static class FontCutter
{
    /// <summary>Latin with Vietnamese, Greek, Cyrillic, punctuation, currencies, arrows and signs of comparison.</summary>
    private static readonly (char From, char To)[] Ranges =
    [
        ('\u0020', '\u007E'), ('\u00A0', '\u024F'), ('\u0370', '\u052F'), ('\u1E00', '\u1EFF'), ('\u2010', '\u203A'), ('\u20A0', '\u20BF'),
        ('\u2116', '\u2122'), ('\u2190', '\u2199'), ('\u2200', '\u2265'), ('\u25A0', '\u25FF'), ('\u2713', '\u2717'),
    ];

    private static readonly string[] Copied = ["OS/2", "head", "hhea", "maxp", "name"];

    public static byte[] Cut(byte[] whole)
    {
        var font = new TrueTypeFont(whole);
        var tabular = font.Substitutions("tnum");
        List<(char Letter, int Glyph)> letters = [];
        foreach (var (from, to) in Ranges)
        {
            for (int letter = from; letter <= to; letter++)
            {
                if (font.GlyphOf(letter) is > 0 and var glyph)
                    letters.Add(((char)letter, char.IsAsciiDigit((char)letter) ? tabular.GetValueOrDefault(glyph, glyph) : glyph));
            }
        }

        // A letter has a glyph of its own even where the font draws two alike (Đ and Ð): what is taken out of a file is what was written.
        List<int> glyphs = [0, .. letters.Select(letter => letter.Glyph)];
        var places = new Dictionary<int, int>();
        for (var i = 0; i < glyphs.Count; i++)
            places.TryAdd(glyphs[i], i);
        for (var i = 0; i < glyphs.Count; i++)
        {
            foreach (var part in font.PartsOf(glyphs[i]))
            {
                if (places.TryAdd(part, glyphs.Count))
                    glyphs.Add(part);
            }
        }

        using var outlines = new MemoryStream();
        var locations = new byte[4 * (glyphs.Count + 1)];
        var widths = new byte[4 * glyphs.Count];
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(locations.AsSpan(4 * i), (int)outlines.Length);
            outlines.Write(font.Outline(glyphs[i], places));
            while (outlines.Length % 4 != 0)
                outlines.WriteByte(0);
            font.Metrics(glyphs[i]).CopyTo(widths.AsSpan(4 * i));
        }

        BinaryPrimitives.WriteInt32BigEndian(locations.AsSpan(4 * glyphs.Count), (int)outlines.Length);
        var tables = Copied.ToDictionary(tag => tag, tag => font.Table(tag).ToArray(), StringComparer.Ordinal);
        tables["glyf"] = outlines.ToArray();
        tables["loca"] = locations;
        tables["hmtx"] = widths;
        tables["cmap"] = Codes([.. letters.Select(letter => letter.Letter)]);
        tables["post"] = [0, 3, 0, 0, .. font.Table("post")[4..32]];
        BinaryPrimitives.WriteInt16BigEndian(tables["head"].AsSpan(50), 1); // four bytes a location
        BinaryPrimitives.WriteUInt16BigEndian(tables["hhea"].AsSpan(34), (ushort)glyphs.Count);
        BinaryPrimitives.WriteUInt16BigEndian(tables["maxp"].AsSpan(4), (ushort)glyphs.Count);
        return TrueTypeFont.Write(tables);
    }

    /// <summary>The table of codes (format 4): the glyph of the n-th letter is n + 1, so a run of codes is a run of glyphs.</summary>
    private static byte[] Codes(char[] letters)
    {
        List<(ushort From, ushort To, ushort Shift)> runs = [];
        for (var i = 0; i < letters.Length; i++)
        {
            if (i > 0 && letters[i] == letters[i - 1] + 1)
                runs[^1] = (runs[^1].From, letters[i], runs[^1].Shift);
            else
                runs.Add((letters[i], letters[i], (ushort)(i + 1 - letters[i])));
        }

        runs.Add((0xFFFF, 0xFFFF, 1));
        using var table = new MemoryStream();
        void Put(int value) => table.Write([(byte)(value >> 8), (byte)value]);
        foreach (var value in (int[])[0, 1, 3, 1, 0, 12]) // one table, for Windows and Unicode, that begins at 12
            Put(value);
        var selector = (int)Math.Log2(runs.Count);
        foreach (var value in (int[])[4, 16 + 8 * runs.Count, 0, 2 * runs.Count, 2 << selector, selector, 2 * runs.Count - (2 << selector)])
            Put(value);
        foreach (var run in runs)
            Put(run.To);
        Put(0);
        foreach (var run in runs)
            Put(run.From);
        foreach (var run in runs)
            Put(run.Shift);
        foreach (var _ in runs)
            Put(0);
        return table.ToArray();
    }
}
