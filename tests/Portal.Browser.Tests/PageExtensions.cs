using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

public static class PageExtensions
{
    /// <summary>Opens a page of the portal and waits until it hears clicks, and has shown what it loads.</summary>
    public static async Task OpenAsync(this IPage page, Uri address)
    {
        var answer = await page.GotoAsync(address.ToString());
        Assert.True(answer!.Ok, $"{page.Url} answered {answer.Status}");
        await page.IsLiveAsync();
    }

    /// <summary>What axe finds on the page as it is; it need not tell what is right.</summary>
    public static Task<AxeResult> LookedAtAsync(this IPage page) =>
        page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });

    /// <summary>Nothing on the page as it is keeps somebody out.</summary>
    /// <param name="page">As it is.</param>
    /// <param name="name">What it shows, for the failure.</param>
    public static async Task IsAccessibleAsync(this IPage page, string name)
    {
        var result = await page.LookedAtAsync();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{name}: {violation.Id} {violation.Nodes.FirstOrDefault()?.Html}"));
    }

    /// <summary>Nobody has to push the page sideways to read it.</summary>
    public static async Task FitsAsync(this IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), page.Url);

    /// <summary>Keeps a picture of the page where somebody wants to look at it.</summary>
    public static async Task ShotAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PORTAL_WAY_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    /// <summary>Chooses a file in a field of the portal's, as soon as it takes one.</summary>
    public static async Task TakeFileAsync(this ILocator input, FilePayload file)
    {
        await Assertions.Expect(input.Locator("xpath=ancestor::*[@data-ready][1]")).ToHaveAttributeAsync("data-ready", "true");
        await input.SetInputFilesAsync(file);
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

    /// <summary>Opens the select with the label, and presses the choice.</summary>
    public static async Task ChooseAsync(this ILocator within, string label, string choice)
    {
        var list = within.Page.Locator(".mud-popover-open .mud-list");
        await within.GetByLabel(label, new LocatorGetByLabelOptions { Exact = true }).ClickAsync();
        await list.Locator(".mud-list-item").GetByText(choice, new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await Assertions.Expect(list).ToHaveCountAsync(0);
    }

    public static Task ChooseAsync(this IPage page, string label, string choice) => page.Locator("body").ChooseAsync(label, choice);
}
