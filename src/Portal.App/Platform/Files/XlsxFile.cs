using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.App.Platform.Files;

/// <summary>One column of a spreadsheet: its head, what a row says in it (a text, or a number), and how wide it is in letters.</summary>
public sealed record XlsxColumn<T>(string Head, Func<T, object> Cell, int Width);

/// <summary>
/// A spreadsheet of one sheet, written row by row. Texts are cells of text, never formulas, so account numbers keep their zeros and nothing
/// that a stranger wrote is run. The same rows give the same bytes, so that a file can be known by its hash.
/// </summary>
public static class XlsxFile
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>ZIP knows no earlier time.</summary>
    internal static readonly DateTimeOffset Beginning = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write<T>(string sheet, IReadOnlyList<XlsxColumn<T>> columns, IEnumerable<T> rows)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            document.ChangeIdOfPart(workbook, "rId1"); // one is drawn otherwise
            var part = workbook.AddNewPart<WorksheetPart>("rId1");
            WriteSheet(part, columns, rows);
            var styles = workbook.AddNewPart<WorkbookStylesPart>("rId2");
            styles.Stylesheet = Styles();
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = sheet, SheetId = 1, Id = "rId1" }));
        }

        return Untimed(stream.ToArray());
    }

    private static void WriteSheet<T>(WorksheetPart part, IReadOnlyList<XlsxColumn<T>> columns, IEnumerable<T> rows)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        { WorkbookViewId = 0 }));
        writer.WriteElement(
            new Columns(columns.Select(
            (column, index) => new Column { Min = (uint)index + 1, Max = (uint)index + 1, Width = column.Width, CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        writer.WriteElement(new Row(columns.Select(column => Text(column.Head, 1))));
        foreach (var row in rows)
            writer.WriteElement(new Row(columns.Select(column => Of(column.Cell(row)))));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell Of(object value) => value switch
    {
        long or int => new Cell
        {
            DataType = CellValues.Number,
            CellValue = new CellValue(Convert.ToString(value, CultureInfo.InvariantCulture)!),
            StyleIndex = 2
        },
        _ => Text((string)value, 0),
    };

    private static Cell Text(string text, uint style) =>
        new()
        {
            DataType = CellValues.InlineString,
            InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }),
            StyleIndex = style
        };

    /// <summary>Plain, bold heads, and numbers in groups of three.</summary>
    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 3, ApplyNumberFormat = true }));

    /// <summary>The same package with a fixed time on each of its parts.</summary>
    private static byte[] Untimed(byte[] package)
    {
        using var result = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read))
        using (var target = new ZipArchive(result, ZipArchiveMode.Create))
        {
            foreach (var entry in source.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = target.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Beginning;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }

        return result.ToArray();
    }
}
