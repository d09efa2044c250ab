using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way of evidence into a draft (R8.2): an owner photographs on their phone, the connection breaks in the middle and comes back, and
/// the picture is there with its thumbnail and its own time, beside which they state theirs.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class EvidenceWayTests(Browsing browsing)
{
    [Fact]
    public async Task R8_2_A_photo_is_sent_again_when_the_connection_comes_back_and_says_its_time()
    {
        await using var phone = await browsing.SignedInAsync(Role.ShopOwner, Look.Phone);
        var page = await phone.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "shop/disputes/new?kind=wrong_source&order=EV-1"));
        var main = page.Locator("main");
        await main.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Thêm bằng chứng" }).ClickAsync();
        await page.IsAtAsync("draft=");
        var taken = TimeProvider.System.GetUtcNow().AddDays(-3).ToOffset(TimeSpan.FromHours(7));
        var photo = EvidenceSamples.Jpeg(3, 1600, 1200, EvidenceSamples.Exif(taken.ToString("yyyy:MM:dd HH:mm:ss", null)));

        // twice the connection is cut
        var cut = 2;
        await page.RouteAsync(new Regex("/evidence/[0-9a-f-]+$"), async route =>
        {
            if (route.Request.Method == "POST" && Interlocked.Decrement(ref cut) >= 0)
                await route.AbortAsync("connectionreset");
            else
                await route.ContinueAsync();
        });
        Assert.Equal("environment", await main.Locator("input[capture]").GetAttributeAsync("capture"));
        await main.Locator("input[data-evidence-input]").First.SetInputFilesAsync(
        [
            new FilePayload { Name = "khách ở tiệm.jpg", MimeType = "image/jpeg", Buffer = photo },
            new FilePayload { Name = "trang.html", MimeType = "text/html", Buffer = "<html><script>alert(1)</script>"u8.ToArray() },
        ]);

        var files = main.Locator("ul.evidence > li");
        await Expect(files).ToHaveCountAsync(1);
        await Expect(files).ToContainTextAsync("khách ở tiệm.jpg");
        await Expect(main.Locator(".upload.failed")).ToContainTextAsync("Chỉ nhận ảnh");
        await Expect(main.Locator(".upload:not(.failed)")).ToHaveCountAsync(0);
        var thumbnail = files.Locator("img.upload-picture");
        await Expect(thumbnail).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('ul.evidence img').naturalWidth === 1600");

        // the file's own time is what they begin with; another one that is more than a day away stands out
        var day = files.GetByLabel("Ngày diễn ra");
        await Expect(day).ToHaveValueAsync(taken.ToString("dd/MM/yyyy", null));
        await day.FillAsync(taken.AddDays(-2).ToString("dd/MM/yyyy", null));
        await day.PressAsync("Tab");
        await files.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Lưu thời điểm" }).ClickAsync();
        await Expect(files).ToContainTextAsync("Lệch thời gian");

        if (Environment.GetEnvironmentVariable("PORTAL_WAY_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "evidence-phone.png"), FullPage = true });

        // a reload finds all of it
        await page.ReloadAsync();
        await page.IsLiveAsync();
        await Expect(files).ToContainTextAsync("Lệch thời gian");
        await Expect(thumbnail).ToBeVisibleAsync();
        var found = await page.LookedAtAsync();
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
    }
}
