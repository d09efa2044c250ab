using FsCheck;
using FsCheck.Fluent;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.Domain.Tests.Orders;

public sealed class OrderCheckTests
{
    private static readonly DateTimeOffset Now = new(2024, 6, 12, 3, 0, 0, TimeSpan.Zero);

    private static readonly OrderInput Good = new(
        "DH-1001",
        Now.AddMinutes(-30),
        new OrderCustomer("KH-77", "a@example.vn", "+84901234567", "d-9"),
        new OrderTracking(null, "v-1", null),
        "DNH-12",
        "web",
        [new OrderLine("SIM-1", "Gói cước", "data", 1, new Dong(100_000), Dong.Zero)],
        new OrderAmounts(new Dong(100_000), new Dong(15_000), new Dong(25_000), Dong.Zero, Dong.Zero, Dong.Zero, new Dong(90_000)));

    [Fact]
    public void The_contracts_example_holds_together() => Assert.Empty(OrderCheck.Check(Good, Now));

    [Fact]
    public void An_order_with_nothing_but_a_line_and_its_sums_holds_together() =>
        Assert.Empty(OrderCheck.Check(
            Good with { Customer = OrderCustomer.Unknown, Attribution = OrderTracking.None, PickupPoint = null, Source = null }, Now));

    [Fact]
    public void Items_are_the_sum_of_the_lines_after_their_own_discounts()
    {
        var order = Good with
        {
            Lines = [Line(2, 60_000, 20_000), Line(1, 15_000, 15_000)],
            Amounts = Good.Amounts with { Items = new Dong(100_000) },
        };
        Assert.Empty(OrderCheck.Check(order, Now));

        var error = Assert.Single(
            OrderCheck.Check(order with { Amounts = order.Amounts with { Items = new Dong(135_000), Paid = new Dong(125_000) } }, Now));
        Assert.Equal(("amounts.items", FieldCodes.WrongSum), (error.Field, error.Code));
        Assert.Equal(("100000", "135000"), (error.Facts["expected"], error.Facts["actual"]));
    }

    [Fact]
    public void A_paid_amount_that_does_not_add_up_is_refused_with_the_sum_that_was_expected()
    {
        var amounts = new OrderAmounts(
            new Dong(100_000), new Dong(15_000), new Dong(25_000), new Dong(5_000), new Dong(7_000), new Dong(3_000), new Dong(75_001));

        var error = Assert.Single(OrderCheck.Check(Good with { Amounts = amounts }, Now));

        Assert.Equal(("amounts.paid", FieldCodes.WrongSum), (error.Field, error.Code));
        Assert.Equal(("75000", "75001"), (error.Facts["expected"], error.Facts["actual"]));
    }

    [Fact]
    public void Vouchers_above_the_rest_would_need_a_negative_payment_and_are_refused()
    {
        var error = Assert.Single(
            OrderCheck.Check(Good with { Amounts = Good.Amounts with { Voucher = new Dong(90_001), Paid = Dong.Zero } }, Now));

        Assert.Equal(("amounts.paid", "-1"), (error.Field, error.Facts["expected"]));
    }

    [Fact]
    public void Order_discounts_above_the_items_are_refused()
    {
        var amounts = Good.Amounts with { PlatformDiscount = new Dong(60_000), ShopDiscount = new Dong(40_001), Paid = new Dong(14_999) };
        var error = Assert.Single(OrderCheck.Check(Good with { Amounts = amounts }, Now));
        Assert.Equal(("amounts.platformDiscount", FieldCodes.DiscountAboveItems, "100000"), (error.Field, error.Code, error.Facts["max"]));

        amounts = amounts with { ShopDiscount = new Dong(40_000), Paid = new Dong(15_000) };
        Assert.Empty(OrderCheck.Check(Good with { Amounts = amounts }, Now));
    }

    [Theory]
    [InlineData(0, FieldCodes.OutOfRange)]
    [InlineData(-1, FieldCodes.OutOfRange)]
    [InlineData(1_000_001, FieldCodes.OutOfRange)]
    [InlineData(int.MinValue, FieldCodes.OutOfRange)]
    [InlineData(int.MaxValue, FieldCodes.OutOfRange)]
    public void A_quantity_outside_one_to_a_million_is_refused(int quantity, string code) =>
        AssertOnly("lines[0].quantity", code, Good with { Lines = [Line(quantity, 1, 0)] });

    [Fact]
    public void A_million_pieces_at_a_million_is_the_largest_line()
    {
        var most = new Dong(Dong.Largest);
        var amounts = new OrderAmounts(most, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, most);

        Assert.Empty(OrderCheck.Check(Good with { Lines = [Line(1_000_000, 1_000_000, 0)], Amounts = amounts }, Now));
        AssertOnly("lines[0].unitPrice", FieldCodes.TooLarge, Good with { Lines = [Line(1_000_000, 1_000_001, 0)] });
        AssertOnly("lines[0].unitPrice", FieldCodes.TooLarge, Good with { Lines = [Line(1_000_000, Dong.Largest, 0)] });
        AssertOnly("lines[0].unitPrice", FieldCodes.TooLarge, Good with { Lines = [Line(1_000_000, long.MaxValue, 0)] });
    }

