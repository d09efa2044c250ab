using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>A row of the figures that a reader looks for first, each in its frame.</summary>
internal sealed class FiguresPiece : Piece
{
    private const double Between = 10;
    private const double Padding = 10;
    private const int Most = 4;

    private readonly double _card;
    private readonly List<(TextLines Label, TextLines Value, TextLines? Note)> _figures;

    private FiguresPiece(IEnumerable<DocumentFact> figures, double card)
    {
        _card = card;
        var width = card - 2 * Padding;
        _figures =
        [
            .. figures.Select(figure => (
                TextLines.Of(figure.Label, Look.Label with { Size = 8 }, width), TextLines.Of(figure.Value.Text, Look.Figure, width),
                figure.Note is { } note ? TextLines.Of(note, Look.Small, width) : null)),
        ];
    }

    public override double Height => 2 * Padding + LabelHeight + _figures.Max(figure => figure.Value.Height + (figure.Note?.Height ?? 0));

    private double LabelHeight => _figures.Max(figure => figure.Label.Height) + 1;

    /// <summary>As many beside each other, four at most, as leave each figure in one line.</summary>
    public static IEnumerable<FiguresPiece> Of(IReadOnlyList<DocumentFact> figures, double width)
    {
        var widest = figures.Count == 0 ? 0 : figures.Max(figure => Look.Figure.WidthOf(figure.Value.Text));
        var count = Math.Clamp((int)((width + Between) / (widest + 2 * Padding + Between)), 1, Math.Min(Most, Math.Max(1, figures.Count)));
        var rows = (figures.Count + count - 1) / count;
        if (rows > 0)
            count = (figures.Count + rows - 1) / rows; // 5 figures stand as 3 and 2, not as 4 and 1
        var card = (width - (count - 1) * Between) / count;
        return figures.Chunk(Math.Max(1, count)).Select((row, i) => new FiguresPiece(row, card) { Before = i == 0 ? 14 : Between });
    }

    public override void DrawGround(PdfCanvas canvas, double top)
    {
        for (var i = 0; i < _figures.Count; i++)
            canvas.Frame(Look.Hairline, Look.Ground, PdfSheet.Left + i * (_card + Between), top, _card, Height, 8);
    }

    public override void Draw(PdfCanvas canvas, double top)
    {
        for (var i = 0; i < _figures.Count; i++)
        {
            var (label, value, note) = _figures[i];
            var left = PdfSheet.Left + i * (_card + Between) + Padding;
            canvas.Element("P", label, left, 0, top + Padding);
            canvas.Element("P", value, left, 0, top + Padding + LabelHeight);
            if (note is not null)
                canvas.Element("P", note, left, 0, top + Padding + LabelHeight + value.Height);
        }
    }
}
