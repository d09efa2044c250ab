using AngleSharp.Dom;
using Bunit;
using Portal.App.Attribution.Reevaluation;

namespace Portal.Web.Tests.Partner;

/// <summary>Đơn hàng: tabs, live rows, the side sheet.</summary>
public sealed class OrdersPageTests : PartnerPageTest
{
    [Fact]
    public async Task Tabs_count_what_they_show()
    {
        await BuysAsync("DH-1");
        await BuysAsync("DH-2");
        await PaysAsync("DH-2");
        Open("partner/orders");

        var page = Render<Pages.Partner.Orders>();

        page.WaitForAssertion(() => Assert.Equal(
            ["Tất cả2", "Chờ duyệt1", "Thành công1", "Đã hủy0", "Không được tính0"],
            page.FindAll(".tabs a").Select(tab => Words(tab))));
    }

    [Fact]
    public async Task R1_4_An_order_that_moved_to_another_partner_is_listed_with_why_and_without_a_name()
    {
        var order = await BuysAsync("DH-1");
        var rival = await World.HasPartnerAsync(Programme);
        var told = await World.Get<ReportClick>().RunAsync(
            World.KeyOf(Shop),
            new ReportClick.Input(
                "buyer of DH-1", World.Clock.GetUtcNow().AddMinutes(-30), (await World.HasLinkAsync(rival, Programme)).Code),
            CancellationToken.None);
        Assert.True(told.Value.Credited);
        Open($"partner/orders?status=not-credited&order={order.Id}");

        var page = Render<Pages.Partner.Orders>();

        page.WaitForAssertion(() =>
        {
            Assert.Contains("Từng được tính cho bạn, nay thuộc người khác", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
            Assert.Equal(["Tất cả0", "Chờ duyệt0", "Thành công0", "Đã hủy0", "Không được tính1"],
                page.FindAll(".tabs a").Select(tab => Words(tab)));
            Assert.Contains("Vì sao đơn này không được tính cho bạn", page.Find("dialog.sheet").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(rival.Name, page.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task R2_5_A_payment_shows_without_a_reload_and_says_so()
    {
        await BuysAsync("DH-1");
        Open("partner/orders");
        var page = Render<Pages.Partner.Orders>();
        page.WaitForAssertion(() => Assert.Contains("Chờ duyệt", page.Find("tbody tr").TextContent, StringComparison.Ordinal));

        await PaysAsync("DH-1");

        page.WaitForAssertion(() =>
        {
            var row = Words(page.Find("tbody tr"));
            Assert.Contains("Thành công", row, StringComparison.Ordinal);
            Assert.Contains("Đã ghi nhận", row, StringComparison.Ordinal);
            Assert.Contains("Vừa cập nhật", row, StringComparison.Ordinal);
            Assert.Equal("Đơn DH-1: Thành công", page.Find("p[role=status].visually-hidden").TextContent);
        });
    }

    [Fact]
    public async Task R2_5_A_new_order_appears_without_a_reload()
    {
        Open("partner/orders");
        var page = Render<Pages.Partner.Orders>();
        page.WaitForAssertion(() => Assert.Contains("Chưa có đơn", page.Markup, StringComparison.Ordinal));

        await BuysAsync("DH-1");

        page.WaitForAssertion(() => Assert.Contains("DH-1", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task R10_5_An_order_of_another_partner_wakes_nobody()
    {
        await BuysAsync("DH-1");
        Open("partner/orders");
        var page = Render<Pages.Partner.Orders>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        var rendered = page.RenderCount;

        var rival = await World.HasPartnerAsync(Programme);
        await BuysAsync("DH-2", await World.HasLinkAsync(rival, Programme));
        await Task.Delay(1000);

        Assert.Equal(rendered, page.RenderCount);
    }

    [Fact]
    public async Task The_total_row_is_over_the_filter()
    {
        await BuysAsync("DH-1");
        await BuysAsync("DH-2");
        await PaysAsync("DH-2");
        Open("partner/orders?status=successful");

        var page = Render<Pages.Partner.Orders>();

        page.WaitForAssertion(() =>
        {
            var total = Words(page.Find("tfoot tr"));
            Assert.Contains("100.000 ₫", total, StringComparison.Ordinal);
            Assert.Contains("Đã ghi nhận5.000 ₫", total, StringComparison.Ordinal);
            Assert.DoesNotContain("Chờ duyệt", total, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_side_sheet_tells_the_trace_the_version_and_what_comes_next()
    {
        var order = await BuysAsync("DH-1");
        Open($"partner/orders?order={order.Id}");

        var page = Render<Pages.Partner.Orders>();

        page.WaitForAssertion(() =>
        {
            var sheet = Words(page.Find("dialog.sheet"));
            Assert.Contains("Lượt nhấp cuối cùng", sheet, StringComparison.Ordinal);
            Assert.Contains("hạn 30 ngày còn 29 ngày 23 giờ", sheet, StringComparison.Ordinal);
            Assert.Contains("Phiên bản 1", sheet, StringComparison.Ordinal);
            Assert.Contains("xác nhận khách đã thanh toán", sheet, StringComparison.Ordinal);
            Assert.Contains("−500 ₫", sheet, StringComparison.Ordinal);
            Assert.Contains("4.500 ₫", sheet, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task R10_5_The_sheet_of_another_partners_order_is_empty()
    {
        var rival = await World.HasPartnerAsync(Programme);
        var order = await BuysAsync("DH-1", await World.HasLinkAsync(rival, Programme));
        Open($"partner/orders?order={order.Id}");

        var page = Render<Pages.Partner.Orders>();

        page.WaitForAssertion(
            () => Assert.Contains("Không tìm thấy đơn này", page.Find("dialog.sheet").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("DH-1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_hides_everything_says_so()
    {
        await BuysAsync("DH-1");
        Open("partner/orders?q=nothing-like-it");

        var page = Render<Pages.Partner.Orders>();

        page.WaitForAssertion(() => Assert.Contains("Bộ lọc đang ẩn hết kết quả", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_export_takes_the_filter_and_says_how_many_rows()
    {
        await BuysAsync("DH-1");
        Open("partner/orders?status=pending&range=7d&q=dh&page=2&order=x&export=open");

        var page = Render<Pages.Partner.Orders>();

        page.WaitForAssertion(() =>
        {
            var export = page.Find(".sheet a[download]");
            Assert.Equal("/exports/now?format=xlsx&list=orders&q=dh&range=7d&status=pending", export.GetAttribute("href"));
            Assert.Contains("1 dòng", page.Find(".export-sheet").TextContent, StringComparison.Ordinal);
        });
    }

    private static string Words(IElement element) => string.Join(
        ' ', element.TextContent.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)).Replace('\u00a0', ' ');
}