    [Fact]
    public void Lines_that_are_fine_alone_but_too_much_together_are_refused_and_not_an_overflow()
    {
        var lines = Enumerable.Repeat(Line(1, Dong.Largest, 0), 500).ToList();

        var error = Assert.Single(OrderCheck.Check(Good with { Lines = lines }, Now));

        Assert.Equal(("amounts.items", "500000000000000"), (error.Field, error.Facts["expected"]));
    }

    [Theory]
    [InlineData(-1, FieldCodes.Negative)]
    [InlineData(long.MinValue, FieldCodes.Negative)]
    [InlineData(Dong.Largest + 1, FieldCodes.TooLarge)]
    [InlineData(long.MaxValue, FieldCodes.TooLarge)]
    public void A_negative_or_overflowing_amount_is_refused_by_name_wherever_it_stands(long amount, string code)
    {
        var wrong = new Dong(amount);
        AssertOnly("amounts.items", code, Good with { Amounts = Good.Amounts with { Items = wrong } });
        AssertOnly("amounts.shipping", code, Good with { Amounts = Good.Amounts with { Shipping = wrong } });
        AssertOnly("amounts.platformDiscount", code, Good with { Amounts = Good.Amounts with { PlatformDiscount = wrong } });
        AssertOnly("amounts.shopDiscount", code, Good with { Amounts = Good.Amounts with { ShopDiscount = wrong } });
        AssertOnly("amounts.voucher", code, Good with { Amounts = Good.Amounts with { Voucher = wrong } });
        AssertOnly("amounts.points", code, Good with { Amounts = Good.Amounts with { Points = wrong } });
        AssertOnly("amounts.paid", code, Good with { Amounts = Good.Amounts with { Paid = wrong } });
        AssertOnly("lines[0].unitPrice", code, Good with { Lines = [Line(1, amount, 0)] });
        AssertOnly("lines[0].discount", code, Good with { Lines = [Line(1, 100_000, amount)] });
    }

