using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Demo;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way of a reward that stands out: two customers with one device, the admin holds with a reason, the partner sees that it is
/// looked at, and it is released.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class RiskWayTests(Browsing browsing)
{
    private static readonly string Round = Guid.CreateVersion7().ToString("N")[^8..];

    [Fact]
    public async Task R5_5_A_reward_is_held_seen_by_its_partner_as_under_review_and_released()
    {
        using var portal = Client(Browsing.OperatorKey);
        var partner = await MainPartnerAsync(portal);
        var order = await ClashAsync(portal, partner);

        await using var admin = await browsing.SignedInAsync(Role.Admin);
        var page = await admin.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, $"admin/risk?rule=deviceclash&q={partner["referralCode"]}"));
        await page.IsAccessibleAsync("list");
        await page.Locator("tbody a.row-link").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var sheet = page.Locator("dialog.sheet[open]");
        await Expect(sheet).ToContainTextAsync($"DH-1-{Round}");
        await page.IsAccessibleAsync("sheet");

        await sheet.GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { Name = $"Chọn đơn DH-1-{Round}" }).First.CheckAsync();
        await Button(sheet, "Giữ 1 đơn đã chọn").ClickAsync();
        var question = page.Locator("dialog.dialog[open]");
        await Button(question, "Giữ thưởng").ClickAsync();
        await Expect(question.Locator("textarea")).ToHaveAttributeAsync("aria-invalid", "true");
        await question.Locator("textarea").FillAsync("Hai khách dùng chung thiết bị");
        await Button(question, "Giữ thưởng").ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        await Expect(sheet.Locator(".timeline")).ToContainTextAsync("Hai khách dùng chung thiết bị");

        Assert.Contains("Đang được kiểm tra", await PartnerSheetAsync(order), StringComparison.Ordinal);

        await Button(sheet, "Bỏ giữ").ClickAsync();
        await question.Locator("textarea").FillAsync("Đã gọi xác nhận");
        await Button(question, "Bỏ giữ").ClickAsync();
        await Expect(sheet.Locator(".timeline")).ToContainTextAsync("Đã gọi xác nhận");

        Assert.DoesNotContain("Đang được kiểm tra", await PartnerSheetAsync(order), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_fits_a_phone_and_says_when_nothing_matches()
    {
        await using var admin = await browsing.SignedInAsync(Role.Admin, Look.Phone);
        var page = await admin.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "admin/risk"));
        await page.FitsAsync();

        // what can be done shows once something is chosen, and choosing opens nothing
        await Expect(page.Locator(".bulk")).ToHaveCountAsync(0);
        await page.Locator("tbody input[type=checkbox]").First.CheckAsync();
        await Expect(page.Locator(".bulk")).ToContainTextAsync("Đã chọn 1");
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await page.IsAccessibleAsync("chosen");
        await page.OpenAsync(new Uri(browsing.Portal, "admin/risk?q=khong-co-ai"));
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Bỏ hết bộ lọc" }).ClickAsync();
        await Expect(page.Locator("tbody a.row-link").First).ToBeVisibleAsync();
    }

    /// <summary>What the partner reads about the order.</summary>
    private async Task<string> PartnerSheetAsync(string order)
    {
        await using var context = await browsing.SignedInAsync(Role.Partner, Look.Phone);
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, $"partner/orders?order={order}"));
        var sheet = page.Locator("dialog.sheet[open]");
        await Expect(sheet).ToContainTextAsync($"DH-1-{Round}");
        return await sheet.InnerTextAsync();
    }

    private static async Task<JsonNode> MainPartnerAsync(HttpClient portal)
    {
        var cursor = "";
        while (true)
        {
            var page = JsonNode.Parse(await portal.GetStringAsync($"partners?limit=500{cursor}"))!;
            if (page["items"]!.AsArray()
                .FirstOrDefault(one => one!["name"]!.GetValue<string>() == DemoData.People.MainPartner) is { } found)
                return found;

            cursor = $"&cursor={page["nextCursor"]!.GetValue<string>()}";
        }
    }

    /// <returns>The id of the first of the two orders, which is credited.</returns>
    private async Task<string> ClashAsync(HttpClient portal, JsonNode partner)
    {
        var code = $"risk-{Round}";
        var shop = (await PostAsync(portal, "shops",
            new { code, name = $"Cửa hàng {code}", kind = "individual", openedOn = "2020-01-01", hosts = new[] { "shop.example" } }))["id"];
        await PostAsync(portal, "programs", new
        {
            shopId = shop,
            code,
            name = $"Khách mới {code}",
            template = "new-customer",
            settings = new { requirePickupPoint = false }
        });
        await PostAsync(portal, $"partners/{partner["id"]}/programs", new { program = code });
        var key = await PostAsync(portal, "keys", new { name = code, shopId = shop });
        using var shopClient = Client(key["key"]!.GetValue<string>());
        var now = TimeProvider.System.GetUtcNow();
        var ids = new List<string>();
        for (var i = 1; i <= 2; i++)
        {
            ids.Add((await PostAsync(shopClient, "orders", new
            {
                externalId = $"DH-{i}-{Round}",
                placedAt = now.AddSeconds(i - 10),
                customer = new { id = $"KH-{i}", deviceId = $"d-{Round}" },
                attribution = new { referralCode = partner["referralCode"] },
                lines = new[] { new { sku = "A", name = "Trà sen", quantity = 1, unitPrice = 100_000 } },
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
            }))["id"]!.GetValue<string>());
        }

        return ids[0];
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private HttpClient Client(string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(browsing.Portal, "api/v1/") };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        return client;
    }

    private static ILocator Button(ILocator within, string name) =>
        within.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
