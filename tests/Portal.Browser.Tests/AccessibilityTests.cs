using System.Globalization;
using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Web.Components.Layout;

namespace Portal.Browser.Tests;

/// <summary>
/// Axe finds nothing, of whatever impact, on any page that any role can reach from its menu, nor on what is open to all, by
/// day and by night; and no page says anything in the console. The menus say which pages there are, so that a new one is looked at
/// without a new test.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class AccessibilityTests(Browsing browsing)
{
    private static readonly string[] OpenPages =
    [
        "account/sign-in", "account/forgot-password", "no-such-page", "r/no-such-link", "demo-shop", "demo-shop/products/PK-SAC20W",
        "demo-shop/cart", "demo-shop/admin",
    ];

    private static readonly AxeRunOptions EveryRule = new() { ResultTypes = [ResultType.Violations] };

    // the theme changes colours and nothing else
    private static readonly AxeRunOptions Colours = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
    };

    public static TheoryData<Role, string> Menus()
    {
        var cases = new TheoryData<Role, string>();
        foreach (var role in Enum.GetValues<Role>())
            cases.Add(role, "desk");
        cases.Add(Role.Partner, "phone");
        cases.Add(Role.ShopOwner, "phone");
        cases.Add(Role.Admin, "phone");
        return cases;
    }

    [Theory]
    [MemberData(nameof(Menus))]
    public async Task Every_page_of_a_menu_is_accessible_by_day_and_by_night(Role role, string device)
    {
        await using var context = await browsing.SignedInAsync(role, Look.Of(device, "light"));
        var page = await context.NewPageAsync();
        var found = new StringBuilder();
        ListenTo(page, found);
        await page.OpenAsync(browsing.Portal);
        await CollectAsync(page, "/", found);
        foreach (var href in Menu.Of(role).Where(item => Permission.Of(role).Contains(item.Permission)).Select(item => item.Href))
        {
            await page.OpenAsync(new Uri(browsing.Portal, href));
            await CollectAsync(page, href, found);

            // what a row opens is half of the page
            if (await page.Locator("a.row-link").CountAsync() > 0)
            {
                await page.Locator("a.row-link").First.ClickAsync();
                await page.Locator("dialog[open]").Or(page.Locator("h1")).First.WaitForAsync();
                await page.IsLiveAsync();
                await CollectAsync(page, href + " (row)", found);
            }
        }

        Assert.True(found.Length == 0, found.ToString());
    }

    [Theory]
    [InlineData("desk")]
    [InlineData("phone")]
    public async Task Every_page_for_all_is_accessible_by_day_and_by_night(string device)
    {
        await using var context = await browsing.StrangerAsync(Look.Of(device, "light"));
        var page = await context.NewPageAsync();
        var found = new StringBuilder();
        ListenTo(page, found);
        foreach (var path in OpenPages)
        {
            await page.GotoAsync(new Uri(browsing.Portal, path).ToString());
            await CollectAsync(page, path, found);
        }

        Assert.True(found.Length == 0, found.ToString());
    }

    // what the connection's own script says about itself is information; and an address that does not exist is an error by itself
    private static void ListenTo(IPage page, StringBuilder found) => page.Console += (_, message) =>
    {
        if (message.Type is "error" or "warning" && !message.Text.Contains("404 (Not Found)", StringComparison.Ordinal))
            found.AppendLine(CultureInfo.InvariantCulture, $"{page.Url} says in the console: {message.Text}");
    };

    private static async Task CollectAsync(IPage page, string name, StringBuilder found)
    {
        Collect(await page.RunAxe(EveryRule), name, found);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        Collect(await page.RunAxe(Colours), name + " by night", found);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
    }

    private static void Collect(AxeResult result, string name, StringBuilder found)
    {
        foreach (var violation in result.Violations)
        {
            foreach (var node in violation.Nodes.Take(4))
                found.AppendLine(CultureInfo.InvariantCulture, $"{name}: {violation.Id} ({violation.Impact}) {Short(node)}");
        }
    }

    private static string Short(AxeResultNode node) => node.Html.Length > 200 ? node.Html[..200] : node.Html;
}
