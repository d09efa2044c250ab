using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Portal.App.Documents.Exports;

namespace Portal.App.Tests.Documents.Exports;

/// <summary>What the files of exports hold, read back by other programs than ours.</summary>
public sealed class ExportWriterTests
{
    private static readonly DateTimeOffset At = new(2026, 6, 10, 23, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 6, 11);

    private static readonly IReadOnlyList<ExportHead> Columns =
    [
        new("code", "Mã đơn", ExportKind.Text), new("status", "Trạng thái", ExportKind.Text), new("lines", "Số dòng", ExportKind.Number),
        new("paid", "Khách trả", ExportKind.Dong), new("placedAt", "Đặt lúc", ExportKind.Instant), new("day", "Ngày", ExportKind.Day),
    ];

    /// <summary>What a spreadsheet would run, or make another thing of.</summary>
    private static readonly string[] Tricky =
    [
        "=1+1", "+84901234567", "-5+1", "@SUM(A1)", "\t=1", "\r=1", "576460752303423488", "0901234567", "12E5", "1-2", "a,b;\"c\"\nd",
        " rìa ", "x\u0001y", "\ud83d\ude00 đồng",
    ];

    [Fact]
    public async Task A_workbook_has_dates_as_dates_money_as_numbers_and_nothing_that_runs()
    {
        using var file = await WriteAsync(ExportFormat.Xlsx, [.. Tricky.Select(text => Row(text))]);

        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var sheet = Assert.Single(Sheets(book));
        var rows = Cells(sheet);
        Assert.Equal(Columns.Select(column => column.Title), rows[0].Select(Text));
        Assert.Equal(
            Tricky.Select(text => text.Replace('\u0001', '\ufffd').Replace('\r', '\n')),
            rows.Skip(1).Select(row => Text(row[0]).Replace('\r', '\n')));
        Assert.All(rows.Skip(1), row =>
        {
            Assert.All(row, cell => Assert.Null(cell.CellFormula));
            Assert.Equal("Thành công", Text(row[1]));
            Assert.Equal(("3", "#,##0"), (row[2].CellValue!.Text, Format(book, row[2])));
            Assert.Equal(("-1234567", "#,##0"), (row[3].CellValue!.Text, Format(book, row[3])));
            Assert.Equal(
                new DateTime(2026, 6, 11, 6, 30, 0),
                DateTime.FromOADate(double.Parse(row[4].CellValue!.Text, CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(1));
            Assert.Equal("dd/mm/yyyy hh:mm", Format(book, row[4]));
            Assert.Equal(
                new DateTime(2026, 6, 11), DateTime.FromOADate(double.Parse(row[5].CellValue!.Text, CultureInfo.InvariantCulture)));
            Assert.Equal("dd/mm/yyyy", Format(book, row[5]));
        });
        Assert.Equal($"A1:F{Tricky.Length + 1}", sheet.Worksheet!.GetFirstChild<AutoFilter>()!.Reference!.Value);
        var pane = sheet.Worksheet!.Descendants<Pane>().Single();
        Assert.Equal((1, PaneStateValues.Frozen), ((int)pane.VerticalSplit!.Value, pane.State!.Value));
    }

    [Fact]
    public async Task A_number_that_a_spreadsheet_would_round_is_a_text()
    {
        using var file = await WriteAsync(
            ExportFormat.Xlsx, [[new("1"), new("x"), new(1), new(999_999_999_999_999), new(At.UtcTicks), new(Day.DayNumber)],
                [new("2"), new("x"), new(1), new(1_000_000_000_000_001), default, default]]);

        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        var rows = Cells(Assert.Single(Sheets(book)));
        Assert.Equal("999999999999999", rows[1][3].CellValue!.Text);
        Assert.Equal("1000000000000001", Text(rows[2][3]));
        Assert.NotEqual(CellValues.Number, rows[2][3].DataType?.Value ?? CellValues.Number);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(9, 3)]
    public async Task What_does_not_fit_on_a_sheet_goes_on_the_next(int count, int sheets)
    {
        using var file = await WriteAsync(
            ExportFormat.Xlsx, [.. Enumerable.Range(0, count).Select(number => Row($"DH-{number}"))], mostRows: 5);

        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book));
        var found = Sheets(book);
        Assert.Equal(sheets, found.Count);
        Assert.Equal(
            new[] { "Đơn hàng", "Đơn hàng (2)", "Đơn hàng (3)" }[..sheets],
            book.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value));
        Assert.All(found, sheet => Assert.Equal("Mã đơn", Text(Cells(sheet)[0][0])));
        Assert.Equal(
            Enumerable.Range(0, count).Select(number => $"DH-{number}"),
            found.SelectMany(sheet => Cells(sheet).Skip(1)).Select(row => Text(row[0])));
        Assert.All(found, sheet => Assert.Equal(
            $"A1:F{Math.Max(1, Cells(sheet).Count)}", sheet.Worksheet!.GetFirstChild<AutoFilter>()!.Reference!.Value));
    }

    [Fact]
    public async Task Csv_opens_as_it_is_and_runs_nothing()
    {
        using var file = await WriteAsync(ExportFormat.Csv, [.. Tricky.Select(text => Row(text))]);

        Assert.Equal([0xEF, 0xBB, 0xBF], file.ToArray()[..3]);
        using var text = new StreamReader(file, Encoding.UTF8);
        await using var reader = CsvReader.Create(text, new CsvReaderOptions { HasHeader = false });
        Assert.True(await reader.ReadAsync());
        Assert.Equal(Columns.Select(column => column.Title), Fields(reader));
        foreach (var written in Tricky)
        {
            Assert.True(await reader.ReadAsync());
            var fields = Fields(reader);
            Assert.True(fields[0] == written || fields[0] == "'" + written || fields[0] == $"=\"{written}\"", fields[0]);
            if (written[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
                Assert.Equal('\'', fields[0][0]);
            Assert.Equal(
                ["Thành công", "3", "-1234567", "11/06/2026 06:30", "11/06/2026"],
                fields[1..].Select(field => field[..Math.Min(16, field.Length)]));
        }

        Assert.False(await reader.ReadAsync());

        static string[] Fields(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetString(at))];
    }

    [Fact]
    public async Task Json_lines_have_keys_codes_and_what_was_written()
    {
        using var file = await WriteAsync(
            ExportFormat.Jsonl, [.. Tricky.Select(text => Row(text)), [default, default, default, default, default, default]]);

        var lines = Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Tricky.Length + 1, lines.Length);
        foreach (var (text, line) in Tricky.Zip(lines))
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            Assert.Equal(Columns.Select(column => column.Key), row.EnumerateObject().Select(cell => cell.Name));
            Assert.Equal(text, row.GetProperty("code").GetString());
            Assert.Equal("successful", row.GetProperty("status").GetString());
            Assert.Equal((3, -1_234_567), (row.GetProperty("lines").GetInt64(), row.GetProperty("paid").GetInt64()));
            Assert.Equal(At, row.GetProperty("placedAt").GetDateTimeOffset());
            Assert.Equal("2026-06-11", row.GetProperty("day").GetString());
        }

        Assert.Equal("""{"code":null,"status":null,"lines":null,"paid":null,"placedAt":null,"day":null}""", lines[^1]);
    }

    private static ExportValue[] Row(string code) =>
        [new(code), new("Thành công", "successful"), new(3), new(-1_234_567), new(At.UtcTicks), new(Day.DayNumber)];

    private static async Task<MemoryStream> WriteAsync(ExportFormat format, IReadOnlyList<ExportValue[]> rows, int? mostRows = null)
    {
        var file = new MemoryStream();
        await using (var writer = mostRows is { } most
            ? await ExportWriter.BeginAsync(format, file, "Đơn hàng", Columns, rows.Count, default, most)
            : await ExportWriter.BeginAsync(format, file, "Đơn hàng", Columns, rows.Count, default))
        {
            foreach (var row in rows)
                await writer.WriteAsync(row, default);
            await writer.FinishAsync(default);
        }

        return new MemoryStream(file.ToArray());
    }

    private static List<WorksheetPart> Sheets(SpreadsheetDocument book) =>
    [
        .. book.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(
            sheet => (WorksheetPart)book.WorkbookPart.GetPartById(sheet.Id!.Value!)),
    ];

    private static List<List<Cell>> Cells(WorksheetPart sheet) =>
        [.. sheet.Worksheet!.Descendants<Row>().Select(row => row.Elements<Cell>().ToList())];

    private static string Text(Cell cell) => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "";

    private static string Format(SpreadsheetDocument book, Cell cell)
    {
        var styles = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet!;
        var format = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value).NumberFormatId!.Value;
        return format == 3 ? "#,##0"
            : styles.NumberingFormats!.Elements<NumberingFormat>().Single(one => one.NumberFormatId!.Value == format).FormatCode!.Value!;
    }
}
