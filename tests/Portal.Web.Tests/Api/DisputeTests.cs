using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.App.Access.ApiKeys;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Api;

/// <summary>Disputes over HTTP: filed with evidence, looked at, decided; each side sees its part (R8).</summary>
[Collection(ApiCollection.Name)]
public sealed class DisputeTests(ApiPortal portal)
{
    private const string Signature = "X-Portal-Signature";

    [Fact]
    public async Task R8_1_A_missing_order_is_filed_reviewed_asked_about_answered_and_accepted()
    {
        var scene = await SceneAsync();
        var partner = portal.With(scene.Partner.Key);
        var filed = await FileAsync(partner, Missing(scene));
        Assert.True(filed.Status == HttpStatusCode.Created, filed.Text);
        var id = ApiPortal.Id(filed.Json);
        Assert.Matches("^KN-2026-[0-9]{6}$", Text(filed.Json, "number"));
        Assert.Equal(("missing_order", "open", "author"), (Text(filed.Json, "kind"), Text(filed.Json, "state"), Text(filed.Json, "role")));
        var evidence = Assert.Single(filed.Json["evidence"]!.AsArray())!;
        Assert.Equal(("text/plain", "2026-06-09T02:00:00Z"), (Text(evidence, "type"), Text(evidence, "statedAt")));
        Assert.Null(filed.Json["amountAtStake"]);

        Assert.Equal("under_review", Text((await portal.Operator.PostAsync($"/disputes/{id}/review", new { })).Json, "state"));
        var asked = await portal.Operator.PostAsync($"/disputes/{id}/information-request", new { text = "Lúc nào?" });
        Assert.Equal("more_information", Text(asked.Json, "state"));
        var answered = await partner.PostAsync($"/disputes/{id}/messages", new { text = "Hôm qua." });
        Assert.Equal("under_review", Text(answered.Json, "state"));
        var preview = (await portal.Operator.GetAsync($"/disputes/{id}/preview")).Json;
        Assert.Equal(3_750, preview["entries"]!.AsArray().Sum(entry => entry!["gross"]!.GetValue<long>()));
        Assert.Equal("credited", Text(preview["decisions"]![0]!["after"]!, "decision"));

        var key = ("Idempotency-Key", $"decide-{id}");
        var decision = new { outcome = "accepted", reason = "Đúng" };
        var decided = await portal.Operator.PostAsync($"/disputes/{id}/decision", decision, key);
        Assert.True((await portal.Operator.PostAsync($"/disputes/{id}/decision", decision, key)).IsReplay);
        Assert.Equal(("accepted", "accepted", 3_750),
            (Text(decided.Json, "state"), Text(decided.Json["decision"]!, "outcome"), decided.Json["amountAtStake"]!.GetValue<long>()));
        var again = await portal.Operator.PostAsync($"/disputes/{id}/decision", decision);
        Assert.Equal((HttpStatusCode.Conflict, "dispute_wrong_state"), (again.Status, again.Code));
        var balance = (await partner.GetAsync($"/partners/{scene.Partner.Id}/balance")).Json;
        Assert.Equal(3_750, balance["earned"]!.GetValue<long>());
        Assert.Equal("dispute_wrong_state", (await portal.Operator.GetAsync($"/disputes/{id}/preview")).Code);
    }

