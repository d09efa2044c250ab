using PdfSharp.Drawing;
using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>Two facts beside each other, each with its name.</summary>
internal sealed class FactsPiece : Piece
{
    private const double Between = 24;
    private const double LabelShare = 0.36;

    private readonly double _column;
    private readonly double _label;
    private readonly List<(TextLines Label, DocumentCell Cell, TextLines Value, TextLines? Note)> _facts;

    public FactsPiece(IEnumerable<DocumentFact> facts, double width)
    {
        _column = (width - Between) / 2;
        _label = _column * LabelShare;
        var value = _column - _label - 8;
        _facts =
        [
            .. facts.Select(fact => (
                TextLines.Of(fact.Label + " ", Look.Label, _label), fact.Value, TextLines.Of(fact.Value.Text, Look.Body, value),
                fact.Note is { } note ? TextLines.Of(note, Look.Small, value) : null)),
        ];
    }

    public override double Height => _facts.Max(fact => Math.Max(fact.Label.Height, fact.Value.Height + (fact.Note?.Height ?? 0))) + 2;

    public override void Draw(PdfCanvas canvas, double top)
    {
        for (var i = 0; i < _facts.Count; i++)
        {
            var (label, cell, value, note) = _facts[i];
            var left = PdfSheet.Left + i * (_column + Between);
            var at = left + _label + 8;
            canvas.Tags.Open("P");
            canvas.Lines(label, left, 0, top);
            canvas.Cell(cell, value, at, _column - _label - 8, top, TextAlign.Left);
            canvas.Tags.Close();
            if (note is not null)
                canvas.Element("P", note, at, 0, top + value.Height);
        }
    }
}
