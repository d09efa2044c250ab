using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way into a refer-a-friend programme (R4.2–R4.4): a third paid order is invited by mail and joins; somebody with a second
/// account waits for the admin, who approves, thinks again, and approves.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed partial class EligibilityWayTests(Browsing browsing)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Round = Guid.CreateVersion7().ToString("N")[^8..];

    [Fact]
    public async Task R4_3_The_third_paid_order_is_invited_by_mail_and_joins()
    {
        var email = $"khach-{Round}@example.vn";
        using var shop = await ShopAsync($"referrals-{Round}");
        for (var i = 0; i < 3; i++)
            await BuysAsync(shop, $"DH-{i}", email, phone: null);

        await using var context = await browsing.StrangerAsync(Look.Phone);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(browsing.Portal, await LinkMailedToAsync(email)).ToString());
        await Expect(page.Locator("main")).ToContainTextAsync("7 ngày");
        await page.IsAccessibleAsync("join");
        await page.Locator("input[autocomplete=name]").FillAsync("Phạm Thị Khách");
        await page.Locator("input[autocomplete=tel]").FillAsync("0912 345 678");
        await page.Locator("input[autocomplete=new-password]").FillAsync("ba con meo leo cay cau");
        await page.Locator("input[type=checkbox]").CheckAsync();
        await page.Locator("main button[type=submit]").ClickAsync();

        await page.IsAtAsync("^(?!.*/join/)");
        await page.OpenAsync(new Uri(browsing.Portal, "partner"));
        await Expect(page.Locator("main")).ToContainTextAsync("Phạm Thị Khách");
    }

    [Fact]
    public async Task R4_4_A_grouped_account_waits_is_approved_undone_and_approved()
    {
        var email = $"trung-{Round}@example.vn";
        using var shop = await ShopAsync($"duplicates-{Round}");
        await BuysAsync(shop, "DH-0", $"khac-{Round}@example.vn", "0987654321");
        for (var i = 1; i <= 3; i++)
            await BuysAsync(shop, $"DH-{i}", email, "0987654321");

        await using var admin = await browsing.SignedInAsync(Role.Admin);
        var page = await admin.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, $"admin/eligibility?q={email}"));
        await page.IsAccessibleAsync("queue");
        await page.Locator("tbody a.row-link").ClickAsync();
        var sheet = page.Locator("dialog.sheet[open]");
        await Expect(sheet.Locator(".group-accounts > li")).ToHaveCountAsync(2);
        await Expect(sheet).ToContainTextAsync("Trùng số điện thoại");
        await page.IsAccessibleAsync("sheet");

        await ApproveAsync(page);
        await Expect(sheet).ToContainTextAsync("Đã mời");
        await Expect(sheet).ToContainTextAsync("Thư mời sẽ gửi lúc");
        await Button(sheet, "Hoàn tác").ClickAsync();
        await Expect(Button(sheet, "Từ chối")).ToBeVisibleAsync();
        await Expect(sheet).Not.ToContainTextAsync("Thư mời sẽ gửi lúc");
        await ApproveAsync(page);
        await Expect(sheet).ToContainTextAsync("Thư mời sẽ gửi lúc");
        await Expect(Button(sheet, "Hoàn tác")).ToBeVisibleAsync();
    }

    private static async Task ApproveAsync(IPage page)
    {
        await Button(page.Locator("dialog.sheet[open]"), "Duyệt").ClickAsync();
        var question = page.Locator("dialog.dialog[open]");
        await Expect(question).ToContainTextAsync("sau 10 phút");
        await Button(question, "Duyệt").ClickAsync();
    }

    /// <summary>A shop of its own with a refer-a-friend programme, that reports its orders by API.</summary>
    private async Task<HttpClient> ShopAsync(string code)
    {
        using var portal = Client(Browsing.OperatorKey);
        var shop = await IdAsync(portal, "shops",
            new { code, name = $"Cửa hàng {code}", kind = "individual", openedOn = "2020-01-01", hosts = new[] { "shop.example" } });
        await IdAsync(portal, "programs", new { shopId = shop, code, name = $"Thêm bạn thêm vui {code}", template = "refer-a-friend" });
        using var answer = await portal.PostAsJsonAsync("keys", new { name = code, shopId = shop });
        var key = await answer.Content.ReadFromJsonAsync<Dictionary<string, object>>();
        return Client(key!["key"].ToString()!);
    }

    private static async Task BuysAsync(HttpClient shop, string number, string email, string? phone)
    {
        var now = TimeProvider.System.GetUtcNow();
        await IdAsync(shop, "orders", new
        {
            externalId = number,
            placedAt = now.AddMinutes(-5),
            customer = new { email, phone },
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
        });
        await IdAsync(shop, $"orders/{number}/events", new { id = "pay", type = "paid", occurredAt = now.AddMinutes(-1) });
    }

    private static async Task<string?> IdAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return System.Text.Json.Nodes.JsonNode.Parse(text)!["id"]?.GetValue<string>();
    }

    private HttpClient Client(string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(browsing.Portal, "api/v1/") };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        return client;
    }

    private async Task<string> LinkMailedToAsync(string email)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            foreach (var file in Directory.Exists(browsing.Mails) ? Directory.GetFiles(browsing.Mails, "*.eml") : [])
            {
                var mail = await File.ReadAllTextAsync(file, patience.Token);
                if (mail.Contains(email, StringComparison.Ordinal) && Link().Match(mail) is { Success: true } link)
                    return link.Value;
            }

            await Task.Delay(200, patience.Token);
        }
    }

    private static ILocator Button(ILocator within, string name) =>
        within.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });

    [GeneratedRegex("join/[0-9a-f]{64}")]
    private static partial Regex Link();
}
