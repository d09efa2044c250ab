using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way of an owner who brought a customer themselves (R7.6, R8): they dispute the source from the customer's page with a photo that
/// carries its time, the connection breaks and comes back, the reviewer asks for more, gets it, and accepts; what was charged from the
/// stated order on is given back, the next statement shows it, and the ledger names the dispute. On a desk and on a phone.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class SourceDisputeWayTests(Browsing browsing)
{
    private const string Owner = "thuedo@demo.example";
    private const string Programme = "thue-do-phu-thu";

    private static readonly string Round = Guid.CreateVersion7().ToString("N")[^8..];

    [Theory]
    [InlineData("desk", "dark")]
    [InlineData("phone", "light")]
    public async Task R8_4_An_owners_customer_is_theirs_from_the_stated_order_on(string device, string theme)
    {
        var look = Look.Of(device, theme);
        var customer = $"kh-{device}-{Round}";
        await BuysAsync(customer);

        await using var owners = await browsing.StrangerAsync(look);
        var owner = await owners.NewPageAsync();
        await browsing.SignInAsync(owner, Owner);
        await owner.OpenAsync(new Uri(browsing.Portal, $"shop/customers?q={customer}"));
        await owner.Locator(".list tbody a.row-link").First.ClickAsync();
        await owner.Locator("dialog.sheet[open]").GetByRole(AriaRole.Link, new() { Name = "Khiếu nại nguồn khách" }).ClickAsync();

        var main = owner.Locator("main");
        await main.GetByLabel("Kể từ đơn", new() { Exact = false }).FillAsync(Number(customer, 2));
        await main.Locator("textarea").First.FillAsync("Chị ấy là khách quen, tôi mời qua tin nhắn.");
        await Expect(owner.Locator("[data-saved=true]")).ToBeVisibleAsync();
        await owner.ReloadAsync(); // a closed tab loses nothing
        await owner.IsLiveAsync();
        await Expect(main.GetByLabel("Kể từ đơn", new() { Exact = false })).ToHaveValueAsync(Number(customer, 2));
        await PhotographAsync(owner);
        await Expect(main.Locator("ul.evidence img.upload-picture")).ToBeVisibleAsync();
        await owner.IsAccessibleAsync("new");
        await owner.ShotAsync($"source-new-{device}");
        await main.GetByRole(AriaRole.Button, new() { Name = "Gửi khiếu nại" }).ClickAsync();
        var sheet = owner.Locator("dialog.sheet[open]");
        await Expect(sheet).ToContainTextAsync("KN-");
        var number = Regex.Match(await sheet.InnerTextAsync(), "KN-[0-9]{4}-[0-9]{6}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

        await using var admins = await browsing.SignedInAsync(Role.Admin, look);
        var admin = await admins.NewPageAsync();
        await admin.OpenAsync(new Uri(browsing.Portal, $"admin/disputes?q={number}"));
        await admin.Locator(".list tbody a.row-link").First.ClickAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Bắt đầu xem xét" }).ClickAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Yêu cầu bổ sung" }).ClickAsync();
        await admin.Locator("dialog[open] textarea").FillAsync("Ảnh chụp ở đâu?");
        await admin.Locator("dialog[open] button[type=submit]").ClickAsync();
        await Expect(sheet).ToContainTextAsync("Ảnh chụp ở đâu?");
        await sheet.Locator("textarea").FillAsync("Ở tiệm, lúc chị ấy thử đồ.");
        await sheet.Locator("form button[type=submit]").Last.ClickAsync();

        // two orders are given back: the first was before the stated one
        await Expect(admin.Locator(".thread")).ToContainTextAsync("Ở tiệm, lúc chị ấy thử đồ.");
        var preview = admin.Locator("[data-preview]");
        await Expect(preview).ToContainTextAsync(Number(customer, 2));
        await Expect(preview).ToContainTextAsync(Number(customer, 3));
        await Expect(preview).Not.ToContainTextAsync(Number(customer, 1));
        await admin.IsAccessibleAsync("review");
        await admin.ShotAsync($"source-review-{device}");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Chấp nhận" }).ClickAsync();
        await admin.Locator("dialog[open] textarea").FillAsync("Ảnh cho thấy khách ở tiệm trước đơn này.");
        await admin.Locator("dialog[open] button[type=submit]").ClickAsync();
        await Expect(admin.Locator("main")).ToContainTextAsync("Đã chấp nhận");
        await Expect(sheet).ToContainTextAsync("Được chấp nhận");

        var (surcharge, corrections) = await OpenWeekAsync(owner);
        Assert.True(corrections >= 18_000, $"{surcharge} charged, {corrections} corrected");
        await owner.ShotAsync($"source-week-{device}");
        await owner.OpenAsync(new Uri(browsing.Portal, $"shop/orders?range=all&q={customer}&sort=code"));
        var rows = owner.Locator(".list tbody tr");
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(rows.Nth(0)).ToContainTextAsync("Có phụ thu");
        await Expect(rows.Nth(1)).ToContainTextAsync("Đơn 1/5 miễn phụ thu");
        await Expect(rows.Nth(2)).ToContainTextAsync("Đơn 2/5 miễn phụ thu");

        await using var accountants = await browsing.SignedInAsync(Role.Finance, look);
        var finance = await accountants.NewPageAsync();
        await finance.OpenAsync(new Uri(browsing.Portal, $"finance/ledger?range=all&q={Number(customer, 2)}"));
        await finance.Locator(".list tbody a.row-link").First.ClickAsync();
        await Expect(finance.Locator("dialog.sheet[open]")).ToContainTextAsync(number);
        await finance.IsAccessibleAsync("entry");
        await finance.ShotAsync($"source-entry-{device}");
    }

    /// <summary>A picture of the camera's, whose sending is broken off twice.</summary>
    private static async Task PhotographAsync(IPage page)
    {
        var cut = 2;
        await page.RouteAsync(new Regex("/evidence/[0-9a-f-]+$", RegexOptions.None, TimeSpan.FromSeconds(1)), async route =>
        {
            if (route.Request.Method == "POST" && Interlocked.Decrement(ref cut) >= 0)
                await route.AbortAsync("connectionreset");
            else
                await route.ContinueAsync();
        });
        var taken = TimeProvider.System.GetUtcNow().AddHours(-2).ToOffset(TimeSpan.FromHours(7));
        await page.Locator("input[data-evidence-input]").First.SetInputFilesAsync(new FilePayload
        {
            Name = "khách ở tiệm.jpg",
            MimeType = "image/jpeg",
            Buffer = EvidenceSamples.Jpeg(
                5, 1600, 1200, EvidenceSamples.Exif(taken.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture))),
        });
    }

    /// <summary>What the overview says of the next statement.</summary>
    private async Task<(long Surcharges, long Corrections)> OpenWeekAsync(IPage owner)
    {
        await owner.OpenAsync(new Uri(browsing.Portal, "shop"));
        var facts = await owner.Locator("dl.facts.money").First.InnerTextAsync();
        return (Amount("Phụ thu"), Amount("Điều chỉnh"));

        long Amount(string label) => Regex.Match(
            facts, $@"{label}\s+([+−-]?)([0-9.]+)", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } found
            ? long.Parse(found.Groups[2].Value.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            : 0;
    }

    /// <summary>Three successful orders of somebody whom nobody is known to have brought.</summary>
    private async Task BuysAsync(string customer)
    {
        using var portal = browsing.Api(Browsing.OperatorKey);
        var shop = JsonNode.Parse(await portal.GetStringAsync($"programs/{Programme}"))!["shopId"]!.GetValue<string>();
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 1; i <= 3; i++)
        {
            await portal.MadeAsync("orders", new
            {
                shopId = shop,
                externalId = Number(customer, i),
                placedAt = now.AddMinutes(-60 + (10 * i)),
                customer = new { id = customer },
                lines = new[] { new { sku = "A", name = "Thuê áo dài", quantity = 1, unitPrice = 100_000 } },
                amounts = new { items = 100_000, paid = 100_000 },
            });
            await portal.MadeAsync(
                $"orders/{Number(customer, i)}/events?shopId={shop}",
                new { id = "paid", type = "paid", occurredAt = now.AddMinutes(-55 + (10 * i)) });
        }
    }

    private static string Number(string customer, int number) => $"{customer}-{number}";
}
