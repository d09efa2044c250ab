using PdfSharp.Drawing;
using Portal.App.Documents.Model;
using QRCoder;

namespace Portal.App.Documents.Pdf;

/// <summary>How a stranger checks it: the address as a QR code and in letters, and the hashes.</summary>
internal sealed class CheckPiece : Piece
{
    private const double Code = 84;
    private const double Padding = 12;

    private readonly double _width;
    private readonly DocumentCheck _check;
    private readonly string _description;
    private readonly TextLines _title;
    private readonly TextLines _how;
    private readonly TextLines _address;
    private readonly List<(TextLines Label, TextLines Value)> _hashes;

    public CheckPiece(DocumentCheck check, DocumentWords words, double width)
    {
        _width = width;
        _check = check;
        var text = width - Code - 3 * Padding;
        _description = words.CheckCode(check.Address);
        _title = TextLines.Of(words["Check"], Look.BodyStrong, text);
        _how = TextLines.Of(words["CheckHow"], Look.Small, text);
        _address = TextLines.Of(check.Address, Look.BodyStrong with { Color = Look.Accent }, text);
        _hashes =
        [
            (TextLines.Of(words["ContentHash"] + " ", Look.Small, text), TextLines.Of(check.ContentHash, Look.SmallStrong, text)),
            (TextLines.Of(words["LedgerHead"] + " ", Look.Small, text), TextLines.Of(check.LedgerHead, Look.SmallStrong, text)),
        ];
    }

    public override double Height => 2 * Padding + Math.Max(Code, TextHeight);

    private double TextHeight =>
        _title.Height + _how.Height + 3 + _address.Height + _hashes.Sum(hash => 3 + hash.Label.Height + hash.Value.Height);

    public override void DrawGround(PdfCanvas canvas, double top) =>
        canvas.Frame(Look.Hairline, XColors.White, PdfSheet.Left, top, _width, Height, 8);

    public override void Draw(PdfCanvas canvas, double top)
    {
        var box = new XRect(PdfSheet.Left + Padding, top + (Height - Code) / 2, Code, Code);
        canvas.Figure(_description, box, () => canvas.Fill(Look.Ink, Modules(box)));
        var left = PdfSheet.Left + Code + 2 * Padding;
        var at = top + (Height - TextHeight) / 2;
        canvas.Element("P", _title, left, 0, at);
        at += _title.Height;
        canvas.Element("P", _how, left, 0, at);
        at += _how.Height + 3;
        canvas.Tags.Open("P");
        canvas.Tags.Link(_check.Address, _description, new XRect(left, at, _width - Code - 3 * Padding, _address.Height),
            () => canvas.Lines(_address, left, 0, at));
        canvas.Tags.Close();
        at += _address.Height;
        foreach (var (label, value) in _hashes)
        {
            canvas.Tags.Open("P");
            canvas.Lines(label, left, 0, at + 3);
            canvas.Lines(value, left, 0, at + 3 + label.Height);
            canvas.Tags.Close();
            at += 3 + label.Height + value.Height;
        }
    }

    /// <summary>A box for each run of dark modules. The frame around is white, so the code's own white margin is left out.</summary>
    private IEnumerable<XRect> Modules(XRect box)
    {
        using var code = QRCodeGenerator.GenerateQrCode(_check.Address, QRCodeGenerator.ECCLevel.M);
        const int margin = 4;
        var rows = code.ModuleMatrix;
        var module = box.Width / (rows.Count - 2 * margin);
        List<XRect> boxes = [];
        for (var y = margin; y < rows.Count - margin; y++)
        {
            for (var x = margin; x < rows.Count - margin; x++)
            {
                var start = x;
                while (x < rows.Count - margin && rows[y][x])
                    x++;
                if (x > start)
                {
                    boxes.Add(new XRect(
                        box.X + (start - margin) * module, box.Y + (y - margin) * module, (x - start) * module, module));
                }
            }
        }

        return boxes;
    }
}
