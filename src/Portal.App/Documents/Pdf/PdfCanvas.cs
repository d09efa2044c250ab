using PdfSharp.Drawing;
using PdfSharp.Pdf;
using Portal.App.Documents.Model;
using Portal.App.Documents.Pdf.Fonts;

namespace Portal.App.Documents.Pdf;

/// <summary>Where pieces are drawn: the page that is being made, with its tags.</summary>
internal sealed class PdfCanvas(PdfTags tags)
{
    private readonly Dictionary<(bool IsStrong, double Size), XFont> _fonts = [];
    private readonly Dictionary<XColor, XSolidBrush> _brushes = [];
    private XGraphics _graphics = null!;

    public PdfTags Tags { get; } = tags;

    /// <summary>A number that depends on every letter that was drawn, by which a file's part of a font is named.</summary>
    public uint Written { get; private set; } = 2166136261;

    public void Begin(XGraphics graphics) => _graphics = graphics;

    /// <summary>Writes a line whose box begins at the given top.</summary>
    public void Line(string text, TextStyle style, double left, double width, double top, TextAlign align = TextAlign.Left)
    {
        if (text.Length == 0)
            return;
        if (!_fonts.TryGetValue((style.Face.IsStrong, style.Size), out var font))
            _fonts[(style.Face.IsStrong, style.Size)] = font = FontOf(style);
        var x = align switch
        {
            TextAlign.Right => left + width - style.WidthOf(text),
            TextAlign.Centre => left + (width - style.WidthOf(text)) / 2,
            _ => left,
        };
        Tags.BeginText();
        _graphics.DrawString(text, font, BrushOf(style.Color), x, top + style.Baseline);
        foreach (var letter in text)
            Written = unchecked((Written ^ letter) * 16777619);
    }

    /// <summary>Writes lines under each other.</summary>
    public void Lines(TextLines text, double left, double width, double top, TextAlign align = TextAlign.Left)
    {
        foreach (var line in text.Lines)
        {
            Line(line, text.Style, left, width, top, align);
            top += text.Style.Leading;
        }
    }

    /// <summary>Writes lines as an element of their own.</summary>
    public void Element(string tag, TextLines text, double left, double width, double top, TextAlign align = TextAlign.Left)
    {
        Tags.Open(tag);
        Lines(text, left, width, top, align);
        Tags.Close();
    }

    /// <summary>Writes what a cell says, and leads on from it where it has somewhere to lead.</summary>
    public void Cell(DocumentCell cell, TextLines text, double left, double width, double top, TextAlign align)
    {
        if (cell.Link is null || text.Lines.Count == 0)
        {
            Lines(text, left, width, top, align);
            return;
        }

        var wide = text.Lines.Max(line => text.Style.WidthOf(line));
        Tags.Link(cell.Link, cell.Text, new XRect(align == TextAlign.Right ? left + width - wide : left, top, wide, text.Height),
            () => Lines(text.With(Look.Accent), left, width, top, align));
    }

    /// <summary>Draws a picture, and what it shows for those who do not see it.</summary>
    public void Figure(string description, XRect box, Action draw)
    {
        Tags.Open("Span");
        Line(" ", Look.Small, box.X, box.Width, box.Y);
        Tags.Close();
        Tags.Figure(description, box, draw);
    }

    public void Fill(XColor color, double left, double top, double width, double height) =>
        _graphics.DrawRectangle(BrushOf(color), left, top, width, height);

    /// <summary>Fills all boxes as one shape, so that none shows a seam to its neighbour.</summary>
    public void Fill(XColor color, IEnumerable<XRect> boxes)
    {
        var path = new XGraphicsPath { FillMode = XFillMode.Winding };
        foreach (var box in boxes)
            path.AddRectangle(box);
        _graphics.DrawPath(BrushOf(color), path);
    }

    public void Rule(XColor color, double thickness, double left, double top, double width) =>
        Fill(color, left, top - thickness / 2, width, thickness);

    public void Frame(XColor line, XColor ground, double left, double top, double width, double height, double round) =>
        _graphics.DrawRoundedRectangle(new XPen(line, 0.6), BrushOf(ground), left, top, width, height, round, round);

    public void Picture(XImage picture, double left, double top, double width, double height) =>
        _graphics.DrawImage(picture, left, top, width, height);

    private static XFont FontOf(TextStyle style) => new(
        Typeface.Family, style.Size, style.Face.IsStrong ? XFontStyleEx.Bold : XFontStyleEx.Regular,
        new XPdfFontOptions(PdfFontEncoding.Unicode));

    private XSolidBrush BrushOf(XColor color)
    {
        if (!_brushes.TryGetValue(color, out var brush))
            _brushes[color] = brush = new XSolidBrush(color);
        return brush;
    }
}
