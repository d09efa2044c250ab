using System.Security.Claims;
using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Orders.Import;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Web.Pages.Shop;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.ShopPages;

/// <summary>The shop's pages over a real database: what its people say of orders, and reports from the dry run to the result.</summary>
public sealed class ShopPageTests : ComponentTest
{
    private const string Report = "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá;Thực thu\n"
        + "DH-1;1/6/2026 9:05;Áo dài;2;1.250.000;2.500.000\n"
        + "DH-2;hôm qua;Nón lá;1;50.000;50.000\n";

    private World world = null!;
    private App.Catalogue.Shops.Shop shop = null!;
    private Actor owner = null!;

    static ShopPageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        shop = await world.HasShopAsync();
        owner = world.OwnerOf(shop);
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton(world.Settings);
        Services.AddSingleton(new PublicAddress(world.Settings));
        Services.AddSingleton(world.Get<ChangeNotifier>());
        Services.AddSingleton(world.Get<ShopOrderQueries>());
        Services.AddSingleton(world.Get<OrderQueries>());
        Services.AddSingleton(world.Get<DecisionQueries>());
        Services.AddSingleton(world.Get<RecordOrderEvent>());
        Services.AddSingleton(world.Get<PreviewOrderEvent>());
        Services.AddSingleton(world.Get<ImportQueries>());
        Services.AddSingleton(world.Get<UploadOrderReport>());
        Services.AddSingleton(world.Get<MapImportColumns>());
        Services.AddSingleton(world.Get<StartImport>());
        Services.AddSingleton(world.Get<DiscardImport>());
        this.AddAuthorization().SetAuthorized(owner.Name).SetPolicies(Permission.ShopOrdersRead, ImportPermissions.ShopImport).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, owner.ClientId.ToString()),
            new Claim(PortalClaims.Name, owner.Name),
            new Claim(PortalClaims.Role, nameof(Role.ShopOwner)),
            new Claim(PortalClaims.Shop, shop.Id.ToString()));
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task R2_3_A_payment_is_confirmed_once_however_often_it_is_pressed()
    {
        var order = await world.RecordedAsync(shop, world.Order("DH-1"));
        Open($"shop/orders?order={order.Id}");
        var page = Render<Pages.Shop.Orders>();
        page.WaitForElement("dialog.sheet footer button.primary").Click();

        var form = page.WaitForElement("dialog.dialog form");
        Assert.Contains("100.000", page.Find("dialog.dialog p").TextContent, StringComparison.Ordinal);
        form.Submit();

        page.WaitForAssertion(() => Assert.Contains("Đã xác nhận khách thanh toán.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("dialog.dialog"));
        Assert.Equal(1, (await world.RowCountsAsync())["OrderEvents"]);
        Assert.Contains("Thành công", page.Find(".list tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R2_2_Another_reason_for_cancelling_needs_a_text()
    {
        var order = await world.RecordedAsync(shop, world.Order("DH-1"));
        Open($"shop/orders?order={order.Id}");
        var page = Render<Pages.Shop.Orders>();
        page.WaitForElement("dialog.sheet footer button:last-child").Click();
        page.WaitForElement("dialog.dialog form");
        await ChooseAsync(page, "Lý do hủy", "Lý do khác");
        page.Find("dialog.dialog form").Submit();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("dialog.dialog .field-error")));
        Assert.Equal(0, (await world.RowCountsAsync())["OrderEvents"]);
    }

    [Fact]
    public async Task R2_1_A_payment_after_the_cancellation_waits_in_a_tab_and_can_be_reinstated()
    {
        var at = world.Clock.GetUtcNow();
        var order = await world.RecordedAsync(shop, world.Order("DH-1", placedAt: at.AddHours(-3)));
        await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, at.AddHours(-2), reason: CancellationReasons.OutOfStock);
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, at.AddHours(-1));
        Open($"shop/orders?status=held&order={order.Id}");
        var page = Render<Pages.Shop.Orders>();
        page.WaitForElement("dialog.sheet .notice button").Click();
        page.WaitForElement("dialog.dialog input").Change("Hủy nhầm");
        page.Find("dialog.dialog form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Đã khôi phục đơn.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(OrderStatus.Successful,
            (await world.Get<OrderQueries>().OneAsync(owner, null, "DH-1", CancellationToken.None)).Value.Status);
    }

    [Fact]
    public async Task R10_5_Another_shops_order_does_not_open()
    {
        var theirs = await world.RecordedAsync(await world.HasShopAsync(), world.Order("DH-9"));
        Open($"shop/orders?order={theirs.Id}");
        var page = Render<Pages.Shop.Orders>();
        page.WaitForAssertion(() => Assert.Contains("Không tìm thấy đơn này", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("DH-9", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_mapped_checked_and_imported_without_a_reload()
    {
        var id = (await world.UploadAsync(owner, Encoding.UTF8.GetBytes(Report))).Value;
        Open($"shop/imports/{id}");
        var page = Render<ImportPage>(parameters => parameters.Add(of => of.Id, id));
        page.WaitForAssertion(() => Assert.Contains("Trong tệp: DH-1 · DH-2", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("cột bắt buộc", page.Markup, StringComparison.Ordinal);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Đang kiểm tra", page.Markup, StringComparison.Ordinal));

        await world.ImportsRunAsync();
        page.WaitForAssertion(() => Assert.Contains("Nhập 1 đơn", page.Markup, StringComparison.Ordinal));
        var problem = page.Find("tbody tr").TextContent;
        Assert.Contains("DH-2", problem, StringComparison.Ordinal);
        Assert.Contains("Ngày đặt", problem, StringComparison.Ordinal);
        Assert.Contains("“hôm qua”", problem, StringComparison.Ordinal);

        page.Find(".actions button.primary").Click();
        page.WaitForElement("dialog.dialog button.primary").Click();
        page.WaitForAssertion(() => Assert.Contains("Đang nhập", page.Markup, StringComparison.Ordinal));
        await world.ImportsRunAsync();

        page.WaitForAssertion(() => Assert.Contains("Đã nhập xong", page.Markup, StringComparison.Ordinal));
        Assert.Equal(1, (await world.RowCountsAsync())["Orders"]);
    }

    [Fact]
    public async Task What_a_report_lacks_stands_on_top_and_its_first_rows_below()
    {
        var report = "Mã đơn;Ngày đặt;Món;SL;Đơn giá;Tổng tiền\nDH-1;1/6/2026 9:05;Áo dài;2;1.250.000;2.500.000\n";
        var id = (await world.UploadAsync(owner, Encoding.UTF8.GetBytes(report))).Value;
        Open($"shop/imports/{id}");
        var page = Render<ImportPage>(parameters => parameters.Add(of => of.Id, id));

        Assert.Equal("Còn thiếu 1 cột bắt buộc: Tên sản phẩm", page.WaitForElement("form .notice").TextContent.Trim());
        Assert.Equal("Tên sản phẩm", page.Find("form fieldset label").TextContent.Trim());
        page.WaitForAssertion(() => Assert.Equal(
            ["DH-1", "1/6/2026 9:05", "Áo dài", "2", "1.250.000", "2.500.000"],
            page.FindAll(".preview tbody td").Select(cell => cell.TextContent)));
        Assert.Equal("→ Khách trả", page.FindAll(".preview th small")[5].TextContent);
        Assert.Equal("không dùng", page.FindAll(".preview th small")[2].TextContent);

        await ChooseAsync(page, "Tên sản phẩm", "Món");

        page.WaitForAssertion(() => Assert.Equal("Đã đủ các cột bắt buộc.", page.Find("form .notice").TextContent.Trim()));
        Assert.Equal("→ Tên sản phẩm", page.FindAll(".preview th small")[2].TextContent);
        Assert.Equal("Tên sản phẩm", page.Find("form fieldset label").TextContent.Trim());
    }

    [Fact]
    public async Task R2_4_A_time_that_was_left_as_it_was_is_exact_and_a_chosen_one_is_Vietnams()
    {
        foreach (var (code, chosen) in new[] { ("DH-1", false), ("DH-2", true) })
        {
            var order = await world.RecordedAsync(shop, world.Order(code, placedAt: world.Clock.GetUtcNow().AddHours(-3)));
            world.Clock.Advance(TimeSpan.FromSeconds(61.5));
            var asked = world.Clock.GetUtcNow();
            Open($"shop/orders?order={order.Id}");
            var page = Render<Pages.Shop.Orders>();
            page.WaitForElement("dialog.sheet footer button.primary").Click();
            var form = page.WaitForElement("dialog.dialog form");
            if (chosen)
                Input(page, "Giờ").Change(asked.ToOffset(LocalCalendar.Offset).AddMinutes(-5).ToString("HH:mm", null));
            page.Find("dialog.dialog form").Submit();
            page.WaitForAssertion(() => Assert.Contains("Đã xác nhận khách thanh toán.", page.Markup, StringComparison.Ordinal));

            var paid = (await world.Get<OrderQueries>().OneAsync(owner, null, code, CancellationToken.None)).Value.PaidAt;
            var minute = new DateTimeOffset(asked.Ticks - (asked.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            Assert.Equal(chosen ? minute.AddMinutes(-5) : asked, paid);
        }
    }

    [Fact]
    public async Task A_time_that_is_none_is_asked_for_again_and_nothing_is_recorded()
    {
        var order = await world.RecordedAsync(shop, world.Order("DH-1"));
        Open($"shop/orders?order={order.Id}");
        var page = Render<Pages.Shop.Orders>();
        page.WaitForElement("dialog.sheet footer button.primary").Click();
        page.WaitForElement("dialog.dialog form");
        Input(page, "Giờ").Change("chiều");
        page.Find("dialog.dialog form").Submit();

        page.WaitForAssertion(
            () => Assert.Contains("Hãy nhập giờ", page.Find("dialog.dialog .field-error").TextContent, StringComparison.Ordinal));
        Assert.Equal(0, (await world.RowCountsAsync())["OrderEvents"]);
    }

    private static AngleSharp.Dom.IElement Input(IRenderedComponent<Pages.Shop.Orders> page, string label) =>
        page.Find("#" + page.FindAll("label").Single(one => one.TextContent.Trim() == label).GetAttribute("for"));

    [Fact]
    public async Task The_charts_count_what_the_list_shows_beside_the_days_before()
    {
        var now = world.Clock.GetUtcNow();
        await world.RecordAsync(shop, world.Order("DH-1", placedAt: now.AddDays(-1)), world.Order("DH-2", placedAt: now.AddDays(-1)),
            world.Order("DH-3", placedAt: now.AddDays(-8)));
        Open("shop/orders?range=7d");
        var page = Render<Pages.Shop.Orders>();

        page.WaitForAssertion(() => Assert.Equal("Đơn hàng theo ngày", page.FindAll(".chart h2")[0].TextContent));
        var keys = page.Find(".chart .keys").QuerySelectorAll("strong").Select(figure => figure.TextContent);
        Assert.Equal(["2", "1"], keys);
        var day = now.AddDays(-1).ToOffset(LocalCalendar.Offset).ToString("dd/MM", null);
        Assert.Contains($"{day}: Đơn 2; Kỳ trước 1", page.FindAll(".chart [data-tip]").Select(column => column.GetAttribute("data-tip")));

        page.Find(".chart .unfold").Click();
        Assert.Equal("true", page.Find(".chart .unfold").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task The_same_file_again_says_so_and_offers_nothing_to_import()
    {
        await world.ImportedAsync(owner, Report);
        var again = await world.CheckedAsync(owner, Report);
        var page = Render<ImportPage>(parameters => parameters.Add(of => of.Id, again.Row.Id));
        page.WaitForAssertion(() => Assert.Contains("Đúng tệp này đã được nhập trước đây", page.Markup, StringComparison.Ordinal));
        Assert.Contains("không có đơn mới", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".actions button.primary"));
    }

    [Fact]
    public void A_chosen_file_is_taken_in_and_a_workbook_is_told_what_to_do()
    {
        var taken = Guid.Empty;
        var upload = Render<ReportUpload>(parameters => parameters.Add(of => of.Uploaded, id => taken = id));
        var input = upload.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>();
        input.UploadFiles(InputFileContent.CreateFromBinary([(byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0], "bao-cao.xlsx"));
        upload.WaitForAssertion(() => Assert.Contains("Đây là tệp Excel", upload.Markup, StringComparison.Ordinal));

        upload.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>()
            .UploadFiles(InputFileContent.CreateFromText(Report, "bao-cao.csv"));
        upload.WaitForAssertion(() => Assert.NotEqual(Guid.Empty, taken));
    }
}
