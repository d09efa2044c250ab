using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;

namespace Portal.Browser.Tests;

/// <summary>
/// Takes the README's picture from the running portal, so that it shows what there is. Writes only when
/// <c>PORTAL_SCREENSHOTS=1</c> asks for it; the page is looked at in any case.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class ScreenshotTests(Browsing browsing)
{
    private const int Largest = 300 * 1024;

    [Fact]
    public async Task The_partners_overview_for_the_readme()
    {
        await using var context = await browsing.SignedInAsync(Role.Partner, new Look(1280, 860, "light"));
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner"));
        // A day without anything has a column without height, which counts as hidden.
        await page.Locator(".chart-area .rz-column-series path").Filter(new() { Visible = true }).First.WaitForAsync();

        var picture = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Png, Animations = ScreenshotAnimations.Disabled });

        Assert.InRange(picture.Length, 1, Largest);
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") == "1")
        {
            var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "screenshots"));
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "partner-overview.png"), picture);
        }
    }
}
