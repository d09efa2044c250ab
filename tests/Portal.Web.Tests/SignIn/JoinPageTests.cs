using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.SignIn;

/// <summary>The page that a mailed invitation to a programme opens (R4.3).</summary>
public sealed class JoinPageTests(AccountPortal portal) : IClassFixture<AccountPortal>
{
    private readonly World world = portal.World;
    private readonly AccountHost host = portal.Host;

    [Fact]
    public async Task R4_3_The_page_says_what_the_programme_is_and_makes_a_partner_who_is_signed_in()
    {
        var (token, programme) = await InvitedAsync("moi@example.vn");
        var browser = host.Open();

        var page = await browser.ReadAsync($"/join/{token}");
        var joined = await browser.SubmitAsync(
            $"/join/{token}", ("Input.Name", "Lê Thị Mới"), ("Input.Phone", "0912 345 678"), ("Input.Password", "ba con meo leo cay cau"),
            ("Input.Consent", "true"));
        var home = await browser.GetAsync("/account/profile");
        var again = await host.Open().GetAsync($"/join/{token}");

        var said = page.QuerySelector("main")!.TextContent;
        Assert.Contains(programme, said, StringComparison.Ordinal);
        Assert.Contains("5%", said, StringComparison.Ordinal);
        Assert.Contains("7 ngày", said, StringComparison.Ordinal);
        Assert.Equal("/", Browser.Leads(joined));
        Browser.IsPage(home);
        Assert.Contains("Bạn đã tham gia", await Browser.TextAsync(again), StringComparison.Ordinal);
        await using var db = await world.DbAsync();
        Assert.Equal("Lê Thị Mới", (await db.Partners.SingleAsync(partner => partner.Email == "moi@example.vn")).Name);
    }

    [Fact]
    public async Task R4_3_What_is_missing_is_said_at_the_fields_and_what_was_typed_stays()
    {
        var (token, _) = await InvitedAsync("thieu@example.vn");

        var answer = await host.Open().SubmitAsync($"/join/{token}", ("Input.Name", "Lê Thị Thiếu"), ("Input.Phone", "12"),
            ("Input.Password", "ngắn"), ("Input.Consent", "false"));

        var page = await Browser.ReadAsync(answer);
        Assert.Equal(
            ["Input.Phone", "Input.Password", "Input.Consent"],
            page.QuerySelectorAll("[aria-invalid=true]").Select(input => input.GetAttribute("name")));
        Assert.Equal("Lê Thị Thiếu", page.QuerySelector("input[name='Input.Name']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task R4_3_A_partner_with_an_account_only_agrees()
    {
        var partner = (await world.CreatePartnerAsync("Trần Sẵn", "san@example.vn")).Value;
        await world.PersonAsync(Role.Partner, "san@example.vn", partnerId: partner.Id);
        var (token, programme) = await InvitedAsync("san@example.vn");
        var browser = host.Open();

        var page = await browser.ReadAsync($"/join/{token}");
        var joined = await browser.SubmitAsync($"/join/{token}", ("Input.Consent", "true"));

        Assert.Empty(page.QuerySelectorAll("input[name='Input.Name'], input[name='Input.Password']"));
        Assert.Contains($"Bạn đã tham gia {programme}", await Browser.TextAsync(joined), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R4_3_A_withdrawn_invitation_says_so_in_plain_words()
    {
        var (shop, _) = await world.HasReferralsAsync();
        var orders = await world.BuysAsync(shop, "rut@example.vn", 3);
        var token = await world.InvitationTokenAsync("rut@example.vn");
        await world.MailsLeaveAsync();
        await world.ReturnedAsync(shop, orders[0]);

        var page = await host.Open().GetAsync($"/join/{token}");
        var madeUp = await host.Open().GetAsync($"/join/{new string('0', 64)}");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("không còn đủ số đơn thành công", await Browser.TextAsync(page), StringComparison.Ordinal);
        Assert.Contains("Đường dẫn này đã được dùng", await Browser.TextAsync(madeUp), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
    }

    private async Task<(string Token, string Programme)> InvitedAsync(string email)
    {
        var (shop, programme) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, email, 3);
        return (await world.InvitationTokenAsync(email), programme.Name);
    }
}
