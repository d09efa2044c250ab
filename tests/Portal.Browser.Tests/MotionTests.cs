using Microsoft.Playwright;
using Portal.App.Platform.Security;

namespace Portal.Browser.Tests;

/// <summary>Whoever asks their device for less motion sees none.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class MotionTests(Browsing browsing)
{
    /// <summary>How many elements of the page, of its open sheet and of what floats above them would move.</summary>
    private const string Moving = """
        () => [...document.querySelectorAll("*")].filter(element => ["", "::before", "::after"].some(part => {
          const style = getComputedStyle(element, part || null);
          return style.animationName !== "none" || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0);
        })).length
        """;

    [Fact]
    public async Task Nothing_moves_for_whoever_asks_for_less_motion()
    {
        await using var context = await browsing.SignedInAsync(Role.Partner);
        var page = await context.NewPageAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.NoPreference });
        await page.OpenAsync(new Uri(browsing.Portal, "partner/orders?range=all"));
        await page.Locator("a.row-link").First.ClickAsync();
        await page.Locator("dialog[open]").WaitForAsync();
        Assert.NotEqual(0, await page.EvaluateAsync<int>(Moving));

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        Assert.Equal(0, await page.EvaluateAsync<int>(Moving));
    }
}
