using System.Globalization;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// A programme's settings from hand to hand (R10.1): the admin changes them as a form, sees what they would have made of last
/// month, saves them with a note and takes them back; the partner reads what holds and what is announced.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class ProgrammeWayTests(Browsing browsing)
{
    private const string Code = "affiliate-vnpt";
    private const string Note = "Rút ngắn thời hạn ghi nhận theo đối soát quý";

    [Fact]
    public async Task R10_1_Settings_are_tried_saved_read_by_the_partner_and_withdrawn()
    {
        await using var admin = await browsing.SignedInAsync(Role.Admin);
        await using var partner = await browsing.SignedInAsync(Role.Partner, Look.Phone);
        var page = await admin.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "admin/programmes"));
        await page.Locator("tbody tr").Filter(new LocatorFilterOptions { HasText = Code }).Locator("a.row-link").ClickAsync();
        await Expect(page.Locator(".rules")).ToContainTextAsync("trong vòng 30 ngày");
        await page.IsAccessibleAsync("programme");

        // a date behind orders that were decided is refused where it was typed, and the rest stays
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Đổi thiết lập" }).ClickAsync();
        await page.GetByLabel("Thời hạn ghi nhận").FillAsync("1");
        await page.GetByLabel("Hiệu lực từ ngày").FillAsync("01/01/2024");
        await Button(page, "Xem trước").ClickAsync();
        await Expect(page.Locator(".field-error")).ToContainTextAsync("Hãy chọn thời điểm sau");
        await Expect(page.GetByLabel("Thời hạn ghi nhận")).ToHaveValueAsync("1");
        await page.IsAccessibleAsync("form");

        await page.GetByLabel("Hiệu lực từ ngày")
            .FillAsync(TimeProvider.System.GetUtcNow().AddDays(20).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
        await Button(page, "Xem trước").ClickAsync();
        await Expect(page.Locator(".differences")).ToContainTextAsync("30 ngày");
        await Expect(page.Locator(".replay")).ToContainTextAsync("đơn sẽ có kết quả khác");
        await Expect(page.Locator(".replay tfoot")).ToContainTextAsync("−");
        await Expect(page.Locator(".replay .why").First).ToContainTextAsync("Được tính → Quá hạn ghi nhận");
        await page.Locator(".samples summary").First.ClickAsync();
        await Expect(page.Locator(".samples .trace-step").First).ToBeVisibleAsync();
        await page.IsAccessibleAsync("preview");

        await page.GetByLabel("Lý do thay đổi").FillAsync(Note);
        await page.Locator("main button.primary").ClickAsync();
        await Expect(page.Locator(".notice")).ToContainTextAsync("Đã lưu phiên bản");
        var version = page.Locator(".change-log [role=listitem]").Filter(new LocatorFilterOptions { HasText = Note });
        await Expect(version).ToContainTextAsync("Sắp áp dụng");

        var reader = await partner.NewPageAsync();
        await reader.OpenAsync(new Uri(browsing.Portal, $"partner/programmes?programme={Code}"));
        await Expect(reader.Locator(".rules")).ToContainTextAsync("trong vòng 30 ngày");
        await Expect(reader.Locator(".notice")).ToContainTextAsync("Quy tắc sẽ thay đổi từ");
        await Expect(reader.Locator(".change-log")).ToContainTextAsync(Note);
        await reader.IsAccessibleAsync("partner");

        await version.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Rút lại phiên bản" }).ClickAsync();
        await page.Locator("dialog.dialog[open] button.danger").ClickAsync();
        await Expect(version).ToContainTextAsync("Đã rút lại");
        await reader.OpenAsync(new Uri(browsing.Portal, $"partner/programmes?programme={Code}"));
        await Expect(reader.Locator(".change-log")).ToContainTextAsync("Đã rút lại");
        await Expect(reader.Locator(".notice")).ToHaveCountAsync(0);
        await page.IsAccessibleAsync("programme after the withdrawal");
        await reader.IsAccessibleAsync("partner after the withdrawal");
    }

    private static ILocator Button(IPage page, string name) =>
        page.Locator("main").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
