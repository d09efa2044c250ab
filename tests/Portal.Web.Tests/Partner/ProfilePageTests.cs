using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;

namespace Portal.Web.Tests.Partner;

/// <summary>Hồ sơ &amp; xác thực: who the partner is, and where his money goes.</summary>
public sealed class ProfilePageTests : PartnerPageTest
{
    [Fact]
    public void An_account_is_added_after_it_was_confirmed_and_removed_after_that()
    {
        var page = Page();
        Type(page, "VCB", "0071000123456", Partner.NameSearch);

        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("0071000123456", page.Find("dialog.dialog").TextContent, StringComparison.Ordinal));
        page.Find("dialog.dialog .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("•••• 3456", page.Find(".bank-accounts li").TextContent, StringComparison.Ordinal));

        page.Find(".bank-accounts li button.small").Click();
        page.WaitForElement("dialog.dialog .danger").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".bank-accounts li")));
    }

    [Fact]
    public void R6_5_Another_name_is_said_at_the_field_and_what_was_typed_stays()
    {
        var page = Page();
        Type(page, "VCB", "0071000123456", "Nguyễn Văn Khác");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("phải trùng với tên", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("0071000123456", page.Find("input[inputmode=numeric]").GetAttribute("value"));
        Assert.Empty(page.FindAll("dialog.dialog"));
    }

    private IRenderedComponent<Pages.Partner.Profile> Page()
    {
        Services.AddSingleton(World.Get<PartnerQueries>());
        Services.AddSingleton(World.Get<BankAccountQueries>());
        Services.AddSingleton(World.Get<AddBankAccount>());
        Services.AddSingleton(World.Get<RemoveBankAccount>());
        Open("partner/profile");
        var page = Render<Pages.Partner.Profile>();
        page.WaitForElement("form");
        return page;
    }

    private static void Type(IRenderedComponent<Pages.Partner.Profile> page, string bank, string number, string holder)
    {
        page.Find("form select").Change(bank);
        page.Find("form input[inputmode=numeric]").Change(number);
        page.FindAll("form input")[1].Change(holder);
    }
}
