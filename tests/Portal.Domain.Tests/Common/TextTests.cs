using FsCheck.Fluent;
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
    [InlineData("Ðặng Ðình Ðức", "dang dinh duc")] // U+00D0, which looks like Đ
    [InlineData("ðường Ɖà Nẵng ɖ", "duong da nang d")]
    [InlineData("H’Hen Niê", "h'hen nie")]
    [InlineData("H´Hen Niê", "h'hen nie")]
    [InlineData("Hʼmông – Tày", "h'mong - tay")]
    [InlineData("Hoà, Hòa", "hoa, hoa")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("   ", "")]
    public void Search_folds_case_diacritics_and_spaces(string? text, string folded) => Assert.Equal(folded, SearchText.Fold(text));

    [Fact]
    public void Search_folds_both_encodings_of_a_letter_to_one() =>
        Assert.Equal(SearchText.Fold("Huế"), SearchText.Fold("Huế".Normalize(System.Text.NormalizationForm.FormD)));

    [Theory]
    [InlineData("Điện thoại", "dien", "[Điện] thoại")]
    [InlineData("Áo dài Đà Lạt", "da", "Áo [dà]i [Đà] Lạt")]
    [InlineData("Bún   bò \t Huế", "bun bo hue", "[Bún   bò \t Huế]")]
    [InlineData("DH-1001, DH-1002", "dh-100", "[DH-100]1, [DH-100]2")]
    [InlineData("Hue\u0302\u0301 xưa", "hue", "[Hue\u0302\u0301] xưa")]
    [InlineData("ﬃ a", "f", "[ﬃ] a")]
    [InlineData("Rau 🌾 sạch", "sach", "Rau 🌾 [sạch]")]
    [InlineData("Quạt", "x", "Quạt")]
    [InlineData("Quạt", "", "Quạt")]
    [InlineData("", "a", "")]
    public void What_a_search_found_is_found_again_in_the_text_as_it_is_written(string text, string wanted, string marked)
    {
        var shown = text;
        foreach (var (start, length) in SearchText.Find(text, wanted).Reverse())
            shown = shown.Insert(start + length, "]").Insert(start, "[");

        Assert.Equal(marked, shown);
    }

    [Fact]
    public void Search_leaves_half_characters_out_and_keeps_whole_ones()
    {
        Assert.Equal("ab", SearchText.Fold("a\ud800b"));
        Assert.Equal((2, 1), Assert.Single(SearchText.Find("a\ud800b", "b")));
        Assert.Equal("rau 🌾", SearchText.Fold("Rau 🌾"));
    }

    [Theory]
    [InlineData(" A@Example.VN ", "a@example.vn")]
    [InlineData("first.last+tag@mail.example.vn", "first.last+tag@mail.example.vn")]
    [InlineData("nguyễn@việt.example", "nguyễn@việt.example")]
    public void R1_9_An_email_is_compared_trimmed_and_in_lower_case(string typed, string email) =>
        Assert.Equal(email, Contact.Email(typed));

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
    [InlineData("(+84) 901 234 567", "+84901234567")]
    [InlineData("( +84 ) 90.123.45.67", "+84901234567")]
    [InlineData("０９０１２３４５６７", "+84901234567")]
    [InlineData("＋84 901 234 567", "+84901234567")]
    [InlineData("090–123–4567", "+84901234567")]
    [InlineData("\u202a+84 901 234 567\u202c", "+84901234567")] // as telephones copy it
    [InlineData("SĐT: 0901234567", "+84901234567")]
    [InlineData("Điện thoại 0901.234.567", "+84901234567")]
    [InlineData("0901234567 / +84 901 234 567", "+84901234567")] // the same one twice
    [InlineData("0120 123 4567", "+84701234567")]
    [InlineData("0123 123 4567", "+84831234567")]
    [InlineData("+84 162 123 4567", "+84321234567")]
    [InlineData("84 169 1234567", "+84391234567")]
    [InlineData("0186.123.4567", "+84561234567")]
    [InlineData("0199 123 4567", "+84591234567")]
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
    [InlineData("0130 123 4567")]
    [InlineData("0901234567 / 0912345678")] // two people
    [InlineData("0901****67")]
    [InlineData("8.49E+10")]
    public void What_is_no_phone_matches_nobody(string? typed) => Assert.Null(Contact.Phone(typed));

    [Theory]
    [InlineData("0901234567 / 0912345678", "+84901234567 +84912345678")]
    [InlineData("0901234567; 028 3822 1234", "+84901234567 +842838221234")]
    [InlineData("0901 234 567 - 0912 345 678", "+84901234567 +84912345678")]
    [InlineData("0901.234.567-0912.345.678", "+84901234567 +84912345678")]
    [InlineData("0901234567 0912345678", "+84901234567 +84912345678")]
    [InlineData("0901234567\n0912345678", "+84901234567 +84912345678")]
    [InlineData("0901234567 hoặc 0912345678", "+84901234567 +84912345678")]
    [InlineData("0901234567 / máy bàn", "")]
    [InlineData("0901234567 / 09123", "")]
    [InlineData("", "")]
    public void R5_1_Several_phones_of_a_field_are_read_or_none_is(string typed, string phones) =>
        Assert.Equal(phones, string.Join(' ', Contact.Phones(typed)));

    [Fact]
    public void R1_9_Every_writing_of_a_mobile_number_is_one_number() =>
        Properties.Holds(
            from first in Gen.Elements('3', '5', '7', '8', '9')
            from rest in Gen.Choose(0, 99_999_999)
            from country in Gen.Elements("0", "84", "+84", "0084", "+84 (0)", "(+84)", "＋84")
            from cuts in Gen.Choose(0, 255)
            from separator in Gen.Elements("", " ", ".", "-", "–", "\u00a0", ") (")
            select (National: $"{first}{rest:00000000}", Country: country, Cuts: cuts, Separator: separator),
            phone => Contact.Phone(Written(phone.National, phone.Country, phone.Cuts, phone.Separator)) == "+84" + phone.National);

    [Fact]
    public void R1_9_Two_numbers_are_found_in_any_writing() =>
        Properties.Holds(
            from first in Gen.Choose(900_000_000, 999_999_999)
            from second in Gen.Choose(300_000_000, 399_999_999)
            from between in Gen.Elements(" / ", "/", "; ", ",", " - ", "-", " ", "\n", " hoặc ", " & ")
            from country in Gen.Elements("0", "+84")
            select (First: first, Second: second, Between: between, Country: country),
            pair => Contact.Phones($"{pair.Country}{pair.First}{pair.Between}{pair.Country}{pair.Second}")
            .SequenceEqual([$"+84{pair.First}", $"+84{pair.Second}"]));

    [Theory]
    [InlineData("0901 23", "90123")]
    [InlineData("+84 901", "+84901")]
    [InlineData("(028) 3822", "283822")]
    [InlineData("0901234567", "+84901234567")]
    [InlineData("0162 123 4567", "+84321234567")]
    [InlineData("09", null)]
    [InlineData("An 0901", null)]
    [InlineData("", null)]
    public void A_part_of_a_number_is_looked_for_in_its_normal_form(string typed, string? part) =>
        Assert.Equal(part, Contact.PhonePart(typed));

    [Theory]
    [InlineData("Đồ gia dụng", "Ðồ gia dụng")]
    [InlineData("Hoà bình", "Hòa  Bình")]
    [InlineData("Thuỷ sản", "THỦY SẢN")]
    [InlineData("data", " DATA ")]
    public void Two_spellings_of_a_name_are_the_same(string one, string other)
    {
        foreach (var form in (System.Text.NormalizationForm[])[System.Text.NormalizationForm.FormC, System.Text.NormalizationForm.FormD])
        {
            Assert.True(Spelling.Same.Equals(one, other.Normalize(form)));
            Assert.Equal(Spelling.Same.GetHashCode(one), Spelling.Same.GetHashCode(other.Normalize(form)));
        }
    }

    [Theory]
    [InlineData("bò", "bơ")]
    [InlineData("má", "mà")]
    [InlineData("dồ", "đồ")]
    [InlineData("mua bán", "mủa ban")]
    public void Words_that_differ_stay_apart(string one, string other) => Assert.False(Spelling.Same.Equals(one, other));

    /// <summary>The separator stands after each digit whose bit is set.</summary>
    private static string Written(string national, string country, int cuts, string separator)
    {
        var text = new System.Text.StringBuilder(country);
        for (var i = 0; i < national.Length; i++)
        {
            text.Append(national[i]);
            if (i < 8 && (cuts & (1 << i)) != 0)
                text.Append(separator);
        }

        return text.ToString();
    }
}
