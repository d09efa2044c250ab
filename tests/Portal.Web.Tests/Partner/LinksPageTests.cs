using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Partners;

namespace Portal.Web.Tests.Partner;

/// <summary>Liên kết: an address becomes a link, and links are stopped and started.</summary>
public sealed class LinksPageTests : PartnerPageTest
{
    [Fact]
    public async Task R1_2_A_pasted_address_becomes_a_link_to_copy()
    {
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();
        page.WaitForElement("input[inputmode=url]").Change("https://shop.example/sim?x=1");

        await page.Find(".link-maker form").SubmitAsync();

        page.WaitForAssertion(() =>
        {
            Assert.Contains("Liên kết đã sẵn sàng", page.Find(".made").TextContent, StringComparison.Ordinal);
            Assert.Contains("/r/", page.Find(".made [data-copy]").GetAttribute("data-copy"), StringComparison.Ordinal);
            Assert.Equal(2, page.FindAll(".link-card").Count);
        });

        // the button that was pressed is gone
        JSInterop.VerifyFocusAsyncInvoke();
    }

    [Theory]
    [InlineData("https://shop.example.evil.com/")]
    [InlineData("javascript:alert(1)")]
    public async Task R1_2_A_refused_address_says_where_links_may_lead(string address)
    {
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();
        page.WaitForElement("input[inputmode=url]").Change(address);

        await page.Find(".link-maker form").SubmitAsync();

        page.WaitForAssertion(() =>
        {
            Assert.NotEmpty(page.FindAll(".field-error"));
            Assert.Contains("shop.example", page.Find(".field-hint").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("được phép", page.Find(".link-maker").TextContent, StringComparison.Ordinal);
            Assert.Single(page.FindAll(".link-card"));
        });
    }

    [Fact]
    public async Task R1_10_Without_a_verified_identity_the_gate_is_explained_instead_of_the_form()
    {
        await using (var db = await World.DbAsync())
            await db.Partners.ExecuteUpdateAsync(set => set.SetProperty(partner => partner.Identity, IdentityState.NotChecked));
        Open("partner/links");

        var page = Render<Pages.Partner.Links>();

        page.WaitForAssertion(() => Assert.Contains("Cần xác thực danh tính", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("input[inputmode=url]"));
    }

    [Fact]
    public async Task A_link_is_paused_only_after_the_question()
    {
        var shown = Floating;
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();
        await page.WaitForElement(".link-card .action-menu button").ClickAsync(new());
        shown.WaitForElement(".mud-list-item, .mud-menu-item");

        // ends only with the answer to the question
        var pausing = shown.FindAll(".mud-menu-item").Single(item => item.TextContent.Contains("Tạm dừng", StringComparison.Ordinal))
            .ClickAsync(new());
        page.WaitForAssertion(
            () => Assert.Contains($"Tạm dừng liên kết {Link.Code}?", page.Find("dialog").TextContent, StringComparison.Ordinal));
        Assert.Contains("Đang chạy", page.Find(".link-card").TextContent, StringComparison.Ordinal);
        await page.Find("dialog .danger").ClickAsync(new());
        await pausing;

        page.WaitForAssertion(() => Assert.Contains("Tạm dừng", page.Find(".link-card .chip").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("e", "Sửa liên kết")]
    [InlineData("x", "Tạm dừng liên kết")]
    [InlineData("Q", "Mã QR của liên kết")]
    public void A_key_on_the_card_does_what_its_menu_says(string key, string title)
    {
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();

        // a question is answered later
        _ = page.WaitForElement(".link-card").KeyDownAsync(new KeyboardEventArgs { Key = key });

        page.WaitForAssertion(() => Assert.Contains($"{title} {Link.Code}", page.Find("dialog h2").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_edited_shows_on_the_card_and_the_destination_stays()
    {
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();
        page.WaitForElement(".link-card").KeyDown(new KeyboardEventArgs { Key = "E" });
        page.WaitForElement("dialog input[maxlength='64']").Change("nhom-zalo");

        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() =>
        {
            Assert.Empty(page.FindAll("dialog"));
            Assert.Equal("nhom-zalo", page.Find(".link-card .mark").TextContent);
            Assert.Contains(Link.DestinationUrl, page.Find(".link-card .destination a").GetAttribute("href"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_mark_that_is_refused_says_so_in_the_open_dialog()
    {
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();
        page.WaitForElement(".link-card").KeyDown(new KeyboardEventArgs { Key = "E" });
        page.WaitForElement("dialog input[maxlength='64']").Change(new string('x', 65));

        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("dialog .field-error")));
    }

    [Fact]
    public void A_key_that_belongs_to_the_browser_does_nothing()
    {
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();

        page.WaitForElement(".link-card").KeyDown(new KeyboardEventArgs { Key = "d", CtrlKey = true });

        Assert.DoesNotContain("copy=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_for_a_copy_opens_the_form_with_it()
    {
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();

        page.WaitForElement(".link-card").KeyDown(new KeyboardEventArgs { Key = "d" });

        page.WaitForAssertion(() => Assert.Equal("https://shop.example/", page.Find("input[inputmode=url]").GetAttribute("value")));
    }

    [Fact]
    public void A_copy_starts_from_what_the_other_was()
    {
        Open($"partner/links?copy={Link.Id}");

        var page = Render<Pages.Partner.Links>();

        page.WaitForAssertion(() => Assert.Equal("https://shop.example/", page.Find("input[inputmode=url]").GetAttribute("value")));
    }
}
