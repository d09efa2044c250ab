using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>What a partner does with their lists by thumb and by keyboard.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class PartnerListTests(Browsing browsing)
{
    [Fact]
    public async Task On_a_phone_filters_and_order_stand_in_one_sheet()
    {
        await using var context = await browsing.SignedInAsync(Role.Partner, Look.Phone);
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner/orders?range=all"));
        await Expect(page.Locator(".filter-bar .filters")).Not.ToBeVisibleAsync();

        await page.Locator(".filter-button").ClickAsync();
        var sheet = page.Locator("dialog.sheet[open]");
        await sheet.GetByLabel("Thứ tự").SelectOptionAsync("-reward");
        await page.IsAtAsync("sort=-reward");
        await sheet.Locator(".range summary").ClickAsync();

        // the one that keeps the order: on a busy machine the link is drawn anew a moment after the address changed
        await sheet.Locator("a[href*='sort=-reward']", new LocatorLocatorOptions { HasText = "Năm nay" }).ClickAsync();
        await page.IsAtAsync("range=year");
        await sheet.Locator("footer .primary").ClickAsync();

        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await page.IsAtAsync("range=year&sort=-reward$");
        await Expect(page.Locator(".filter-button")).ToHaveTextAsync("Lọc và sắp xếp (1)");

        // a card says what the order is, and two figures
        var card = page.Locator(".list tbody tr").First;
        Assert.Equal(4, await card.Locator("td").EvaluateAllAsync<int>("cells => cells.filter(cell => cell.checkVisibility()).length"));
    }

    [Fact]
    public async Task On_a_phone_a_partner_is_found_in_the_sheet_and_a_chip_takes_them_away()
    {
        await using var context = await browsing.SignedInAsync(Role.Finance, Look.Phone);
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "finance/ledger?range=all"));
        var all = await page.Locator(".list").GetAttributeAsync("data-count");

        await page.Locator(".filter-button").ClickAsync();
        var sheet = page.Locator("dialog.sheet[open]");
        await sheet.GetByLabel("Cộng tác viên", new() { Exact = true }).FillAsync("lan");
        await sheet.Locator(".mud-popover-open .mud-list-item").GetByText("Nguyễn Thị Lan").ClickAsync();
        await page.IsAtAsync("partner=");
        await sheet.Locator("footer .primary").ClickAsync();

        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        var chip = page.Locator(".filter-chips a", new PageLocatorOptions { HasText = "Nguyễn Thị Lan" });
        await Expect(chip).ToBeVisibleAsync();
        await Expect(page.Locator(".list tbody")).Not.ToContainTextAsync("Trần Quốc Bảo");
        await chip.ClickAsync();
        await Expect(chip).ToHaveCountAsync(0);
        await Expect(page.Locator(".list")).ToHaveAttributeAsync("data-count", all!);
        await page.IsAtAsync("range=all$");
    }

    [Fact]
    public async Task A_row_is_one_stop_of_the_Tab_key_and_arrows_lead_to_its_chips()
    {
        await using var context = await browsing.SignedInAsync(Role.Partner);
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner/orders?range=all"));
        var rows = page.Locator(".list tbody tr.linked");
        await rows.Nth(0).Locator(".row-link").FocusAsync();

        await page.Keyboard.PressAsync("Tab");
        await Expect(rows.Nth(1).Locator(".row-link")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(rows.Nth(2).Locator(".row-link")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(rows.Nth(2).Locator("button").First).ToBeFocusedAsync();
        await Expect(page.Locator("#tooltip")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(rows.Nth(2).Locator(".row-link")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_link_card_hears_the_keys_of_its_menu()
    {
        await using var context = await browsing.SignedInAsync(Role.Partner);
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner/links"));
        var card = page.Locator(".link-card").First;
        await card.FocusAsync();

        await page.Keyboard.PressAsync("q");
        var picture = page.Locator("dialog.qr-dialog[open]");
        await Expect(picture.Locator("img")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(picture).ToHaveCountAsync(0);
        await Expect(card).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("e");
        var edit = page.Locator("dialog[open]");
        await edit.ChooseAsync("Loại liên kết", "Biểu ngữ");
        await edit.GetByLabel("Nhãn kênh").FillAsync("nhóm zalo");
        await page.Keyboard.PressAsync("Enter");
        await Expect(edit).ToHaveCountAsync(0);
        await Expect(card.Locator(".mark")).ToHaveTextAsync("nhóm zalo");
        await Expect(card).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("dialog[open]")).ToContainTextAsync("liên kết");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);

        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Thao tác với liên kết" }).ClickAsync();
        await page.Locator(".mud-popover-open").GetByText("Nhân bản").ClickAsync();
        await page.IsAtAsync("copy=");
    }

    [Fact]
    public async Task Whoever_makes_a_link_goes_on_with_it()
    {
        await using var context = await browsing.SignedInAsync(Role.Partner);
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner/links"));
        await page.GetByLabel("Địa chỉ trang sản phẩm").FillAsync("https://vnptshop.example/san-pham/%C4%91i%E1%BB%87n-tho%E1%BA%A1i");
        await page.Locator(".link-maker button[type=submit]").ClickAsync();

        await Expect(page.Locator(".made")).ToBeFocusedAsync();
        await Expect(page.Locator(".made")).ToContainTextAsync("vnptshop.example/san-pham/điện-thoại");
    }
}
