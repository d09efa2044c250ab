using System.Net;

namespace Portal.Web.Tests.Api;

/// <summary>Sending a call again under its key does nothing and answers the same.</summary>
[Collection(ApiCollection.Name)]
public sealed class IdempotencyTests(ApiPortal portal)
{
    private const string Header = "Idempotency-Key";

    [Fact]
    public async Task The_same_call_again_is_answered_as_the_first()
    {
        var (key, body) = (portal.Unique("key"), Shop());

        var first = await portal.Operator.PostAsync("/shops", body, (Header, key));
        var second = await portal.Operator.PostAsync("/shops", body, (Header, key));

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(HttpStatusCode.Created, second.Status);
        Assert.Equal(first.Text, second.Text);
        Assert.False(first.IsReplay);
        Assert.True(second.IsReplay);
    }

    [Fact]
    public async Task Another_body_under_the_key_is_refused()
    {
        var key = portal.Unique("key");
        await portal.Operator.PostAsync("/shops", Shop(), (Header, key));

        var answer = await portal.Operator.PostAsync("/shops", Shop(), (Header, key));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("idempotency_key_reused", answer.Code);
    }

    [Fact]
    public async Task The_same_body_at_another_address_is_another_call()
    {
        var (key, shop) = (portal.Unique("key"), await portal.ShopAsync());
        var secret = new { };
        await portal.Operator.PostAsync($"/shops/{shop.Id}/signing-secrets", secret, (Header, key));
        var other = await portal.ShopAsync();

        var answer = await portal.Operator.PostAsync($"/shops/{other.Id}/signing-secrets", secret, (Header, key));

        Assert.Equal("idempotency_key_reused", answer.Code);
    }

    [Fact]
    public async Task Two_callers_may_use_one_key_text()
    {
        var key = portal.Unique("key");
        var one = portal.With((await portal.ShopAsync()).Key);
        var other = portal.With((await portal.ShopAsync()).Key);
        var order = portal.Order();

        await one.PostAsync("/orders", order, (Header, key));
        var answer = await other.PostAsync("/orders", order, (Header, key));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.False(answer.IsReplay);
    }

    [Fact]
    public async Task A_race_of_one_call_has_one_effect_and_one_answer()
    {
        var (key, body) = (portal.Unique("key"), Shop());

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => portal.Operator.PostAsync("/shops", body, (Header, key))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single(answers, answer => !answer.IsReplay);
    }

    [Fact]
    public async Task A_race_of_one_order_has_one_effect_and_one_answer()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var (key, order) = (portal.Unique("key"), portal.Order());

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => shop.PostAsync("/orders", order, (Header, key))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single(answers, answer => !answer.IsReplay);
    }

    [Fact]
    public async Task A_long_answer_is_answered_again_to_the_byte()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var batch = new System.Text.Json.Nodes.JsonObject
        {
            ["orders"] =
            new System.Text.Json.Nodes.JsonArray([.. Enumerable.Range(0, 40).Select(_ => portal.Order())])
        };
        var key = portal.Unique("key");

        var first = await shop.PostAsync("/orders", batch, (Header, key));
        var second = await shop.PostAsync("/orders", batch, (Header, key));

        Assert.True(second.IsReplay);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Message.Content.Headers.ContentType, second.Message.Content.Headers.ContentType);
        await using var db = await portal.DbAsync();
        Assert.True(db.IdempotentRequests.Single(request => request.Key == key).Body.Length * 5 < first.Text.Length);
    }

    [Fact]
    public async Task A_refused_call_may_be_corrected_under_its_key()
    {
        var (key, taken) = (portal.Unique("key"), await portal.ShopAsync());
        await portal.Operator.PostAsync("/shops", Shop(taken.Code), (Header, key));

        var answer = await portal.Operator.PostAsync("/shops", Shop(), (Header, key));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task A_secret_is_answered_again_and_never_stored_readable()
    {
        var (key, body) = (portal.Unique("key"), new { name = "again" });

        var first = await portal.Operator.PostAsync("/keys", body, (Header, key));
        var second = await portal.Operator.PostAsync("/keys", body, (Header, key));

        Assert.Equal(first.Text, second.Text);
        await using var db = await portal.DbAsync();
        var stored = db.IdempotentRequests.Single(request => request.Key == key).Body;
        Assert.DoesNotContain("ptl_", System.Text.Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reported_click_is_recorded_once()
    {
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(shop);
        var partner = await portal.PartnerAsync([programme]);
        var code = (await portal.Operator.GetAsync($"/links?partnerId={partner.Id}")).Json["items"]![0]!["code"]!.GetValue<string>();
        var (key, click) = (portal.Unique("key"), new { linkCode = code, visitorId = "v", occurredAt = portal.Clock.GetUtcNow() });

        var first = await portal.Operator.PostAsync("/clicks", click, (Header, key));
        var second = await portal.Operator.PostAsync("/clicks", click, (Header, key));

        Assert.Equal(first.Text, second.Text);
        Assert.True(second.IsReplay);
    }

    [Theory]
    [InlineData("with a space")]
    [InlineData("với dấu")]
    public async Task A_key_of_other_characters_is_refused(string key)
    {
        var answer = await portal.Operator.PostAsync("/shops", Shop(), (Header, key));

        Assert.Equal(["out_of_range"], answer.ErrorsOf(Header));
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
    {
        var answer = await portal.Operator.PostAsync("/shops", Shop(), (Header, new string('k', 201)));

        Assert.Equal(["out_of_range"], answer.ErrorsOf(Header));
    }

    private object Shop(string? code = null) =>
        new
        {
            code = code ?? portal.Unique("idem"),
            name = "Cửa hàng",
            kind = "individual",
            openedOn = "2020-01-01",
            hosts = new[] { "a.example" }
        };
}
