using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Api;

/// <summary>
/// Evidence over HTTP: added file by file, given back as it came to those who may read it, and to nobody else (R8.2, R8.5).
/// </summary>
[Collection(ApiCollection.Name)]
public sealed class EvidenceTests(ApiPortal portal)
{
    private static readonly byte[] Photo = EvidenceSamples.Jpeg(7, exif: EvidenceSamples.Exif("2026:06:08 08:00:00", "+07:00"));

    [Fact]
    public async Task R8_2_A_file_is_added_and_comes_back_as_it_was_and_its_preview_without_what_it_says_of_itself()
    {
        var (author, id) = await DisputeAsync();

        var added = await AddAsync(
            author, id, Photo, "ảnh ở tiệm.JPG", new { statedAt = "2026-06-10T08:00:00+07:00", note = "Khách ở tiệm" });

        Assert.True(added.Status == HttpStatusCode.Created, added.Text);
        var made = added.Json;
        Assert.Equal(("ảnh ở tiệm.jpg", "image/jpeg", Photo.Length, Convert.ToHexStringLower(SHA256.HashData(Photo))),
            (Text(made, "name"), Text(made, "type"), made["bytes"]!.GetValue<int>(), Text(made, "sha256")));
        Assert.Equal(("2026-06-10T01:00:00Z", "2026-06-08T01:00:00Z", "exif", true),
            (Text(made, "statedAt"), Text(made, "fileAt"), Text(made, "fileAtSource"), made["differs"]!.GetValue<bool>()));

        var file = $"/disputes/{id}/evidence/{ApiPortal.Id(made)}";
        var read = (await author.GetAsync(file)).Message;
        Assert.Equal(Photo, await read.Content.ReadAsByteArrayAsync());
        IsHarmless(read);
        Assert.Equal(("attachment", "image/jpeg", "ảnh ở tiệm.jpg"), (read.Content.Headers.ContentDisposition!.DispositionType,
            read.Content.Headers.ContentType!.MediaType, read.Content.Headers.ContentDisposition.FileNameStar));

        var preview = await PreviewAsync(author, file);
        IsHarmless(preview);
        var picture = await preview.Content.ReadAsByteArrayAsync();
        Assert.Equal("image/jpeg", preview.Content.Headers.ContentType!.MediaType);
        Assert.Equal(-1, picture.AsSpan().IndexOf(Encoding.ASCII.GetBytes(EvidenceSamples.Place)));
        var listed = (await author.GetAsync($"/disputes/{id}")).Json["evidence"]!.AsArray();
        Assert.Equal($"/api/v1{file}/preview", Text(listed.Single(one => ApiPortal.Id(one!) == ApiPortal.Id(made))!, "previewUrl"));
        Assert.Equal(Photo, await (await portal.Operator.GetAsync(file)).Message.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task R8_5_Nobody_else_reads_it_by_any_id()
    {
        var (author, id, shop) = await SceneAsync();
        var file = ApiPortal.Id((await AddAsync(author, id, Photo)).Json);
        var (_, other) = await DisputeAsync();

        foreach (var path in new[] { $"/disputes/{id}/evidence/{file}", $"/disputes/{id}/evidence/{file}/preview" })
        {
            // the other side, who knows the dispute, and strangers, who do not
            foreach (var key in new[] { shop, (await portal.ShopAsync()).Key, (await portal.PartnerAsync([])).Key })
                Assert.Equal((HttpStatusCode.NotFound, "evidence_not_found"), Of(await portal.With(key).GetAsync(path)));
            Assert.Equal(HttpStatusCode.Unauthorized, (await portal.With(null).GetAsync(path)).Status);
        }

        Assert.Equal("evidence_not_found", (await author.GetAsync($"/disputes/{other}/evidence/{file}")).Code);
        Assert.Equal("evidence_not_found", (await author.GetAsync($"/disputes/{id}/evidence/{Guid.Empty}")).Code);
        Assert.Equal("dispute_not_found", (await AddAsync(portal.With((await portal.ShopAsync()).Key), id, Photo)).Code);
    }

    [Fact]
    public async Task R8_2_What_is_refused_is_told_by_a_stable_code()
    {
        var (author, id) = await DisputeAsync();
        var large = new byte[EvidenceRules.MostBytes + 1];
        large.AsSpan().Fill((byte)'a');

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "evidence_too_large"), Of(await AddAsync(author, id, large)));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "evidence_type_not_accepted"),
            Of(await AddAsync(author, id, "<svg onload=alert(1)>"u8.ToArray(), "x.png")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "evidence_damaged"), Of(await AddAsync(author, id, Photo[..1000])));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "evidence_foreign_data"),
            Of(await AddAsync(author, id, [.. Photo, .. EvidenceSamples.Zip()])));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "evidence_empty"), Of(await AddAsync(author, id, [])));
        Assert.Equal(["date_in_future"],
            (await AddAsync(author, id, Photo, statement: new { statedAt = "2030-01-01T00:00:00Z" })).ErrorsOf("statedAt"));
        Assert.Equal(["unknown_field"], (await AddAsync(author, id, Photo, statement: new { stated = "x" })).ErrorsOf("stated"));
        Assert.Equal(["required"], (await SendAsync(author, id, ("statement", null, "{}"u8.ToArray()))).ErrorsOf("evidence"));
        Assert.Equal(["duplicate_field"],
            (await SendAsync(author, id, ("evidence", "a", "a"u8.ToArray()), ("evidence", "b", "b"u8.ToArray()))).ErrorsOf("evidence"));
        Assert.Equal(["unknown_field"], (await SendAsync(author, id, ("proof", "a", "a"u8.ToArray()))).ErrorsOf("proof"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await author.PostAsync($"/disputes/{id}/evidence", new { })).Status);
        Assert.Single((await author.GetAsync($"/disputes/{id}")).Json["evidence"]!.AsArray());

        for (var i = 1; i < EvidenceRules.MostFiles; i++)
            Assert.Equal(HttpStatusCode.Created, (await AddAsync(author, id, Encoding.UTF8.GetBytes($"{i}"))).Status);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "evidence_full"), Of(await AddAsync(author, id, "one more"u8.ToArray())));
        await author.PostAsync($"/disputes/{id}/withdrawal", new { });
        Assert.Equal((HttpStatusCode.Conflict, "dispute_wrong_state"), Of(await AddAsync(author, id, "too late"u8.ToArray())));
    }

    [Fact]
    public async Task The_same_call_again_is_answered_as_the_first_and_the_same_file_is_there_once()
    {
        var (author, id) = await DisputeAsync();
        var key = ("Idempotency-Key", portal.Unique("evidence"));

        var first = await AddAsync(author, id, Photo, headers: key);
        var again = await AddAsync(author, id, Photo, headers: key);
        var other = await AddAsync(author, id, "x"u8.ToArray(), headers: key);
        var without = await AddAsync(author, id, Photo, "another name.jpg");

        Assert.Equal((first.Text, true), (again.Text, again.IsReplay));
        Assert.Equal("idempotency_key_reused", other.Code);
        Assert.Equal((HttpStatusCode.Created, ApiPortal.Id(first.Json)), (without.Status, ApiPortal.Id(without.Json)));
        Assert.Equal(2, (await author.GetAsync($"/disputes/{id}")).Json["evidence"]!.AsArray().Count);
    }

    private static void IsHarmless(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("private, no-store",
            answer.Headers.CacheControl!.ToString().Replace("no-store, private", "private, no-store", StringComparison.Ordinal));
    }

    /// <summary>The worker draws it in a moment.</summary>
    private static async Task<HttpResponseMessage> PreviewAsync(ApiClient reader, string file)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        ApiAnswer answer;
        while ((answer = await reader.GetAsync($"{file}/preview")).Status == HttpStatusCode.NotFound)
        {
            Assert.Equal("evidence_no_preview", answer.Code);
            await tick.WaitForNextTickAsync(patience.Token);
        }

        return answer.Message;
    }

    private async Task<(ApiClient Author, string Id)> DisputeAsync()
    {
        var (author, id, _) = await SceneAsync();
        return (author, id);
    }

    /// <summary>A partner's dispute with one text, and the key of the shop whose order it is about.</summary>
    private async Task<(ApiClient Author, string Id, string Shop)> SceneAsync()
    {
        portal.Clock.MoveTo(World.Start);
        var shop = await portal.ShopAsync();
        var partner = await portal.PartnerAsync([await portal.ProgrammeAsync(shop)]);
        var order = Text(await portal.With(shop.Key).MadeAsync("/orders", portal.Order()), "externalId");
        var author = portal.With(partner.Key);
        var dispute = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                kind = "missing_order",
                orderExternalId = order,
                shopId = shop.Id,
                claim = "Khách bấm liên kết của tôi.",
                evidence = new[] { new { statedAt = "2026-06-08T09:00:00+07:00" } },
            });
        var filed = await author.SendAsync(
            HttpMethod.Post, "/disputes", Form(("dispute", null, dispute), ("evidence", "tin.txt", "Tin nhắn"u8.ToArray())));
        Assert.True(filed.Status == HttpStatusCode.Created, filed.Text);
        return (author, ApiPortal.Id(filed.Json), shop.Key);
    }

    private static Task<ApiAnswer> AddAsync(
        ApiClient client, string id, byte[] file, string name = "x", object? statement = null,
        params (string Name, string Value)[] headers) => client.SendAsync(
        HttpMethod.Post, $"/disputes/{id}/evidence",
        Form([
            .. statement is null
            ? [] : new (string, string?, byte[])[] { ("statement", null, JsonSerializer.SerializeToUtf8Bytes(statement)) },
            ("evidence", name, file),
        ]),
        headers);

    private static Task<ApiAnswer> SendAsync(ApiClient client, string id, params (string Name, string? File, byte[] Content)[] parts) =>
        client.SendAsync(HttpMethod.Post, $"/disputes/{id}/evidence", Form(parts));

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

    private static (HttpStatusCode, string?) Of(ApiAnswer answer) => (answer.Status, answer.Code);

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();
}
