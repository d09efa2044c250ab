using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Portal.Web.Tests.Api;

/// <summary>A portal on a real server, which decodes addresses in its own way.</summary>
public sealed class ServedPortal : ApiPortal
{
    protected override bool OnKestrel => true;
}

/// <summary>Every order number that is accepted can be asked for, told of and listed: whatever it is made of.</summary>
public sealed class AddressableIdTests(ServedPortal portal) : IClassFixture<ServedPortal>
{
    private static readonly string[] All =
    [
        "A/B", "A%2FB", "A%252FB", "A%B", "100%", "%", "a/../b", "../x", "./x", "...", "/", "//", "a//b", "A B", "A+B", "A?B=1", "A#1",
            "A&shopId=x", "A;B", "A\\B",
        "A:B", "Đơn 12/Q.3 – số “7”", "👩‍🌾 rau", "http://x/y", "events", "A/events", "A/decisions", "~", "'; DROP TABLE Orders; --",
            "<script>alert(1)</script>",
    ];

    public static TheoryData<string> Numbers => new(All);

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task An_order_number_stands_in_an_address_escaped_and_means_that_order_alone(string number)
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        foreach (var other in All.Where(other => other != number).Append(number))
        {
            var order = portal.Order();
            order["externalId"] = other;
            await shop.MadeAsync("/orders", order);
        }

        var path = $"/orders/{Uri.EscapeDataString(number)}";
        var found = await shop.GetAsync(path);
        var told = await shop.PostAsync($"{path}/events", new { id = "paid", type = "paid", occurredAt = portal.Clock.GetUtcNow() });
        var decisions = await shop.GetAsync($"{path}/decisions");

        Assert.True(found.Status == HttpStatusCode.OK, $"{number}: {found.Text}");
        Assert.Equal(number, Number(found.Json));
        Assert.True(told.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{number}: {told.Text}");
        Assert.Equal((number, "successful"), (Number(told.Json), told.Json["status"]!.GetValue<string>()));
        Assert.True(decisions.Status == HttpStatusCode.OK, $"{number}: {decisions.Text}");
        var paid = (await shop.GetAsync("/orders?status=successful")).Json["items"]!.AsArray();
        Assert.Equal(number, Number(Assert.Single(paid)!));
    }

    [Fact]
    public async Task An_idempotency_key_tells_two_orders_apart_whose_addresses_decode_alike()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        foreach (var number in new[] { "A/B", "A%2FB" })
        {
            var order = portal.Order();
            order["externalId"] = number;
            await shop.MadeAsync("/orders", order);
        }

        var key = ("Idempotency-Key", portal.Unique("key"));
        var told = new { id = "paid", type = "paid", occurredAt = portal.Clock.GetUtcNow() };
        var first = await shop.PostAsync("/orders/A%2FB/events", told, key);
        var second = await shop.PostAsync("/orders/A%252FB/events", told, key);

        Assert.Equal("A/B", Number(first.Json));
        Assert.Equal("idempotency_key_reused", second.Code);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_number_that_no_address_can_name_is_refused_when_the_order_comes(string number)
    {
        var order = portal.Order();
        order["externalId"] = number;

        Assert.Equal(["only_dots"], (await portal.With((await portal.ShopAsync()).Key).PostAsync("/orders", order)).ErrorsOf("externalId"));
    }

    [Fact]
    public async Task An_id_that_the_portal_never_made_is_answered_as_one_that_is_not_there_on_every_route()
    {
        var walked = 0;
        foreach (var endpoint in portal.Endpoints.Where(
            endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")))
        {
            if (endpoint.RoutePattern.Parameters.Count == 0)
                continue;

            foreach (var id in new[] { "A%2FB", "A%252FB", "100%25", "%C4%90" })
            {
                var path = string.Concat(endpoint.RoutePattern.PathSegments.AsEnumerable().Select(segment =>
                    "/" + string.Concat(
                        segment.Parts.AsEnumerable().Select(part => part is RoutePatternLiteralPart text ? text.Content : id))));
                var answer = await portal.Operator.GetAsync(
                    path[ApiClient.Root.Length..] + (path.Contains("/orders/", StringComparison.Ordinal) ? "?shopId=none" : ""));
                Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest,
                    $"{path}: {answer.Status} {answer.Text}");
                Assert.NotEqual("unknown_field", answer.Code);
                walked++;
            }
        }

        Assert.True(walked >= 60, $"only {walked} addresses were tried");
    }

    private static string Number(JsonNode order) => order["externalId"]!.GetValue<string>();
}
