using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.App.Orders.Import;
using Portal.App.Platform.Files;

namespace Portal.App.Tests.Orders.Import;

/// <summary>What spreadsheets do to cells is undone where nothing is lost.</summary>
public sealed class CellTextTests
{
    [Theory]
    [InlineData("=\"0901234567\"", "0901234567")]
    [InlineData(" =\"576460752303423488\" ", "576460752303423488")]
    [InlineData("=\"27\"\" Monitor\"", "27\" Monitor")]
    [InlineData("=\"\"", "")]
    [InlineData("'0901234567", "0901234567")]
    [InlineData("'DH-1", "DH-1")]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("'+84 901 234 567", "+84 901 234 567")]
    [InlineData("'Áo' xanh", "'Áo' xanh")] // quoted, not wrapped
    [InlineData("'Sóc bay", "'Sóc bay")]
    [InlineData("=\"a\"&\"b\"", "=\"a\"&\"b\"")] // a formula that nobody computed
    [InlineData("=1+1", "=1+1")]
    [InlineData("", "")]
    public void Wrapping_is_taken_off(string cell, string text) => Assert.Equal(text, CellText.Of(cell));

    [Theory]
    [InlineData("5.76E+17")]
    [InlineData("5,76E+17")]
    [InlineData("5.76e17")]
    [InlineData("9E+09")]
    [InlineData("84E+9")]
    [InlineData("-1.5E+3")]
    public void A_number_that_a_spreadsheet_shortened_is_known(string text) => Assert.True(CellText.IsShortened(text));

    [Theory]
    [InlineData("12E5")] // may be somebody's code
    [InlineData("E+17")]
    [InlineData("DH5.76E+17")]
    [InlineData("5.76")]
    [InlineData("576460752303423488")]
    [InlineData("2026E01")]
    public void A_code_is_not_taken_for_one(string text) => Assert.False(CellText.IsShortened(text));

    [Theory]
    [InlineData("Tổng cộng", true)]
    [InlineData("TỔNG:", true)]
    [InlineData("Tổng số tiền (VNĐ)", true)]
    [InlineData("Cộng", true)]
    [InlineData("Grand Total", true)]
    [InlineData("Tổng hợp", false)]
    [InlineData("Công ty", false)]
    [InlineData("Summer", false)]
    public void The_word_of_a_sum_is_known(string text, bool total) => Assert.Equal(total, CellText.IsTotal(text));

    [Fact]
    public void What_an_export_wrote_is_read_back_as_it_was()
    {
        var codes = from kind in Gen.Elements(
            "0901234567", "576460752303423488", "12E5", "1-2", "06/2026", "DH-1", "=1+1", "+84", "-5", "a,b", "nói \"có\"", "'x")
                    from number in Gen.Choose(0, int.MaxValue)
                    from text in Gen.Elements(kind, $"{number}", $"0{number}", $"{number}{number}", $"{number}e{number % 100}")
                    select text;
        Prop.ForAll(codes.ToArbitrary(), text => ReadBack(text) == (text == "'x" ? "x" : text)).QuickCheckThrowOnFailure();
    }

    /// <summary>The one cell of a file, by the reader of reports.</summary>
    private static string ReadBack(string text)
    {
        var file = Encoding.UTF8.GetBytes($"Mã đơn,Ngày đặt\r\n{CsvFile.Cell(text)},x\r\n");
        return FirstAsync(file).GetAwaiter().GetResult();

        static async Task<string> FirstAsync(byte[] file)
        {
            var layout = (await ReportLayout.OfAsync(new MemoryStream(file), CancellationToken.None)).Value;
            await foreach (var row in layout.RowsAsync(ImportFiles.Reader(new MemoryStream(file)), CancellationToken.None))
                return row.Cell(0);
            return "";
        }
    }
}
