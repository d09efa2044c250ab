using System.Text;
using Portal.App.Money.Payouts;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Money.Payouts;

/// <summary>A bank's file as spreadsheets leave it: the same cells as of any other import.</summary>
public sealed class BankAnswerFileTests
{
    private const string Head = "Mã tham chiếu;Số tài khoản;Số tiền;Trạng thái;Lý do\n";

    [Fact]
    public async Task R6_6_Titles_sums_wrapping_and_line_breaks_are_read_through()
    {
        var answers = await AnswersAsync("NGÂN HÀNG ABC;;;;\nSao kê, tháng 6\n\n" + Head
            + "=\"RT2606K7M2QX9A\";'0071000012345;10.000;Thành công;\nRT2606K7M2QX9B;=\"0071000012346\";20.000;Thất bại;\"Sai tên\nthụ hưởng\"\n"
            + "Tổng cộng;;30.000;;\n;;30.000;;\n");

        Assert.Equal(
            [
                new BankAnswer("RT2606K7M2QX9A", 10_000, "0071000012345", true, null),
                new BankAnswer("RT2606K7M2QX9B", 20_000, "0071000012346", false, "Sai tên thụ hưởng"),
            ],
            answers);
    }

    [Theory]
    [InlineData("Ðã trả", true)]
    [InlineData("ĐÃ TRẢ", true)]
    [InlineData("Bị từ chối", false)]
    public async Task R6_6_Words_of_the_bank_are_known_in_every_spelling(string word, bool paid)
    {
        foreach (var form in (NormalizationForm[])[NormalizationForm.FormC, NormalizationForm.FormD])
            Assert.Equal(paid, Assert.Single(
                await AnswersAsync(Head + $"RT2606K7M2QX9A;0071000012345;10.000;{word.Normalize(form)};\n")).Paid);
    }

    [Theory]
    [InlineData("7.1E+12")]
    [InlineData("7,1E+12")]
    public async Task R6_6_A_shortened_account_is_no_account(string account) =>
        Assert.Null(Assert.Single(await AnswersAsync(Head + $"RT2606K7M2QX9A;{account};10.000;Thành công;\n")).Account);

    [Fact]
    public async Task R6_6_A_spreadsheet_that_keeps_an_account_as_a_number_lost_its_digits()
    {
        var sheet = "<worksheet><sheetData><row>"
            + string.Concat(Head.Trim().Split(';').Select(head => $"<c t=\"inlineStr\"><is><t>{head}</t></is></c>"))
            + "</row><row><c t=\"inlineStr\"><is><t>RT2606K7M2QX9A</t></is></c><c><v>9.7042292000000123E+18</v></c><c><v>9999.9999999999982</v></c><c t=\"inlineStr\"><is><t>Thành công</t></is></c></row></sheetData></worksheet>";
        var answer = Assert.Single((await BankAnswerFile.ReadAsync(XlsxBombs.Workbook(sheet, "", 0, ""), default)).Value);
        Assert.Equal((10_000L, null), (answer.Amount, answer.Account));
    }

    private static async Task<IReadOnlyList<BankAnswer>> AnswersAsync(string text) =>
        (await BankAnswerFile.ReadAsync(Encoding.UTF8.GetBytes(text), default)).Value;
}
