using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Security;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Disputes;

/// <summary>
/// Evidence as pages send and read it: by a request of its own, with the session's cookie and the page's token (R8.2, R8.5).
/// </summary>
public sealed class EvidencePageTests
{
    [Fact]
    public async Task R8_2_The_page_of_a_draft_says_where_files_go_and_one_that_is_sent_there_is_kept()
    {
        await using var world = await World.CreateAsync();
        await using var host = new AccountHost(world);
        var (browser, owner, draft) = await SceneAsync(world, host);
        var (address, name, token) = await PlaceAsync(browser, draft);
        var photo = EvidenceSamples.Jpeg();

        var sent = await SendAsync(browser, address, photo, (name, token));
        var again = await SendAsync(browser, address, photo, (name, token));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (sent.StatusCode, again.StatusCode));
        Assert.Equal(await IdAsync(sent), await IdAsync(again));
        await using var db = await world.DbAsync();
        var file = await db.EvidenceFiles.SingleAsync();
        Assert.Equal(("khách ở tiệm.jpg", (Guid?)owner.Actor.ShopId, (DateTimeOffset?)null), (file.Name, file.ShopId, file.StatedAt));
        var read = await browser.GetAsync($"/evidence/{draft}/{file.Id}");
        Assert.Equal(photo, await read.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", read.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(read.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(read.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Another_sites_page_sends_nothing_and_neither_does_who_is_not_signed_in()
    {
        await using var world = await World.CreateAsync();
        await using var host = new AccountHost(world);
        var (browser, _, draft) = await SceneAsync(world, host);
        var (address, name, token) = await PlaceAsync(browser, draft);

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(browser, address, "x"u8.ToArray())).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(browser, address, "x"u8.ToArray(), (name, token + "x"))).StatusCode);
        Assert.NotEqual(HttpStatusCode.Created, (await SendAsync(host.Open(), address, "x"u8.ToArray(), (name, token))).StatusCode);
        await using var db = await world.DbAsync();
        Assert.Empty(await db.EvidenceFiles.ToListAsync());
        Assert.Empty(world.EvidenceOnDisk);
    }

    [Fact]
    public async Task R8_2_A_refusal_is_told_in_words()
    {
        await using var world = await World.CreateAsync();
        await using var host = new AccountHost(world);
        var (browser, _, draft) = await SceneAsync(world, host);
        var (address, name, token) = await PlaceAsync(browser, draft);

        var page = await SendAsync(browser, address, "<html></html>"u8.ToArray(), (name, token));
        var large = await SendAsync(browser, address, new byte[EvidenceRules.MostBytes + 1], (name, token));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, page.StatusCode);
        Assert.Contains("Chỉ nhận ảnh", (await JsonAsync(page))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal("evidence_too_large", (await JsonAsync(large))["code"]!.GetValue<string>());
        Assert.Empty(world.EvidenceOnDisk);
    }

    [Fact]
    public async Task R8_5_Nobody_else_reads_or_adds_by_a_guessed_address_and_who_left_the_shop_does_not_either()
    {
        await using var world = await World.CreateAsync();
        await using var host = new AccountHost(world);
        var (browser, owner, draft) = await SceneAsync(world, host);
        var (address, name, token) = await PlaceAsync(browser, draft);
        var id = await IdAsync(await SendAsync(browser, address, "tin nhắn"u8.ToArray(), (name, token)));
        var file = $"/evidence/{draft}/{id}";

        var (stranger, _, own) = await SceneAsync(world, host);
        var (_, theirName, theirToken) = await PlaceAsync(stranger, own);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(file)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(file + "/preview")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(stranger, address, "x"u8.ToArray(), (theirName, theirToken))).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await host.Open().GetAsync(file)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(file)).StatusCode);
        await using (var db = await world.DbAsync())
        {
            var membership = await db.Memberships.SingleAsync(row => row.Id == owner.MembershipId);
            db.Memberships.Remove(membership);
            await db.SaveChangesAsync();
        }

        Assert.NotEqual(HttpStatusCode.OK, (await browser.GetAsync(file)).StatusCode);
        Assert.NotEqual(HttpStatusCode.Created, (await SendAsync(browser, address, "x"u8.ToArray(), (name, token))).StatusCode);
    }

    /// <summary>A shop's owner who signed in, and a draft of theirs.</summary>
    private static async Task<(Browser Browser, World.Person Owner, Guid Draft)> SceneAsync(World world, AccountHost host)
    {
        var shop = await world.HasShopAsync();
        var owner = await world.PersonAsync(Role.ShopOwner, shopId: shop.Id);
        var browser = await host.SignInAsync(owner);
        return (browser, owner, await world.HasDisputeForEvidenceAsync(owner.Actor, isDraft: true));
    }

    /// <summary>What the page tells its script.</summary>
    private static async Task<(string Address, string TokenName, string Token)> PlaceAsync(Browser browser, Guid draft)
    {
        var place = (await browser.ReadAsync($"/shop/disputes/new?draft={draft}")).QuerySelector("[data-evidence]")!;
        return (place.GetAttribute("data-evidence")!, place.GetAttribute("data-token-name")!, place.GetAttribute("data-token")!);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        Browser browser, string address, byte[] file, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add("X-File-Name", Uri.EscapeDataString("C:/ảnh/khách ở tiệm.jpeg"));
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await browser.Client.SendAsync(request);
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    private static async Task<string> IdAsync(HttpResponseMessage answer) => (await JsonAsync(answer))["id"]!.GetValue<string>();
}
