using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Finding an order from any page without a mouse, and saying what happened to it.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class SearchWayTests(Browsing browsing)
{
    [Fact]
    public async Task The_slash_key_searches_from_anywhere_and_the_arrows_choose_what_is_suggested()
    {
        await using var owners = await browsing.SignedInAsync(Role.ShopOwner);
        var page = await owners.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "shop/orders?range=all"));
        var code = await page.Locator("tbody .row-link strong").First.InnerTextAsync();

        await page.Keyboard.PressAsync("/");
        var field = page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Tìm đơn, liên kết, người" });
        await Expect(field).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(code.ToLowerInvariant());
        var options = page.GetByRole(AriaRole.Listbox).GetByRole(AriaRole.Option);
        await Expect(options.First.Locator("mark").First).ToHaveTextAsync(code);
        Assert.Empty((await page.LookedAtAsync()).Violations.Select(
            violation => $"{violation.Id} {violation.Nodes.FirstOrDefault()?.Html}"));

        // Esc closes and keeps what was typed; the arrow asks again
        await page.Keyboard.PressAsync("Escape");
        await Expect(options).ToHaveCountAsync(0);
        await Expect(field).ToHaveValueAsync(code.ToLowerInvariant());
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(options.First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await page.IsAtAsync("/shop/orders\\?order=");
        await Expect(page.Locator("dialog.sheet[open] h2")).ToContainTextAsync(code);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog.sheet[open]")).ToHaveCountAsync(0);

        // without a choice Enter shows all of it, marked; the focus came back to where it was
        await Expect(field).ToBeFocusedAsync();
        await field.FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await page.IsAtAsync("/search\\?q=");
        await Expect(page.Locator(".hits mark").First).ToHaveTextAsync(code);
    }

    [Fact]
    public async Task A_payment_is_dated_in_the_portals_own_fields_and_the_focus_goes_to_what_was_recorded()
    {
        await using var owners = await browsing.SignedInAsync(Role.ShopOwner);
        var page = await owners.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "shop/orders?range=all&status=pending&sort=placed"));
        await page.Locator("tbody a.row-link").First.ClickAsync();
        await page.Locator("dialog.sheet[open] footer button.primary").ClickAsync();
        var dialog = page.Locator("dialog.dialog[open]");
        var day = dialog.GetByLabel("Ngày xảy ra", new LocatorGetByLabelOptions { Exact = true });
        await Expect(day).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"^\d\d/\d\d/\d{4}$"));
        await Expect(dialog.GetByLabel("Giờ", new LocatorGetByLabelOptions { Exact = true }))
            .ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"^\d\d:\d\d$"));

        // the calendar lies above the dialog, and Esc closes it alone
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Mở lịch" }).ClickAsync();
        await Expect(dialog.Locator(".mud-picker-calendar").First).ToBeVisibleAsync();
        Assert.Empty((await page.LookedAtAsync()).Violations.Select(
            violation => $"{violation.Id} {violation.Nodes.FirstOrDefault()?.Html}"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog.Locator(".mud-picker-calendar")).ToHaveCountAsync(0);
        await Expect(dialog).ToHaveCountAsync(1);

        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(page.Locator("dialog.sheet[open] .result")).ToContainTextAsync("Đã xác nhận khách thanh toán.");
        await Expect(page.Locator("dialog.sheet[open] .result")).ToBeFocusedAsync();
    }
}
