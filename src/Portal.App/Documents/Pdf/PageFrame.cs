using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>What stands on every page around its content: what one reads, the mark, the number and which page of how many it is.</summary>
internal sealed class PageFrame(Document document, DocumentWords words, PdfSheet sheet)
{
    private const double FootRule = 42;

    private readonly string? _mark = document.Mark is { } mark ? Look.Mark.Face.Clean(mark) : null;

    /// <summary>What one reads: the number by which it is known, or its title.</summary>
    private readonly string _name = document.Number is { } number ? $"{words["Number"]} {number}" : document.Title;

    public void DrawGround(PdfCanvas canvas, int page)
    {
        canvas.Rule(Look.Hairline, 0.6, PdfSheet.Left, sheet.Height - FootRule, sheet.ContentWidth);
        if (page == 0)
            return;
        canvas.Rule(Look.Hairline, 0.6, PdfSheet.Left, PdfSheet.Head + 14, sheet.ContentWidth);
        if (_mark is not null)
            PageMark.DrawGround(canvas, _mark, sheet.Width - PdfSheet.Left, PdfSheet.Head - 6);
    }

    public void DrawHead(PdfCanvas canvas, int page)
    {
        if (page == 0)
            return;
        var room = sheet.ContentWidth - (_mark is null ? 0 : PageMark.WidthOf(_mark) + 16);
        var title = TextLines.Short($"{document.Title} · {document.Period}", Look.Small, room);
        canvas.Line(title, Look.Small, PdfSheet.Left, 0, PdfSheet.Head - 4);
        if (_mark is not null)
            PageMark.Draw(canvas, _mark, sheet.Width - PdfSheet.Left, PdfSheet.Head - 6);
    }

    public void DrawFoot(PdfCanvas canvas, int page, int pages)
    {
        var foot = sheet.Height - FootRule + 7;
        var number = words.Page(page + 1, pages);
        canvas.Line(number, Look.Small, PdfSheet.Left, sheet.ContentWidth, foot, TextAlign.Right);
        var room = sheet.ContentWidth - Look.Small.WidthOf(number) - 20;
        canvas.Line(TextLines.Short($"{_name} · {document.Letterhead.Name}", Look.Small, room), Look.Small, PdfSheet.Left, 0, foot);
    }
}
