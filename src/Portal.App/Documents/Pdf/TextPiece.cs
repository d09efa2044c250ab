namespace Portal.App.Documents.Pdf;

/// <summary>A paragraph; it may go on on the next page.</summary>
internal sealed class TextPiece(TextLines text, string tag = "P") : Piece
{
    /// <summary>Fewer lines of a paragraph do not stand alone.</summary>
    private const int Fewest = 2;

    public override double Height => text.Height;

    public override void Draw(PdfCanvas canvas, double top) => canvas.Element(tag, text, PdfSheet.Left, 0, top);

    public override (Piece First, Piece Others)? Split(double height)
    {
        var fitting = Math.Min((int)(height / text.Style.Leading), text.Lines.Count - Fewest);
        if (fitting < Fewest)
            return null;
        var (first, rest) = text.SplitAt(fitting);
        return (new TextPiece(first, tag) { Before = Before, Section = Section },
            new TextPiece(rest, tag) { KeepsNext = KeepsNext, Section = Section });
    }
}

/// <summary>The heading of a section.</summary>
internal sealed class HeadingPiece(string title, double width) : Piece
{
    private readonly TextLines _text = TextLines.Of(title, Look.Heading, width);

    public override double Height => _text.Height + 4;

    public override string Bookmark => title;

    public override void Draw(PdfCanvas canvas, double top) => canvas.Element("H2", _text, PdfSheet.Left, 0, top);
}
