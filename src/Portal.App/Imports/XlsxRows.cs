using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Common;
using Kinds = DocumentFormat.OpenXml.Spreadsheet.CellValues;

namespace Portal.App.Imports;

/// <summary>Reads the first sheet of a spreadsheet as texts, a row at a time; formulas count by the value that was saved with them.</summary>
public static class XlsxRows
{
    private const int MostColumns = 200;
    private const int MostSharedTexts = 200_000;

    /// <summary>What a file may grow to when it is unpacked: a small one can hold gigabytes.</summary>
    private const long MostUnpacked = 200L * 1024 * 1024;

    /// <summary>At most <paramref name="most"/> rows; refuses a file that is no spreadsheet (<c>file_not_a_table</c>) or too large.</summary>
    public static Outcome<IReadOnlyList<IReadOnlyList<string>>> Read(Stream file, int most)
    {
        try
        {
            if (Unpacked(file) > MostUnpacked)
                return Refusal.Rule(FileCodes.TooManyRows).With("max", most.ToString(CultureInfo.InvariantCulture));

            file.Position = 0;
            using var document = SpreadsheetDocument.Open(file, isEditable: false);
            if (document.WorkbookPart is not { } workbook || workbook.Workbook.Sheets?.Elements<Sheet>().FirstOrDefault()?.Id?.Value is not { } id
                || workbook.GetPartById(id) is not WorksheetPart sheet)
                return Refusal.Rule(FileCodes.NotATable);

            var shared = Shared(workbook);
            var rows = new List<IReadOnlyList<string>>();
            using var reader = OpenXmlReader.Create(sheet);
            while (reader.Read())
            {
                if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
                    continue;
                if (rows.Count == most)
                    return Refusal.Rule(FileCodes.TooManyRows).With("max", most.ToString(CultureInfo.InvariantCulture));

                rows.Add(Cells((Row)reader.LoadCurrentElement()!, shared));
            }

            return rows;
        }
        catch (Exception failure) when (failure is OpenXmlPackageException or FileFormatException or InvalidDataException or System.Xml.XmlException or FormatException or ArgumentException)
        {
            return Refusal.Rule(FileCodes.NotATable);
        }
    }

    private static long Unpacked(Stream file)
    {
        file.Position = 0;
        using var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Read, leaveOpen: true);
        return zip.Entries.Sum(entry => entry.Length);
    }

    private static List<string> Shared(WorkbookPart workbook)
    {
        var texts = new List<string>();
        if (workbook.SharedStringTablePart is not { } part)
            return texts;

        using var reader = OpenXmlReader.Create(part);
        while (reader.Read() && texts.Count < MostSharedTexts)
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
                texts.Add(reader.LoadCurrentElement()!.InnerText);
        }

        return texts;
    }

    private static List<string> Cells(Row row, List<string> shared)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements<Cell>())
        {
            // empty cells are left out of the file; where a cell stands, its name says
            var index = cell.CellReference?.Value is { } name ? ColumnOf(name) : cells.Count;
            if (index is < 0 or >= MostColumns)
                continue;

            while (cells.Count < index)
                cells.Add("");
            cells.Add(Text(cell, shared));
        }

        return cells;
    }

    private static string Text(Cell cell, List<string> shared)
    {
        if (cell.DataType?.Value == Kinds.InlineString)
            return cell.InlineString?.InnerText ?? "";

        var text = cell.CellValue?.InnerText ?? "";
        if (cell.DataType?.Value == Kinds.SharedString)
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : "";

        // a number as Excel keeps it (1.5E+6) is written out, so that it reads as an amount
        return cell.DataType is null && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text;
    }

    private static int ColumnOf(string name)
    {
        var column = 0;
        foreach (var letter in name.TakeWhile(char.IsAsciiLetter).Take(4))
            column = (column * 26) + char.ToUpperInvariant(letter) - 'A' + 1;
        return column - 1;
    }
}
