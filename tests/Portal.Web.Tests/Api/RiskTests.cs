using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Web.Tests.Api;

/// <summary>Risk cases over HTTP: what stands out, and the rewards that are held because of it.</summary>
[Collection(ApiCollection.Name)]
public sealed class RiskTests(ApiPortal portal)
{
    [Fact]
    public async Task A_case_is_listed_held_with_a_reason_and_released()
    {
        var (partner, order) = await ClashAsync();
        var listed = (await portal.Operator.GetAsync($"/risk?rule=device-clash&state=new&partnerId={partner}")).Json["items"]!.AsArray();
        var id = ApiPortal.Id(Assert.Single(listed)!);
        Assert.Equal((1, 1, "new"), (Number(listed[0]!, "signals"), Number(listed[0]!, "rewards"), Text(listed[0]!, "state")));

        var detail = (await portal.Operator.GetAsync($"/risk/{id}")).Json;
        Assert.Contains(detail["signals"]![0]!["orders"]!.AsArray(), one => Text(one!, "externalId") == order);
        Assert.Equal(["required"], (await portal.Operator.PostAsync($"/risk/{id}/hold", new { })).ErrorsOf("reason"));

        var key = ("Idempotency-Key", $"hold-{id}");
        var held = await portal.Operator.PostAsync($"/risk/{id}/hold", new { reason = "Nghi ngờ" }, key);
        var again = await portal.Operator.PostAsync($"/risk/{id}/hold", new { reason = "Nghi ngờ" }, key);
        Assert.Equal((HttpStatusCode.OK, "held", 1), (held.Status, Text(held.Json, "state"), Number(held.Json, "held")));
        Assert.True(again.IsReplay);
        Assert.Equal("risk_nothing_new", (await portal.Operator.PostAsync($"/risk/{id}/dismiss", new { reason = "x" })).Code);

        var released = await portal.Operator.PostAsync($"/risk/{id}/release", new { reason = "Đã xem" });
        Assert.Equal(("dismissed", 0), (Text(released.Json, "state"), Number(released.Json, "held")));
        Assert.Equal("risk_nothing_held", (await portal.Operator.PostAsync($"/risk/{id}/release", new { reason = "x" })).Code);
        Assert.Equal(["not_allowed"], (await portal.Operator.GetAsync("/risk?rule=perhaps")).ErrorsOf("rule"));
        Assert.Equal("risk_not_found", (await portal.Operator.PostAsync("/risk/no-such-id/hold", new { reason = "x" })).Code);
    }

    [Fact]
    public async Task R10_5_Neither_shops_nor_partners_see_the_cases()
    {
        var (partner, _) = await ClashAsync();
        var id = ApiPortal.Id((await portal.Operator.GetAsync($"/risk?partnerId={partner}")).Json["items"]![0]!);
        foreach (var key in new[] { (await portal.ShopAsync()).Key, (await portal.PartnerAsync([])).Key })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await portal.With(key).GetAsync("/risk")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await portal.With(key).GetAsync($"/risk/{id}")).Status);
            foreach (var what in new[] { "hold", "release", "dismiss" })
                Assert.Equal(HttpStatusCode.Forbidden,
                    (await portal.With(key).PostAsync($"/risk/{id}/{what}", new { reason = "x" })).Status);
        }
    }

    /// <summary>Two customers who ordered with one device by a partner's code on the same day; the first one's order is credited.</summary>
    private async Task<(string Partner, string Order)> ClashAsync()
    {
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(shop, "new-customer", new { requirePickupPoint = false });
        var partner = await portal.PartnerAsync([programme]);
        var first = "";
        foreach (var customer in new[] { "KH-1", "KH-2" })
        {
            var order = portal.Order();
            order["customer"] = new JsonObject { ["id"] = customer, ["deviceId"] = "d-1" };
            order["attribution"] = new JsonObject { ["referralCode"] = partner.ReferralCode };
            await portal.With(shop.Key).MadeAsync("/orders", order);
            first = first.Length == 0 ? Text(order, "externalId") : first;
        }

        return (partner.Id, first);
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}
