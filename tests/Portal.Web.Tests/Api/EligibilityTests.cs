using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Portal.Web.Tests.Api;

/// <summary>The queue of likely duplicates and its decisions over HTTP (R4.2–R4.4).</summary>
[Collection(ApiCollection.Name)]
public sealed class EligibilityTests(ApiPortal portal)
{
    [Fact]
    public async Task R4_4_The_queue_is_listed_with_reasons_and_decided_once()
    {
        var (programme, email) = await QueuedAsync();
        var queue = (await portal.Operator.GetAsync($"/eligibility?state=queued&program={programme}")).Json["items"]!.AsArray();
        var id = ApiPortal.Id(queue[0]!);

        Assert.Equal((1, email, 3, 3),
            (queue.Count, Text(queue[0]!, "email"), Number(queue[0]!, "successfulOrders"), Number(queue[0]!, "threshold")));
        Assert.Equal(["threshold_reached", "shared_device"], queue[0]!["reasons"]!.AsArray().Select(reason => reason!.GetValue<string>()));
        var detail = (await portal.Operator.GetAsync($"/eligibility/{id}")).Json;
        Assert.Equal(2, detail["group"]!.AsArray().Count);

        var key = ("Idempotency-Key", $"decide-{id}");
        var approved = await portal.Operator.PostAsync($"/eligibility/{id}/decision", new { outcome = "approved" }, key);
        var again = await portal.Operator.PostAsync($"/eligibility/{id}/decision", new { outcome = "approved" }, key);
        var other = await portal.Operator.PostAsync($"/eligibility/{id}/decision", new { outcome = "rejected", reason = "Nhầm" });

        Assert.Equal((HttpStatusCode.OK, "invited", "approved"),
            (approved.Status, Text(approved.Json, "state"), Text(approved.Json, "decision")));
        Assert.NotNull(approved.Json["mailDueAt"]);
        Assert.True(again.IsReplay);
        Assert.Equal(approved.Text, again.Text);
        await using (var db = await portal.DbAsync())
        {
            var kept = await db.IdempotentRequests.Select(request => request.Body).ToListAsync();
            Assert.DoesNotContain(kept, body => System.Text.Encoding.UTF8.GetString(body).Contains(email, StringComparison.Ordinal));
        }

        Assert.Equal((HttpStatusCode.Conflict, "eligibility_decided"), (other.Status, other.Code));

        var undone = await portal.Operator.PostAsync($"/eligibility/{id}/decision/undo", new { });
        Assert.Equal("queued", Text(undone.Json, "state"));
    }

    [Fact]
    public async Task R4_4_What_is_wrong_with_a_decision_is_told_by_field()
    {
        var (programme, _) = await QueuedAsync();
        var id = ApiPortal.Id((await portal.Operator.GetAsync($"/eligibility?state=queued&program={programme}")).Json["items"]![0]!);

        Assert.Equal(["required"],
            (await portal.Operator.PostAsync($"/eligibility/{id}/decision", new { outcome = "rejected" })).ErrorsOf("reason"));
        Assert.Equal(HttpStatusCode.BadRequest,
            (await portal.Operator.PostAsync($"/eligibility/{id}/decision", new { outcome = "perhaps" })).Status);
        Assert.Equal(["not_allowed"], (await portal.Operator.GetAsync("/eligibility?state=perhaps")).ErrorsOf("state"));
        Assert.Equal("eligibility_not_found",
            (await portal.Operator.PostAsync("/eligibility/no-such-id/decision", new { outcome = "approved" })).Code);
        Assert.Equal("eligibility_undecided", (await portal.Operator.PostAsync($"/eligibility/{id}/decision/undo", new { })).Code);
    }

    [Fact]
    public async Task R4_2_A_partners_key_reads_his_own_way_and_nobody_elses()
    {
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(shop, "refer-a-friend");
        var (own, other) = (await portal.PartnerAsync([]), await portal.PartnerAsync([]));
        var email = Text((await portal.With(own.Key).GetAsync($"/partners/{own.Id}")).Json, "email");
        await BuysAsync(shop, email, 2, "mine");

        var way = Assert.Single((await portal.With(own.Key).GetAsync($"/partners/{own.Id}/eligibility")).Json["items"]!.AsArray())!;

        Assert.Equal((programme, 2, 3, "counting"),
            (Text(way, "program"), Number(way, "successfulOrders"), Number(way, "threshold"), Text(way, "state")));
        Assert.Equal(HttpStatusCode.NotFound, (await portal.With(own.Key).GetAsync($"/partners/{other.Id}/eligibility")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.With(shop.Key).GetAsync($"/partners/{own.Id}/eligibility")).Status);
        Assert.Single((await portal.Operator.GetAsync($"/partners/{own.Id}/eligibility")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task R10_5_Neither_shops_nor_partners_see_the_queue()
    {
        var (programme, _) = await QueuedAsync();
        var id = ApiPortal.Id((await portal.Operator.GetAsync($"/eligibility?program={programme}")).Json["items"]![0]!);
        foreach (var key in new[] { (await portal.ShopAsync()).Key, (await portal.PartnerAsync([])).Key })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await portal.With(key).GetAsync("/eligibility")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await portal.With(key).GetAsync($"/eligibility/{id}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden,
                (await portal.With(key).PostAsync($"/eligibility/{id}/decision", new { outcome = "approved" })).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await portal.With(key).PostAsync($"/eligibility/{id}/decision/undo", new { })).Status);
        }
    }

    /// <summary>Two accounts with one device, of which one has three successful orders.</summary>
    private async Task<(string Programme, string Email)> QueuedAsync()
    {
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(shop, "refer-a-friend");
        var email = $"an-{shop.Code}@example.vn";
        await BuysAsync(shop, $"binh-{shop.Code}@example.vn", 1, "d-1");
        await BuysAsync(shop, email, 3, "d-1");
        return (programme, email);
    }

    private async Task BuysAsync(ApiShop shop, string email, int times, string device)
    {
        for (var i = 0; i < times; i++)
        {
            var order = portal.Order();
            order["customer"] = new JsonObject { ["email"] = email, ["deviceId"] = device };
            await portal.With(shop.Key).MadeAsync("/orders", order);
            await portal.With(shop.Key).MadeAsync(
                $"/orders/{Text(order, "externalId")}/events", new { id = "pay", type = "paid", occurredAt = portal.Clock.GetUtcNow() });
        }
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}
