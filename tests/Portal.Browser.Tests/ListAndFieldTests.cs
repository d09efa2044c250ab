using System.Globalization;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>What hands do in lists and amount fields.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class ListAndFieldTests(Browsing browsing)
{
    [Theory]
    [InlineData("time.instant")]
    [InlineData("button.chip")]
    [InlineData("td.number")]
    public async Task A_row_opens_wherever_it_is_pressed(string what)
    {
        await using var context = await browsing.SignedInAsync(Role.Partner);
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner/orders?range=all"));
        var row = page.Locator($".list tbody tr.linked:has({what})").First;

        // where it lies, whatever part of the row is on top there
        await row.Locator(what).First.ClickAsync(new LocatorClickOptions { Force = true });

        await page.IsAtAsync("[?&]order=");
        await Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_amount_is_grouped_and_judged_while_it_is_typed()
    {
        await browsing.HasMoneyAsync();
        await using var context = await browsing.SignedInAsync(Role.Partner);
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner/withdrawals"));
        var amount = page.Locator("input[data-amount]");
        var says = page.Locator($"#{await amount.GetAttributeAsync("data-says")}");
        var most = long.Parse((await amount.GetAttributeAsync("data-most"))!, CultureInfo.InvariantCulture);

        await amount.PressSequentiallyAsync("1234567");
        await Expect(amount).ToHaveValueAsync("1.234.567");
        await amount.PressAsync("Backspace");
        await Expect(amount).ToHaveValueAsync("123.456");

        // the figure in the middle is changed where it stands
        await amount.PressAsync("Home");
        await amount.PressSequentiallyAsync("9");
        await Expect(amount).ToHaveValueAsync("9.123.456");

        await amount.FillAsync("");
        await amount.PressSequentiallyAsync((most + 1).ToString(CultureInfo.InvariantCulture));
        await Expect(says).ToContainTextAsync("Nhiều nhất là");
        await amount.PressAsync("Backspace");
        await Expect(says).ToBeEmptyAsync();

        await amount.FillAsync("");
        await amount.PressSequentiallyAsync("-5");
        await Expect(says).ToContainTextAsync("không được âm");

        await amount.FillAsync("");
        await amount.PressSequentiallyAsync("1.23.4");
        await Expect(says).ToContainTextAsync("1.234.567");
        Assert.Equal("1.23.4", await amount.InputValueAsync());

        // nothing of that reaches a dialog
        await amount.FillAsync((most + 1).ToString(CultureInfo.InvariantCulture));
        await page.Locator("form:has(input[data-amount]) button[type=submit]").ClickAsync();
        await Expect(page.Locator(".field.wrong .field-error").First).ToContainTextAsync("Phải từ");
        Assert.Equal(0, await page.Locator("dialog[open]").CountAsync());
    }
}
