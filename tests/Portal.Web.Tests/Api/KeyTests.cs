using System.Net;

namespace Portal.Web.Tests.Api;

/// <summary>Keys: who gets in, how far, how often, and until when.</summary>
[Collection(ApiCollection.Name)]
public sealed class KeyTests(ApiPortal portal)
{
    [Fact]
    public async Task Without_a_key_nobody_gets_in()
    {
        var answer = await portal.With(null).GetAsync("/shops");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("key_missing", answer.Code);
        Assert.Equal("Bearer", answer.Message.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("ptl_0000000000000000000000000000000000000000000")]
    [InlineData("' OR 1=1 --")]
    public async Task A_wrong_key_does_not_get_in(string key) =>
        Assert.Equal("key_unknown", (await portal.With(key).GetAsync("/shops")).Code);

    [Fact]
    public async Task A_key_is_shown_once()
    {
        var made = await portal.Operator.MadeAsync("/keys", new { name = "once" });
        var secret = made["key"]!.GetValue<string>();

        var listed = await portal.Operator.GetAsync("/keys?limit=500");

        Assert.Contains(ApiPortal.Id(made), listed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, listed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var made = await portal.Operator.MadeAsync("/keys", new { name = "short-lived" });
        var caller = portal.With(made["key"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/shops")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await portal.Operator.DeleteAsync($"/keys/{ApiPortal.Id(made)}")).Status);

        Assert.Equal("key_unknown", (await caller.GetAsync("/shops")).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await portal.Operator.DeleteAsync($"/keys/{ApiPortal.Id(made)}")).Status);
    }

    [Fact]
    public async Task A_shop_may_do_only_what_its_scopes_say()
    {
        var shop = await portal.ShopAsync();
        var reader = portal.With(await portal.KeyAsync(new { name = "reader", shopId = shop.Id, scopes = new[] { "orders:read" } }));
        var writer = portal.With(await portal.KeyAsync(new { name = "writer", shopId = shop.Id, scopes = new[] { "orders:write" } }));
        var order = portal.Order();

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync("/orders", order)).Status);
        Assert.Equal(HttpStatusCode.Created, (await writer.PostAsync("/orders", order)).Status);
        Assert.Equal("forbidden", (await writer.GetAsync("/orders")).Code);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/orders")).Status);
    }

    [Fact]
    public async Task Only_the_operator_makes_shops_programmes_partners_and_keys()
    {
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(shop);
        var partner = await portal.PartnerAsync([programme]);
        foreach (var caller in new[] { portal.With(shop.Key), portal.With(partner.Key) })
        {
            ApiAnswer[] answers =
            [
                await caller.PostAsync("/shops",
                    new { code = "x-y", name = "X", kind = "individual", openedOn = "2020-01-01", hosts = new[] { "a.example" } }),
                await caller.PatchAsync($"/shops/{shop.Id}", new { name = "Y" }),
                await caller.PostAsync("/programs", new { shopId = shop.Id, code = "x-y", name = "X", template = "shop-affiliate" }),
                await caller.PostAsync($"/programs/{programme}/versions", new { effectiveFrom = "2027-01-01T00:00:00Z" }),
                await caller.PostAsync("/partners", new { name = "X", email = "x@example.vn", phone = "0901234567" }),
                await caller.PostAsync($"/partners/{partner.Id}/verification", new { identity = "approved", agreementSigned = true }),
                await caller.PostAsync($"/partners/{partner.Id}/programs", new { program = programme }),
                await caller.PostAsync("/keys", new { name = "X" }),
                await caller.PostAsync("/keys", new { name = "X", partnerId = partner.Id }),
            ];
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Forbidden, answer.Status));
        }
    }

    [Fact]
    public async Task A_scope_of_another_kind_of_key_is_refused()
    {
        var shop = await portal.ShopAsync();

        var answer = await portal.Operator.PostAsync(
            "/keys", new { name = "X", shopId = shop.Id, scopes = new[] { "orders:read", "admin" } });

        Assert.Equal(["not_allowed"], answer.ErrorsOf("scopes[1]"));
    }
}

/// <summary>A portal that lets each key call three times a minute.</summary>
public sealed class NarrowPortal : ApiPortal
{
    protected override IEnumerable<(string Name, string Value)> Settings =>
        [("Limits:RequestsPerMinute", "3"), ("Limits:BodyBytes", "100")];
}

public sealed class LimitTests(NarrowPortal portal) : IClassFixture<NarrowPortal>
{
    [Fact]
    public async Task Too_many_calls_of_one_key_wait_and_others_do_not()
    {
        var other = portal.With(await portal.KeyAsync(new { name = "other" }));
        ApiAnswer last;
        var calls = 1;
        do
        {
            last = await portal.Operator.GetAsync("/shops");
            calls++;
        }
        while (last.Status == HttpStatusCode.OK && calls < 10);

        Assert.Equal(4, calls);
        Assert.Equal(HttpStatusCode.TooManyRequests, last.Status);
        Assert.Equal("too_many_requests", last.Code);
        Assert.InRange(last.Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/shops")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await other.PostAsync("/shops", new string(' ', 101))).Status);
    }
}
