using System.Globalization;
using System.Text;

namespace Portal.App.Documents.Pdf.Fonts;

/// <summary>A font of documents: how wide its letters are, and which it has.</summary>
internal sealed class Typeface
{
    public const string Family = "Inter";

    /// <summary>Stands for a letter that the font does not have.</summary>
    private const char Unknown = '□';

    private const string Resources = "Portal.App.Documents.Pdf.";

    public static readonly Typeface Regular = new("Inter_400Regular.ttf", isStrong: false);
    public static readonly Typeface Strong = new("Inter_600SemiBold.ttf", isStrong: true);

    private readonly float[] _widths = new float[0x2800]; // of the letters' em; negative of those that it does not have

    private Typeface(string file, bool isStrong)
    {
        IsStrong = isStrong;
        using var resource = typeof(Typeface).Assembly.GetManifestResourceStream(Resources + file)
            ?? throw new InvalidOperationException($"The font {file} is missing.");
        var whole = new byte[resource.Length];
        resource.ReadExactly(whole);
        Bytes = FontCutter.Cut(whole);
        var font = new TrueTypeFont(Bytes);
        double em = font.UnitsPerEm;
        Ascent = font.Ascent / em;
        Descent = font.Descent / em;
        Array.Fill(_widths, -1);
        foreach (var (letter, glyph) in font.Glyphs)
            _widths[letter] = (float)(font.WidthOf(glyph) / em);
    }

    public bool IsStrong { get; }

    public byte[] Bytes { get; }

    /// <summary>How far the letters' box goes above the line that they stand on, of their em.</summary>
    public double Ascent { get; }

    public double Descent { get; }

    public double WidthOf(char letter) => letter < _widths.Length && _widths[letter] is >= 0 and var width ? width : _widths[Unknown];

    public double WidthOf(ReadOnlySpan<char> text)
    {
        var width = 0.0;
        foreach (var letter in text)
            width += WidthOf(letter);
        return width;
    }

    /// <summary>
    /// The text in letters that the font has: composed, without those that are not seen, with a sign for each that is not there.
    /// </summary>
    public string Clean(string text)
    {
        var isClean = true;
        foreach (var letter in text)
            isClean &= letter == '\n' || (letter < _widths.Length && _widths[letter] >= 0);
        if (isClean)
            return text;
        var result = new StringBuilder(text.Length);
        var whole = string.Concat(text.EnumerateRunes()); // no half of a pair, which cannot be composed
        foreach (var rune in whole.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.Value == '\n' || (rune.Value < _widths.Length && _widths[rune.Value] >= 0))
                result.Append((char)rune.Value);
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator || rune.Value == '\t')
                result.Append(' ');
            else if (!IsUnseen(Rune.GetUnicodeCategory(rune)))
                result.Append(Unknown);
        }

        return result.ToString();
    }

    private static bool IsUnseen(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;
}