    [Fact]
    public void A_line_discount_above_the_line_is_refused()
    {
        var error = AssertOnly(
            "lines[1].discount", FieldCodes.DiscountAboveLine, Good with { Lines = [Line(1, 100_000, 0), Line(3, 10_000, 30_001)] });

        Assert.Equal("30000", error.Facts["max"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public void An_order_has_one_to_five_hundred_lines(int count) =>
        AssertOnly("lines", FieldCodes.WrongCount, Good with { Lines = [.. Enumerable.Repeat(Line(1, 200, 0), count)] });

    [Fact]
    public void Five_hundred_lines_are_fine() =>
        Assert.Empty(OrderCheck.Check(Good with { Lines = [.. Enumerable.Repeat(Line(1, 200, 0), 500)] }, Now));

    [Fact]
    public void An_order_from_before_2000_is_refused_and_the_first_instant_of_2000_is_not()
    {
        AssertOnly("placedAt", FieldCodes.DateTooEarly, Good with { PlacedAt = OrderCheck.Earliest.AddTicks(-1) });
        AssertOnly("placedAt", FieldCodes.DateTooEarly,
            Good with { PlacedAt = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.FromHours(7)) });
        Assert.Empty(OrderCheck.Check(Good with { PlacedAt = OrderCheck.Earliest }, Now));
    }

    [Fact]
    public void An_order_from_the_future_is_refused_beyond_what_clocks_differ_by()
    {
        var error = AssertOnly("placedAt", FieldCodes.DateInFuture, Good with { PlacedAt = Now.AddMinutes(10).AddTicks(1) });
        Assert.Equal("2024-06-12T03:10:00Z", error.Facts["latest"]);
        AssertOnly("placedAt", FieldCodes.DateInFuture, Good with { PlacedAt = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        Assert.Empty(OrderCheck.Check(Good with { PlacedAt = Now.AddMinutes(10) }, Now));
    }

    [Theory]
    [InlineData("", FieldCodes.Required)]
    [InlineData("   ", FieldCodes.Required)]
    [InlineData(" DH-1", FieldCodes.SurroundingSpace)]
    [InlineData("DH-1 ", FieldCodes.SurroundingSpace)]
    [InlineData("DH\u00001", FieldCodes.UnprintableCharacter)]
    [InlineData(".", FieldCodes.OnlyDots)]
    [InlineData("..", FieldCodes.OnlyDots)]
    [InlineData("DH\n1", FieldCodes.UnprintableCharacter)]
    [InlineData("DH\u200b1", FieldCodes.UnprintableCharacter)]
    [InlineData("DH\u202e1", FieldCodes.UnprintableCharacter)]
    [InlineData("DH\uffff1", FieldCodes.UnprintableCharacter)]
    public void An_external_id_is_printable_and_has_no_space_around_it(string id, string code) =>
        AssertOnly("externalId", code, Good with { ExternalId = id });

    [Fact]
    public void A_half_character_is_refused() // not as inline data: a test name could not hold it
    {
        AssertOnly("externalId", FieldCodes.UnprintableCharacter, Good with { ExternalId = "DH\ud8001" });
        AssertOnly("externalId", FieldCodes.UnprintableCharacter, Good with { ExternalId = "DH\ude00" });
    }

    [Theory]
    [InlineData("Đơn 12/Q.3 – số “7”")]
    [InlineData("'; DROP TABLE Orders; --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("👩‍🌾 rau")]
    public void Any_printable_text_is_a_fine_id(string id) => Assert.Empty(OrderCheck.Check(Good with { ExternalId = id }, Now));

    [Fact]
    public void Texts_have_their_longest_length()
    {
        Assert.Empty(OrderCheck.Check(Good with { ExternalId = new string('x', 64) }, Now));
        AssertOnly("externalId", FieldCodes.TooLong, Good with { ExternalId = new string('x', 65) });
        AssertOnly("customer.id", FieldCodes.TooLong, Good with { Customer = Good.Customer with { Id = new string('x', 255) } });
        AssertOnly("customer.email", FieldCodes.TooLong, Good with { Customer = Good.Customer with { Email = new string('x', 255) } });
        AssertOnly("customer.phone", FieldCodes.TooLong, Good with { Customer = Good.Customer with { Phone = new string('x', 255) } });
        AssertOnly("customer.deviceId", FieldCodes.TooLong,
            Good with { Customer = Good.Customer with { DeviceId = new string('x', 255) } });
        AssertOnly("attribution.clickId", FieldCodes.TooLong,
            Good with { Attribution = new OrderTracking(new string('x', 513), null, null) });
        AssertOnly("attribution.visitorId", FieldCodes.TooLong,
            Good with { Attribution = new OrderTracking(null, new string('x', 129), null) });
        AssertOnly("attribution.referralCode", FieldCodes.TooLong,
            Good with { Attribution = new OrderTracking(null, null, new string('x', 65)) });
        AssertOnly("pickupPoint", FieldCodes.TooLong, Good with { PickupPoint = new string('x', 65) });
        AssertOnly("source", FieldCodes.TooLong, Good with { Source = new string('x', 65) });
        AssertOnly("lines[0].sku", FieldCodes.TooLong, Good with { Lines = [Good.Lines[0] with { Sku = new string('x', 65) }] });
        AssertOnly("lines[0].name", FieldCodes.TooLong, Good with { Lines = [Good.Lines[0] with { Name = new string('x', 301) }] });
        AssertOnly("lines[0].category", FieldCodes.TooLong, Good with { Lines = [Good.Lines[0] with { Category = new string('x', 101) }] });
        AssertOnly("lines[0].sku", FieldCodes.Required, Good with { Lines = [Good.Lines[0] with { Sku = "" }] });
        AssertOnly("lines[0].name", FieldCodes.Required, Good with { Lines = [Good.Lines[0] with { Name = " " }] });
    }

    [Fact]
    public void Every_wrong_field_is_told_at_once()
    {
        var order = Good with
        {
            ExternalId = "",
            PlacedAt = Now.AddDays(1),
            Lines = [Line(0, -1, 0), Line(1, 100_000, 0) with { Name = "" }],
            Amounts = Good.Amounts with { Paid = new Dong(1) },
        };

        Assert.Equal(
            ["amounts.paid", "externalId", "lines[0].quantity", "lines[0].unitPrice", "lines[1].name", "placedAt"],
            OrderCheck.Check(order, Now).Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_amounts_make_the_check_throw() =>
        Properties.Holds(
            from amounts in Gen.Elements(0, 1, -1, Dong.Largest, Dong.Largest + 1, long.MaxValue, long.MinValue, 100_000).ArrayOf(9)
            from quantity in Gen.Elements(0, 1, 1_000_000, int.MaxValue, int.MinValue)
            select Good with
            {
                Lines = [Line(quantity, amounts[7], amounts[8])],
                Amounts = new OrderAmounts(
                    new Dong(amounts[0]), new Dong(amounts[1]), new Dong(amounts[2]), new Dong(amounts[3]), new Dong(amounts[4]),
                    new Dong(amounts[5]), new Dong(amounts[6])),
            },
            order => OrderCheck.Check(order, Now) is not null);

    private static OrderLine Line(int quantity, long price, long discount) =>
        new("SIM-1", "Gói cước", "data", quantity, new Dong(price), new Dong(discount));

    private static FieldError AssertOnly(string field, string code, OrderInput order)
    {
        var error = Assert.Single(OrderCheck.Check(order, Now));
        Assert.Equal((field, code), (error.Field, error.Code));
        return error;
    }
}
