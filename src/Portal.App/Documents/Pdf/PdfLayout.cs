using PdfSharp.Drawing;
using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>A document cut into the pieces that stand under each other.</summary>
internal static class PdfLayout
{
    /// <summary>Upright, unless one of its tables cannot be read well so.</summary>
    public static PdfSheet SheetOf(Document document) =>
        document.Sections.Any(section => section.Table is { } table && TableColumns.Needed(table) > PdfSheet.Upright.ContentWidth)
            ? PdfSheet.Lying : PdfSheet.Upright;

    /// <param name="document">What it says.</param>
    /// <param name="words">Of its language.</param>
    /// <param name="width">Of the content.</param>
    /// <param name="load">Reads a picture, once for a document.</param>
    public static List<Piece> Pieces(Document document, DocumentWords words, double width, Func<byte[], XImage> load)
    {
        List<Piece> pieces =
        [
            new LetterheadPiece(document, words, width),
            new TitlePiece(document, width) { Before = 18 },
            .. document.Facts.Chunk(2).Select((pair, i) => new FactsPiece(pair, width) { Before = i == 0 ? 14 : 1 }),
            .. FiguresPiece.Of(document.Figures, width),
        ];
        for (var i = 0; i < document.Sections.Count; i++)
            AddSection(pieces, document.Sections[i], i + 1, words, width, load);
        if (document.Notes.Count > 0)
        {
            pieces.Add(new HeadingPiece(words["Notes"], width) { Before = 20, KeepsNext = true });
            pieces.AddRange(document.Notes.Select(note => new TextPiece(TextLines.Of(note, NoteStyle, width)) { Before = 3 }));
        }

        if (document.LegalGround is { } ground)
        {
            pieces.Add(new HeadingPiece(words["LegalGround"], width) { Before = 20, KeepsNext = true });
            pieces.Add(new TextPiece(TextLines.Of(ground, NoteStyle, width)) { Before = 3 });
        }

        if (document.Signatures.Count > 0)
            pieces.AddRange(SignaturesPiece.Of(document.Signatures, width, words));
        if (document.Check is { } check)
            pieces.Add(new CheckPiece(check, words, width) { Before = 22 });
        return pieces;
    }

    private static TextStyle NoteStyle => Look.Body with { Size = 8.5, Leading = 12 };

    private static void AddSection(
        List<Piece> pieces, DocumentSection section, int number, DocumentWords words, double width, Func<byte[], XImage> load)
    {
        pieces.Add(new HeadingPiece(section.Title, width) { Before = 22, KeepsNext = true, Section = number });
        if (section.Text is { } text)
        {
            var paragraphs = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < paragraphs.Length; i++)
            {
                pieces.Add(new TextPiece(TextLines.Of(paragraphs[i], Look.Body, width))
                {
                    Before = i == 0 ? 2 : 4,
                    KeepsNext = i == paragraphs.Length - 1 && (section.Chart is not null || section.Table is not null),
                    Section = number,
                });
            }
        }

        if (section.Chart is { Names.Count: > 0, Series.Count: > 0 } chart)
            pieces.Add(new ChartPiece(chart, width) { Before = 8, Section = number });
        if (section.Table is { } table)
            pieces.AddRange(new TableFrame(table, width, words).Pieces(number, before: 6));
        pieces.AddRange(section.Pictures.Select(picture => new PicturePiece(picture, width, load) { Before = 10, Section = number }));
    }
}