    [Fact]
    public async Task R8_1_What_is_wrong_is_told_by_field_and_nothing_is_filed_without_evidence()
    {
        var scene = await SceneAsync();
        var partner = portal.With(scene.Partner.Key);
        var good = Missing(scene);

        Assert.Equal("dispute_evidence_missing", (await FileAsync(partner, good, files: [])).Code);
        Assert.Equal("dispute_evidence_missing", (await partner.PostAsync("/disputes", good)).Code);
        Assert.Equal(["not_allowed"], (await FileAsync(partner, Changed(good, "kind", "perhaps"))).ErrorsOf("kind"));
        Assert.Equal(["unknown_field"], (await FileAsync(partner, Changed(good, "clame", "x"))).ErrorsOf("clame"));
        Assert.Equal(["required"], (await FileAsync(partner, Changed(good, "claim", " "))).ErrorsOf("claim"));
        Assert.Equal(["wrong_count"], (await FileAsync(
            partner, Changed(good, "evidence", new JsonArray(new JsonObject(), new JsonObject())))).ErrorsOf("evidence"));
        Assert.Equal(["required"], (await SendAsync(partner, ("evidence", "a.txt", "Tin nhắn"u8.ToArray()))).ErrorsOf("dispute"));
        Assert.Equal(["unknown_field"], (await SendAsync(
            partner, ("dispute", null, Bytes(good)), ("proof", "a.txt", "Tin nhắn"u8.ToArray()))).ErrorsOf("proof"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType,
            (await SendAsync(partner, ("dispute", null, Bytes(good)), ("evidence", "a.exe", "MZ\0\0\0\0"u8.ToArray()))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await FileAsync(portal.Operator, good)).Status);
        Assert.Empty((await partner.GetAsync("/disputes")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task The_same_call_again_is_answered_as_the_first_whatever_marks_its_parts()
    {
        var scene = await SceneAsync();
        var partner = portal.With(scene.Partner.Key);
        var key = ("Idempotency-Key", portal.Unique("file"));
        var good = Missing(scene);

        var first = await FileAsync(partner, good, headers: key);
        var again = await FileAsync(partner, good, headers: key);
        var other = await FileAsync(partner, good, files: ["Tin nhắn khác"], headers: key);

        Assert.Equal((first.Text, true), (again.Text, again.IsReplay));
        Assert.Equal("idempotency_key_reused", other.Code);
        Assert.Equal("dispute_already_open", (await FileAsync(partner, good)).Code);
        Assert.Single((await partner.GetAsync("/disputes?state=open&kind=missing_order&overdue=false")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task R8_5_Strangers_find_nothing_and_the_other_side_no_evidence()
    {
        var scene = await SceneAsync();
        var id = ApiPortal.Id((await FileAsync(portal.With(scene.Partner.Key), Missing(scene))).Json);
        var shop = portal.With(scene.Shop.Key);

        var seen = (await shop.GetAsync($"/disputes/{id}")).Json;
        Assert.Equal(("counterpart", 0), (Text(seen, "role"), seen["evidence"]!.AsArray().Count));
        Assert.Null(seen["author"]!["id"]);
        Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/disputes/{id}/messages", new { text = "Đơn tại quầy." })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetAsync($"/disputes/{id}/preview")).Status);
        foreach (var act in new[] { "review", "withdrawal" })
            Assert.Equal(HttpStatusCode.Forbidden, (await shop.PostAsync($"/disputes/{id}/{act}", new { })).Status);

        foreach (var stranger in new[] { (await portal.ShopAsync()).Key, (await portal.PartnerAsync([])).Key })
        {
            var client = portal.With(stranger);
            Assert.Empty((await client.GetAsync("/disputes")).Json["items"]!.AsArray());
            foreach (var path in new[] { $"/disputes/{id}", $"/disputes/{id}/preview" })
                Assert.Equal((HttpStatusCode.NotFound, "dispute_not_found"), Of(await client.GetAsync(path)));
            foreach (var (act, body) in new (string, object)[]
            {
                ("review", new { }), ("messages", new { text = "x" }), ("information-request", new { text = "x" }),
                ("decision", new { outcome = "accepted", reason = "x" }), ("withdrawal", new { }), ("appeal", new { reason = "x" }),
            })
                Assert.Equal((HttpStatusCode.NotFound, "dispute_not_found"), Of(await client.PostAsync($"/disputes/{id}/{act}", body)));
        }

        // a key without the scope
        var reader = portal.With(await portal.KeyAsync(new { name = "read", partnerId = scene.Partner.Id, scopes = new[] { "read" } }));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync("/disputes")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"/disputes/{id}")).Status);
    }

    [Fact]
    public async Task R8_1_A_shop_disputes_a_customers_source_by_its_list_of_customers_and_signs_the_whole_body()
    {
        var shop = await portal.ShopAsync();
        await portal.ProgrammeAsync(shop, "rental-surcharge");
        var owner = portal.With(shop.Key);
        await owner.MadeAsync("/orders", portal.Order());
        var customer = Text((await owner.GetAsync($"/shops/{shop.Id}/customers")).Json["items"]![0]!, "id");
        var body = JsonSerializer.SerializeToNode(new
        {
            kind = "wrong_source",
            customerId = customer,
            claim = "Khách quen.",
            wanted = new { introducedBy = "owner" },
            evidence = new[] { new { statedAt = "2026-06-09T09:00:00+07:00" } },
        })!.AsObject();
        var secret = Text(await portal.Operator.MadeAsync($"/shops/{shop.Id}/signing-secrets", new { }), "secret");

        using var content = Form(("dispute", null, Bytes(body)), ("evidence", "tin.txt", "Chào chị"u8.ToArray()));
        var raw = await content.ReadAsByteArrayAsync();
        Task<ApiAnswer> SignedAsync(byte[] sent, byte[] over)
        {
            var copy = new ByteArrayContent(sent);
            copy.Headers.ContentType = content.Headers.ContentType;
            return owner.SendAsync(HttpMethod.Post, "/disputes", copy, (Signature, SignedBodies.Sign(
                secret, portal.Clock.GetUtcNow(), new SignedRequest("POST", "/api/v1/disputes", over))));
        }

        Assert.Equal("signature_wrong", (await SignedAsync(raw, [.. raw, 0])).Code);
        var filed = await SignedAsync(raw, raw);
        Assert.True(filed.Status == HttpStatusCode.Created, filed.Text);
        Assert.Equal(("wrong_source", "owner"), (Text(filed.Json, "kind"), Text(filed.Json["wanted"]!, "introducedBy")));
        Assert.Equal("withdrawn", Text((await owner.PostAsync($"/disputes/{ApiPortal.Id(filed.Json)}/withdrawal", new { })).Json, "state"));
    }

    private static (HttpStatusCode, string?) Of(ApiAnswer answer) => (answer.Status, answer.Code);

    private async Task<(ApiShop Shop, ApiPartner Partner, string Order)> SceneAsync()
    {
        portal.Clock.MoveTo(World.Start);
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(shop);
        var partner = await portal.PartnerAsync([programme]);
        var keyed = portal.With(shop.Key);
        var order = Text(await keyed.MadeAsync("/orders", portal.Order()), "externalId");
        await keyed.PostAsync($"/orders/{order}/events", new { id = "paid", type = "paid", occurredAt = portal.Clock.GetUtcNow() });
        return (shop, partner, order);
    }

    private static JsonObject Missing((ApiShop Shop, ApiPartner Partner, string Order) scene) => JsonSerializer.SerializeToNode(new
    {
        kind = "missing_order",
        orderExternalId = scene.Order,
        shopId = scene.Shop.Id,
        claim = "Khách bấm liên kết của tôi.",
        evidence = new[] { new { statedAt = "2026-06-09T09:00:00+07:00", note = "Tin nhắn" } },
    })!.AsObject();

    private static JsonObject Changed(JsonObject body, string field, JsonNode value)
    {
        var changed = body.DeepClone().AsObject();
        changed[field] = value;
        return changed;
    }

    private static byte[] Bytes(JsonNode body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();

    private static Task<ApiAnswer> FileAsync(
        ApiClient client, JsonObject body, string[]? files = null, params (string Name, string Value)[] headers)
    {
        var said = body;
        if (files is { Length: 0 })
        {
            said = body.DeepClone().AsObject();
            said.Remove("evidence");
        }

        return client.SendAsync(
            HttpMethod.Post, "/disputes",
            Form([("dispute", null, Bytes(said)), .. (files ?? ["Tin nhắn lúc 9 giờ"]).Select(
                text => ("evidence", (string?)"tin-nhan.txt", Encoding.UTF8.GetBytes(text)))]),
            headers);
    }

    private static Task<ApiAnswer> SendAsync(ApiClient client, params (string Name, string? File, byte[] Content)[] parts) =>
        client.SendAsync(HttpMethod.Post, "/disputes", Form(parts));

    private static MultipartFormDataContent Form(params (string Name, string? File, byte[] Content)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, file, content) in parts)
        {
            if (file is null)
                form.Add(new ByteArrayContent(content), name);
            else
                form.Add(new ByteArrayContent(content), name, file);
        }

        return form;
    }
}
