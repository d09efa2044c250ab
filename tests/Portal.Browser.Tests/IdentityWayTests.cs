using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Demo;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way of an identity (R1.10, R10.3): a partner sends their card on their phone, the admin says why they look at it, rejects it with
/// a reason, the partner sends it again, is approved and has their link.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class IdentityWayTests(Browsing browsing)
{
    private const string Partner = "vinh@demo.example";
    private const string Name = "Nguyễn Thế Vinh";

    [Fact]
    public async Task R1_10_A_card_goes_from_the_phone_to_the_admin_and_opens_the_gate()
    {
        await using var phone = await browsing.StrangerAsync(Look.Phone);
        var mine = await phone.NewPageAsync();
        await browsing.SignInAsync(mine, Partner);
        await mine.OpenAsync(new Uri(browsing.Portal, "partner/links"));
        await mine.Locator("main").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Xác thực ngay" }).ClickAsync();
        var main = mine.Locator("main");
        await Expect(main.GetByLabel("Họ và tên trên thẻ")).ToHaveValueAsync(Name);
        await mine.IsLiveAsync();

        await main.GetByLabel("Số căn cước").FillAsync("12345");
        await ContinueAsync(main, "Tiếp tục");
        await Expect(main).ToContainTextAsync("Số căn cước gồm 12 chữ số");
        await main.GetByLabel("Số căn cước").FillAsync("079 099 123 456");
        await ContinueAsync(main, "Tiếp tục");
        await ChooseAsync(main, "Mặt trước", "no-picture.png", "not a picture"u8.ToArray());
        await Expect(main).ToContainTextAsync("Hãy gửi ảnh JPEG hoặc PNG.");
        await SendPicturesAsync(main);
        await mine.IsAccessibleAsync("page");

        // consent is asked for, and what was entered before is still there
        await ContinueAsync(main, "Tiếp tục");
        await ContinueAsync(main, "Gửi hồ sơ");
        await Expect(main).ToContainTextAsync("Cần đồng ý với thỏa thuận");
        await main.GetByText("Tôi đã đọc và đồng ý").ClickAsync();
        await ContinueAsync(main, "Gửi hồ sơ");
        await Expect(main).ToContainTextAsync("Hồ sơ đang chờ xác thực");
        await Expect(main).ToContainTextAsync("••• ••• ••• 456");

        await using var desk = await browsing.SignedInAsync(Role.Admin);
        var admin = await desk.NewPageAsync();
        var sheet = await OpenAsync(admin);
        await Expect(sheet).ToContainTextAsync("079099123456");
        Assert.Equal(0, await sheet.Locator("img").CountAsync());
        await Expect(Button(sheet, "Duyệt")).ToBeDisabledAsync();
        await Expect(sheet).ToContainTextAsync("Nút Duyệt dùng được sau khi bạn mở ảnh");
        await admin.IsAccessibleAsync("page");
        await ContinueAsync(sheet, "Xem ảnh");
        await Expect(sheet).ToContainTextAsync("Cần nhập mục này");
        await ViewPicturesAsync(sheet);
        await Expect(Button(sheet, "Duyệt")).ToBeEnabledAsync();
        foreach (var side in new[] { "Mặt trước", "Mặt sau" })
        {
            await Expect(sheet.GetByAltText(side)).ToBeVisibleAsync();
            await admin.WaitForFunctionAsync("side => document.querySelector(`img[alt='${side}']`).naturalWidth === 800", side);
        }

        var picture = new Uri(browsing.Portal, await sheet.GetByAltText("Mặt sau").GetAttributeAsync("src"));
        await admin.IsAccessibleAsync("page");
        await ContinueAsync(sheet, "Từ chối");
        await Expect(sheet).ToContainTextAsync("Cần nhập mục này");
        await sheet.ChooseAsync("Lý do từ chối", "Ảnh mờ hoặc bị lóa");
        await sheet.GetByLabel("Ghi thêm").FillAsync("Ảnh mặt sau bị lóa");
        await ContinueAsync(sheet, "Từ chối");
        await ContinueAsync(admin.Locator("dialog.dialog[open]"), "Từ chối");

        // they see it without loading again, and their second try is approved
        await Expect(main).ToContainTextAsync("Ảnh mặt sau bị lóa");
        await Expect(main).ToContainTextAsync("Bạn còn gửi được 4 lần");
        await main.GetByLabel("Số căn cước").FillAsync("079099123456");
        await ContinueAsync(main, "Tiếp tục");
        await SendPicturesAsync(main);
        await ContinueAsync(main, "Tiếp tục");
        await main.GetByText("Tôi đã đọc và đồng ý").ClickAsync();
        await ContinueAsync(main, "Gửi hồ sơ");
        await Expect(main).ToContainTextAsync("Hồ sơ đang chờ xác thực");
        sheet = await OpenAsync(admin);
        await ViewPicturesAsync(sheet);
        await ContinueAsync(sheet, "Duyệt");
        await ContinueAsync(admin.Locator("dialog.dialog[open]"), "Duyệt");
        await Expect(main).ToContainTextAsync("Danh tính đã được xác thực");

        // what the operator knows of them is on one page
        await sheet.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Name }).ClickAsync();
        await admin.IsAtAsync("/admin/partners/");
        await Expect(admin.Locator("main")).ToContainTextAsync(Partner);
        await Expect(admin.Locator(".partner-figures")).ToBeVisibleAsync();
        await admin.IsAccessibleAsync("page");
        await mine.OpenAsync(new Uri(browsing.Portal, "partner"));
        await Expect(mine.Locator(".default-link").First).ToBeVisibleAsync();

        // the ticket is the admin's own, and each viewing is in the audit log
        Assert.Equal(404, (await desk.APIRequest.GetAsync(picture.GetLeftPart(UriPartial.Path))).Status);
        Assert.NotEqual(200,
            (await phone.APIRequest.GetAsync(picture.ToString(), new APIRequestContextOptions { MaxRedirects = 0 })).Status);
        await admin.OpenAsync(new Uri(browsing.Portal, "admin/audit?action=identity_pictures_viewed"));
        await Expect(admin.Locator("tbody")).ToContainTextAsync(Name);
    }

    private async Task<ILocator> OpenAsync(IPage admin)
    {
        await admin.OpenAsync(new Uri(browsing.Portal, "admin/identities"));
        await admin.Locator("tbody tr").Filter(new LocatorFilterOptions { HasText = Name }).Locator("a.row-link").ClickAsync();
        var sheet = admin.Locator("dialog.sheet[open]");
        await Expect(sheet).ToContainTextAsync(Partner);
        return sheet;
    }

    private static async Task SendPicturesAsync(ILocator main)
    {
        await ChooseAsync(main, "Mặt trước", "front.png", DemoCard.Side(77, front: true));
        await Expect(main.GetByAltText("Mặt trước")).ToBeVisibleAsync();
        await ChooseAsync(main, "Mặt sau", "back.png", DemoCard.Side(77, front: false));
        await Expect(main.GetByAltText("Mặt sau")).ToBeVisibleAsync();
    }

    private static Task ChooseAsync(ILocator main, string side, string name, byte[] picture) =>
        main.Locator($".field:has(label:text('{side}')) input[type=file]")
            .TakeFileAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = picture });

    private static async Task ViewPicturesAsync(ILocator sheet)
    {
        await sheet.GetByLabel("Lý do xem ảnh").FillAsync("Đối chiếu hồ sơ");
        await ContinueAsync(sheet, "Xem ảnh");
        await Expect(sheet.Locator(".result")).ToBeFocusedAsync();
    }

    private static Task ContinueAsync(ILocator within, string name) => Button(within, name).ClickAsync();

    private static ILocator Button(ILocator within, string name) =>
        within.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
