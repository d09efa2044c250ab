using PdfSharp.Drawing;
using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>A picture with what stands under it.</summary>
internal sealed class PicturePiece : Piece
{
    private const double Highest = 300;

    private readonly DocumentPicture _picture;
    private readonly double _pictureWidth;
    private readonly double _pictureHeight;
    private readonly List<TextLines> _lines;
    private readonly Func<byte[], XImage> _load;

    /// <param name="picture">As it stands in the document.</param>
    /// <param name="width">Of the content.</param>
    /// <param name="load">Reads it, once for a document.</param>
    public PicturePiece(DocumentPicture picture, double width, Func<byte[], XImage> load)
    {
        _picture = picture;
        _load = load;
        var image = load(picture.Jpeg);
        var scale = Math.Min(Math.Min(width / image.PixelWidth, Highest / image.PixelHeight), 0.75); // 96 pixels an inch at most
        _pictureWidth = image.PixelWidth * scale;
        _pictureHeight = image.PixelHeight * scale;
        _lines = [.. picture.Lines.Select(line => TextLines.Of(line, Look.Small, width))];
    }

    public override double Height => _pictureHeight + 5 + _lines.Sum(line => line.Height);

    public override void Draw(PdfCanvas canvas, double top)
    {
        canvas.Figure(_picture.Description, new XRect(PdfSheet.Left, top, _pictureWidth, _pictureHeight),
            () => canvas.Picture(_load(_picture.Jpeg), PdfSheet.Left, top, _pictureWidth, _pictureHeight));
        top += _pictureHeight + 5;
        foreach (var line in _lines)
        {
            canvas.Element("P", line, PdfSheet.Left, 0, top);
            top += line.Height;
        }
    }
}
