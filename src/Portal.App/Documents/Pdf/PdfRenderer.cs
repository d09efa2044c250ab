using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;
using Portal.App.Documents.Model;
using Portal.App.Documents.Pdf.Fonts;

namespace Portal.App.Documents.Pdf;

/// <summary>
/// Writes a document as a tagged PDF. The same document gives the same bytes: there is no date of making and no random id in them. May be
/// called from several threads at once.
/// </summary>
public static class PdfRenderer
{
    static PdfRenderer() => GlobalFontSettings.FontResolver = new PortalFontResolver();

    public static byte[] Render(Document document)
    {
        var words = new DocumentWords(document.Culture);
        var sheet = PdfLayout.SheetOf(document);
        Dictionary<byte[], XImage> pictures = [];
        try
        {
            var pieces = PdfLayout.Pieces(document, words, sheet.ContentWidth, jpeg => Load(pictures, jpeg));
            var pages = PageFlow.Place(pieces, sheet.ContentHeight);
            return Write(document, words, sheet, pages);
        }
        finally
        {
            foreach (var picture in pictures.Values)
                picture.Dispose();
        }
    }

    private static byte[] Write(Document document, DocumentWords words, PdfSheet sheet, List<List<PlacedPiece>> pages)
    {
        using var pdf = new PdfDocument();
        pdf.Info.Title = Typeface.Regular.Clean($"{document.Title} · {document.Period}").Replace('\n', ' ');
        pdf.Info.Author = Typeface.Regular.Clean(document.Letterhead.Name);
        pdf.Info.Creator = "Portal";
        var tags = new PdfTags(pdf, document.Culture);
        var canvas = new PdfCanvas(tags);
        var frame = new PageFrame(document, words, sheet);
        var open = new OpenElements(tags);
        for (var i = 0; i < pages.Count; i++)
        {
            var page = pdf.AddPage();
            page.Width = XUnit.FromPoint(sheet.Width);
            page.Height = XUnit.FromPoint(sheet.Height);
            using var graphics = XGraphics.FromPdfPage(page);
            canvas.Begin(graphics);
            DrawPage(canvas, frame, open, pages, i);
            foreach (var (piece, top, _) in pages[i])
            {
                if (piece.Bookmark is { } bookmark)
                    pdf.Outlines.Add(new PdfOutline(Typeface.Regular.Clean(bookmark), page) { Top = sheet.Height - top + 6, Left = 0 });
            }
        }

        open.CloseAll();
        tags.Finish();
        return PdfSaver.Save(pdf, canvas.Written);
    }

    private static void DrawPage(PdfCanvas canvas, PageFrame frame, OpenElements open, List<List<PlacedPiece>> pages, int page)
    {
        canvas.Tags.Artifact(isText: false, () =>
        {
            frame.DrawGround(canvas, page);
            foreach (var (piece, top, _) in pages[page])
                piece.DrawGround(canvas, top);
        });
        canvas.Tags.Artifact(isText: true, () => frame.DrawHead(canvas, page));
        foreach (var (piece, top, isRepeated) in pages[page])
        {
            if (isRepeated)
            {
                canvas.Tags.Artifact(isText: true, () => piece.Draw(canvas, top));
                continue;
            }

            open.Enter(piece);
            piece.Draw(canvas, top);
        }

        canvas.Tags.Artifact(isText: true, () => frame.DrawFoot(canvas, page, pages.Count));
    }

    private static XImage Load(Dictionary<byte[], XImage> pictures, byte[] jpeg)
    {
        if (!pictures.TryGetValue(jpeg, out var picture))
            pictures[jpeg] = picture = XImage.FromStream(new MemoryStream(jpeg, 0, jpeg.Length, writable: false, publiclyVisible: true));
        return picture;
    }

    /// <summary>The section and the table that what is drawn stands in; they go on from page to page.</summary>
    private sealed class OpenElements(PdfTags tags)
    {
        private int _section;
        private TableFrame? _table;

        public void Enter(Piece piece)
        {
            if (_table is not null && !ReferenceEquals(piece.Table, _table))
                CloseTable();
            if (piece.Section != _section)
            {
                if (_section != 0)
                    tags.Close();
                if (piece.Section != 0)
                    tags.Open("Sect");
                _section = piece.Section;
            }

            if (piece.Table is { } table && !ReferenceEquals(table, _table))
            {
                tags.Open("Table");
                _table = table;
            }
        }

        public void CloseAll()
        {
            if (_table is not null)
                CloseTable();
            if (_section != 0)
                tags.Close();
        }

        private void CloseTable()
        {
            tags.Close();
            _table = null;
        }
    }
}
