using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
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

    /// <summary>
    /// Until the page's address matches. Not with <c>WaitForURLAsync</c>: it compares once and then listens, and what arrives
    /// between the two it never hears of, so that a quick answer was now and then waited for in vain.
    /// </summary>
    public static Task IsAtAsync(this IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>Until the connection stands and nothing is loading any more.</summary>
    public static async Task IsLiveAsync(this IPage page)
    {
        await page.Locator("html[data-live]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true], .loading, .bone')");
    }
}
