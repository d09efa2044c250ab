using FsCheck.Fluent;
using Portal.Domain.Common;

namespace Portal.Domain.Tests.Common;

/// <summary>How amounts are read: what people in Vietnam write is understood, and nothing is guessed.</summary>
public sealed class DongTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1234567", 1_234_567)]
    [InlineData("1.234.567", 1_234_567)]
    [InlineData("1,234,567", 1_234_567)]
    [InlineData("1 234 567", 1_234_567)]
    [InlineData("1\u00a0234\u00a0567", 1_234_567)]
    [InlineData("1,234,567 ₫", 1_234_567)]
    [InlineData("₫1,234,567", 1_234_567)]
    [InlineData("1.234.567đ", 1_234_567)]
    [InlineData("1.234.567 Đ", 1_234_567)]
    [InlineData("1.234.567 VND", 1_234_567)]
    [InlineData("VNĐ 1.234.567", 1_234_567)]
    [InlineData("  1.234.567  ", 1_234_567)]
    [InlineData("100.000,00", 100_000)]
    [InlineData("100,000.00", 100_000)]
    [InlineData("100000,00", 100_000)]
    [InlineData("100000.0", 100_000)]
    [InlineData("-50.000", -50_000)]
    [InlineData("100.000", 100_000)]
    [InlineData("00120", 120)]
    [InlineData("−50.000 ₫", -50_000)]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    [InlineData("999999999999999999999", long.MaxValue)]
    [InlineData("-9.999.999.999.999.999.999", -long.MaxValue)]
    public void An_amount_is_read_as_people_write_it(string text, long amount) => Assert.Equal(amount, DongText.Read(text)?.Amount);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("1,5")]
    [InlineData("1.50")]
    [InlineData("12.34")]
    [InlineData("1.23.456")]
    [InlineData("1.2345")]
    [InlineData("1.234,567")]
    [InlineData("1,234.567")]
    [InlineData("100.000.00")]
    [InlineData("100.000,50")]
    [InlineData("1234.567")]
    [InlineData("1 2")]
    [InlineData("1đ5")]
    [InlineData("1e5")]
    [InlineData("1.2E+05")]
    [InlineData("(100)")]
    [InlineData("--5")]
    [InlineData("$100")]
    [InlineData("100 USD")]
    [InlineData("1.234k")]
    [InlineData("١٢٣")]
    [InlineData("=1+1")]
    [InlineData("1.234.567\n1")]
    [InlineData("0.500")] // half of something, or five hundred
    [InlineData("0,500")]
    [InlineData("000.500")]
    [InlineData("-")]
    [InlineData("₫")]
    [InlineData("- 5")]
    [InlineData("5-")]
    [InlineData("1.000,000")]
    [InlineData("1.000 000")]
    public void An_amount_that_is_not_certain_is_not_read(string? text) => Assert.Null(DongText.Read(text));

    [Fact]
    public void What_the_portal_writes_can_be_typed_again() =>
        Properties.Holds(
            from size in Gen.Choose(0, 18)
            from digits in Gen.Choose(int.MinValue, int.MaxValue).Two()
            select new Dong((((long)digits.Item1 << 32) ^ digits.Item2) % (long)Math.Pow(10, size)),
            amount => DongText.Read(amount.ToString()) == amount);

    [Fact]
    public void The_mark_between_the_groups_says_nothing_of_the_amount() =>
        Properties.Holds(
            from thousands in Gen.Choose(1, 999)
            from rest in Gen.Choose(0, 999_999)
            from mark in Gen.Elements(".", ",", " ", "\u00a0", "\u202f")
            from currency in Gen.Elements("", "đ", " ₫", " VND", "vnđ")
            let text = $"{thousands}{mark}{rest / 1_000:000}{mark}{rest % 1_000:000}{currency}"
            select (Amount: (thousands * 1_000_000L) + rest, Text: text),
            written => DongText.Read(written.Text)?.Amount == written.Amount);

    [Fact]
    public void Groups_that_are_not_of_three_digits_are_refused() =>
        Properties.Holds(
            from first in Gen.Choose(1, 999)
            from last in Gen.Elements("1", "12", "1234", "12345")
            from mark in Gen.Elements('.', ',', ' ')
            select $"{first}{mark}000{mark}{last}",
            text => DongText.Read(text) is null);
}
