using System.Text;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way of a shop's money (R7.7): the owner reads and confirms the week's statement, finance makes the settlement of the week, another
/// approves it, the bank pays, and the owner sees what came. Once looked through and discarded at a desk, then the whole way on phones.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class SettlementWayTests(Browsing browsing)
{
    private const string Owner = "thuedo@demo.example";

    [Fact]
    public async Task R7_7_Finance_settles_a_week_with_two_people_and_the_owner_sees_it_paid()
    {
        await using var owners = await browsing.StrangerAsync(Look.Phone);
        var shop = await owners.NewPageAsync();
        await browsing.SignInAsync(shop, Owner);
        await shop.OpenAsync(new Uri(browsing.Portal, "shop/statements"));
        await shop.IsAccessibleAsync("statements");
        await shop.Locator(".list tbody a.row-link").First.ClickAsync();
        await Expect(shop.Locator("main")).ToContainTextAsync("Chờ xác nhận");
        await shop.IsAccessibleAsync("statement");
        var statement = shop.Url;
        await Button(shop.Locator("main"), "Xác nhận sao kê").ClickAsync();
        await Button(shop.Locator("dialog[open]"), "Xác nhận sao kê").ClickAsync();
        await Expect(shop.Locator("main")).ToContainTextAsync("Đã chốt");
        await shop.ShotAsync("settle-statement");

        // at a desk: made, looked at and given up by whoever made it
        await using var desk = await browsing.SignedInAsync(Role.Finance);
        var maker = await desk.NewPageAsync();
        await MakeAsync(maker);
        await Expect(maker.Locator("main")).ToContainTextAsync("Thuê Đồ");
        await maker.ShotAsync("settle-batch-desk");
        await Button(maker.Locator("main"), "Bỏ lô chi").ClickAsync();
        await Button(maker.Locator("dialog[open]"), "Bỏ lô chi").ClickAsync();
        await Expect(maker.Locator("main")).ToContainTextAsync("Đã bỏ lô chi");

        await using var phone = await browsing.SignedInAsync(Role.Finance, Look.Phone);
        var finance = await phone.NewPageAsync();
        await MakeAsync(finance);
        Assert.Equal(0, await Button(finance.Locator("main"), "Duyệt lô chi").CountAsync());
        await finance.ShotAsync("settle-batch-phone");

        await using var approvers = await browsing.SignedInAsync(Role.FinanceApprover, Look.Phone);
        var approver = await approvers.NewPageAsync();
        await approver.OpenAsync(new Uri(finance.Url));
        await Button(approver.Locator("main"), "Duyệt lô chi").ClickAsync();
        await Button(approver.Locator("dialog[open]"), "Duyệt lô chi").ClickAsync();
        await Expect(approver.Locator("main")).ToContainTextAsync("Chờ ngân hàng");

        // the open page follows
        var download = await finance.RunAndWaitForDownloadAsync(
            () => finance.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Tải CSV" }).ClickAsync());
        var lines = (await File.ReadAllTextAsync(await download.PathAsync())).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        await finance.Locator("input[type=file]").TakeFileAsync(new FilePayload
        {
            Name = "ket-qua.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes($"{lines[0]},Trạng thái,Lý do\r\n{lines[1]},Thành công,"),
        });
        await Expect(finance.Locator("main")).ToContainTextAsync("Hoàn tất");
        await finance.IsAccessibleAsync("settled");
        await finance.ShotAsync("settle-settled-phone");

        await shop.OpenAsync(new Uri(statement));
        await Expect(shop.Locator("main")).ToContainTextAsync("Đã chuyển");
        await shop.ShotAsync("settle-paid");
    }

    private async Task MakeAsync(IPage page)
    {
        await page.OpenAsync(new Uri(browsing.Portal, "finance/settlements"));
        await Expect(page.Locator("main")).ToContainTextAsync("Quyết toán cửa hàng");
        await page.IsAccessibleAsync("settlements");
        await Button(page.Locator("main"), "Lập lô chi").First.ClickAsync();
        await Button(page.Locator("dialog[open]"), "Lập lô chi").ClickAsync();
        await page.IsAtAsync("/finance/batches/[0-9a-f-]{36}$");
        await Expect(page.Locator("main")).ToContainTextAsync("Đang chờ kế toán duyệt chi");
        await page.IsAccessibleAsync("batch");
    }

    private static ILocator Button(ILocator within, string name) =>
        within.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
