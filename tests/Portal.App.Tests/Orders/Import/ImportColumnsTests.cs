using Portal.App.Orders.Import;

namespace Portal.App.Tests.Orders.Import;

/// <summary>What the headings of a report say by themselves.</summary>
public sealed class ImportColumnsTests
{
    [Theory]
    [InlineData("Tổng tiền")]
    [InlineData("Tổng tiền (VNĐ) *")]
    [InlineData("Thành tiền")]
    [InlineData("Tổng cộng")]
    [InlineData("TỔNG THANH TOÁN")]
    [InlineData("Giá trị đơn")]
    [InlineData("Giá trị đơn hàng")]
    [InlineData("Khách phải trả")]
    [InlineData("Thực thu")]
    public void The_usual_words_for_an_orders_amount_are_known(string heading) =>
        Assert.Equal(1, ImportColumns.Propose(["Mã đơn", heading])[ImportColumn.Paid]);

    [Theory]
    [InlineData(new[] { "Thành tiền", "Tổng tiền" }, 1)]
    [InlineData(new[] { "Tổng tiền", "Khách trả" }, 1)]
    [InlineData(new[] { "Tổng tiền", "Giảm giá", "Tổng thanh toán" }, 2)]
    public void The_surest_word_for_an_orders_amount_wins_wherever_it_stands(string[] headings, int paid) =>
        Assert.Equal(paid, ImportColumns.Propose(headings)[ImportColumn.Paid]);
}
