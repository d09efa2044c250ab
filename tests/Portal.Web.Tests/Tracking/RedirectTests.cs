using System.Net;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;

namespace Portal.Web.Tests.Tracking;

/// <summary>A running portal with links of two programmes, one of them paused.</summary>
public sealed class RedirectPortal : IAsyncLifetime
{
    public World World { get; private set; } = null!;

    public PortalProcess Process { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public Link Link { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await World.CreateAsync();
        Link = await World.StoredLinkAsync("abc", "https://shop.example/sim?id=7&x=%C4%91#gia", windowDays: 30);
        await World.StoredLinkAsync("week", "https://shop.example/", windowDays: 7);
        await World.StoredLinkAsync("paused", pausedAt: World.Start);
        Process = await PortalProcess.StartAsync(World, ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"));
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Process.Address };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        await World.DisposeAsync();
    }
}

public sealed class RedirectTests(RedirectPortal portal) : IClassFixture<RedirectPortal>
{
    private const string Browser = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36";

    [Fact]
    public async Task R1_3_The_customer_is_sent_to_the_destination_with_his_click_id()
    {
        using var answer = await GetAsync("/r/abc");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var (before, token, after) = Parts(answer);
        Assert.Equal("https://shop.example/sim?id=7&x=%C4%91&pclk=", before);
        Assert.Equal("#gia", after);
        Assert.True(portal.World.Get<ClickTokens>().TryRead(token, out var click));
        Assert.True(click.Recorded);
        Assert.Equal(portal.Link.Id, click.LinkId);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("noindex", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")));
        Assert.Equal("origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task R1_1_The_click_is_recorded_before_the_answer_with_all_that_is_known_of_it()
    {
        using var answer = await GetAsync("/r/abc", ("Referer", "https://facebook.example/groups/1"), ("X-Forwarded-For", "203.0.113.9"));

        var click = await StoredAsync(answer);
        Assert.Equal(ClickKind.Human, click.Kind);
        Assert.Equal((portal.Link.Id, portal.Link.PartnerId, portal.Link.ProgrammeId), (click.LinkId, click.PartnerId, click.ProgrammeId));
        Assert.Equal(Browser, click.UserAgent);
        Assert.Equal("https://facebook.example/groups/1", click.Referrer);
        Assert.InRange(click.At, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow());
        // R10.3: the address itself is nowhere
        Assert.Equal(portal.World.Get<PortalKeys>().Hash("ip", "203.0.113.9"), click.IpHash);
    }

    [Theory]
    [InlineData(ClickKind.Bot, "GET", "User-Agent", "facebookexternalhit/1.1")]
    [InlineData(ClickKind.Head, "HEAD", "Accept", "*/*")]
    [InlineData(ClickKind.Prefetch, "GET", "Sec-Purpose", "prefetch;prerender")]
    [InlineData(ClickKind.Prefetch, "GET", "Purpose", "prefetch")]
    public async Task R1_1_Programs_and_browsers_that_look_ahead_are_sent_on_but_marked(
        ClickKind kind, string method, string header, string value)
    {
        using var answer = await SendAsync(new HttpMethod(method), "/r/abc", (header, value));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(kind, (await StoredAsync(answer)).Kind);
        // a look-ahead does not take the place of the click that the customer made
        Assert.Equal(["pvid"], Cookies(answer).Keys);
    }

    [Fact]
    public async Task R1_3_A_new_visitor_gets_a_cookie_of_the_server_for_the_programmes_window()
    {
        using var answer = await GetAsync("/r/week");

        var cookies = Cookies(answer);
        Assert.Equal(["pclk", "pvid"], cookies.Keys.Order());
        Assert.Matches("^pvid=[A-Za-z0-9_-]{22}; max-age=604800; path=/; samesite=lax; httponly$", cookies["pvid"]);
        Assert.Matches("^pclk=[A-Za-z0-9_-]{84}; max-age=604800; path=/r/; samesite=lax; httponly$", cookies["pclk"]);
    }

    [Fact]
    public async Task R1_3_Under_HTTPS_the_cookies_are_secure()
    {
        using var answer = await GetAsync("/r/abc", ("X-Forwarded-Proto", "https"));

        Assert.All(Cookies(answer).Values, cookie => Assert.EndsWith("; secure", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task R1_3_A_known_visitor_stays_the_same_and_his_cookie_is_not_made_to_live_shorter()
    {
        var visitor = VisitorId.New(TimeProvider.System);

        using var answer = await GetAsync("/r/week", ("Cookie", $"theme=dark; pvid={visitor}"));

        Assert.Equal(visitor, (await StoredAsync(answer)).VisitorId);
        Assert.StartsWith($"pvid={visitor}; max-age={30 * 24 * 3600};", Cookies(answer)["pvid"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v-1")]
    [InlineData("'; DROP TABLE Clicks; --")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAB")]
    public async Task R1_3_A_cookie_that_the_portal_did_not_make_is_replaced(string value)
    {
        using var answer = await GetAsync("/r/abc", ("Cookie", $"pvid={value}; pclk={value}"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain($"pvid={value};", Cookies(answer)["pvid"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/r/ABC")]
    [InlineData("/R/aBc")]
    public async Task A_code_is_the_same_in_any_case(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(portal.Link.Id, (await StoredAsync(answer)).LinkId);
    }

    [Theory]
    [InlineData("/r/abc?url=https://evil.example/")]
    [InlineData("/r/abc?pclk=x&next=//evil.example#y")]
    public async Task R1_2_Nothing_in_the_address_changes_where_the_way_leads(string path)
    {
        using var answer = await GetAsync(path, ("X-Forwarded-Host", "evil.example"));

        Assert.StartsWith("https://shop.example/sim?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/r/")]
    [InlineData("/r/nobody")]
    [InlineData("/r/abc/")]
    [InlineData("/r/abc/x")]
    [InlineData("/r//evil.example")]
    [InlineData("/r/https:%2F%2Fevil.example")]
    [InlineData("/r/%00")]
    [InlineData("/r/ä𝄞")]
    public async Task R1_2_An_unknown_code_leads_nowhere_and_says_so_in_both_languages(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
        Assert.Null(answer.Headers.Location);
        if (answer.StatusCode == HttpStatusCode.BadRequest) return; // the server itself refuses a path with NUL
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Không tìm thấy liên kết này", page, StringComparison.Ordinal);
        Assert.Contains("We cannot find this link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_link_is_gone_and_says_so()
    {
        using var answer = await GetAsync("/r/paused");
        using var head = await SendAsync(HttpMethod.Head, "/r/paused");

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (answer.StatusCode, head.StatusCode));
        Assert.Contains("Liên kết này đã tạm dừng", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Only_GET_and_HEAD_are_answered()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/r/abc");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_link_that_another_node_made_works_within_seconds()
    {
        using (var before = await GetAsync("/r/later")) Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);

        // noted in the change table as of now, since this node reads what is new
        portal.World.Clock.MoveTo(TimeProvider.System.GetUtcNow());
        await portal.World.StoredLinkAsync("later");

        for (var i = 0; i < 100; i++)
        {
            using var after = await GetAsync("/r/later");
            if (after.StatusCode == HttpStatusCode.Redirect) return;
            await Task.Delay(100);
        }

        Assert.Fail("The link was not found within ten seconds.");
    }

    [Fact]
    public async Task R1_3_A_click_that_the_disk_had_refused_is_restored_when_its_visitor_clicks_again()
    {
        var lost = portal.World.Click(portal.Link);
        var token = portal.World.Get<ClickTokens>().Create(
            new ClickFacts(lost.Id, lost.LinkId, lost.VisitorId, lost.At, lost.Kind, Recorded: false));

        using var answer = await GetAsync("/r/abc", ("Cookie", $"pvid={lost.VisitorId}; pclk={token}"));

        var restored = Assert.Single(await portal.World.Clicks.ByIdAsync([lost.Id], default));
        Assert.True(restored.Restored);
        Assert.Equal(lost.At, restored.At);
    }

    private Task<HttpResponseMessage> GetAsync(string path, params IEnumerable<(string Name, string Value)> headers) =>
        SendAsync(HttpMethod.Get, path, headers);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params IEnumerable<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("User-Agent", Browser);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return portal.Client.SendAsync(request);
    }

    private async Task<ClickRecord> StoredAsync(HttpResponseMessage answer)
    {
        Assert.True(portal.World.Get<ClickTokens>().TryRead(Parts(answer).Token, out var click));
        return Assert.Single(await portal.World.Clicks.ByIdAsync([click.Id], default));
    }

    private static (string Before, string Token, string After) Parts(HttpResponseMessage answer)
    {
        var location = answer.Headers.Location!.OriginalString;
        var start = location.IndexOf("pclk=", StringComparison.Ordinal) + 5;
        return (location[..start], location[start..(start + ClickTokens.TextLength)], location[(start + ClickTokens.TextLength)..]);
    }

    private static Dictionary<string, string> Cookies(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie")
            .ToDictionary(cookie => cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], StringComparer.Ordinal);
}
