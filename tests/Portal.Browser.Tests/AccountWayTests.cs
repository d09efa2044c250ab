using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;

namespace Portal.Browser.Tests;

/// <summary>The way into the portal, as people walk it: from an admin's invitation to a session with a second factor.</summary>
[Collection(BrowsingCollection.Name)]
public sealed partial class AccountWayTests(Browsing browsing)
{
    private const string Password = "ba con meo leo cay cau";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("desk", "light")]
    [InlineData("phone", "dark")]
    public async Task Somebody_is_invited_chooses_a_password_sets_up_his_app_and_comes_back_with_a_recovery_code(
        string device, string theme)
    {
        var email = $"ke-toan-{device}@example.vn";
        await InviteAsync(email, device, theme);

        await using var context = await browsing.StrangerAsync(Look.Of(device, theme));
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(browsing.Portal, await LinkMailedToAsync(email)).ToString());
        await page.IsAccessibleAsync("invitation");
        await page.Locator("input[autocomplete=name]").FillAsync("Trần Thị Kế Toán");
        await page.Locator("input[autocomplete=new-password]").FillAsync(Password);
        await page.Locator("main button[type=submit]").ClickAsync();

        await page.IsAtAsync("/account/authenticator");
        await page.IsAccessibleAsync("authenticator");
        var key = (await page.Locator("details .code").TextContentAsync())!.Trim();
        await page.Locator("input[autocomplete=one-time-code]").FillAsync(AuthenticatorApp.Code(key));
        await page.Locator("input[autocomplete=current-password]").FillAsync(Password);
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        var recovery = await page.Locator(".recovery-codes li").First.TextContentAsync();
        await page.IsAccessibleAsync("recovery codes");
        foreach (var path in (string[])["account/role", "account/profile", "account/password", "account/sessions"])
        {
            await page.GotoAsync(new Uri(browsing.Portal, path).ToString());
            await page.IsAccessibleAsync(path);
        }

        await page.GotoAsync(new Uri(browsing.Portal, "account/role").ToString());
        await page.Locator("form[action='/account/sign-out'] button").ClickAsync();
        await page.Locator("input[autocomplete=username]").FillAsync(email);
        await page.Locator("input[autocomplete=current-password]").FillAsync(Password);
        await page.Locator("main button[type=submit]").ClickAsync();
        await page.IsAtAsync("/account/code");
        await page.IsAccessibleAsync("code");
        await page.Locator("input[autocomplete=one-time-code]").FillAsync(recovery!);
        await page.Locator("main button[type=submit]").ClickAsync();
        await page.Locator("main a.button.primary").ClickAsync();
        await page.GotoAsync(new Uri(browsing.Portal, "account/profile").ToString());

        Assert.Equal("Trần Thị Kế Toán", await page.Locator("input[autocomplete=name]").InputValueAsync());
    }

    private async Task InviteAsync(string email, string device, string theme)
    {
        await using var context = await browsing.SignedInAsync(Role.Admin, Look.Of(device, theme));
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "admin/users?new=1"));
        var form = page.Locator("dialog[open] form");
        await form.GetByLabel("E-mail").FillAsync(email);
        await form.ChooseAsync("Vai trò", "Kế toán");
        await page.IsAccessibleAsync("invite");
        await form.Locator("button[type=submit]").ClickAsync();
        await page.IsAtAsync("[?&]user=");
        await page.Locator("dialog[open]").GetByText(email).First.WaitForAsync();
        await page.IsAccessibleAsync("person");
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

    [GeneratedRegex("account/invitation\\?token=[0-9a-f]{64}")]
    private static partial Regex Link();
}
