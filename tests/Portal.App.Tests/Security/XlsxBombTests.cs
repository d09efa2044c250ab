using Portal.App.Orders.Import;
using Portal.App.Platform.Files;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Security;

/// <summary>
/// A spreadsheet costs what it is worth, whatever it unpacks to. Measured in allocated bytes, so that no machine's speed matters.
/// </summary>
public sealed class XlsxBombTests
{
    private const long Most = 64L * 1024 * 1024;

    public static TheoryData<string> Bombs => [.. XlsxBombs.All.Keys];

    [Theory, MemberData(nameof(Bombs))]
    public void A_small_file_that_unpacks_to_gigabytes_is_refused_at_a_small_cost(string bomb)
    {
        var file = XlsxBombs.All[bomb];
        Assert.InRange(file.Length, 1, 2 * 1024 * 1024);
        string? code = null;

        var cost = Allocated(() => code = XlsxRows.Read(new MemoryStream(file), 50_000).Refusal?.Code);

        Assert.Equal(FileRefusals.UnpacksTooLarge, code);
        Assert.InRange(cost, 0, Most);
    }

    [Fact]
    public void A_real_file_of_the_most_lines_is_read_at_a_small_cost()
    {
        var file = XlsxFile.Write<int>(
            "KQ",
            [
                new("Mã tham chiếu", row => $"RT2606{row:00000000}", 20), new("Số tài khoản", row => $"00710{row:00000000}", 20),
                    new("Số tiền", row => (long)row, 12),
                new("Trạng thái", _ => "Thành công", 12), new("Lý do", _ => "", 12),
            ],
            Enumerable.Range(1, 49_999));
        IReadOnlyList<IReadOnlyList<string>> rows = [];

        var cost = Allocated(() => rows = XlsxRows.Read(new MemoryStream(file), 50_000).Value);

        Assert.Equal(50_000, rows.Count);
        Assert.Equal(["RT260600049999", "0071000049999", "49999", "Thành công", ""], rows[^1]);
        Assert.InRange(cost, 0, 100L * 1024 * 1024);
    }

    [Fact]
    public void A_file_of_more_rows_than_wanted_is_refused_before_they_are_kept()
    {
        var file = XlsxBombs.Workbook("<worksheet><sheetData>", "<row/>", 600_000, "</sheetData></worksheet>");
        var refusal = XlsxRows.Read(new MemoryStream(file), 50_000).Refusal!;
        Assert.Equal((FileRefusals.TooManyRows, "50000"), (refusal.Code, refusal.Facts["max"]));
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c><v>1</v></row></sheetData></worksheet>")]
    [InlineData("")]
    public void What_is_no_proper_part_is_no_table(string sheet) =>
        Assert.Equal(FileRefusals.NotATable, XlsxRows.Read(new MemoryStream(XlsxBombs.Workbook(sheet, "", 0, "")), 10).Refusal?.Code);

    [Fact]
    public void Cells_are_texts_as_a_person_reads_them()
    {
        var sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\"><v>1.5E+6</v></c><c r=\"D1\"><v>1199999.9999999998</v></c></row>"
            + "<row r=\"2\"><c r=\"A2\"><v>5.7612345678901235E+17</v></c><c r=\"B2\" t=\"str\"><f>A1</f><v>ket qua</v></c><c r=\"B2\" t=\"inlineStr\"><is><r><t>hai</t></r><r><t> ba</t></r><rPh><t>x</t></rPh></is></c></row>"
            + "</sheetData></worksheet>";
        var rows = XlsxRows.Read(
            new MemoryStream(XlsxBombs.Workbook(sheet, "", 0, "", ("<sst><si><t>Mã</t></si></sst>", "", 0, ""))), 10).Value;

        Assert.Equal(["Mã", "", "1500000", "1200000"], rows[0]);
        Assert.Equal(["5.7612345678901235E+17", "hai ba"], rows[1]);
        Assert.True(CellText.IsShortened(rows[1][0])); // its last digits are gone
    }

    private static long Allocated(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
