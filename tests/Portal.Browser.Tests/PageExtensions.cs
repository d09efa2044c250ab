using Microsoft.Playwright;

namespace Portal.Browser.Tests;

internal static class PageExtensions
{
    /// <summary>Opens a page of the portal and waits until it hears clicks, and has shown what it loads.</summary>
    public static async Task OpenAsync(this IPage page, Uri address)
    {
        var answer = await page.GotoAsync(address.ToString());
        Assert.True(answer!.Ok, $"{page.Url} answered {answer.Status}");
        await page.IsLiveAsync();
    }

    /// <summary>Until the connection stands and nothing is loading any more.</summary>
    public static async Task IsLiveAsync(this IPage page)
    {
        await page.Locator("html[data-live]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true], .loading, .bone')");
    }
}
