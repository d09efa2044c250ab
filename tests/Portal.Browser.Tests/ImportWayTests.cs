using System.Text;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>A shop without a link to the portal reports its orders by a file, as a spreadsheet in Vietnam saves it.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class ImportWayTests(Browsing browsing)
{
    private const string Report = "Mã đơn;Ngày đặt;Món;Số lượng;Đơn giá;Thực thu\r\n"
        + "CSV-1;1/6/2025 9:05;\"Áo dài; lụa\";2;1.250.000;2.500.000\r\n"
        + "CSV-2;hôm qua;Nón lá;1;50.000;50.000\r\n"
        + "CSV-3;2/6/2025 20:15;Quạt điện;1;990.000;990.000\r\n";

    [Fact]
    public async Task A_report_is_mapped_checked_and_imported_once_however_often_it_is_sent()
    {
        await using var owner = await browsing.SignedInAsync(Role.ShopOwner);
        var page = await owner.NewPageAsync();
        await UploadAsync(page);

        // what its name tells is proposed; the one column that nobody knows is chosen by hand
        await Expect(page.GetByLabel("Mã đơn", Exact)).ToHaveValueAsync("Mã đơn");
        await Expect(page.GetByLabel("Đặt lúc", Exact)).ToHaveValueAsync("Ngày đặt");
        await Expect(page.GetByLabel("Khách trả (không bắt buộc)", Exact)).ToHaveValueAsync("Thực thu");
        await Expect(page.Locator("main form .notice")).ToHaveTextAsync("Còn thiếu 1 cột bắt buộc: Tên sản phẩm");
        await page.ChooseAsync("Tên sản phẩm", "Món");
        await Expect(page.Locator("main form .notice")).ToHaveTextAsync("Đã đủ các cột bắt buộc.");
        await Expect(page.Locator("main form .preview")).ToContainTextAsync("Áo dài; lụa");
        await IsAccessibleAsync(page);
        await Button(page, "Kiểm tra thử").ClickAsync();

        // the dry run names the line as a spreadsheet counts it, and writes nothing
        await Expect(Button(page, "Nhập 2 đơn")).ToBeVisibleAsync();
        await Expect(Tile(page, "Đơn có lỗi")).ToHaveTextAsync("1");
        var problem = page.Locator("tbody tr");
        await Expect(problem).ToHaveCountAsync(1);
        await Expect(problem.Locator("td").First).ToHaveTextAsync("3");
        await Expect(problem).ToContainTextAsync("CSV-2");
        await Expect(problem).ToContainTextAsync("Ngày đặt");
        await Expect(problem).ToContainTextAsync("“hôm qua”");
        await OrdersAreAsync(owner, 0);

        await Button(page, "Nhập 2 đơn").ClickAsync();
        await Expect(page.Locator("dialog[open]"))
            .ToContainTextAsync("2 đơn mới và 0 trạng thái mới sẽ được ghi; 1 đơn có lỗi được bỏ qua.");
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Nhập 2 đơn" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Đã nhập xong lúc");
        await Expect(Tile(page, "Đơn mới")).ToHaveTextAsync("2");
        await Expect(Tile(page, "Đơn có lỗi")).ToHaveTextAsync("1");
        await OrdersAreAsync(owner, 2);

        // the columns are remembered, and so is the file
        await UploadAsync(page);
        await Expect(page.Locator("main")).ToContainTextAsync("Đúng tệp này đã được nhập trước đây");
        await Expect(page.Locator("main")).ToContainTextAsync("không có đơn mới");
        await Expect(Tile(page, "Đơn mới")).ToHaveTextAsync("0");
        await Expect(Tile(page, "Đơn đã có")).ToHaveTextAsync("2");
        await Expect(page.Locator("main button.primary")).ToHaveCountAsync(0);
        await OrdersAreAsync(owner, 2);
    }

    private static PageGetByLabelOptions Exact => new() { Exact = true };

    private async Task UploadAsync(IPage page)
    {
        await page.OpenAsync(new Uri(browsing.Portal, "shop/imports"));
        await page.Locator("input[type=file]").TakeFileAsync(new FilePayload
        {
            Name = "bao-cao-thang-6.csv",
            MimeType = "text/csv",
            Buffer = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Report)],
        });
        await page.IsAtAsync("/shop/imports/.");

        // the focus goes to what was made
        await Expect(page.Locator("h1")).ToHaveTextAsync("bao-cao-thang-6.csv");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
    }

    private static async Task IsAccessibleAsync(IPage page)
    {
        var result = await page.LookedAtAsync();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id} {violation.Nodes.FirstOrDefault()?.Html}"));
    }

    private async Task OrdersAreAsync(IBrowserContext owner, int count)
    {
        var page = await owner.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "shop/orders?range=all&q=CSV-"));
        await Expect(page.Locator("tbody tr").Filter(new LocatorFilterOptions { HasText = "CSV-" })).ToHaveCountAsync(count);
        await page.CloseAsync();
    }

    private static ILocator Button(IPage page, string name) =>
        page.Locator("main").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });

    private static ILocator Tile(IPage page, string label) =>
        page.Locator(".tile").Filter(new LocatorFilterOptions { HasText = label }).Locator(".figure");
}
