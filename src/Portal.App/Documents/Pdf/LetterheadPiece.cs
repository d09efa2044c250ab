using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>Who issues it, and on the right the number.</summary>
internal sealed class LetterheadPiece : Piece
{
    private const double NumberWidth = 170;

    private readonly double _width;
    private readonly TextLines _name;
    private readonly List<TextLines> _lines;
    private readonly TextLines? _label;
    private readonly TextLines? _number;

    public LetterheadPiece(Document document, DocumentWords words, double width)
    {
        _width = width;
        var textWidth = width - (document.Number is null ? 0 : NumberWidth + 20);
        _name = TextLines.Of(document.Letterhead.Name, Look.Issuer, textWidth);
        _lines = [.. document.Letterhead.Lines.Select(line => TextLines.Of(line, Look.Small, textWidth))];
        if (document.Number is { } number)
        {
            _label = TextLines.Of(words["Number"] + " ", Look.Small, NumberWidth);
            _number = TextLines.Of(number, Look.BodyStrong, NumberWidth);
        }
    }

    public override double Height =>
        Math.Max(_name.Height + _lines.Sum(line => line.Height), (_label?.Height ?? 0) + (_number?.Height ?? 0)) + 10;

    public override void DrawGround(PdfCanvas canvas, double top) =>
        canvas.Rule(Look.Hairline, 0.8, PdfSheet.Left, top + Height, _width);

    public override void Draw(PdfCanvas canvas, double top)
    {
        canvas.Element("P", _name, PdfSheet.Left, 0, top);
        var below = top + _name.Height;
        foreach (var line in _lines)
        {
            canvas.Element("P", line, PdfSheet.Left, 0, below);
            below += line.Height;
        }

        if (_label is null || _number is null)
            return;
        var left = PdfSheet.Left + _width - NumberWidth;
        canvas.Tags.Open("P");
        canvas.Lines(_label, left, NumberWidth, top, TextAlign.Right);
        canvas.Lines(_number, left, NumberWidth, top + _label.Height, TextAlign.Right);
        canvas.Tags.Close();
    }
}
