using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Web.Tests.Api;

/// <summary>What cannot be read gets a clear answer, and nothing of it is stored.</summary>
[Collection(ApiCollection.Name)]
public sealed class BadInputTests(ApiPortal portal)
{
    [Fact]
    public async Task An_unknown_address_is_a_problem_and_not_a_page()
    {
        var answer = await portal.Operator.GetAsync("/nothing");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("application/problem+json", answer.Message.Content.Headers.ContentType?.MediaType);
        Assert.Equal("not_found", answer.Code);
        Assert.Equal(404, answer.Json["status"]!.GetValue<int>());
        Assert.All(new[] { "type", "title", "detail" }, name => Assert.False(string.IsNullOrEmpty(answer.Json[name]?.GetValue<string>())));
    }

    [Fact]
    public async Task A_wrong_method_says_which_are_right()
    {
        var answer = await portal.Operator.SendAsync(HttpMethod.Put, "/shops", ApiClient.Content(new { }));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("method_not_allowed", answer.Code);
        Assert.Contains("POST", answer.Message.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Anything_but_JSON_in_UTF_8_is_refused(string? mediaType)
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        if (mediaType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        var answer = await portal.Operator.SendAsync(HttpMethod.Post, "/shops", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal("media_type_not_supported", answer.Code);
    }

    [Theory]
    [InlineData("{\"code\":\"a\"")]
    [InlineData("{\"code\":\"a")]
    [InlineData("{\"code\":nul")]
    [InlineData("{code:1}")]
    [InlineData("{} {}")]
    [InlineData("[")]
    public async Task Malformed_and_truncated_JSON_is_refused_with_the_place(string body)
    {
        var answer = await portal.Operator.PostAsync("/shops", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("malformed_json", answer.Code);
        Assert.Equal("1", answer.Json["facts"]!["line"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_body_nested_without_end_is_refused()
    {
        var answer = await portal.Operator.PostAsync("/shops", new string('[', 5_000) + new string(']', 5_000));

        Assert.Equal("malformed_json", answer.Code);
    }

    [Fact]
    public async Task No_body_is_refused()
    {
        var answer = await portal.Operator.PostAsync("/shops", "");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("body_missing", answer.Code);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    public async Task JSON_that_is_no_object_is_refused(string body)
    {
        var answer = await portal.Operator.PostAsync("/shops", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["wrong_type"], answer.ErrorsOf("$"));
    }

    [Fact]
    public async Task Invalid_UTF_8_is_refused()
    {
        var answer = await portal.Operator.PostAsync("/shops", (byte[])[.. "{\"code\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid_utf8", answer.Code);
    }

    [Fact]
    public async Task Half_a_character_in_an_escape_is_refused_by_field()
    {
        var answer = await portal.Operator.PostAsync("/shops", """{"code":"a-b","name":"\ud83d","kind":"individual","openedOn":"2020-01-01","hosts":["a.example"]}""");

        Assert.Equal(["unprintable_character"], answer.ErrorsOf("name"));
    }

    [Fact]
    public async Task Twenty_megabytes_are_refused()
    {
        var body = Encoding.UTF8.GetBytes($"{{\"name\":\"{new string('x', 20_000_000)}\"}}");

        var answer = await portal.Operator.PostAsync("/shops", body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal("body_too_large", answer.Code);
    }

    [Fact]
    public async Task Twenty_megabytes_of_unsaid_length_are_refused_too()
    {
        var content = new StreamContent(new Endless(20_000_000)) { Headers = { { "Content-Type", "application/json" } } };

        var answer = await portal.Operator.SendAsync(HttpMethod.Post, "/shops", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var answer = await portal.Operator.PostAsync("/shops", """
            {"code":"a-b","nam":"typing mistake","kind":"company","openedOn":20200101,"hosts":["a.example",null,7],"code":"twice"}
            """);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid", answer.Code);
        Assert.Equal(["unknown_field"], answer.ErrorsOf("nam"));
        Assert.Equal(["required"], answer.ErrorsOf("name"));
        Assert.Equal(["not_allowed"], answer.ErrorsOf("kind"));
        Assert.Equal(["wrong_type"], answer.ErrorsOf("openedOn"));
        Assert.Equal(["required"], answer.ErrorsOf("hosts[1]"));
        Assert.Equal(["wrong_type"], answer.ErrorsOf("hosts[2]"));
        Assert.Equal(["duplicate_field"], answer.ErrorsOf("code"));
    }

    [Fact]
    public async Task A_null_among_otherwise_good_items_is_named()
    {
        var answer = await portal.Operator.PostAsync("/shops", """{"code":"a-b","name":"A","kind":"individual","openedOn":"2020-01-01","hosts":["a.example",null]}""");

        Assert.Equal(["required"], answer.ErrorsOf("hosts[1]"));
    }

    [Fact]
    public async Task A_name_in_the_query_that_means_nothing_is_refused_by_name()
    {
        var answer = await portal.Operator.GetAsync("/links?partnerID=1");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["unknown_field"], answer.ErrorsOf("partnerID"));
    }

    [Theory]
    [InlineData("limit", "0", "out_of_range")]
    [InlineData("limit", "501", "out_of_range")]
    [InlineData("limit", "many", "out_of_range")]
    [InlineData("cursor", "x", "not_found")]
    [InlineData("cursor", "' OR 1=1 --", "not_found")]
    public async Task A_wrong_page_is_refused_by_field(string field, string value, string code)
    {
        var answer = await portal.Operator.GetAsync($"/shops?{field}={Uri.EscapeDataString(value)}");

        Assert.Equal([code], answer.ErrorsOf(field));
    }

    [Theory]
    [InlineData("lines[0].unitPrice", "-1", "negative")]
    [InlineData("lines[0].unitPrice", "99999999999999999999", "too_large")]
    [InlineData("lines[0].unitPrice", "-99999999999999999999", "negative")]
    [InlineData("lines[0].unitPrice", "9223372036854775807", "too_large")]
    [InlineData("lines[0].unitPrice", "1000.5", "wrong_type")]
    [InlineData("lines[0].unitPrice", "1e5", "wrong_type")]
    [InlineData("lines[0].unitPrice", "\"100000\"", "wrong_type")]
    [InlineData("lines[0].unitPrice", "null", "required")]
    [InlineData("lines[0].quantity", "0", "out_of_range")]
    [InlineData("lines[0].quantity", "99999999999", "too_large")]
    [InlineData("lines[0].quantity", "\"1\"", "wrong_type")]
    [InlineData("amounts.paid", "-90000", "negative")]
    [InlineData("amounts.paid", "90001", "wrong_sum")]
    [InlineData("amounts.items", "true", "wrong_type")]
    [InlineData("placedAt", "\"1900-01-01T00:00:00Z\"", "date_too_early")]
    [InlineData("placedAt", "\"2100-01-01T00:00:00Z\"", "date_in_future")]
    [InlineData("placedAt", "\"2024-06-12T09:30:00\"", "wrong_type")]
    [InlineData("placedAt", "\"12/06/2024\"", "wrong_type")]
    [InlineData("placedAt", "1718159400", "wrong_type")]
    [InlineData("placedAt", "\"0001-01-01T00:00:00+14:00\"", "wrong_type")]
    [InlineData("externalId", "\"\"", "required")]
    [InlineData("externalId", "\" DH\"", "surrounding_space")]
    [InlineData("externalId", "7", "wrong_type")]
    [InlineData("customer.email", "{}", "wrong_type")]
    [InlineData("lines", "{}", "wrong_type")]
    [InlineData("lines", "[]", "wrong_count")]
    [InlineData("lines[0].colour", "\"red\"", "unknown_field")]
    public async Task A_spoiled_order_is_refused_by_field_and_not_stored(string field, string value, string code)
    {
        var shop = await portal.ShopAsync();
        var order = portal.Order();
        var good = order["externalId"]!.GetValue<string>();
        Spoil(order, field, value);

        var answer = await portal.With(shop.Key).PostAsync("/orders", order);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(code, answer.ErrorsOf(field));
        Assert.Equal(HttpStatusCode.NotFound, (await portal.With(shop.Key).GetAsync($"/orders/{good}")).Status);
    }

    [Fact]
    public async Task A_wrong_sum_says_which_was_expected()
    {
        var shop = await portal.ShopAsync();
        var order = portal.Order();
        order["amounts"]!["paid"] = 1;

        var answer = await portal.With(shop.Key).PostAsync("/orders", order);

        Assert.Equal("90000", answer.Json["errors"]!["amounts.paid"]![0]!["facts"]!["expected"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("no-such-shop")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("01a20374-fd8c-72b1-9100-ab347aa21c1b")]
    [InlineData("' OR 1=1 --")]
    public async Task An_unknown_shop_is_not_found(string shopId)
    {
        var order = portal.Order();
        order["shopId"] = shopId;

        Assert.Equal("shop_not_found", (await portal.Operator.PostAsync("/orders", order)).Code);
        Assert.Equal("shop_not_found", (await portal.Operator.GetAsync($"/shops/{Uri.EscapeDataString(shopId)}")).Code);
        Assert.Equal("shop_not_found", (await portal.Operator.PostAsync(
            "/programs", new { shopId, code = portal.Unique("p"), name = "P", template = "shop-affiliate" })).Code);
    }

    [Theory]
    [InlineData("'; DROP TABLE \"Shops\"; --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{{7*7}} ${7*7} %00 \\ \" ' ` & 😀 Đ")]
    public async Task SQL_and_HTML_are_texts_like_any_other(string text)
    {
        var shop = await portal.Operator.MadeAsync(
            "/shops", new
            {
                code = portal.Unique("sql"),
                name = text,
                kind = "individual",
                openedOn = "2020-01-01",
                hosts = new[] { "a.example" }
            });
        var partner = await portal.Operator.MadeAsync(
            "/partners", new { name = text, email = portal.Unique("sql") + "@example.vn", phone = "0901234567" });
        var rejected = await portal.Operator.PostAsync(
            $"/partners/{ApiPortal.Id(partner)}/verification", new { identity = "rejected", reason = text, agreementSigned = false });
        var own = await portal.ShopAsync();
        var order = portal.Order();
        order["lines"]![0]!["name"] = text;
        order["externalId"] = text;
        var made = await portal.With(own.Key).PostAsync("/orders", order);

        Assert.Equal(text, (await portal.Operator.GetAsync($"/shops/{ApiPortal.Id(shop)}")).Json["name"]!.GetValue<string>());
        Assert.Equal(text, (await portal.Operator.GetAsync($"/partners/{ApiPortal.Id(partner)}")).Json["name"]!.GetValue<string>());
        Assert.Equal(text, rejected.Json["identityReason"]!.GetValue<string>());
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        Assert.Equal(text, made.Json["externalId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Codes_that_differ_only_in_case_are_one_code()
    {
        var shop = await portal.ShopAsync();
        var code = await portal.ProgrammeAsync(shop);

        var again = await portal.Operator.PostAsync(
            "/programs", new { shopId = shop.Id, code = code.ToUpperInvariant(), name = "P", template = "shop-affiliate" });
        var sameShop = await portal.Operator.PostAsync(
            "/shops", new
            {
                code = shop.Code.ToUpperInvariant(),
                name = "S",
                kind = "individual",
                openedOn = "2020-01-01",
                hosts = new[] { "a.example" }
            });

        Assert.Equal("programme_code_taken", again.Code);
        Assert.Equal(HttpStatusCode.Conflict, sameShop.Status);
        Assert.Equal(["taken"], sameShop.ErrorsOf("code"));
        Assert.Equal(HttpStatusCode.OK, (await portal.Operator.GetAsync($"/programs/{code.ToUpperInvariant()}")).Status);
    }

    [Fact]
    public async Task Order_numbers_that_differ_only_in_case_are_two_orders()
    {
        var shop = portal.With((await portal.ShopAsync()).Key);
        var order = portal.Order();
        await shop.PostAsync("/orders", order);
        order["externalId"] = order["externalId"]!.GetValue<string>().ToLowerInvariant();

        Assert.Equal(HttpStatusCode.Created, (await shop.PostAsync("/orders", order)).Status);
    }

    [Fact]
    public async Task Problems_speak_the_language_that_is_asked_for()
    {
        var vietnamese = await portal.Operator.GetAsync("/nothing");
        var english = await portal.Operator.GetAsync("/nothing", ("Accept-Language", "fr;q=0.9, en-GB;q=0.8, vi;q=0.1"));

        Assert.StartsWith("Không tìm thấy", vietnamese.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("Not found", english.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static void Spoil(JsonObject order, string path, string value)
    {
        var parts = path.Split('.');
        JsonNode at = order;
        foreach (var part in parts[..^1])
            at = part.EndsWith("[0]", StringComparison.Ordinal) ? at[part[..^3]]![0]! : at[part]!;
        at[parts[^1]] = JsonNode.Parse(value);
    }

    /// <summary>A stream that does not say how long it is.</summary>
    private sealed class Endless(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var part = (int)Math.Min(count, left);
            Array.Fill(buffer, (byte)' ', offset, part);
            left -= part;
            return part;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
