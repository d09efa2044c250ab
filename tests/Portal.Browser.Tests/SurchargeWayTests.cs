using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way of a surcharge (R7): an owner makes a link and hands out their code, the customer whom they introduced orders six times,
/// five orders are free and the sixth is charged, one is returned; the owner and the operator read why.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class SurchargeWayTests(Browsing browsing)
{
    private const string Owner = "thuedo@demo.example";
    private const string Programme = "thue-do-phu-thu";

    private static readonly string Round = Guid.CreateVersion7().ToString("N")[^8..];

    [Fact]
    public async Task R7_2_An_owner_introduces_a_customer_whose_sixth_order_is_charged_and_both_sides_read_why()
    {
        await using var owners = await browsing.StrangerAsync();
        var page = await owners.NewPageAsync();
        await browsing.SignInAsync(page, Owner);
        var code = await OwnLinkAsync(page);

        using var shop = await ShopAsync();
        for (var i = 1; i <= 6; i++)
            await BuysAsync(shop, i, code);
        await HappensAsync(shop, 2, "returned", minutesAgo: 5);

        await page.OpenAsync(new Uri(browsing.Portal, $"shop/orders?q={Round}&sort=code"));
        await Expect(page.Locator(".list tbody tr")).ToHaveCountAsync(6);
        await Expect(page.Locator(".list tbody tr").Nth(0)).ToContainTextAsync("Đơn 1/5 miễn phụ thu");
        await Expect(page.Locator(".list tbody tr").Nth(1)).ToContainTextAsync("Đã hoàn phụ thu");
        await Expect(page.Locator(".list tbody tr").Nth(5)).ToContainTextAsync("9.000");
        await page.IsAccessibleAsync("orders");
        await page.Locator(".url-select", new() { HasText = "Tình trạng phụ thu" }).Locator("select").SelectOptionAsync("charged");
        await Expect(page.Locator(".list tbody tr")).ToHaveCountAsync(1);
        await page.Locator(".list tbody a.row-link").ClickAsync();
        var sheet = page.Locator("dialog.sheet[open]");
        await Expect(sheet).ToContainTextAsync("Vì sao phụ thu như vậy?");
        await Expect(sheet.Locator("table.sum").Last).ToContainTextAsync("100.000");
        await page.IsAccessibleAsync("sheet");

        await using var admins = await browsing.SignedInAsync(Role.Admin);
        var admin = await admins.NewPageAsync();
        await admin.OpenAsync(new Uri(browsing.Portal, $"admin/orders?q={Round}&programme={Programme}&decision=charged"));
        await Expect(admin.Locator(".list tbody tr")).ToHaveCountAsync(1);
        await admin.Locator(".list tbody a.row-link").ClickAsync();
        await Expect(admin.Locator("dialog.sheet[open]")).ToContainTextAsync("Phụ thu chủ tiệm");
        await Expect(admin.Locator("dialog.sheet[open] .trace-step")).Not.ToHaveCountAsync(0);
        await admin.IsAccessibleAsync("operator");
    }

    [Fact]
    public async Task R10_5_A_shop_without_surcharges_has_no_word_of_them_and_a_partner_is_kept_out()
    {
        await using var owners = await browsing.SignedInAsync(Role.ShopOwner);
        var page = await owners.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "shop/orders"));
        await Expect(page.GetByLabel("Tình trạng phụ thu")).ToHaveCountAsync(0);
        await page.OpenAsync(new Uri(browsing.Portal, "shop/links"));
        await Expect(page.Locator("main")).ToContainTextAsync("Cửa hàng chưa có chương trình phụ thu");

        await using var partners = await browsing.SignedInAsync(Role.Partner);
        var partner = await partners.NewPageAsync();
        await partner.OpenAsync(new Uri(browsing.Portal, "partner/orders?status=not-credited&range=all"));
        await partner.Locator(".list tbody a.row-link").First.ClickAsync();
        await Expect(partner.Locator("dialog.sheet[open]")).ToContainTextAsync("Vì sao đơn này không được tính cho bạn");
        await partner.IsAccessibleAsync("not credited");
        foreach (var path in (string[])["admin/orders", "shop/links"])
        {
            await partner.GotoAsync(new Uri(browsing.Portal, path).ToString());
            await Expect(partner.Locator(".list tbody tr")).ToHaveCountAsync(0);
            await Expect(partner.Locator("main")).Not.ToContainTextAsync("Mã giới thiệu của tiệm");
        }
    }

    /// <summary>Makes a link as the owner does, and reads the code that they hand out.</summary>
    private async Task<string> OwnLinkAsync(IPage page)
    {
        await page.OpenAsync(new Uri(browsing.Portal, "shop/links?range=all"));
        await page.GetByLabel("Địa chỉ trang của tiệm").FillAsync("https://thuedo.example/vay-cuoi");
        await page.GetByLabel("Nhãn kênh (không bắt buộc)", new PageGetByLabelOptions { Exact = true }).FillAsync($"zalo-{Round}");
        await page.Locator(".link-maker button[type=submit]").ClickAsync();
        await Expect(page.Locator(".made")).ToContainTextAsync("Liên kết đã sẵn sàng");
        await Expect(page.Locator(".made")).ToBeFocusedAsync();
        await Expect(page.Locator(".list tbody")).ToContainTextAsync($"zalo-{Round}");
        await page.IsAccessibleAsync("links");
        return await page.Locator(".own-code .code").InnerTextAsync();
    }

    private async Task<HttpClient> ShopAsync()
    {
        using var portal = browsing.Api(Browsing.OperatorKey);
        var programme = JsonNode.Parse(await portal.GetStringAsync($"programs/{Programme}"))!;
        var key = await portal.MadeAsync("keys", new { name = $"rental-{Round}", shopId = programme["shopId"]!.GetValue<string>() });
        return browsing.Api(key["key"]!.GetValue<string>());
    }

    private static async Task BuysAsync(HttpClient shop, int number, string code)
    {
        await shop.MadeAsync("orders", new
        {
            externalId = Number(number),
            placedAt = TimeProvider.System.GetUtcNow().AddMinutes(number - 60),
            customer = new { id = $"kh-{Round}" },
            attribution = new { referralCode = code },
            lines = new[] { new { sku = "A", name = "Thuê áo dài", quantity = 1, unitPrice = 100_000 } },
            amounts = new
            {
                items = 100_000,
                shipping = 0,
                platformDiscount = 0,
                shopDiscount = 0,
                voucher = 0,
                points = 0,
                paid = 100_000
            },
        });
        await HappensAsync(shop, number, "paid", minutesAgo: 10);
    }

    private static Task<JsonNode> HappensAsync(HttpClient shop, int number, string type, int minutesAgo) => shop.MadeAsync(
        $"orders/{Number(number)}/events",
        new
        {
            id = $"{type}-{number}",
            type,
            reason = type == "returned" ? "returned" : null,
            occurredAt = TimeProvider.System.GetUtcNow().AddMinutes(-minutesAgo)
        });

    private static string Number(int number) => $"TD-{Round}-{number}";
}
