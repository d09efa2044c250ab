using System.Text.Json.Nodes;

namespace Portal.Web.Tests.Api;

/// <summary>The API describes itself.</summary>
[Collection(ApiCollection.Name)]
public sealed class DocumentTests(ApiPortal portal)
{
    [Fact]
    public async Task The_document_is_OpenAPI_3_1_and_names_every_call_of_the_contract()
    {
        var document = await DocumentAsync();

        Assert.StartsWith("3.1", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(
            new[]
            {
                "/shops", "/shops/{id}", "/programs", "/programs/{code}", "/programs/{code}/versions", "/partners", "/partners/{id}",
                "/partners/{id}/verification", "/links", "/clicks", "/orders", "/orders/{externalId}", "/orders/{externalId}/events",
                "/keys",
                "/eligibility", "/eligibility/{id}/decision", "/partners/{id}/eligibility",
                "/risk", "/risk/{id}", "/risk/{id}/hold", "/risk/{id}/release", "/risk/{id}/dismiss",
            },
            path => Assert.NotNull(document["paths"]![ApiClient.Root + path]));
    }

    [Fact]
    public async Task Every_call_says_what_it_does_and_how_it_refuses()
    {
        var operations = (await DocumentAsync())["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .Select(operation => operation.Value!);

        Assert.All(operations, operation =>
        {
            Assert.False(string.IsNullOrEmpty(operation["summary"]?.GetValue<string>()));
            Assert.False(string.IsNullOrEmpty(operation["description"]?.GetValue<string>()));
            Assert.NotNull(operation["responses"]!["default"]!["content"]!["application/problem+json"]);
        });
    }

    [Fact]
    public async Task Money_and_times_have_their_types()
    {
        var order = (await DocumentAsync())["components"]!["schemas"]!;

        Assert.Equal("integer", order["OrderLineBody"]!["properties"]!["unitPrice"]!["type"]!.GetValue<string>());
        Assert.Equal("date-time", order["OrderBody"]!["properties"]!["placedAt"]!["format"]!.GetValue<string>());
        Assert.NotNull(order["CreateShopInput"]);
        Assert.NotNull(order["CreateLinkInput"]);
        Assert.NotNull(order["OrderBatch"]);
    }

    [Fact]
    public async Task A_field_says_what_it_means_and_whether_it_may_be_left_out()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;

        Assert.Contains("R7.4", schemas["CreateShopInput"]!["properties"]!["openedOn"]!["description"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.Empty(schemas["OrderCustomer"]!["required"]?.AsArray() ?? []);
        Assert.Contains("externalId", schemas["OrderBody"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public async Task The_page_to_browse_it_is_there()
    {
        var page = await portal.With(null).SendAsync(HttpMethod.Get, "api-docs/index.html", null);

        Assert.Contains("swagger-ui", page.Text, StringComparison.Ordinal);
    }

    private async Task<JsonNode> DocumentAsync() => (await portal.With(null).SendAsync(HttpMethod.Get, "openapi/v1.json", null)).Json;
}
