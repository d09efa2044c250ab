using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;

namespace Portal.Browser.Tests;

/// <summary>
/// Takes the pictures of twelve key pages, some of which the README shows, from the running portal, so that they show what there is.
/// Writes only when <c>PORTAL_SCREENSHOTS=1</c> asks for it; the pages are looked at in any case.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class ScreenshotTests(Browsing browsing)
{
    private const int Largest = 300 * 1024;

    [Theory]
    // a day without anything has a column without height, which counts as hidden
    [InlineData(Role.Partner, "partner", ".columns-chart .one", "partner-overview")]
    [InlineData(Role.Partner, "partner/links", ".link-card", "partner-links")]
    [InlineData(Role.Partner, "partner/orders?range=all", ".list tbody tr", "partner-orders")]
    [InlineData(Role.Partner, "partner/earnings?range=all", ".list tbody tr", "partner-earnings")]
    [InlineData(Role.Partner, "partner/withdrawals", ".checklist", "partner-withdrawals")]
    [InlineData(Role.ShopOwner, "shop/orders", ".list tbody tr", "shop-orders")]
    [InlineData(Role.ShopOwner, "shop/imports", ".steps-bar", "shop-imports")]
    [InlineData(Role.Finance, "finance", ".columns-chart .one", "finance-to-do")]
    [InlineData(Role.Finance, "finance/months", ".tiles", "finance-months")]
    [InlineData(Role.Finance, "finance/batches", ".list", "finance-batches")]
    [InlineData(Role.Admin, "admin/partners", ".list tbody tr", "admin-partners")]
    [InlineData(Role.Admin, "admin/audit", ".list tbody tr", "admin-audit")]
    public async Task A_key_page(Role role, string path, string drawnLast, string name)
    {
        await using var context = await browsing.SignedInAsync(role, new Look(1280, 860, "light"));
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, path));
        await page.Locator(drawnLast).Filter(new() { Visible = true }).First.WaitForAsync();

        var picture = await page.ScreenshotAsync(
            new PageScreenshotOptions { Type = ScreenshotType.Png, Animations = ScreenshotAnimations.Disabled });

        Assert.InRange(picture.Length, 1, Largest);
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") == "1")
        {
            var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "screenshots"));
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{name}.png"), picture);
        }
    }
}
