using System.Net;
using System.Text;
using Portal.App.Access.ApiKeys;

namespace Portal.Web.Tests.Api;

/// <summary>Signed bodies: right, fresh, once.</summary>
[Collection(ApiCollection.Name)]
public sealed class SignatureTests(ApiPortal portal)
{
    private const string Header = "X-Portal-Signature";

    [Fact]
    public async Task A_shop_that_must_sign_is_refused_without_a_signature()
    {
        var (shop, _) = await SigningShopAsync();

        var answer = await portal.With(shop.Key).PostAsync("/orders", portal.Order());

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("signature_missing", answer.Code);
    }

    [Fact]
    public async Task A_right_signature_passes()
    {
        var (shop, secret) = await SigningShopAsync();

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(shop, secret, Body())).Status);
    }

    [Fact]
    public async Task A_body_changed_by_one_byte_is_refused()
    {
        var (shop, secret) = await SigningShopAsync();
        var body = Body();
        var signature = SignedBodies.Sign(secret, portal.Clock.GetUtcNow(), Orders(body));
        body[^2] = (byte)' ';

        Assert.Equal("signature_wrong", (await SendAsync(shop, signature, body, asIs: true)).Code);
    }

    [Fact]
    public async Task A_replayed_signature_is_refused()
    {
        var (shop, secret) = await SigningShopAsync();
        var body = Body();
        await SendAsync(shop, secret, body);

        var again = await SendAsync(shop, secret, body);

        Assert.Equal(HttpStatusCode.Unauthorized, again.Status);
        Assert.Equal("signature_replayed", again.Code);
    }

    [Fact]
    public async Task Of_one_signature_sent_many_times_at_once_one_passes()
    {
        var (shop, secret) = await SigningShopAsync();
        var body = Body();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(shop, secret, body)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.Unauthorized && answer.Code == "signature_replayed"));
    }

    [Theory]
    [InlineData(-301, "signature_expired")]
    [InlineData(-300, null)]
    [InlineData(300, null)]
    [InlineData(301, "signature_expired")]
    public async Task A_clock_may_be_five_minutes_wrong_either_way(int seconds, string? code)
    {
        var (shop, secret) = await SigningShopAsync();
        var body = Body();
        var signature = SignedBodies.Sign(secret, portal.Clock.GetUtcNow().AddSeconds(seconds), Orders(body));

        Assert.Equal(code, (await SendAsync(shop, signature, body, asIs: true)).Code);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("t=1,v1=")]
    [InlineData("v1=00,t=1")]
    [InlineData("t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=-1,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1,v2=")]
    [InlineData("t=1,v3=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1,v1=0000000000000000000000000000000000000000000000000000000000000000,v2=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_malformed_signature_is_refused(string header)
    {
        var (shop, _) = await SigningShopAsync();

        Assert.Equal("signature_malformed", (await SendAsync(shop, header, Body(), asIs: true)).Code);
    }

    [Fact]
    public async Task Two_secrets_are_live_while_a_shop_changes_over_and_the_old_one_ends()
    {
        var (shop, old) = await SigningShopAsync();
        var made = await portal.Operator.MadeAsync($"/shops/{shop.Id}/signing-secrets", new { });
        var oldId = (await portal.Operator.GetAsync($"/shops/{shop.Id}/signing-secrets")).Json["items"]!.AsArray()
            .Select(secret => ApiPortal.Id(secret!)).Single(id => id != ApiPortal.Id(made));

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(shop, old, Body())).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(shop, made["secret"]!.GetValue<string>(), Body())).Status);
        Assert.Equal("too_many_signing_secrets", (await portal.Operator.PostAsync($"/shops/{shop.Id}/signing-secrets", new { })).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await portal.Operator.DeleteAsync($"/shops/{shop.Id}/signing-secrets/{oldId}")).Status);
        Assert.Equal("signature_wrong", (await SendAsync(shop, old, Body())).Code);
    }

    [Fact]
    public async Task A_signature_is_checked_where_it_is_sent_though_not_required()
    {
        var shop = await portal.ShopAsync();
        await portal.Operator.MadeAsync($"/shops/{shop.Id}/signing-secrets", new { });

        Assert.Equal("signature_wrong", (await SendAsync(shop, "somebody else's secret", Body())).Code);
        Assert.Equal(HttpStatusCode.Created, (await portal.With(shop.Key).PostAsync("/orders", Body())).Status);
    }

    [Fact]
    public async Task Reading_needs_no_signature()
    {
        var (shop, _) = await SigningShopAsync();

        Assert.Equal(HttpStatusCode.OK, (await portal.With(shop.Key).GetAsync("/orders")).Status);
    }

    [Fact]
    public async Task Signatures_cannot_be_required_before_there_is_a_secret()
    {
        var shop = await portal.ShopAsync();

        var answer = await portal.Operator.PatchAsync($"/shops/{shop.Id}", new { requiresSignature = true });

        Assert.Equal("signing_secret_missing", answer.Code);
    }

    private async Task<(ApiShop Shop, string Secret)> SigningShopAsync()
    {
        var shop = await portal.ShopAsync();
        var secret = await portal.Operator.MadeAsync($"/shops/{shop.Id}/signing-secrets", new { });
        var changed = await portal.Operator.PatchAsync($"/shops/{shop.Id}", new { requiresSignature = true });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        return (shop, secret["secret"]!.GetValue<string>());
    }

    private Task<ApiAnswer> SendAsync(ApiShop shop, string secret, byte[] body, bool asIs = false) => portal.With(shop.Key).PostAsync(
        "/orders", body, (Header, asIs ? secret : SignedBodies.Sign(secret, portal.Clock.GetUtcNow(), Orders(body))));

    private static SignedRequest Orders(byte[] body) => new("POST", "/api/v1/orders", body);

    private byte[] Body() => Encoding.UTF8.GetBytes(portal.Order().ToJsonString());
}
