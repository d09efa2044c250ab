using System.Net;

namespace Portal.Web.Tests.Api;

/// <summary>R10.5: what belongs to another organisation does not exist, by whatever address or id it is asked for.</summary>
[Collection(ApiCollection.Name)]
public sealed class OrganisationTests(ApiPortal portal)
{
    [Fact]
    public async Task R10_5_A_shop_sees_and_changes_nothing_of_another()
    {
        var own = await portal.ShopAsync();
        var other = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(other);
        var order = portal.Order();
        await portal.With(other.Key).PostAsync("/orders", order);
        var number = order["externalId"]!.GetValue<string>();
        var stranger = portal.With(own.Key);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/shops/{other.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/shops/{other.Id}/balance")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/shops/{other.Id}/entries")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/ledger/trial-balance")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/programs/{programme}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/programs/{programme}/versions")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/orders/{number}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/orders/{number}?shopId={other.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/orders?shopId={other.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(
            $"/orders/{number}/events", new { id = "e", type = "paid", occurredAt = portal.Clock.GetUtcNow() })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/shops/{other.Id}/signing-secrets")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.With(await portal.KeyAsync(
            new { name = "customers", shopId = own.Id, scopes = new[] { "customers:read" } }))
                .GetAsync($"/shops/{other.Id}/customers")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/shops/{other.Id}/signing-secrets", new { })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(
            "/links", new { shopId = other.Id, program = programme, kind = "deep", destinationUrl = "https://shop.example/" })).Status);
        Assert.Equal([own.Id], Ids(await stranger.GetAsync("/shops?limit=500")));
        Assert.Empty(Ids(await stranger.GetAsync("/programs?limit=500")));
        Assert.Empty(Ids(await stranger.GetAsync("/orders")));
        Assert.Empty(Ids(await stranger.GetAsync("/partners")));
        Assert.Empty(Ids(await stranger.GetAsync("/keys")));
    }

    [Fact]
    public async Task R10_5_A_shop_cannot_write_an_order_into_another()
    {
        var (own, other) = (await portal.ShopAsync(), await portal.ShopAsync());
        var order = portal.Order();
        order["shopId"] = other.Id;

        Assert.Equal("shop_not_found", (await portal.With(own.Key).PostAsync("/orders", order)).Code);
    }

    [Fact]
    public async Task R10_5_A_partner_sees_and_changes_nothing_of_another()
    {
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(shop);
        var (own, other) = (await portal.PartnerAsync([programme]), await portal.PartnerAsync([programme]));
        var link = (await portal.Operator.GetAsync($"/links?partnerId={other.Id}")).Json["items"]![0]!;
        var stranger = portal.With(own.Key);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/partners/{other.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/links/{ApiPortal.Id(link)}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/links/{ApiPortal.Id(link)}/pause", new { })).Status);
        Assert.Empty(Ids(await stranger.GetAsync($"/links?partnerId={other.Id}")));
        Assert.Equal([own.Id], Ids(await stranger.GetAsync("/partners")));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(
            "/links", new { partnerId = other.Id, program = programme, kind = "deep", destinationUrl = "https://shop.example/" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/orders?partnerId={other.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/partners/{other.Id}/bank-accounts")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(
            $"/partners/{other.Id}/bank-accounts", new { bankCode = "VCB", accountNumber = "123456", holderName = "Ai" })).Status);
    }

    [Fact]
    public async Task R10_5_A_shop_reports_no_click_on_links_of_another()
    {
        var (own, other) = (await portal.ShopAsync(), await portal.ShopAsync());
        var programme = await portal.ProgrammeAsync(other, "refer-a-friend");
        var partner = await portal.PartnerAsync([programme]);
        var code = (await portal.Operator.GetAsync($"/links?partnerId={partner.Id}")).Json["items"]![0]!["code"]!.GetValue<string>();

        var byLink = await portal.With(own.Key)
            .PostAsync("/clicks", new { linkCode = code, visitorId = "v", occurredAt = portal.Clock.GetUtcNow() });
        var byCode = await portal.With(own.Key)
            .PostAsync("/clicks", new { referralCode = partner.ReferralCode, visitorId = "v", occurredAt = portal.Clock.GetUtcNow() });

        Assert.Equal("link_not_found", byLink.Code);
        Assert.False(byCode.Json["credited"]!.GetValue<bool>());
    }

    private static IEnumerable<string> Ids(ApiAnswer answer) => answer.Json["items"]!.AsArray().Select(item => ApiPortal.Id(item!));
}
