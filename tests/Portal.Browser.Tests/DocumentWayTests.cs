using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way of a document: finance has a closed month's statements issued and watches, a partner reads theirs and takes it out, and a
/// stranger who got it asks whether it is genuine.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed partial class DocumentWayTests(Browsing browsing)
{
    /// <summary>Of the closed months of the demonstration's main partner the newest at a desk, the one before on a phone.</summary>
    [Theory]
    [InlineData("desk", 0)]
    [InlineData("phone", 1)]
    public async Task A_closed_month_is_issued_taken_out_and_checked(string device, int closed)
    {
        var look = Look.Of(device, "light");
        await using var partners = await browsing.SignedInAsync(Role.Partner, look);
        var partner = await partners.NewPageAsync();
        await partner.OpenAsync(new Uri(browsing.Portal, "partner/statements"));
        await partner.FitsAsync();
        await partner.ShotAsync($"document-months-{device}");
        var row = partner.Locator(".list tbody tr").Filter(new LocatorFilterOptions { HasText = "Đã chốt" }).Nth(closed)
            .Locator("a.row-link");
        var shown = Month().Match(await row.InnerTextAsync());
        var month = $"{shown.Groups["year"]}-{shown.Groups["month"]}";

        await IssueAsync(look, device, month);

        await row.ClickAsync();
        await partner.IsAtAsync($"/partner/statements/{month}$");
        var document = partner.Locator(".document");
        await Expect(document).ToContainTextAsync("Số dư đầu kỳ");
        await Expect(document).ToContainTextAsync("Số dư cuối kỳ");
        var orders = document.Locator("section").Filter(new LocatorFilterOptions
        {
            Has = partner.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Thưởng theo đơn" }),
        });
        await Expect(orders.Locator("tr.line .code").First).ToHaveTextAsync(new Regex("[0-9]"));
        await Expect(document.Locator(".document-mark")).ToHaveCountAsync(0); // nothing provisional
        await partner.IsAccessibleAsync("statement");
        await partner.FitsAsync();
        await partner.ShotAsync($"document-statement-{device}");

        Assert.Equal(($"sao-ke-{month}.pdf", "%PDF-"), await TakeAsync(partner, "Tải PDF", 5));
        Assert.Equal(($"sao-ke-{month}.xlsx", "PK"), await TakeAsync(partner, "Tải Excel", 2));

        await CheckAsync(look, device, (await document.Locator(".document-check a").GetAttributeAsync("href"))!);
    }

    /// <summary>Finance starts the run and sees it end without doing anything.</summary>
    private async Task IssueAsync(Look look, string device, string month)
    {
        await using var finance = await browsing.SignedInAsync(Role.Finance, look);
        var page = await finance.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, $"finance/months?month={month}"));
        var panel = page.Locator("section.panel").Filter(new LocatorFilterOptions { HasText = "Sao kê của cộng tác viên" });
        await panel.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Phát hành sao kê" }).ClickAsync();
        await Expect(panel.GetByRole(AriaRole.Status)).ToHaveTextAsync(new Regex(@"^Đã phát hành \d+ trên [1-9]\d*$"));
        await page.FitsAsync();
        await page.ShotAsync($"document-run-{device}");
        await Expect(panel.GetByRole(AriaRole.Status)).ToHaveTextAsync(new Regex(@"^Đã phát hành [1-9]\d* sao kê, xong lúc "));
        await page.ShotAsync($"document-run-done-{device}");
    }

    /// <summary>Somebody without a session who got the paper; one letter of its number makes it another paper.</summary>
    private async Task CheckAsync(Look look, string device, string address)
    {
        var number = address.Split('/')[^1];
        var forged = address[..^1] + (address[^1] == 'A' ? 'B' : 'A');
        await using var strangers = await browsing.StrangerAsync(look);
        var page = await strangers.NewPageAsync();
        await page.GotoAsync(address);
        await Expect(page.Locator("main")).ToContainTextAsync("Tài liệu có thật");
        await Expect(page.Locator("main")).ToContainTextAsync(number);
        await page.IsAccessibleAsync("genuine");
        await page.FitsAsync();
        await page.ShotAsync($"document-genuine-{device}");

        await page.GotoAsync(forged);
        await Expect(page.Locator("main")).ToContainTextAsync("Không có tài liệu này");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Tài liệu có thật");
        await page.FitsAsync();
        await page.ShotAsync($"document-forged-{device}");

        // typed by hand from the paper, on the page that also shows what the ledger was at each close
        await page.GotoAsync(new Uri(browsing.Portal, "check").ToString());
        await Expect(page.Locator("main tbody tr").First).ToContainTextAsync(new Regex("[0-9a-f]{64}"));
        await page.FitsAsync();
        await page.ShotAsync($"document-roots-{device}");
        await page.GetByLabel("Số tài liệu").FillAsync(number.ToLowerInvariant());
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Kiểm tra", Exact = true }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Tài liệu có thật");
    }

    private static async Task<(string Name, string Beginning)> TakeAsync(IPage page, string link, int letters)
    {
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link }).ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
        return (download.SuggestedFilename, Encoding.ASCII.GetString(bytes, 0, letters));
    }

    [GeneratedRegex("(?<month>[0-9]{2})/(?<year>[0-9]{4})")]
    private static partial Regex Month();
}
