using ClosedXML.Excel;
using Portal.App.Documents.Model;

namespace Portal.App.Documents.Excel;

/// <summary>The first sheet: who, what, of when, the few figures, and where it can be checked.</summary>
internal static class CoverSheet
{
    private const int Widest = 70;

    public static void Write(IXLWorksheet sheet, Document document, DocumentWords words)
    {
        sheet.Column(1).Width = 34;
        sheet.Column(2).Width = 46;
        sheet.ShowGridLines = false;
        var row = 1;
        Line(document.Letterhead.Name).Style.Font.SetBold();
        foreach (var line in document.Letterhead.Lines)
            Line(line);
        row++;
        Line(document.Title).Style.Font.SetBold().Font.SetFontSize(16);
        Line(document.Period).Style.Font.SetFontSize(13);
        if (document.Mark is { } mark)
            Line(mark).Style.Font.SetBold().Font.SetFontColor(XLColor.FromHtml("#B54708"));
        row++;
        if (document.Number is { } number)
            Pair(words["Number"], DocumentCell.Code(number), null);
        foreach (var fact in document.Facts)
            Pair(fact.Label, fact.Value, fact.Note);
        row++;
        foreach (var figure in document.Figures)
            Pair(figure.Label, figure.Value, figure.Note).Style.Font.SetBold();
        row++;
        foreach (var note in document.Notes)
            Wrapped(note);
        if (document.LegalGround is { } ground)
            Wrapped(ground);
        if (document.Check is { } check)
        {
            row++;
            Pair(words["CheckAt"], DocumentCell.Words(check.Address) with { Link = check.Address }, null);
            Pair(words["ContentHash"], DocumentCell.Code(check.ContentHash), null);
            Pair(words["LedgerHead"], DocumentCell.Code(check.LedgerHead), null);
        }

        row++;
        foreach (var signature in document.Signatures)
            Pair(signature.Title, DocumentCell.Words(signature.Name ?? words["Sign"]), signature.Note);

        sheet.PageSetup.PaperSize = XLPaperSize.A4Paper;
        sheet.PageSetup.PageOrientation = XLPageOrientation.Portrait;
        sheet.PageSetup.FitToPages(1, 0);

        IXLCell Line(string text) => Cells.Text(sheet.Cell(row++, 1), text);

        void Wrapped(string text)
        {
            var cell = Line(text);
            sheet.Range(cell.Address.RowNumber, 1, cell.Address.RowNumber, 2).Merge();
            cell.Style.Alignment.SetWrapText();
            sheet.Row(cell.Address.RowNumber).Height = 15 * Math.Max(1, (text.Length / Widest) + 1);
        }

        IXLCell Pair(string label, DocumentCell value, string? note)
        {
            Cells.Text(sheet.Cell(row, 1), label).Style.Font.SetFontColor(XLColor.FromHtml("#475467"));
            var cell = sheet.Cell(row, 2);
            Cells.Write(cell, value);
            cell.Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Left).Alignment.SetWrapText();
            if (note is not null)
                Cells.Text(sheet.Cell(row, 3), note).Style.Font.SetFontColor(XLColor.FromHtml("#475467"));
            row++;
            return cell;
        }
    }
}
