using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>Who signs, beside each other: office, when, room to sign on, name.</summary>
internal sealed class SignaturesPiece : Piece
{
    private const double Room = 46;
    private const double Between = 16;

    private readonly double _column;
    private readonly List<(TextLines Title, TextLines Note, TextLines? Name)> _signatures;

    private SignaturesPiece(IEnumerable<DocumentSignature> signatures, double column, DocumentWords words)
    {
        _column = column;
        _signatures =
        [
            .. signatures.Select(one => (
                TextLines.Of(one.Title, Look.BodyStrong, column), TextLines.Of(one.Note ?? words["Sign"], Look.Small, column),
                one.Name is { } name ? TextLines.Of(name, Look.BodyStrong, column) : null)),
        ];
    }

    public override double Height => Above + Room + _signatures.Max(one => one.Name?.Height ?? 0);

    private double Above => _signatures.Max(one => one.Title.Height + one.Note.Height);

    public static IEnumerable<SignaturesPiece> Of(IReadOnlyList<DocumentSignature> signatures, double width, DocumentWords words)
    {
        var count = Math.Clamp(signatures.Count, 1, 4);
        var column = (width - (count - 1) * Between) / count;
        return signatures.Chunk(count).Select(row => new SignaturesPiece(row, column, words) { Before = 22 });
    }

    public override void Draw(PdfCanvas canvas, double top)
    {
        for (var i = 0; i < _signatures.Count; i++)
        {
            var (title, note, name) = _signatures[i];
            var left = PdfSheet.Left + i * (_column + Between);
            canvas.Element("P", title, left, _column, top, TextAlign.Centre);
            canvas.Element("P", note, left, _column, top + title.Height, TextAlign.Centre);
            if (name is not null)
                canvas.Element("P", name, left, _column, top + Above + Room, TextAlign.Centre);
        }
    }
}
