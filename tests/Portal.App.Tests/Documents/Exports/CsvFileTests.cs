using System.Text;
using Portal.App.Platform.Files;

namespace Portal.App.Tests.Documents.Exports;

/// <summary>Files that spreadsheets open as they are, whatever strangers wrote into them.</summary>
public sealed class CsvFileTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+84901234567", "'+84901234567")]
    [InlineData("-5", "-5")]
    [InlineData("-5+1", "'-5+1")]
    [InlineData("-", "'-")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=HYPERLINK(\"http://evil.example\",\"x\")", "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\"")]
    [InlineData("a=b", "a=b")]
    public void No_cell_is_a_formula(string text, string cell) => Assert.Equal(cell, CsvFile.Cell(text));

    [Theory]
    [InlineData("một, hai", "\"một, hai\"")]
    [InlineData("nói \"có\"", "\"nói \"\"có\"\"\"")]
    [InlineData("hai\ndòng", "\"hai\ndòng\"")]
    [InlineData("", "")]
    public void A_cell_survives_commas_quotes_and_lines(string text, string cell) => Assert.Equal(cell, CsvFile.Cell(text));

    [Fact]
    public async Task A_file_has_a_mark_a_head_and_a_line_for_each_row()
    {
        using var file = new MemoryStream();

        var count = await CsvFile.WriteAsync(
            file, [new CsvColumn<int>("Số", row => $"{row}"), new CsvColumn<int>("Chữ", row => $"dòng {row}")], Rows(), default);

        Assert.Equal(2, count);
        Assert.Equal([0xEF, 0xBB, 0xBF], file.ToArray()[..3]);
        Assert.Equal("Số,Chữ\r\n1,dòng 1\r\n2,dòng 2\r\n", Encoding.UTF8.GetString(file.ToArray()[3..]));

        static async IAsyncEnumerable<int> Rows()
        {
            yield return 1;
            await Task.Yield();
            yield return 2;
        }
    }

    [Theory]
    [InlineData("576460752303423488", "\"=\"\"576460752303423488\"\"\"")]
    [InlineData("123456789012", "\"=\"\"123456789012\"\"\"")]
    [InlineData("0901234567", "\"=\"\"0901234567\"\"\"")]
    [InlineData("12E5", "\"=\"\"12E5\"\"\"")]
    [InlineData("1-2", "\"=\"\"1-2\"\"\"")]
    [InlineData("06/2026", "\"=\"\"06/2026\"\"\"")]
    [InlineData("12345678901", "12345678901")]
    [InlineData("0", "0")]
    [InlineData("DH-0901234567", "DH-0901234567")]
    [InlineData("31/12/2026 14:30", "31/12/2026 14:30")]
    public void A_number_that_a_spreadsheet_would_change_is_a_text(string text, string cell)
    {
        Assert.Equal(cell, CsvFile.Cell(text));
        Assert.Equal(text, CsvFile.Cell(text, CsvReaderKind.Program)); // a bank's program reads what stands there
    }

    [Fact]
    public async Task An_amount_is_a_number_however_large()
    {
        using var file = new MemoryStream();

        await CsvFile.WriteAsync(
            file, [new CsvColumn<long>("Số", row => row), new CsvColumn<long>("Không", _ => (long?)null)],
            new[] { 1_000_000_000_000L, -5 }.ToAsyncEnumerable(), default);

        Assert.Equal("Số,Không\r\n1000000000000,\r\n-5,\r\n", Encoding.UTF8.GetString(file.ToArray()[3..]));
    }
}
