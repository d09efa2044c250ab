using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Web.Tests.Api;

/// <summary>Orders over HTTP: from a click to a reward, one by one and many at once.</summary>
[Collection(ApiCollection.Name)]
public sealed class OrderTests(ApiPortal portal)
{
    [Fact]
    public async Task An_order_is_credited_by_a_reported_click_and_tells_why_in_words()
    {
        var (shop, programme, partner, code) = await SceneAsync();
        await ClickAsync(shop, code, "v-1");

        var answer = await portal.With(shop.Key).PostAsync("/orders", portal.Order("v-1"), ("Accept-Language", "en"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var decided = Assert.Single(answer.Json["programs"]!.AsArray())!;
        Assert.Equal(programme, decided["program"]!.GetValue<string>());
        Assert.Equal(partner.Id, decided["partnerId"]!.GetValue<string>());
        Assert.Equal("credited", decided["decision"]!.GetValue<string>());
        Assert.All(decided["trace"]!.AsArray(), step => Assert.Contains(' ', step!["text"]!.GetValue<string>()));
        var reward = Assert.Single(decided["rewards"]!.AsArray())!;
        Assert.Equal(
            """{"kind":"order","gross":3750,"tax":375,"net":3375,"state":"pending","reversedGross":0,"reversedTax":0}""",
            reward.ToJsonString());
        Assert.Equal("pending", answer.Json["status"]!.GetValue<string>());
        Assert.EndsWith("Z", answer.Json["placedAt"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_is_credited_by_the_click_id_that_a_report_answered()
    {
        var (shop, _, partner, code) = await SceneAsync();
        var click = await ClickAsync(shop, code, "a visitor that the order does not name");
        var order = portal.Order();
        order["attribution"]!["clickId"] = click["clickId"]!.GetValue<string>();

        var answer = await portal.With(shop.Key).PostAsync("/orders", order);

        Assert.Equal(partner.Id, answer.Json["programs"]![0]!["partnerId"]!.GetValue<string>());
    }

    [Fact]
    public async Task R1_11_The_same_order_again_changes_nothing()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var order = portal.Order();

        var first = await shop.PostAsync("/orders", order);
        var second = await shop.PostAsync("/orders", order);

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task The_same_number_with_another_content_is_a_conflict()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var order = portal.Order();
        await shop.PostAsync("/orders", order);
        order["lines"]![0]!["name"] = "Another";

        Assert.Equal(HttpStatusCode.Conflict, (await shop.PostAsync("/orders", order)).Status);
    }

    [Fact]
    public async Task In_a_batch_a_bad_order_fails_alone_in_its_place()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var (good, unreadable, inconsistent, last) = (portal.Order(), portal.Order(), portal.Order(), portal.Order());
        unreadable["lines"]![0]!["quantity"] = "one";
        inconsistent["amounts"]!["paid"] = 1;

        var answer = await shop.PostAsync(
            "/orders", new JsonObject { ["orders"] = new JsonArray(good, unreadable, null, inconsistent, last) });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var results = answer.Json["results"]!.AsArray();
        Assert.Equal([201, 400, 400, 400, 201], results.Select(result => result!["status"]!.GetValue<int>()));
        Assert.Equal("wrong_type", results[1]!["problem"]!["errors"]!["lines[0].quantity"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("wrong_sum", results[3]!["problem"]!["errors"]!["amounts.paid"]![0]!["code"]!.GetValue<string>());
        Assert.Equal(last["externalId"]!.GetValue<string>(), results[4]!["order"]!["externalId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_batch_of_the_operator_names_its_shop_once()
    {
        var shop = await portal.ShopAsync();

        var answer = await portal.Operator.PostAsync(
            "/orders", new JsonObject { ["shopId"] = shop.Id, ["orders"] = new JsonArray(portal.Order(), portal.Order()) });

        Assert.All(answer.Json["results"]!.AsArray(), result => Assert.Equal(shop.Id, result!["order"]!["shopId"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task A_batch_has_1_to_500_orders(int count)
    {
        var shop = portal.With((await portal.ShopAsync()).Key);

        var answer = await shop.PostAsync(
            "/orders", new JsonObject { ["orders"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => portal.Order())]) });

        Assert.Equal(["wrong_count"], answer.ErrorsOf("orders"));
    }

    [Fact]
    public async Task A_batch_with_a_typing_mistake_beside_its_orders_is_refused()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);

        var answer = await shop.PostAsync("/orders", new JsonObject { ["orders"] = new JsonArray(portal.Order()), ["shop"] = 1 });

        Assert.Equal(["unknown_field"], answer.ErrorsOf("shop"));
    }

    [Fact]
    public async Task R2_1_A_payment_dated_after_the_cancellation_is_a_conflict_until_the_order_is_reinstated()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var order = portal.Order();
        order["placedAt"] = "2026-06-01T08:00:00+07:00";
        var path = $"/orders/{(await shop.MadeAsync("/orders", order))["externalId"]}/events";

        var cancelled = await shop.PostAsync(
            path, new { id = "1", type = "cancelled", reason = "unreachable", occurredAt = "2026-06-02T08:00:00+07:00" });
        var held = await shop.PostAsync(path, new { id = "2", type = "paid", occurredAt = "2026-06-03T08:00:00+07:00" });
        var again = await shop.PostAsync(
            path, new { id = "1", type = "cancelled", reason = "unreachable", occurredAt = "2026-06-02T08:00:00+07:00" });
        var reinstated = await shop.PostAsync(
            path, new { id = "3", type = "reinstated", reason = "Nhầm", occurredAt = "2026-06-04T08:00:00+07:00" });

        Assert.Equal("cancelled", cancelled.Json["status"]!.GetValue<string>());
        Assert.Equal("unreachable", cancelled.Json["cancellationReason"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Conflict, held.Status);
        Assert.Equal("event_held", held.Code);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal("successful", reinstated.Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task R2_7_A_pending_order_is_amended_shows_both_contents_and_is_not_amended_any_more_once_it_is_paid()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var order = portal.Order();
        order["placedAt"] = "2026-06-01T08:00:00+07:00";
        var path = $"/orders/{(await shop.MadeAsync("/orders", order))["externalId"]}/events";
        var paid = order["amounts"]!["paid"]!.GetValue<long>();
        var content = (JsonObject)order.DeepClone();
        content["lines"]![0]!["quantity"] = 1;
        content["lines"]![0]!["unitPrice"] = 1_000;
        content["lines"]![0]!["discount"] = 0;
        content["amounts"] = new JsonObject { ["items"] = 1_000, ["paid"] = 1_000 };
        JsonObject Event(string id, string day, JsonObject? with) =>
            new() { ["id"] = id, ["type"] = "amended", ["occurredAt"] = $"2026-06-{day}T08:00:00+07:00", ["order"] = with?.DeepClone() };

        var conflict = await shop.PostAsync("/orders", content);
        var amended = await shop.PostAsync(path, Event("a-1", "02", content));
        var again = await shop.PostAsync(path, Event("a-1", "02", content));
        await shop.PostAsync(path, new { id = "p", type = "paid", occurredAt = "2026-06-03T08:00:00+07:00" });
        var late = await shop.PostAsync(path, Event("a-2", "04", order));

        Assert.Equal("order_conflict", conflict.Code);
        Assert.Contains("amended", conflict.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (amended.Status, again.Status));
        Assert.Equal(amended.Text, again.Text);
        Assert.Equal([(paid, false), (1_000, true)], amended.Json["contents"]!.AsArray()
            .Select(one => (one!["amounts"]!["paid"]!.GetValue<long>(), one["inForce"]!.GetValue<bool>())));
        Assert.Equal((HttpStatusCode.Conflict, "order_not_pending"), (late.Status, late.Code));
        Assert.Equal(["required"], (await shop.PostAsync(path, Event("a-3", "02", null))).ErrorsOf("order"));
    }

    [Fact]
    public async Task R2_6_Some_of_an_order_comes_back_and_the_rest_stands()
    {
        var (shop, _, _, code) = await SceneAsync();
        await ClickAsync(shop, code, "v-1");
        var order = portal.Order("v-1");
        order["lines"]![0]!["quantity"] = 2;
        order["lines"]![0]!["unitPrice"] = 50_000;
        var caller = portal.With(shop.Key);
        var path = $"/orders/{(await caller.MadeAsync("/orders", order))["externalId"]}";
        var at = portal.Clock.GetUtcNow();
        await caller.PostAsync($"{path}/events", new { id = "p", type = "paid", occurredAt = at });

        var back = new { id = "r-1", type = "returned", occurredAt = at, lines = new[] { new { sku = "SIM-1", quantity = 1 } } };
        var first = await caller.PostAsync($"{path}/events", back);
        var again = await caller.PostAsync($"{path}/events", back);
        var much = await caller.PostAsync($"{path}/events", new { id = "r-2", type = "returned", occurredAt = at, amount = 37_501 });
        var read = (await caller.GetAsync(path)).Json;
        var last = await caller.PostAsync($"{path}/events", new { id = "r-3", type = "returned", occurredAt = at, amount = 37_500 });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal("successful", read["status"]!.GetValue<string>());
        Assert.Equal("""{"lines":[{"sku":"SIM-1","name":"Gói cước","quantity":1,"amount":37500}],"amount":37500}""",
            read["returned"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(
            """{"kind":"order","gross":3750,"tax":375,"net":1687,"state":"earned","reversedGross":1875,"reversedTax":187}""",
            read["programs"]![0]!["rewards"]![0]!.ToJsonString());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "return_exceeds_order"), (much.Status, much.Code));
        Assert.Equal(("cancelled", "returned", 75_000), (last.Json["status"]!.GetValue<string>(),
            last.Json["cancellationReason"]!.GetValue<string>(), last.Json["returned"]!["amount"]!.GetValue<int>()));
        var wrong = await caller.PostAsync($"{path}/events", new { id = "d", type = "delivered", occurredAt = at, amount = 1 });
        Assert.Equal(["not_allowed"], wrong.ErrorsOf("amount"));
    }

    [Fact]
    public async Task An_unknown_kind_of_event_says_which_there_are()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var order = await shop.MadeAsync("/orders", portal.Order());

        var answer = await shop.PostAsync(
            $"/orders/{order["externalId"]}/events", new { id = "1", type = "shipped", occurredAt = portal.Clock.GetUtcNow() });

        Assert.Equal("paid, delivered, cancelled, returned, reinstated, amended",
            answer.Json["errors"]!["type"]![0]!["facts"]!["allowed"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_without_losing_or_repeating_an_order()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var numbers = new List<string>();
        for (var i = 0; i < 5; i++)
            numbers.Add((await shop.MadeAsync("/orders", portal.Order()))["externalId"]!.GetValue<string>());

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await shop.GetAsync($"/orders?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Json;
            seen.AddRange(page["items"]!.AsArray().Select(order => order!["externalId"]!.GetValue<string>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(numbers.Order(), seen.Order());
    }

    [Theory]
    [InlineData("status", "shipped", "not_allowed")]
    [InlineData("from", "yesterday", "wrong_type")]
    [InlineData("to", "2026-06-01T00:00:00", "wrong_type")]
    public async Task A_wrong_filter_is_refused_by_name(string name, string value, string code) =>
        Assert.Equal([code], (await portal.Operator.GetAsync($"/orders?{name}={value}")).ErrorsOf(name));

    private async Task<(ApiShop Shop, string Programme, ApiPartner Partner, string Code)> SceneAsync()
    {
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(shop);
        var partner = await portal.PartnerAsync([programme]);
        var link = (await portal.With(partner.Key).GetAsync("/links")).Json["items"]![0]!;
        return (shop, programme, partner, link["code"]!.GetValue<string>());
    }

    private async Task<JsonNode> ClickAsync(ApiShop shop, string code, string visitor)
    {
        var click = await portal.With(shop.Key).MadeAsync(
            "/clicks", new { linkCode = code, visitorId = visitor, occurredAt = portal.Clock.GetUtcNow().AddDays(-1) });
        Assert.True(click["credited"]!.GetValue<bool>());
        return click;
    }

    [Theory]
    [InlineData("0901****67", "customer.phone", "phone_unreadable")]
    [InlineData("0901234567 / 0912345678", "customer.phone", "phone_several")]
    [InlineData("0901 234 567", null, null)]
    public async Task R5_1_A_phone_by_which_nobody_is_known_is_said_in_the_answer(string phone, string? field, string? code)
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var order = portal.Order();
        order["customer"] = new JsonObject { ["phone"] = phone };

        var one = await shop.PostAsync("/orders", order, ("Accept-Language", "en"));
        var many = await shop.PostAsync("/orders", new JsonObject { ["orders"] = new JsonArray(order.DeepClone()) });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (one.Status, many.Status));
        foreach (var answer in (JsonNode?[])[one.Json, many.Json["results"]![0]!["order"]])
        {
            var warning = answer!["warnings"]?.AsArray().Single();
            Assert.Equal((field, code), (warning?["field"]?.GetValue<string>(), warning?["code"]?.GetValue<string>()));
        }
    }
}
