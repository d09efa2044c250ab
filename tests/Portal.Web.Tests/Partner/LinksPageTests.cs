using Bunit;
using Microsoft.EntityFrameworkCore;
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
        page.WaitForElement("input[type=url]").Change("https://shop.example/sim?x=1");

        await page.Find(".link-maker form").SubmitAsync();

        page.WaitForAssertion(() =>
        {
            Assert.Contains("Liên kết đã sẵn sàng", page.Find(".made").TextContent, StringComparison.Ordinal);
            Assert.Contains("/r/", page.Find(".made [data-copy]").GetAttribute("data-copy"), StringComparison.Ordinal);
            Assert.Equal(2, page.FindAll(".link-card").Count);
        });
    }

    [Theory]
    [InlineData("https://shop.example.evil.com/")]
    [InlineData("javascript:alert(1)")]
    public async Task R1_2_A_refused_address_says_where_links_may_lead(string address)
    {
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();
        page.WaitForElement("input[type=url]").Change(address);

        await page.Find(".link-maker form").SubmitAsync();

        page.WaitForAssertion(() =>
        {
            Assert.NotEmpty(page.FindAll(".field-error"));
            Assert.Contains("shop.example", page.Find(".field-hint").TextContent, StringComparison.Ordinal);
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
        Assert.Empty(page.FindAll("input[type=url]"));
    }

    [Fact]
    public async Task A_link_is_paused_only_after_the_question()
    {
        Open("partner/links");
        var page = Render<Pages.Partner.Links>();
        page.WaitForElement(".link-card");

        // ends only with the answer to the question
        var pausing = page.FindAll(".link-card footer button")[0].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains($"Tạm dừng liên kết {Link.Code}?", page.Find("dialog").TextContent, StringComparison.Ordinal));
        Assert.Contains("Đang chạy", page.Find(".link-card").TextContent, StringComparison.Ordinal);
        await page.Find("dialog .danger").ClickAsync(new());
        await pausing;

        page.WaitForAssertion(() => Assert.Contains("Chạy lại", page.Find(".link-card").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_starts_from_what_the_other_was()
    {
        Open($"partner/links?copy={Link.Id}");

        var page = Render<Pages.Partner.Links>();

        page.WaitForAssertion(() => Assert.Equal("https://shop.example/", page.Find("input[type=url]").GetAttribute("value")));
    }
}
