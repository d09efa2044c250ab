using Portal.Domain.Common;

namespace Portal.Domain.Tests.Common;

public sealed class TextTests
{
    [Theory]
    [InlineData("Điện thoại", "dien thoai")]
    [InlineData("ĐƯỜNG Nguyễn Huệ", "duong nguyen hue")]
    [InlineData("  Bún   bò \t Huế ", "bun bo hue")]
    [InlineData("SIM-1 (4G)", "sim-1 (4g)")]
    [InlineData("ｓｉｍ", "sim")]
    [InlineData("a\u200bb", "ab")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("   ", "")]
    public void Search_folds_case_diacritics_and_spaces(string? text, string folded) => Assert.Equal(folded, SearchText.Fold(text));

    [Fact]
    public void Search_folds_both_encodings_of_a_letter_to_one() =>
        Assert.Equal(SearchText.Fold("Huế"), SearchText.Fold("Huế".Normalize(System.Text.NormalizationForm.FormD)));

    [Fact]
    public void Search_leaves_half_characters_out_and_keeps_whole_ones()
    {
        Assert.Equal("ab", SearchText.Fold("a\ud800b"));
        Assert.Equal("rau 🌾", SearchText.Fold("Rau 🌾"));
    }

    [Theory]
    [InlineData(" A@Example.VN ", "a@example.vn")]
    [InlineData("first.last+tag@mail.example.vn", "first.last+tag@mail.example.vn")]
    [InlineData("nguyễn@việt.example", "nguyễn@việt.example")]
    public void R1_9_An_email_is_compared_trimmed_and_in_lower_case(string typed, string email) => Assert.Equal(email, Contact.Email(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@example.vn")]
    [InlineData("a@")]
    [InlineData("a@localhost")]
    [InlineData("a@@example.vn")]
    [InlineData("a@b@example.vn")]
    [InlineData("a b@example.vn")]
    [InlineData("a..b@example.vn")]
    [InlineData(".a@example.vn")]
    [InlineData("a@example..vn")]
    [InlineData("a@-example.vn")]
    [InlineData("a@example.vn.")]
    [InlineData("An <a@example.vn>")]
    [InlineData("a@example.vn\r\nBcc: b@example.vn")]
    [InlineData("a@exa_mple.vn")]
    public void What_is_no_email_matches_nobody(string? typed) => Assert.Null(Contact.Email(typed));

    [Fact]
    public void An_email_has_its_longest_length()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 3)) + ".vn";
        Assert.NotNull(Contact.Email(new string('a', 64) + "@" + domain));
        Assert.Null(Contact.Email(new string('a', 65) + "@" + domain));
        Assert.Null(Contact.Email(new string('a', 64) + "@" + domain + "." + domain));
    }

    [Theory]
    [InlineData("0901234567", "+84901234567")]
    [InlineData("+84901234567", "+84901234567")]
    [InlineData("84 90 123 45 67", "+84901234567")]
    [InlineData("+84 (0) 90.123.45.67", "+84901234567")]
    [InlineData("0084901234567", "+84901234567")]
    [InlineData(" 090-123-4567 ", "+84901234567")]
    [InlineData("090\u00a0123\u00a04567", "+84901234567")]
    [InlineData("(028) 3822 1234", "+842838221234")]
    [InlineData("+1 415 555 2671", "+14155552671")]
    [InlineData("0065 6123 4567", "+6561234567")]
    public void R1_9_A_phone_is_compared_in_one_form(string typed, string phone) => Assert.Equal(phone, Contact.Phone(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("090123456")]
    [InlineData("09012345678")]
    [InlineData("0101234567")]
    [InlineData("901234567")]
    [InlineData("+8490123456")]
    [InlineData("+84101234567")]
    [InlineData("+0901234567")]
    [InlineData("+1234567")]
    [InlineData("+1234567890123456")]
    [InlineData("0901234567 ext 5")]
    [InlineData("0901+234567")]
    [InlineData("٠٩٠١٢٣٤٥٦٧")]
    [InlineData("-")]
    public void What_is_no_phone_matches_nobody(string? typed) => Assert.Null(Contact.Phone(typed));
}
