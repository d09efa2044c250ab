using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;
using Portal.Web.Components;

namespace Portal.Web.Tests.Partner;

/// <summary>Hồ sơ &amp; xác thực: who the partner is, and where their money goes.</summary>
public sealed class ProfilePageTests : PartnerPageTest
{
    [Fact]
    public void An_account_is_added_after_it_was_confirmed_and_removed_after_that()
    {
        var page = Page();
        Type(page, "Vietcombank", "0071000123456", Partner.NameSearch);

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
        Type(page, "Vietcombank", "0071000123456", "Nguyễn Văn Khác");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("phải trùng với tên", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("0071000123456", page.Find("input[inputmode=numeric]").GetAttribute("value"));
        Assert.Empty(page.FindAll("dialog.dialog"));
    }

    [Fact]
    public void A_bank_is_found_by_its_short_name_and_its_number_is_read_in_groups()
    {
        var page = Page();

        Bank(page, "icb", "VietinBank");

        page.WaitForAssertion(() => Assert.Equal("VietinBank", page.FindAll("form input")[0].GetAttribute("value")));
        Assert.Equal(PhoneText.Of(Partner.Phone), page.Find(".facts dd.nowrap").TextContent);
        Assert.Matches("^0[0-9]{3} [0-9]{3} [0-9]{3}$", PhoneText.Of(Partner.Phone));
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

    private void Type(IRenderedComponent<Pages.Partner.Profile> page, string bank, string number, string holder)
    {
        Bank(page, bank[..6].ToLowerInvariant(), bank);
        page.Find("form input[inputmode=numeric]").Change(number);
        page.FindAll("form input").Last().Change(holder);
    }

    /// <summary>Types a part of the bank's name, and presses what is suggested.</summary>
    private void Bank(IRenderedComponent<Pages.Partner.Profile> page, string part, string name)
    {
        var shown = Floating;
        page.FindAll("form input")[0].Input(part);
        shown.WaitForAssertion(() => Assert.Contains(name, shown.FindAll(".mud-list-item").Select(item => item.TextContent.Trim())));
        shown.FindAll(".mud-list-item").First(item => item.TextContent.Trim() == name).Click();
    }
}
