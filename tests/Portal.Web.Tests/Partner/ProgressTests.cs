using Bunit;
using Portal.Domain.Eligibility;

namespace Portal.Web.Tests.Partner;

/// <summary>Lời mời &amp; tiến độ on the partner's overview.</summary>
public sealed class ProgressTests : PartnerPageTest
{
    [Fact]
    public async Task R4_2_A_partner_sees_how_far_his_own_orders_are()
    {
        var (shop, programme) = await World.HasReferralsAsync();
        await World.BuysAsync(shop, Partner.Email, 2);
        Open("partner");

        var page = Render<Pages.Partner.Overview>();

        page.WaitForAssertion(
            () => Assert.Contains("2 trong 3 đơn", page.Find(".programme-progress").TextContent, StringComparison.Ordinal));
        Assert.Contains(programme.Name, page.Find(".programme-progress").TextContent, StringComparison.Ordinal);
        Assert.Contains("Còn 1 đơn thành công nữa", page.Find(".programme-progress").TextContent, StringComparison.Ordinal);
        // it is their own address, and tells them which of theirs is meant
        Assert.Contains(Partner.Email, page.Find(".programme-progress").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("66", page.Find(".programme-progress [role=progressbar]").GetAttribute("aria-valuenow"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task R4_3_An_open_invitation_is_accepted_on_the_spot()
    {
        var (shop, _) = await World.HasReferralsAsync();
        await World.BuysAsync(shop, Partner.Email, 3);
        Open("partner");
        var page = Render<Pages.Partner.Overview>();
        page.WaitForElement(".programme-progress button").Click();
        page.WaitForElement("dialog.dialog button.primary").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".programme-progress")));
        var account = await World.AccountAsync(Partner.Email);
        Assert.Equal((EligibilityState.Member, Partner.Id), (account.State, account.PartnerId));
    }

    [Fact]
    public void R4_2_Without_orders_of_his_own_there_is_nothing_to_show()
    {
        Open("partner");

        var page = Render<Pages.Partner.Overview>();

        page.WaitForElement(".tiles");
        Assert.Empty(page.FindAll(".programme-progress"));
    }
}
