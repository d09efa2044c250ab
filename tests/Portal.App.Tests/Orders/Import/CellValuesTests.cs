using System.Globalization;
using Portal.App.Orders.Import;
using Portal.App.Platform.Texts;
using Portal.Domain.Orders;

namespace Portal.App.Tests.Orders.Import;

/// <summary>How cells are read: what people in Vietnam write is understood, and nothing is guessed.</summary>
public sealed class CellValuesTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 20 ", 20)]
    [InlineData("2,00", 2)]
    [InlineData("2.0", 2)]
    [InlineData("1000", 1000)]
    [InlineData("-3", -3)]
    public void A_quantity_is_plain_digits(string text, int pieces) => Assert.Equal(pieces, CellValues.Quantity(text));

    [Theory]
    [InlineData("")]
    [InlineData("1.000")] // a thousand here, one piece in a program that writes three decimals
    [InlineData("1,000")]
    [InlineData("1.5")]
    [InlineData("hai")]
    [InlineData("2 cái")]
    [InlineData("9999999999")]
    public void A_quantity_that_is_not_certain_is_not_read(string text) => Assert.Null(CellValues.Quantity(text));

    [Theory]
    [InlineData("1/2/2026 9:05", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("01/02/2026 09:05:30", "2026-02-01T09:05:30+07:00")]
    [InlineData("1/2/2026", "2026-02-01T23:59:59.999+07:00")]
    [InlineData("31-12-2025 23:59", "2025-12-31T23:59:59.999+07:00")]
    [InlineData("09:05 1/2/2026", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("1/2/2026  9:05", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("2026-02-01", "2026-02-01T23:59:59.999+07:00")]
    [InlineData("2026-02-01 09:05", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("2026-02-01 09:05:30", "2026-02-01T09:05:30+07:00")]
    [InlineData("2026-02-01T09:05", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("2026-02-01T09:05:30.5", "2026-02-01T09:05:30.5+07:00")]
    [InlineData("2026-02-01T02:05:00Z", "2026-02-01T09:05:00+07:00")]
    [InlineData("2026-02-01T02:05:00.123Z", "2026-02-01T09:05:00.123+07:00")]
    [InlineData("2026-02-01T09:05:00+09:00", "2026-02-01T07:05:00+07:00")]
    [InlineData("2026-02-01 09:05:00 +07:00", "2026-02-01T09:05:00+07:00")]
    [InlineData("29/2/2024", "2024-02-29T23:59:59.999+07:00")]
    [InlineData("1/2/2026 9:05 SA", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("1/2/2026 9:05:30 CH", "2026-02-01T21:05:30+07:00")]
    [InlineData("9:05 CH 1/2/2026", "2026-02-01T21:05:59.999+07:00")]
    [InlineData("01/02/2026 12:05 SA", "2026-02-01T00:05:59.999+07:00")]
    [InlineData("01/02/2026 12:05 CH", "2026-02-01T12:05:59.999+07:00")]
    [InlineData("01/02/2026 15:05 chiều", "2026-02-01T15:05:59.999+07:00")]
    [InlineData("9h05 sáng 1/2/2026", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("01/02/2026 8:05 tối", "2026-02-01T20:05:59.999+07:00")]
    [InlineData("2026-02-01 9:05 PM", "2026-02-01T21:05:59.999+07:00")] // the year first: the month is the second
    [InlineData("1.2.2026 9:05", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("2026/02/01 09:05:30", "2026-02-01T09:05:30+07:00")]
    [InlineData("01/02/2026, 09:05", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("09:05:30, 01/02/2026", "2026-02-01T09:05:30+07:00")]
    [InlineData("01/02/2026 - 09:05", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("01/02/2026 lúc 9h05", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("Chủ nhật, 01/02/2026 09:05", "2026-02-01T09:05:59.999+07:00")]
    [InlineData("CN, 1-2-2026", "2026-02-01T23:59:59.999+07:00")]
    [InlineData("ngày 1 tháng 2 năm 2026", "2026-02-01T23:59:59.999+07:00")]
    [InlineData("01/02/2026 09:05:30.5", "2026-02-01T09:05:30.5+07:00")]
    public void R1_5_A_time_is_Vietnam_time_day_before_month_and_the_last_that_the_text_can_mean(string text, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), CellValues.Instant(text));

    [Theory]
    [InlineData("")]
    [InlineData("2/13/2026")] // American, and no month 13
    [InlineData("29/2/2026")]
    [InlineData("1/2/26")]
    [InlineData("1/2/2026 9:05 PM")]
    [InlineData("45689")] // a spreadsheet's own number of a day
    [InlineData("1/1/0001")]
    [InlineData("31/12/9999 23:59")]
    [InlineData("hôm qua")]
    [InlineData("2026-02-01T24:00")]
    [InlineData("1/2/2026 15:05 SA")] // contradicts itself
    [InlineData("1/2/2026 0:05 CH")]
    [InlineData("1/2/2026 12:05 tối")] // either end of the day
    [InlineData("31/2/2026 9:05 CH")]
    [InlineData("46054.5")]
    [InlineData("1/2/3/2026")]
    public void A_time_that_is_not_certain_is_not_read(string text) => Assert.Null(CellValues.Instant(text));

    [Theory]
    [InlineData("Thành công", OrderEventType.Paid)]
    [InlineData("THÀNH CÔNG", OrderEventType.Paid)]
    [InlineData(" đã thanh  toán ", OrderEventType.Paid)]
    [InlineData("Đã hủy", OrderEventType.Cancelled)]
    [InlineData("Đã huỷ", OrderEventType.Cancelled)]
    [InlineData("cancelled", OrderEventType.Cancelled)]
    [InlineData("Đã giao hàng", OrderEventType.Delivered)]
    [InlineData("Trả hàng", OrderEventType.Returned)]
    [InlineData("Chờ duyệt", null)]
    [InlineData("Đang giao", null)]
    [InlineData("pending", null)]
    public void A_state_is_known_by_its_words(string text, OrderEventType? happened)
    {
        Assert.True(CellValues.TryStatus(text, out var read));
        Assert.Equal(happened, read);
    }

    [Fact]
    public void An_unknown_state_is_not_read() => Assert.False(CellValues.TryStatus("Chuyển hoàn kho 3", out _));

    [Theory]
    [InlineData("Hết hàng", CancellationReasons.OutOfStock, null)]
    [InlineData("out_of_stock", CancellationReasons.OutOfStock, null)]
    [InlineData("Khách không nhận hàng", CancellationReasons.RefusedAtDelivery, null)]
    [InlineData("boom hàng", CancellationReasons.RefusedAtDelivery, null)]
    [InlineData(" Khách đổi ý ", CancellationReasons.Other, "Khách đổi ý")]
    [InlineData("", CancellationReasons.Other, "Đã hủy")]
    public void R2_2_A_reason_is_known_by_its_words_and_anything_else_is_kept_as_text(string text, string reason, string? note) =>
        Assert.Equal((reason, note), CellValues.CancellationReason(text, " Đã hủy "));

    [Fact]
    public void The_portals_own_words_can_be_read_back()
    {
        foreach (var culture in (CultureInfo[])[TextCatalog.Vietnamese, TextCatalog.English])
        {
            Assert.All(Enum.GetValues<OrderStatus>(), status => Assert.True(CellValues.TryStatus(TextCatalog.Of(status, culture), out _)));
            Assert.All(
                CancellationReasons.All.Where(code => code != CancellationReasons.Other),
                code => Assert.Equal(code, CellValues.CancellationReason(TextCatalog.Reason(code, culture), "").Reason));
        }
    }

    [Theory]
    [InlineData("Mã đơn hàng", ImportColumn.OrderId)]
    [InlineData("  MÃ ĐƠN  HÀNG *", ImportColumn.OrderId)]
    [InlineData("order_id", ImportColumn.OrderId)]
    [InlineData("Đơn giá (VNĐ)", ImportColumn.UnitPrice)]
    [InlineData("Số lượng [cái]", ImportColumn.Quantity)]
    [InlineData("Số điện thoại:", ImportColumn.CustomerPhone)]
    public void A_heading_is_proposed_by_what_it_says(string heading, ImportColumn column) =>
        Assert.Equal(column, ImportColumns.Propose([heading]).Single().Key);

    [Theory]
    [InlineData("46054", true)]
    [InlineData("46054.378472", true)]
    [InlineData("46054,5", true)]
    [InlineData("12345", false)] // 1933
    [InlineData("460545", false)]
    [InlineData("1/2/2026", false)]
    public void A_day_as_a_spreadsheet_counts_is_known_for_what_it_is(string text, bool serial) =>
        Assert.Equal(serial, CellValues.IsSerialDate(text));

    [Theory]
    [InlineData("1.5", true)]
    [InlineData("0,250", true)]
    [InlineData("12,75 kg", true)]
    [InlineData("1.500", false)] // perhaps a thousand and a half
    [InlineData("2", false)]
    [InlineData("hai", false)]
    public void A_part_of_a_piece_is_known_for_what_it_is(string text, bool fraction) =>
        Assert.Equal(fraction, CellValues.IsFraction(text));
}
