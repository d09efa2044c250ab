using System.Net;
using Portal.Web.Tests.Api;

namespace Portal.Web.Tests.Security;

/// <summary>Four eyes through HTTP: one key is never two persons (R6.6).</summary>
[Collection(ApiCollection.Name)]
public sealed class OperatorKeyTests(ApiPortal portal)
{
    [Fact]
    public async Task R6_6_One_key_does_not_propose_make_a_second_person_and_accept()
    {
        var admin = portal.With(
            await portal.KeyAsync(new { name = "admin", scopes = new[] { "admin", "finance" }, person = "mot@example.vn" }));
        var partner = await portal.PartnerAsync([]);
        var proposed = await admin.MadeAsync($"/partners/{partner.Id}/adjustments", new { gross = 50_000_000, reason = "Bù đơn cũ" });
        var decision = $"/adjustments/{ApiPortal.Id(proposed)}/decision";

        foreach (var second in new object[]
        {
            new { name = "second-person" },
            new { name = "second-person", scopes = new[] { "finance-approve" } },
            new { name = "second-person", scopes = new[] { "finance-approve" }, person = "hai@example.vn" },
        })
        {
            var refused = await admin.PostAsync("/keys", second);
            Assert.Equal((HttpStatusCode.Forbidden, "operator_key_needs_person"), (refused.Status, refused.Code));
        }

        Assert.Equal("forbidden", (await admin.PostAsync(decision, new { accept = true })).Code);
        var own = await portal.ApproverAsync("Mot@Example.vn");
        Assert.Equal("own_adjustment", (await own.PostAsync(decision, new { accept = true })).Code);
        Assert.Equal(HttpStatusCode.OK, (await (await portal.ApproverAsync()).PostAsync(decision, new { accept = true })).Status);
    }

    [Fact]
    public async Task R6_6_No_key_is_finance_and_approver()
    {
        var both = await portal.Operator.PostAsync("/keys", new { name = "both", scopes = new[] { "finance", "finance-approve" } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "scopes_of_both_sides"), (both.Status, both.Code));
        Assert.Equal(["email_malformed"],
            (await portal.Operator.PostAsync("/keys", new { name = "x", person = "nobody" })).ErrorsOf("person"));
        var shop = await portal.ShopAsync();
        Assert.Equal(["person_not_allowed"],
            (await portal.Operator.PostAsync("/keys", new { name = "x", shopId = shop.Id, person = "ai@example.vn" })).ErrorsOf("person"));
    }

    [Fact]
    public async Task A_key_of_finance_does_nothing_of_an_admin_and_the_other_way_round()
    {
        var finance = portal.With(await portal.KeyAsync(new { name = "finance", scopes = new[] { "finance" } }));
        var admin = portal.With(await portal.KeyAsync(new { name = "admin", scopes = new[] { "admin" } }));
        var partner = await portal.PartnerAsync([]);
        object shop = new
        {
            code = portal.Unique("shop"),
            name = "Tiệm",
            kind = "individual",
            openedOn = "2020-01-01",
            hosts = new[] { "a.example" }
        };
        object correction = new { gross = 5, reason = "Bù" };

        Assert.Equal(HttpStatusCode.Forbidden, (await finance.PostAsync("/shops", shop)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await finance.PostAsync("/keys", new { name = "x", partnerId = partner.Id })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsync($"/partners/{partner.Id}/adjustments", correction)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsync("/payout-batches", new { month = "2026-05" })).Status);
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsync("/shops", shop)).Status);
        Assert.Equal(HttpStatusCode.Created, (await finance.PostAsync($"/partners/{partner.Id}/adjustments", correction)).Status);
    }
}
