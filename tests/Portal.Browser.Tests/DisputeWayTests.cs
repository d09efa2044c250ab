using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way of a dispute (R8): a partner looks an order up that counts for nobody, disputes it with evidence, answers what is asked, and the
/// reviewer accepts; the shop reads the thread. On a desk and on a phone.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class DisputeWayTests(Browsing browsing)
{
    private const string Programme = "affiliate-vnpt";

    private static readonly string Round = Guid.CreateVersion7().ToString("N")[^8..];

    [Theory]
    [InlineData("desk", "light")]
    [InlineData("phone", "dark")]
    public async Task R8_1_A_missing_order_goes_from_looking_it_up_to_being_credited(string device, string theme)
    {
        var look = Look.Of(device, theme);
        var order = $"KN-{device}-{Round}";
        await BuysAsync(order);

        await using var partners = await browsing.SignedInAsync(Role.Partner, look);
        var partner = await partners.NewPageAsync();
        await partner.OpenAsync(new Uri(browsing.Portal, $"partner/lookup?code={order}"));
        await partner.GetByLabel("Ngày đặt", new() { Exact = false }).First
            .FillAsync(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7))
                .ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        await partner.Keyboard.PressAsync("Tab");
        await partner.Locator(".lookup button[type=submit]").ClickAsync();
        await partner.GetByRole(AriaRole.Link, new() { Name = "Khiếu nại đơn này" }).ClickAsync();

        // kept while it is written
        await partner.Locator("textarea").First.FillAsync("Khách bấm liên kết của tôi rồi đặt qua ứng dụng.");
        await Expect(partner.Locator("[data-saved=true]")).ToBeVisibleAsync();
        await partner.ReloadAsync();
        await Expect(partner.Locator("textarea").First).ToHaveValueAsync("Khách bấm liên kết của tôi rồi đặt qua ứng dụng.");
        await partner.IsAccessibleAsync("new");
        await partner.ShotAsync($"dispute-new-{device}");
        await partner.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload
        {
            Name = "tin-nhan.txt",
            MimeType = "text/plain",
            Buffer = System.Text.Encoding.UTF8.GetBytes($"Tin nhắn giới thiệu lúc 9 giờ, {order}"),
        });
        await Expect(partner.Locator(".evidence a[download]")).ToContainTextAsync("tin-nhan.txt"); // taken, not on its way
        // a text tells no time of its own: it is asked for, and nothing is lost
        await partner.GetByRole(AriaRole.Button, new() { Name = "Gửi khiếu nại" }).ClickAsync();
        await Expect(partner.Locator("main")).ToContainTextAsync("Hãy ghi thời điểm của bằng chứng");
        await partner.ShotAsync($"dispute-untimed-{device}");
        var evidence = partner.Locator("ul.evidence > li");
        await evidence.GetByLabel("Ngày diễn ra").FillAsync(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).AddDays(-1)
            .ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        await partner.Keyboard.PressAsync("Tab");
        await evidence.GetByRole(AriaRole.Button, new() { Name = "Lưu thời điểm" }).ClickAsync();
        await Expect(evidence.Locator("small time")).ToHaveCountAsync(2); // when it came and when it was
        await partner.GetByRole(AriaRole.Button, new() { Name = "Gửi khiếu nại" }).ClickAsync();
        var sheet = partner.Locator("dialog.sheet[open]");
        await Expect(sheet).ToContainTextAsync(order);
        await partner.IsAccessibleAsync("sheet");
        await partner.ShotAsync($"dispute-sheet-{device}");

        await using var admins = await browsing.SignedInAsync(Role.Admin, look);
        var admin = await admins.NewPageAsync();
        await admin.OpenAsync(new Uri(browsing.Portal, $"admin/disputes?q={order}"));
        await admin.IsAccessibleAsync("queue");
        await admin.ShotAsync($"dispute-queue-{device}");
        await admin.Locator(".list tbody a.row-link").First.ClickAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Bắt đầu xem xét" }).ClickAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Yêu cầu bổ sung" }).ClickAsync();
        await admin.Locator("dialog[open] textarea").FillAsync("Tin nhắn gửi cho ai?");
        await admin.Locator("dialog[open] button[type=submit]").ClickAsync();
        await Expect(admin.Locator("main")).ToContainTextAsync("Cần bổ sung");

        // the open page follows
        await Expect(sheet).ToContainTextAsync("Tin nhắn gửi cho ai?");
        await sheet.Locator("textarea").FillAsync("Gửi cho chị Hoa.");
        await sheet.Locator("form button[type=submit]").Last.ClickAsync();
        await Expect(sheet.Locator(".thread")).ToContainTextAsync("Gửi cho chị Hoa.");

        await Expect(admin.Locator(".thread")).ToContainTextAsync("Gửi cho chị Hoa.");
        await Expect(admin.Locator("[data-preview]")).ToContainTextAsync("Thưởng");
        await admin.IsAccessibleAsync("review");
        await admin.ShotAsync($"dispute-review-{device}");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Chấp nhận" }).ClickAsync();
        await admin.Locator("dialog[open] textarea").FillAsync("Tin nhắn cho thấy khách do bên này giới thiệu.");
        await admin.ShotAsync($"dispute-accept-{device}");
        await admin.Locator("dialog[open] button[type=submit]").ClickAsync();
        await Expect(admin.Locator("main")).ToContainTextAsync("Đã chấp nhận");

        await Expect(sheet).ToContainTextAsync("Được chấp nhận");
        await partner.OpenAsync(new Uri(browsing.Portal, $"partner/orders?range=all&q={order}"));
        await Expect(partner.Locator(".list tbody tr")).ToHaveCountAsync(1);

        await admin.OpenAsync(new Uri(browsing.Portal, "admin/disputes/outcomes?range=all"));
        await Expect(admin.Locator("main table").First).ToBeVisibleAsync();
        await admin.IsAccessibleAsync("outcomes");
        await admin.ShotAsync($"dispute-outcomes-{device}");
    }

    /// <summary>A successful order that no click and no code brought.</summary>
    private async Task BuysAsync(string number)
    {
        using var portal = browsing.Api(Browsing.OperatorKey);
        var shop = JsonNode.Parse(await portal.GetStringAsync($"programs/{Programme}"))!["shopId"]!.GetValue<string>();
        var now = TimeProvider.System.GetUtcNow();
        await portal.MadeAsync("orders", new
        {
            shopId = shop,
            externalId = number,
            placedAt = now.AddMinutes(-30),
            customer = new { id = $"kh-{number}" },
            lines = new[] { new { sku = "A", name = "Gói cước", quantity = 1, unitPrice = 400_000 } },
            amounts = new { items = 400_000, paid = 400_000 },
        });
        await portal.MadeAsync($"orders/{number}/events?shopId={shop}",
            new { id = "paid", type = "paid", occurredAt = now.AddMinutes(-20) });
    }
}
