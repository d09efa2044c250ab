using Bunit;
using Portal.App.Attribution.Reading;
using Portal.Web.Tests.Texts;

namespace Portal.Web.Tests.Partner;

/// <summary>Tra cứu đơn: the answer in words.</summary>
public sealed class LookupPageTests : PartnerPageTest
{
    [Fact]
    public async Task R1_7_The_answer_says_another_partner_and_never_who()
    {
        var rival = await World.HasPartnerAsync(Programme);
        await BuysAsync("DH-1", await World.HasLinkAsync(rival, Programme));

        var page = await AskAsync("DH-1");

        page.WaitForAssertion(
            () => Assert.Contains("Đơn thuộc về một cộng tác viên khác", page.Find(".answer").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(rival.Name, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task His_own_order_leads_to_its_sheet()
    {
        var order = await BuysAsync("DH-1");

        var page = await AskAsync("DH-1");

        page.WaitForAssertion(
            () => Assert.Equal($"/partner/orders?range=all&order={order.Id}", page.Find(".answer a.primary").GetAttribute("href")));
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field()
    {
        Open("partner/lookup");
        var page = Render<Pages.Partner.Lookup>();
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".field-error").Count));
    }

    [Fact]
    public void Every_reason_and_every_click_has_its_words()
    {
        var words = ResourceFiles.Named("PartnerTexts");

        Assert.All(LookupReasons.All,
            reason => Assert.True(words.ContainsKey($"Why_{reason}") && words.ContainsKey($"Why_{reason}_Text"), reason));
        Assert.All(Enum.GetNames<ClickStanding>(),
            name => Assert.True(words.ContainsKey($"Click_{name}") && words.ContainsKey($"Click_{name}_Text"), name));
        Assert.All([LookupResult.Several, LookupResult.Unknown],
            result => Assert.True(words.ContainsKey($"Lookup{result}") && words.ContainsKey($"Lookup{result}Text")));
    }

    private async Task<IRenderedComponent<Pages.Partner.Lookup>> AskAsync(string code)
    {
        Open("partner/lookup");
        var page = Render<Pages.Partner.Lookup>();
        page.Find("input[maxlength='64']").Change(code);
        page.Find("input[placeholder='ngày/tháng/năm']").Change("10/06/2026");
        await page.Find("form").SubmitAsync();
        return page;
    }
}
