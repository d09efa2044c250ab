using System.Globalization;
using System.Text;
using Portal.App.Orders.Import;
using Portal.App.Platform.Files;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Orders.Import;

/// <summary>How files are taken apart into orders: formats, broken rows, rows of one order.</summary>
public sealed class ReportReaderTests
{
    private const string Head = "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá\n";

    [Theory]
    [InlineData(";")]
    [InlineData(",")]
    [InlineData("\t")]
    public async Task Cells_may_be_separated_by_semicolons_commas_and_tabs(string separator)
    {
        var orders = await OrdersAsync((Head + "A1;1/6/2026;Áo;2;100000\n").Replace(";", separator, StringComparison.Ordinal));
        Assert.Equal(200_000, Assert.Single(orders).Order!.Amounts.Items.Amount);
    }

    [Fact]
    public async Task A_separator_inside_quotes_of_the_heading_does_not_count() =>
        Assert.Equal(',', (await LayoutAsync("\"Mã; đơn; hàng\",Ngày đặt,Tên\n")).Value.Delimiter);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UTF_8_is_read_with_and_without_its_mark(bool mark)
    {
        byte[] bytes = [.. mark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(Head + "A1;1/6/2026;Áo dài;1;100000\n")];
        Assert.Equal("Áo dài", Assert.Single(await OrdersAsync(bytes)).Order!.Lines[0].Name);
    }

    [Fact]
    public async Task Excels_Unicode_text_is_read() =>
        Assert.Equal("Áo dài", Assert.Single(await OrdersAsync(
            [.. Encoding.Unicode.GetPreamble(),
                .. Encoding.Unicode.GetBytes((Head + "A1;1/6/2026;Áo dài;1;100000\n").Replace(';', '\t'))])).Order!.Lines[0].Name);

