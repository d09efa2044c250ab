using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>The title and what it is about, with the mark where the figures may still change.</summary>
internal sealed class TitlePiece : Piece
{
    private const double Above = 14;

    private readonly TextLines _title;
    private readonly TextLines _period;
    private readonly string? _mark;
    private readonly double _width;

    public TitlePiece(Document document, double width)
    {
        _width = width;
        _mark = document.Mark is { } mark ? Look.Mark.Face.Clean(mark) : null;
        var markWidth = _mark is null ? 0 : PageMark.WidthOf(_mark) + 16;
        _title = TextLines.Of(document.Title, Look.Title, width - markWidth);
        _period = TextLines.Of(document.Period, Look.Period, width - markWidth);
    }

    public override double Height => Above + _title.Height + _period.Height;

    public override void DrawGround(PdfCanvas canvas, double top)
    {
        canvas.Fill(Look.Accent, PdfSheet.Left, top, 34, 2.4);
        if (_mark is not null)
            PageMark.DrawGround(canvas, _mark, PdfSheet.Left + _width, top + Above + 6);
    }

    public override void Draw(PdfCanvas canvas, double top)
    {
        canvas.Element("H1", _title, PdfSheet.Left, 0, top + Above);
        canvas.Element("P", _period, PdfSheet.Left, 0, top + Above + _title.Height);
        if (_mark is null)
            return;
        canvas.Tags.Open("P");
        PageMark.Draw(canvas, _mark, PdfSheet.Left + _width, top + Above + 6);
        canvas.Tags.Close();
    }
}

/// <summary>The word that stands on every page while the figures may still change, in a frame on the right.</summary>
internal static class PageMark
{
    public const double Height = 16;

    private const double Padding = 8;

    public static double WidthOf(string mark) => Look.Mark.WidthOf(mark) + 2 * Padding;

    public static void DrawGround(PdfCanvas canvas, string mark, double right, double top) =>
        canvas.Frame(Look.Waiting, Look.WaitingGround, right - WidthOf(mark), top, WidthOf(mark), Height, 4);

    public static void Draw(PdfCanvas canvas, string mark, double right, double top) =>
        canvas.Line(mark, Look.Mark, right - WidthOf(mark) + Padding, 0, top + (Height - Look.Mark.Leading) / 2);
}
