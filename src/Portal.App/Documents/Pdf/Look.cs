using PdfSharp.Drawing;
using Portal.App.Documents.Pdf.Fonts;

namespace Portal.App.Documents.Pdf;

/// <summary>How documents look: the portal's light colours (<c>tokens.css</c>) and a few sizes of its typeface, in points.</summary>
internal static class Look
{
    public static readonly XColor Ink = XColor.FromArgb(0x10, 0x18, 0x28);
    public static readonly XColor Quiet = XColor.FromArgb(0x47, 0x54, 0x67);
    public static readonly XColor Hairline = XColor.FromArgb(0xE4, 0xE7, 0xEC);
    public static readonly XColor Line = XColor.FromArgb(0x8A, 0x94, 0xA6);
    public static readonly XColor Ground = XColor.FromArgb(0xF7, 0xF8, 0xFA);
    public static readonly XColor Accent = XColor.FromArgb(0x1F, 0x5B, 0xD8);
    public static readonly XColor AccentQuiet = XColor.FromArgb(0xEE, 0xF3, 0xFE);
    public static readonly XColor Waiting = XColor.FromArgb(0xB5, 0x47, 0x08);
    public static readonly XColor WaitingGround = XColor.FromArgb(0xFF, 0xFA, 0xEB);

    /// <summary>Of a chart's series, in their order.</summary>
    public static readonly XColor[] Series =
        [Accent, XColor.FromArgb(0x98, 0xA2, 0xB3), XColor.FromArgb(0x06, 0x76, 0x47), Waiting, XColor.FromArgb(0x7A, 0x5A, 0xF8)];

    public static readonly TextStyle Issuer = new(Typeface.Strong, 10, 13.5, Ink);
    public static readonly TextStyle Title = new(Typeface.Strong, 20, 26, Ink);
    public static readonly TextStyle Period = new(Typeface.Regular, 10.5, 15, Quiet);
    public static readonly TextStyle Heading = new(Typeface.Strong, 12, 16, Ink);
    public static readonly TextStyle Body = new(Typeface.Regular, 9, 13, Ink);
    public static readonly TextStyle BodyStrong = new(Typeface.Strong, 9, 13, Ink);
    public static readonly TextStyle Label = new(Typeface.Regular, 8.5, 13, Quiet);
    public static readonly TextStyle Small = new(Typeface.Regular, 7.5, 10.5, Quiet);
    public static readonly TextStyle SmallStrong = new(Typeface.Strong, 7.5, 10.5, Ink);
    public static readonly TextStyle Figure = new(Typeface.Strong, 14.5, 19, Ink);
    public static readonly TextStyle Mark = new(Typeface.Strong, 7.5, 10, Waiting);
}

/// <summary>A font in a size and colour, and how far a line is from the next.</summary>
internal sealed record TextStyle(Typeface Face, double Size, double Leading, XColor Color)
{
    public double WidthOf(ReadOnlySpan<char> text) => Face.WidthOf(text.TrimEnd(' ')) * Size;

    /// <summary>Where the letters stand in a line of this style, from its top.</summary>
    public double Baseline => (Leading + (Face.Ascent - Face.Descent) * Size) / 2;
}

internal enum TextAlign
{
    Left,
    Right,
    Centre,
}
