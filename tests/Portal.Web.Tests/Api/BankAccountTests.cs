using System.Net;

namespace Portal.Web.Tests.Api;

/// <summary>R6.5 through HTTP: where a partner's money goes.</summary>
[Collection(ApiCollection.Name)]
public sealed class BankAccountTests(ApiPortal portal)
{
    [Fact]
    public async Task R6_5_An_account_is_added_listed_and_removed()
    {
        var partner = await PartnerAsync();
        var name = (await portal.Operator.GetAsync($"/partners/{partner.Id}")).Json["name"]!.GetValue<string>();

        var added = await portal.Operator.PostAsync(
            $"/partners/{partner.Id}/bank-accounts", new { bankCode = "VCB", accountNumber = "0071000123456", holderName = name });
        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.True(added.Json["usable"]!.GetValue<bool>());
        var list = (await portal.With(partner.Key).GetAsync($"/partners/{partner.Id}/bank-accounts")).Json["items"]!.AsArray();
        Assert.Equal("•••• 3456", Assert.Single(list)!["accountNumber"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.NoContent, (await portal.Operator.DeleteAsync($"/bank-accounts/{ApiPortal.Id(added.Json)}")).Status);
        Assert.Empty((await portal.Operator.GetAsync($"/partners/{partner.Id}/bank-accounts")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task R6_5_Another_name_is_a_rule_violated_at_its_field()
    {
        var partner = await PartnerAsync();

        var refused = await portal.Operator.PostAsync(
            $"/partners/{partner.Id}/bank-accounts", new { bankCode = "VCB", accountNumber = "0071000123456", holderName = "Người Khác" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "holder_name_differs"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Json["errors"]!["holderName"]);
    }

    [Fact]
    public async Task A_partners_key_reads_and_does_not_lead_the_money_elsewhere()
    {
        var partner = await PartnerAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await portal.With(partner.Key).PostAsync(
            $"/partners/{partner.Id}/bank-accounts", new { bankCode = "VCB", accountNumber = "0071000123456", holderName = "Ai" })).Status);
    }

    [Fact]
    public async Task The_banks_are_listed_by_code()
    {
        var banks = (await portal.Operator.GetAsync("/banks")).Json["items"]!.AsArray();
        Assert.Contains(banks, bank => bank!["code"]!.GetValue<string>() == "VCB" && bank["bin"]!.GetValue<string>() == "970436");
    }

    private async Task<ApiPartner> PartnerAsync() => await portal.PartnerAsync([await portal.ProgrammeAsync(await portal.ShopAsync())]);
}
