using ClosedXML.Excel;
using Portal.App.Documents.Model;
using Portal.App.Platform.Files;

namespace Portal.App.Documents.Excel;

/// <summary>
/// A document as a workbook, as accountants expect one: a cover with number, period and figures, then a sheet for each part. Dates are
/// dates, đồng are numbers, sums are formulas over the lines. The same document gives the same bytes.
/// </summary>
public static class WorkbookRenderer
{
    public static byte[] Render(Document document)
    {
        var words = new DocumentWords(document.Culture);
        using var workbook = new XLWorkbook();
        workbook.Style.Font.FontName = "Calibri";
        workbook.Properties.Title = $"{document.Title} – {document.Period}";
        workbook.Properties.Author = document.Letterhead.Name;
        (workbook.Properties.Created, workbook.Properties.Modified) = (XlsxFile.Beginning.DateTime, XlsxFile.Beginning.DateTime);

        var names = new SheetNames();
        CoverSheet.Write(workbook.AddWorksheet(names.Next(words["Cover"])), document, words);
        foreach (var section in document.Sections)
        {
            if (section.Table is { } table)
                TableSheet.Write(workbook.AddWorksheet(names.Next(section.Title)), document, section, table, words);
        }

        using var stream = new MemoryStream();
        workbook.SaveAs(stream, new SaveOptions { EvaluateFormulasBeforeSaving = true, ValidatePackage = false });
        return SameBytes.Of(stream.ToArray());
    }
}
