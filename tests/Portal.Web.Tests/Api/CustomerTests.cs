using System.Net;
using System.Text.Json.Nodes;
using Portal.Domain.Common;

namespace Portal.Web.Tests.Api;

/// <summary>A shop's customers, as programs read them.</summary>
[Collection(ApiCollection.Name)]
public sealed class CustomerTests(ApiPortal portal)
{
    [Fact]
    public async Task R7_6_A_shops_key_reads_who_introduced_each_customer_and_by_what()
    {
        var (shop, caller) = await SceneAsync();

        var answer = await caller.GetAsync($"/shops/{shop.Id}/customers");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var items = answer.Json["items"]!.AsArray();
        Assert.Equal(
            ["id", "customerId", "introducedBy", "since", "fact", "freeOrdersUsed", "freeOrders", "orders", "lastOrderAt"],
            items[0]!.AsObject().Select(field => field.Key));
        Assert.Equal(["KH-2", "KH-1"], items.Select(item => Text(item, "customerId")));
        Assert.Equal(["platform", "owner"], items.Select(item => Text(item, "introducedBy")));
        Assert.Equal(["order", "code"], items.Select(item => Text(item!["fact"], "kind")));
        Assert.Equal(items.Select(item => Text(item, "since")), items.Select(item => Text(item!["fact"], "at")));
        Assert.Equal((0, 1), (items[1]!["freeOrdersUsed"]!.GetValue<int>(), items[1]!["orders"]!.GetValue<int>()));
        Assert.Equal(5, items[1]!["freeOrders"]!.GetValue<int>());
        Assert.Null(items[0]!["freeOrders"]);
        Assert.Null(answer.Json["nextCursor"]);
    }

    [Fact]
    public async Task Customers_are_filtered_and_read_page_by_page()
    {
        var (shop, caller) = await SceneAsync();
        var list = $"/shops/{shop.Id}/customers";

        Assert.Equal(["KH-1"], CustomersOf(await caller.GetAsync($"{list}?introducedBy=owner")));
        Assert.Equal(["KH-2"], CustomersOf(await caller.GetAsync($"{list}?q=KH-2")));
        Assert.Empty(CustomersOf(await caller.GetAsync($"{list}?introducedBy=owner&q=KH-2")));
        Assert.Equal(["not_allowed"], (await caller.GetAsync($"{list}?introducedBy=nobody")).ErrorsOf("introducedBy"));
        Assert.Equal(["out_of_range"], (await caller.GetAsync($"{list}?limit=501")).ErrorsOf("limit"));

        var first = await caller.GetAsync($"{list}?limit=1");
        Assert.Equal(["KH-2"], CustomersOf(first));
        var second = await caller.GetAsync($"{list}?limit=1&cursor={first.Json["nextCursor"]!.GetValue<string>()}");
        Assert.Equal(["KH-1"], CustomersOf(second));
        Assert.Null(second.Json["nextCursor"]);
    }

    [Fact]
    public async Task R10_5_Another_shop_a_partner_and_a_key_without_the_scope_read_no_customers()
    {
        var (shop, _) = await SceneAsync();
        var (_, stranger) = await SceneAsync();
        var partner = portal.With((await portal.PartnerAsync([await portal.ProgrammeAsync(shop)])).Key);
        var list = $"/shops/{shop.Id}/customers";

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(list)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await partner.GetAsync(list)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await portal.With(await portal.KeyAsync(
            new { name = "reader", shopId = shop.Id, scopes = new[] { "orders:read" } })).GetAsync(list)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await portal.With(null).GetAsync(list)).Status);
        Assert.Equal(["KH-2", "KH-1"], CustomersOf(await portal.Operator.GetAsync(list)));
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Operator.GetAsync($"/shops/{Ids.New(portal.Clock)}/customers")).Status);
    }

    /// <summary>A professional's shop with a customer of the owner's and, a minute later, one of the platform's.</summary>
    private async Task<(ApiShop Shop, ApiClient Caller)> SceneAsync()
    {
        var made = await portal.Operator.MadeAsync("/shops", new
        {
            code = portal.Unique("rental"),
            name = "Tiệm thuê",
            kind = "professional",
            openedOn = "2023-01-01",
            hosts = new[] { "rental.example" },
        });
        var (id, code) = (ApiPortal.Id(made), made["referralCode"]!.GetValue<string>());
        var shop = new ApiShop(id, made["code"]!.GetValue<string>(), await portal.KeyAsync(new { name = "orders", shopId = id }));
        await portal.ProgrammeAsync(shop, "rental-surcharge");
        foreach (var (customer, typed, minutes) in new[] { ("KH-1", code, -2), ("KH-2", null, -1) })
        {
            var order = portal.Order();
            order["placedAt"] = portal.Clock.GetUtcNow().AddMinutes(minutes);
            order["customer"] = new JsonObject { ["id"] = customer };
            order["attribution"] = new JsonObject { ["referralCode"] = typed };
            await portal.With(shop.Key).MadeAsync("/orders", order);
        }

        return (shop, portal.With(await portal.KeyAsync(
            new { name = "customers", shopId = shop.Id, scopes = new[] { "customers:read" } })));
    }

    private static IEnumerable<string?> CustomersOf(ApiAnswer answer) =>
        answer.Json["items"]!.AsArray().Select(item => Text(item, "customerId"));

    private static string? Text(JsonNode? item, string name) => item![name]?.GetValue<string>();
}