    [Fact]
    public async Task Excels_separator_line_is_not_a_row()
    {
        var order = Assert.Single(await OrdersAsync("sep=;\n" + Head + "A1;1/6/2026;Áo;1;100000\n"));
        Assert.Equal(2, order.FirstRow);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    public async Task Lines_end_in_any_way(string end) =>
        Assert.Equal(2, (await OrdersAsync(
            (Head + "A1;1/6/2026;Áo;1;1000\nA2;1/6/2026;Áo;1;1000").Replace("\n", end, StringComparison.Ordinal))).Count);

    [Fact]
    public async Task A_quoted_cell_may_hold_separators_quotes_and_line_breaks()
    {
        var order = Assert.Single(await OrdersAsync(Head + "A1;1/6/2026;\"Áo; cỡ \"\"L\"\"\";1;100000\n"));
        Assert.Equal("Áo; cỡ \"L\"", order.Order!.Lines[0].Name);

        var broken = await OrdersAsync(Head + "A1;1/6/2026;\"Áo\ndài\";1;100000\nA2;1/6/2026;Áo;1;1000\n");
        Assert.Equal([2, 3], broken.Select(row => row.FirstRow)); // as a spreadsheet counts, not the lines of the file
    }

    [Fact]
    public async Task A_quote_within_a_text_is_a_letter() =>
        Assert.Equal("Màn hình 27\"", Assert.Single(await OrdersAsync(Head + "A1;1/6/2026;Màn hình 27\";1;100000\n")).Order!.Lines[0].Name);

    [Fact]
    public async Task A_row_with_broken_quotes_is_told_and_the_orders_beside_it_are_not_taken_in()
    {
        var orders = await OrdersAsync(Head
            + "A1;1/6/2026;Áo;1;1000\n"
            + "A2;1/6/2026;Áo;1;1000\n"
            + "A3;1/6/2026;\"Áo\" xanh;1;1000\n"
            + "A4;1/6/2026;Áo;1;1000\n"
            + "A5;1/6/2026;Áo;1;1000\n");
        Assert.Equal(["A1", "A5"], orders.Where(order => order.Order is not null).Select(order => order.OrderId));
        Assert.Equal(
            [ImportRefusals.BesideUnreadableRow, ImportRefusals.BrokenQuotes, ImportRefusals.BesideUnreadableRow],
            orders.SelectMany(order => order.Problems).Select(problem => problem.Error.Code));
    }

    [Fact]
    public async Task A_quote_that_never_ends_does_not_swallow_rows_without_a_word()
    {
        var orders = await OrdersAsync(
            Head + "A1;1/6/2026;Áo;1;1000\nA2;1/6/2026;Áo;1;1000\nA3;1/6/2026;\"Áo;1;1000\nA4;1/6/2026;Áo;1;1000\nA5;1/6/2026;Áo;1;1000\n");
        var problem = Assert.Single(
            orders.SelectMany(order => order.Problems), problem => problem.Error.Code == ImportRefusals.BrokenQuotes);
        Assert.Equal((4, "3"), (problem.Row, problem.Error.Facts["lines"]));
        Assert.Equal(["A1"], orders.Where(order => order.Order is not null).Select(order => order.OrderId));
    }

    [Fact]
    public async Task Empty_lines_are_passed_over_and_counted()
    {
        var orders = await OrdersAsync(Head + "\nA1;1/6/2026;Áo;1;1000\n\n;;;;\nA2;1/6/2026;Áo;1;1000\n\n");
        Assert.Equal([3, 6], orders.Select(order => order.FirstRow));
    }

    [Fact]
    public async Task A_row_may_be_shorter_where_what_is_missing_is_not_needed()
    {
        var orders = await OrdersAsync(Head.TrimEnd() + ";Giảm giá;Nguồn\nA1;1/6/2026;Áo;1;1000\nA2;1/6/2026;Áo;1\n");
        Assert.NotNull(orders[0].Order);
        Assert.Equal((ImportColumn.UnitPrice, FieldCodes.Required), Only(orders[1]));
    }

    [Fact]
    public async Task A_row_with_more_cells_than_headings_is_not_taken_in()
    {
        var orders = await OrdersAsync(Head + "A1;1/6/2026;Áo; xanh;1;1000\nA2;1/6/2026;Áo;1;1000;;\n");
        Assert.Contains(orders[0].Problems, problem => problem.Error.Code == ImportRefusals.TooManyCells);
        Assert.NotNull(orders[1].Order); // empty cells at the end say nothing
    }

    [Fact]
    public async Task Letters_that_are_not_UTF_8_refuse_their_row_only()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Head + "A1;1/6/2026;Ao;1;1000\nA2;1/6/2026;"), 0xC1, 0x6F,
            .. Encoding.UTF8.GetBytes(";1;1000\nA3;1/6/2026;Áo;1;1000\n")];
        var orders = await OrdersAsync(bytes);
        Assert.Equal(["A1", "A3"], orders.Where(order => order.Order is not null).Select(order => order.OrderId));
        Assert.Equal((ImportColumn.ProductName, ImportRefusals.NotUtf8), Only(orders[1]));
    }

    [Fact]
    public async Task Rows_of_one_number_are_the_lines_of_one_order()
    {
        var order = Assert.Single(await OrdersAsync(Head.TrimEnd() + ";Phí vận chuyển;Giảm giá;Thanh toán\n"
            + "A1;1/6/2026;Áo;2;100.000;30.000;10.000;270.000\n"
            + "A1;;Quần;1;50.000;;;\n"));
        Assert.Equal(2, order.Order!.Lines.Count);
        Assert.Equal((250_000, 270_000), (order.Order.Amounts.Items.Amount, order.Order.Amounts.Paid.Amount));
        Assert.Equal([2, 3], order.Rows);
    }

    [Fact]
    public async Task Rows_of_one_order_that_stand_apart_refuse_all_of_it_and_count_it_once()
    {
        var orders = await OrdersAsync(Head + "A1;1/6/2026;Áo;1;1000\nA2;1/6/2026;Áo;1;1000\nA1;1/6/2026;Quần;1;1000\n");
        Assert.Equal(["A2"], orders.Where(order => order.Order is not null).Select(order => order.OrderId));
        Assert.Equal([false, false, true], orders.Select(order => order.Again));
        Assert.Equal([2, 4], orders.SelectMany(order => order.Problems).Where(problem => problem.Error.Code == ImportRefusals.RowsApart)
            .Select(problem => problem.Row));
    }

    [Fact]
    public async Task Rows_of_one_order_that_contradict_each_other_refuse_it()
    {
        var order = Assert.Single(
            await OrdersAsync(Head.TrimEnd() + ";Phí vận chuyển\nA1;1/6/2026;Áo;1;1000;500\nA1;1/6/2026;Quần;1;1000;700\n"));
        Assert.Null(order.Order);
        Assert.Equal((ImportColumn.Shipping, ImportRefusals.DiffersFromFirstRow), Only(order));
        Assert.Equal(3, order.Problems[0].Row);
    }

    [Fact]
    public async Task Numbers_that_differ_in_case_are_two_orders() =>
        Assert.Equal(2, (await OrdersAsync(Head + "a1;1/6/2026;Áo;1;1000\nA1;1/6/2026;Áo;1;1000\n"))
            .Count(order => order.Order is not null));

    [Fact]
    public async Task Every_wrong_cell_of_a_row_is_told()
    {
        var order = Assert.Single(await OrdersAsync(Head + ";hôm qua;;1.5;nhiều\n"));
        Assert.Equal(
            [ImportColumn.OrderId, ImportColumn.PlacedAt, ImportColumn.ProductName, ImportColumn.Quantity, ImportColumn.UnitPrice],
            order.Problems.Select(problem => problem.Column!.Value).Order());
    }

    [Fact]
    public async Task An_amount_beyond_any_is_too_large_and_not_unreadable()
    {
        var orders = await OrdersAsync(Head + "A1;1/6/2026;Áo;1;99999999999999999999\nA2;1/6/2026;Áo;1000000;999999999999\n");
        Assert.All(orders, order => Assert.Equal((ImportColumn.UnitPrice, FieldCodes.TooLarge), Only(order)));
    }

    [Fact]
    public async Task An_order_of_too_many_lines_is_refused_without_keeping_them_all()
    {
        var text = new StringBuilder(Head);
        for (var i = 0; i < 3000; i++)
            text.Append("A1;1/6/2026;Áo;1;1000\n");
        var order = Assert.Single(await OrdersAsync(text.ToString()));
        var problem = Assert.Single(order.Problems);
        Assert.Equal((FieldCodes.WrongCount, "3000"), (problem.Error.Code, problem.Error.Facts["actual"]));
        Assert.Equal(3001, order.LastRow);
    }

    [Fact]
    public async Task The_state_becomes_an_event_whose_id_follows_from_what_it_says()
    {
        const string Text = "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá;Trạng thái;Ngày cập nhật;Lý do hủy\nA1;1/6/2026;Áo;1;1000;Đã hủy;2/6/2026 8:00;Hết hàng\nA2;1/6/2026;Áo;1;1000;Đang giao;;\n";
        var first = await OrdersAsync(Text);
        var second = await OrdersAsync(Text);
        Assert.Equal(OrderEventType.Cancelled, first[0].Event!.Type);
        Assert.Equal(CancellationReasons.OutOfStock, first[0].Event!.Reason);
        Assert.Equal(first[0].Event, second[0].Event);
        Assert.Null(first[1].Event);
    }

    [Fact]
    public async Task A_name_that_stands_in_for_the_article_number_is_cut_between_letters()
    {
        var name = new string('a', OrderCheck.MaxSku - 1) + "😀 áo";
        var order = Assert.Single(await OrdersAsync(Head + $"A1;1/6/2026;{name};1;1000\n"));
        Assert.Empty(OrderCheck.Check(order.Order!, new DateTimeOffset(2026, 6, 10, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_hundred_columns_are_read()
    {
        var names = Enumerable.Range(1, 95).Select(i => $"Thêm {i.ToString(CultureInfo.InvariantCulture)}");
        var order = Assert.Single(await OrdersAsync(
            $"{string.Join(';', names)};Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá\n{new string(';', 95)}A1;1/6/2026;Áo;1;1000\n"));
        Assert.NotNull(order.Order);
    }

    [Fact]
    public async Task Headings_that_repeat_or_are_empty_can_be_told_apart() =>
        Assert.Equal(["Giảm giá", "#2", "Giảm giá (2)"], (await LayoutAsync("Giảm giá;;Giảm giá\n")).Value.Headings);

    public static TheoryData<string, byte[]> Unreadable => new()
    {
        { FileRefusals.NotATable, "chỉ một cột\n1\n"u8.ToArray() },
        { FileRefusals.NotATable, ";;;\n"u8.ToArray() },
        { FileRefusals.NotATable, "\n\n"u8.ToArray() },
        { FileRefusals.NotATable, "a;b\0c;d\n"u8.ToArray() },
        { FileRefusals.IsSpreadsheet, [(byte)'P', (byte)'K', 3, 4, 20, 0, 6, 0, 8, 0, 0] },
        { FileRefusals.IsSpreadsheet, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] },
        { FileRefusals.NotUtf8, [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13] },
        { FileRefusals.NotUtf8, [(byte)'M', 0xE3, (byte)';', (byte)'N', (byte)'g', 0xE0, (byte)'y', 10] },
    };

    [Theory, MemberData(nameof(Unreadable))]
    public async Task A_file_that_is_no_table_of_texts_is_refused(string code, byte[] file) =>
        Assert.Equal(code, (await ReportLayout.OfAsync(new MemoryStream(file), CancellationToken.None)).Refusal?.Code);

    [Fact]
    public async Task A_file_of_too_many_columns_is_refused() =>
        Assert.Equal(FileRefusals.TooManyColumns, (await LayoutAsync(string.Join(';', Enumerable.Range(0, 300)) + "\n")).Refusal?.Code);

    private static (ImportColumn?, string) Only(ReportOrder order)
    {
        var problem = Assert.Single(order.Problems);
        return (problem.Column, problem.Error.Code);
    }

    private static Task<Outcome<ReportLayout>> LayoutAsync(string text) =>
        ReportLayout.OfAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);

    private static Task<List<ReportOrder>> OrdersAsync(string text) => OrdersAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<List<ReportOrder>> OrdersAsync(byte[] file)
    {
        var layout = (await ReportLayout.OfAsync(new MemoryStream(file), CancellationToken.None)).Value;
        var columns = ImportColumns.Propose(layout.Headings);
        var scattered = await ReportReader.ScatteredAsync(
            ImportFiles.Reader(new MemoryStream(file)), layout, columns, CancellationToken.None);
        var orders = new List<ReportOrder>();
        await foreach (var order in new ReportReader(ImportFiles.Reader(new MemoryStream(file)), layout, columns, scattered, World.Start)
            .ReadAsync(CancellationToken.None))
            orders.Add(order);
        return orders;
    }

    [Fact]
    public async Task A_number_that_a_spreadsheet_shortened_is_nobodys_order()
    {
        var orders = await OrdersAsync(
            Head + "A1;1/6/2026;Áo;1;1000\n5.76E+17;1/6/2026;Áo;1;1000\n5.76E+17;2/6/2026;Quần;1;2000\nA2;1/6/2026;Áo;1;1000\n5.76E+17;3/6/2026;Áo;1;1000\n");
        Assert.Equal(["A1", "A2"], orders.Where(order => order.Order is not null).Select(order => order.OrderId));
        var problems = orders.SelectMany(order => order.Problems).ToList();
        Assert.Equal([3, 4, 6], problems.Select(problem => problem.Row)); // each may have been another order
        Assert.All(problems, problem => Assert.Equal((ImportColumn.OrderId, ImportRefusals.ShortenedNumber, "5.76E+17"),
            (problem.Column!.Value, problem.Error.Code, problem.Error.Facts["value"])));
    }

    [Theory]
    [InlineData("Mã khách hàng", ImportColumn.CustomerId)]
    [InlineData("Số điện thoại", ImportColumn.CustomerPhone)]
    [InlineData("Mã thiết bị", ImportColumn.DeviceId)]
    [InlineData("Visitor ID", ImportColumn.VisitorId)]
    [InlineData("Mã giới thiệu", ImportColumn.ReferralCode)]
    [InlineData("SKU", ImportColumn.Sku)]
    public async Task A_shortened_number_of_any_other_id_refuses_its_row(string heading, ImportColumn column) =>
        Assert.Equal((column, ImportRefusals.ShortenedNumber),
            Only(Assert.Single(await OrdersAsync(Head.TrimEnd() + $";{heading}\nA1;1/6/2026;Áo;1;1000;8,49E+10\n"))));

    [Fact]
    public async Task Wrapped_and_apostrophed_cells_are_read_as_what_they_hold()
    {
        var order = Assert.Single(await OrdersAsync(
            Head.TrimEnd() + ";Số điện thoại;SKU\n=\"576460752303423488\";1/6/2026;Áo;1;\"=\"\"1000\"\"\";'0901234567;'0012\n"));
        Assert.Equal(
            ("576460752303423488", "0901234567", "0012", 1000L),
            (order.Order!.ExternalId, order.Order.Customer.Phone, order.Order.Lines[0].Sku, order.Order.Amounts.Items.Amount));
    }

    [Fact]
    public async Task A_line_break_within_a_text_is_a_space_and_within_an_id_is_blamed_on_it()
    {
        var orders = await OrdersAsync(Head + "A1;1/6/2026;\"Áo dài\nlụa\";1;1000\n\"A2\nA3\";1/6/2026;Áo;1;1000\n");
        Assert.Equal(("Áo dài lụa", "Áo dài lụa"), (orders[0].Order!.Lines[0].Name, orders[0].Order!.Lines[0].Sku));
        var error = Assert.Single(OrderCheck.Check(orders[1].Order!, new DateTimeOffset(2026, 6, 10, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(("externalId", FieldCodes.UnprintableCharacter), (error.Field, error.Code));
    }

    [Theory]
    [InlineData("BÁO CÁO ĐƠN HÀNG;;;;\n")]
    [InlineData("BÁO CÁO ĐƠN HÀNG, THÁNG 6\n\n")]
    [InlineData("Cửa hàng;Đồ gia dụng\nTừ ngày;1/6/2026;Đến ngày;30/6/2026\n\n")]
    public async Task Titles_above_the_headings_are_passed_over(string title)
    {
        var order = Assert.Single(await OrdersAsync(title + Head + "A1;1/6/2026;Áo;1;1000\n"));
        Assert.Equal(("A1", 2 + title.Count(letter => letter == '\n')), (order.Order!.ExternalId, order.FirstRow));
    }

    [Theory]
    [InlineData("Tổng cộng;;;3;2.000")]
    [InlineData(";;TỔNG:;3;2.000")]
    [InlineData(";;;Tổng;2.000")]
    [InlineData("Total;;;;2000")]
    public async Task Sums_under_or_between_the_orders_are_no_orders(string total)
    {
        var orders = await OrdersAsync(Head + $"A1;1/6/2026;Áo;1;1000\n{total}\nA1;;Quần;1;1000\nA2;1/6/2026;Tổng hợp;1;1000\n{total}\n");
        Assert.Equal(["A1", "A2"], orders.Select(order => order.Order?.ExternalId));
        Assert.Equal(2, orders[0].Order!.Lines.Count);
    }

    [Theory]
    [InlineData("46174.5", "1", ImportColumn.PlacedAt, ImportRefusals.SerialDate)]
    [InlineData("1/6/2026 9:05 PM", "1", ImportColumn.PlacedAt, ImportRefusals.UnreadableDate)]
    [InlineData("1/6/2026", "1,5", ImportColumn.Quantity, ImportRefusals.QuantityNotWhole)]
    [InlineData("1/6/2026", "0.75 kg", ImportColumn.Quantity, ImportRefusals.QuantityNotWhole)]
    [InlineData("1/6/2026", "1.500", ImportColumn.Quantity, ImportRefusals.UnreadableQuantity)]
    public async Task What_would_be_a_guess_is_refused_with_what_to_do(string placed, string quantity, ImportColumn column, string code) =>
        Assert.Equal((column, code), Only(Assert.Single(await OrdersAsync(Head + $"A1;{placed};Áo;{quantity};1000\n"))));

    [Fact]
    public async Task A_row_of_a_million_commas_is_one_wrong_row()
    {
        var orders = await OrdersAsync(Head + "A1;1/6/2026;Áo;1;1000" + new string(';', 500_000) + "x\nA2;1/6/2026;Áo;1;1000\n");
        Assert.Contains(orders[0].Problems, problem => problem.Error.Code == ImportRefusals.TooManyCells);
        Assert.NotNull(orders[1].Order);
    }
}
