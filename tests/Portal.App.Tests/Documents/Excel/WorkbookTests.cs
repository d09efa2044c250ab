using System.Diagnostics;
using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Portal.App.Documents.Excel;
using Portal.App.Documents.Model;
using Portal.Domain.Common;

namespace Portal.App.Tests.Documents.Excel;

/// <summary>A workbook says what its document says, read by other programs.</summary>
public sealed class WorkbookTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(21)]
    [InlineData(1000)]
    public void Each_cell_is_the_documents(int lines)
    {
        var document = SampleDocuments.Of(lines);
        using var file = Open(WorkbookRenderer.Render(document));
        var table = document.Sections[0].Table!;

        var rows = Rows(file, 1).Where(row => row.RowIndex! > 5u).ToList();

        Assert.Equal(Math.Max(1, table.Rows.Count), rows.Count);
        for (var i = 0; i < table.Rows.Count; i++)
        {
            for (var column = 0; column < table.Rows[i].Cells.Count; column++)
                Assert.Equal(Written(table.Rows[i].Cells[column]), Read(file, rows[i], column));
        }
    }

    [Fact]
    public void Nothing_that_looks_like_a_formula_or_a_number_is_taken_for_one()
    {
        using var file = Open(WorkbookRenderer.Render(SampleDocuments.Of(60)));

        foreach (var cell in Rows(file, 1).SelectMany(row => row.Elements<Cell>()).Where(cell => Column(cell) is 0 or 3))
            Assert.True(cell.CellFormula is null && cell.DataType?.Value is { } type && type == CellValues.SharedString, cell.OuterXml);
    }

    [Fact]
    public void Sums_are_formulas_whose_kept_values_are_the_documents()
    {
        var document = SampleDocuments.Of(21);
        using var file = Open(WorkbookRenderer.Render(document));
        var rows = Rows(file, 1).Where(row => row.RowIndex! > 5u).ToList();
        var sums = document.Sections[0].Table!.Rows.Select((row, i) => (row, cell: CellOf(rows[i], 5)))
            .Where(one => one.row.Kind is DocumentRowKind.Subtotal or DocumentRowKind.Total).ToList();

        Assert.Equal(4, sums.Count);
        Assert.All(sums, one => Assert.StartsWith("SUM(", one.cell!.CellFormula!.Text, StringComparison.Ordinal));
        Assert.Equal(
            sums.Select(one => (long)one.row.Cells[5].Value!),
            sums.Select(one => (long)double.Parse(one.cell!.CellValue!.Text, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task LibreOffice_comes_to_the_same_sums()
    {
        var document = SampleDocuments.Of(1000);
        var sheets = await RecalculatedAsync(WorkbookRenderer.Render(document));

        var lines = sheets.Single(sheet => sheet.Contains("Đơn hàng", StringComparison.Ordinal)).Split('\n');
        foreach (var row in document.Sections[0].Table!.Rows.Where(row => row.Kind is DocumentRowKind.Subtotal or DocumentRowKind.Total))
        {
            var amount = ((long)row.Cells[5].Value!).ToString(CultureInfo.InvariantCulture);
            Assert.Contains(lines, line => line.StartsWith(row.Cells[0].Text, StringComparison.Ordinal)
                && line.EndsWith($",{amount}", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void The_validator_finds_nothing(int lines)
    {
        using var file = Open(WorkbookRenderer.Render(SampleDocuments.Of(lines, mark: "TẠM TÍNH")));

        Assert.Empty(new OpenXmlValidator().Validate(file).Select(error => $"{error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes() =>
        Assert.Equal(WorkbookRenderer.Render(SampleDocuments.Of(21)), WorkbookRenderer.Render(SampleDocuments.Of(21)));

    [Fact]
    public void A_document_is_read_back_as_it_was_written()
    {
        var written = DocumentJson.Write(SampleDocuments.Of(21, english: true));

        Assert.Equal(written, DocumentJson.Write(DocumentJson.Read(written)));
        Assert.Equal(
            WorkbookRenderer.Render(SampleDocuments.Of(21, english: true)), WorkbookRenderer.Render(DocumentJson.Read(written)));
    }

    private static SpreadsheetDocument Open(byte[] bytes) => SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

    private static IEnumerable<Row> Rows(SpreadsheetDocument file, int sheet)
    {
        var id = file.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().ElementAt(sheet).Id!;
        return ((WorksheetPart)file.WorkbookPart.GetPartById(id!)).Worksheet!.Descendants<Row>();
    }

    private static Cell? CellOf(Row row, int column) => row.Elements<Cell>().FirstOrDefault(cell => Column(cell) == column);

    private static int Column(Cell cell) => cell.CellReference!.Value![0] - 'A';

    private static string Read(SpreadsheetDocument file, Row row, int column)
    {
        if (CellOf(row, column) is not { CellValue.Text: { } text } cell)
            return "";

        return cell.DataType?.Value == CellValues.SharedString
            ? file.WorkbookPart!.SharedStringTablePart!.SharedStringTable!.ElementAt(
                int.Parse(text, CultureInfo.InvariantCulture)).InnerText
            : Digits(double.Parse(text, CultureInfo.InvariantCulture));
    }

    private static string Written(DocumentCell cell) => cell.Value switch
    {
        null => "",
        long rate when cell.Kind == DocumentCellKind.Rate => Digits(rate / 10_000d),
        long amount => Digits(amount),
        DateTimeOffset at => Digits(at.ToOffset(LocalCalendar.Offset).DateTime.ToOADate()),
        DateOnly day => Digits(day.ToDateTime(TimeOnly.MinValue).ToOADate()),
        _ => cell.Text.Replace('\r', '\n'), // XML knows one end of a line
    };

    /// <summary>As many as Excel keeps.</summary>
    private static string Digits(double number) => number.ToString("G15", CultureInfo.InvariantCulture);

    /// <summary>Each sheet as CSV, after LibreOffice worked the formulas out itself: the kept values are taken away before.</summary>
    private static async Task<IReadOnlyList<string>> RecalculatedAsync(byte[] bytes)
    {
        var folder = Directory.CreateTempSubdirectory("portal-calc-");
        try
        {
            var path = Path.Combine(folder.FullName, "book.xlsx");
            await File.WriteAllBytesAsync(path, bytes);
            using (var file = SpreadsheetDocument.Open(path, isEditable: true))
            {
                foreach (var cell in file.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Cell>())
                    .Where(cell => cell.CellFormula is not null))
                    cell.CellValue = null;
            }

            using var office = Process.Start(new ProcessStartInfo("soffice")
            {
                ArgumentList =
                {
                    $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to",
                    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", folder.FullName, path,
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            await office.WaitForExitAsync();
            Assert.Equal(0, office.ExitCode);
            return [.. folder.GetFiles("*.csv").Select(file => File.ReadAllText(file.FullName))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
