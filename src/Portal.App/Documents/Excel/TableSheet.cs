using ClosedXML.Excel;
using Portal.App.Documents.Model;

namespace Portal.App.Documents.Excel;

/// <summary>A part of a document on a sheet of its own: its title, the head that stays in view, the lines, and sums as formulas.</summary>
internal static class TableSheet
{
    private const int MostLetters = 60;

    private static readonly XLColor HeadColour = XLColor.FromHtml("#F2F4F7");

    public static void Write(IXLWorksheet sheet, Document document, DocumentSection section, DocumentTable table, DocumentWords words)
    {
        var columns = table.Columns.Count;
        Cells.Text(sheet.Cell(1, 1), section.Title).Style.Font.SetBold().Font.SetFontSize(14);
        Cells.Text(sheet.Cell(2, 1), string.Join(" · ", new[] { document.Title, document.Period, document.Mark, document.Number }
            .Where(part => part is not null)));
        if (section.Text is { } text)
            Cells.Text(sheet.Cell(3, 1), text);

        const int Head = 5;
        for (var i = 0; i < columns; i++)
        {
            var head = Cells.Text(sheet.Cell(Head, i + 1), table.Columns[i].Head);
            head.Style.Font.SetBold().Fill.SetBackgroundColor(HeadColour).Alignment.SetWrapText()
                .Alignment.SetVertical(XLAlignmentVerticalValues.Center).Border.SetBottomBorder(XLBorderStyleValues.Thin);
            if (IsFigure(table.Columns[i]))
                head.Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Right);
            sheet.Column(i + 1).Width = Math.Clamp(table.Columns[i].Width + 2, 10, MostLetters);
        }

        if (table.Rows.Count == 0)
            Cells.Text(sheet.Cell(Head + 1, 1), table.Empty);
        else
            Rows(sheet, table, Head + 1);

        sheet.SheetView.FreezeRows(Head);
        if (table.Rows.Count > 0)
            sheet.Range(Head, 1, Head + table.Rows.Count, columns).SetAutoFilter();
        sheet.PageSetup.PaperSize = XLPaperSize.A4Paper;
        sheet.PageSetup.PageOrientation =
            table.Columns.Sum(column => column.Width) > 90 ? XLPageOrientation.Landscape : XLPageOrientation.Portrait;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.SetRowsToRepeatAtTop(Head, Head);
        sheet.PageSetup.Footer.Left.AddText(document.Number ?? document.Period);
        sheet.PageSetup.Footer.Right.AddText($"{words["PageWord"]} ");
        sheet.PageSetup.Footer.Right.AddText(XLHFPredefinedText.PageNumber);
        sheet.PageSetup.Footer.Right.AddText(" / ");
        sheet.PageSetup.Footer.Right.AddText(XLHFPredefinedText.NumberOfPages);
    }

    private static void Rows(IXLWorksheet sheet, DocumentTable table, int first)
    {
        List<(int From, int To)> blocks = []; // of lines, which a total adds up
        var from = 0;
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var (row, at) = (table.Rows[i], first + i);
            if (row.Kind == DocumentRowKind.Line && from == 0)
                from = at;
            if (row.Kind != DocumentRowKind.Line && from != 0)
            {
                blocks.Add((from, at - 1));
                from = 0;
            }

            for (var column = 0; column < row.Cells.Count; column++)
            {
                var cell = sheet.Cell(at, column + 1);
                Cells.Write(cell, row.Cells[column]);
                if (row.Kind is DocumentRowKind.Subtotal or DocumentRowKind.Total && table.Columns[column].IsSummed && blocks.Count > 0)
                    cell.FormulaA1 = Sum(cell, row.Kind == DocumentRowKind.Total ? blocks : blocks[^1..]);
            }

            if (row.Kind != DocumentRowKind.Line)
                sheet.Range(at, 1, at, table.Columns.Count).Style.Font.SetBold();
            if (row.Kind == DocumentRowKind.Group)
                sheet.Range(at, 1, at, table.Columns.Count).Style.Fill.SetBackgroundColor(XLColor.FromHtml("#F9FAFB"));
            if (row.Kind is DocumentRowKind.Subtotal or DocumentRowKind.Total)
                sheet.Range(at, 1, at, table.Columns.Count).Style.Border.SetTopBorder(XLBorderStyleValues.Thin);
        }
    }

    private static string Sum(IXLCell cell, List<(int From, int To)> blocks)
    {
        var column = cell.Address.ColumnLetter;
        return $"SUM({string.Join(',', blocks.Select(block => $"{column}{block.From}:{column}{block.To}"))})";
    }

    private static bool IsFigure(DocumentColumn column) =>
        column.Kind is DocumentCellKind.Dong or DocumentCellKind.Count or DocumentCellKind.Rate;
}
