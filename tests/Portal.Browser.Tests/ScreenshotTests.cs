using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;

namespace Portal.Browser.Tests;

/// <summary>
/// Takes the README's pictures from the running portal, so that they show what there is. Writes only when
/// <c>PORTAL_SCREENSHOTS=1</c> asks for it; the pages are looked at in any case.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class ScreenshotTests(Browsing browsing)
{
    private const int Largest = 300 * 1024;

    [Theory]
    // a day without anything has a column without height, which counts as hidden
    [InlineData(Role.Partner, "partner", ".chart-area .rz-column-series path", "partner-overview")]
    [InlineData(Role.ShopOwner, "shop/orders", "tbody tr", "shop-orders")]
    [InlineData(Role.Finance, "finance/months", ".tiles", "finance-months")]
    public async Task A_page_for_the_readme(Role role, string path, string drawnLast, string name)
    {
        await using var context = await browsing.SignedInAsync(role, new Look(1280, 860, "light"));
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, path));
        await page.Locator(drawnLast).Filter(new() { Visible = true }).First.WaitForAsync();

        var picture = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Png, Animations = ScreenshotAnimations.Disabled });

        Assert.InRange(picture.Length, 1, Largest);
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") == "1")
        {
            var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "screenshots"));
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{name}.png"), picture);
        }
    }
}
