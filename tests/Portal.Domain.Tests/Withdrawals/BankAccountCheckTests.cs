using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.Domain.Tests.Withdrawals;

public sealed class BankAccountCheckTests
{
    private const string Owner = "Đỗ Thị Ngọc Ánh";

    [Theory]
    [InlineData("Đỗ Thị Ngọc Ánh")]
    [InlineData("Ðỗ Thị Ngọc Ánh")] // U+00D0
    [InlineData("DO THI NGOC ANH")]
    [InlineData("  do  thi ngoc anh ")]
    public void R6_5_The_holder_is_compared_without_diacritics(string holder) =>
        Assert.Equal("DO THI NGOC ANH", BankAccountCheck.Check("VCB", "0071000123456", holder, Owner).Value.Holder);

    [Theory]
    [InlineData("DO THI NGOC")]
    [InlineData("DO THI NGOC ANHH")]
    [InlineData("NGUYEN VAN A")]
    public void R6_5_An_account_in_another_name_is_refused(string holder)
    {
        var refusal = BankAccountCheck.Check("VCB", "0071000123456", holder, Owner).Refusal!;

        Assert.Equal(("holder_name_differs", RefusalKind.RuleViolated), (refusal.Code, refusal.Kind));
        Assert.Equal("holderName", Assert.Single(refusal.Fields).Field);
    }

    [Theory]
    [InlineData("0071 000.123-456", "0071000123456")]
    [InlineData("123456", "123456")]
    [InlineData("1234567890123456789", "1234567890123456789")]
    [InlineData("vq9ab12", "VQ9AB12")]
    public void A_number_is_read_without_what_people_type_between_its_digits(string typed, string number) =>
        Assert.Equal(number, BankAccountCheck.Check("VCB", typed, Owner, Owner).Value.Number);

    [Theory]
    [InlineData("12345")]
    [InlineData("12345678901234567890")]
    [InlineData("12345ß78")]
    [InlineData("１２３４５６７")]
    public void A_number_that_can_be_none_is_refused(string number)
    {
        var field = Assert.Single(BankAccountCheck.Check("VCB", number, Owner, Owner).Refusal!.Fields);
        Assert.Equal(("accountNumber", "account_number_malformed"), (field.Field, field.Code));
    }

    [Fact]
    public void Everything_that_is_missing_or_unknown_is_said_at_once()
    {
        Assert.Equal(["bankCode", "accountNumber", "holderName"],
            BankAccountCheck.Check(" ", null, "", Owner).Refusal!.Fields.Select(field => field.Field));
        Assert.Equal("unknown_bank", Assert.Single(BankAccountCheck.Check("XYZ", "123456", Owner, Owner).Refusal!.Fields).Code);
    }

    [Fact]
    public void The_list_of_banks_names_each_once_by_code_and_by_routing_number()
    {
        Assert.Equal(Banks.All.Count, Banks.All.DistinctBy(bank => bank.Code.ToUpperInvariant()).Count());
        Assert.Equal(Banks.All.Count, Banks.All.DistinctBy(bank => bank.Bin).Count());
        Assert.All(Banks.All, bank => Assert.True(bank.Bin.Length == 6 && bank.Bin.All(char.IsAsciiDigit), bank.Code));
        Assert.Equal(("970436", "Vietcombank"), (Banks.Find("vcb")!.Bin, Banks.Find("vcb")!.Name));
    }
}
