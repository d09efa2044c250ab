using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>What a page does when its connection breaks.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class ConnectionTests(Browsing browsing)
{
    private const string Typed = "https://nothing.example/ao-thun";

    /// <summary>Remembers the page's connections, so that a test can break them.</summary>
    private const string Remember = """
        window.connections = [];
        window.WebSocket = class extends WebSocket { constructor(...what) { super(...what); window.connections.push(this); } };
        """;

    [Fact]
    public async Task What_was_being_typed_when_the_connection_broke_is_there_when_it_stands_again_and_can_be_sent()
    {
        await using var context = await browsing.SignedInAsync(Role.Partner);
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Remember);
        await page.OpenAsync(new Uri(browsing.Portal, "partner/links"));
        var address = page.GetByLabel("Địa chỉ trang sản phẩm");
        await address.PressSequentiallyAsync(Typed);

        await page.EvaluateAsync("() => window.connections.forEach(one => one.close())");
        await page.WaitForFunctionAsync(
            "() => window.connections.length > 1 && window.connections.at(-1).readyState === 1 && !document.querySelector('dialog[open]')");

        await Expect(address).ToHaveValueAsync(Typed);
        await address.PressAsync("Enter");
        await Expect(page.Locator("main")).ToContainTextAsync("Chương trình không nhận trang nothing.example");
        await Expect(address).ToHaveValueAsync(Typed);
    }
}
