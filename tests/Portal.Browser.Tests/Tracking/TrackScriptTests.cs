using System.Text.Json;
using Microsoft.Playwright;
using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;

namespace Portal.Browser.Tests.Tracking;

/// <summary>
/// The tracking script on a shop's pages, in a real browser. The shop is answered by the test itself, under HTTPS and on a
/// name of its own, since that is where the script lives.
/// </summary>
public sealed class TrackScriptTests(ChromiumForScripts chromium) : IClassFixture<ChromiumForScripts>
{
    private static readonly string File = Path.Combine(Repository.Root, "wwwroot-assets", "js", "track.js");

    private static readonly ClickTokens Tokens = new(TestKeys.New());
    private static readonly ClickFacts First = Click(1);
    private static readonly ClickFacts Second = Click(2);

    [Fact]
    public void The_script_is_smaller_than_3_KB_and_pulls_nothing_in()
    {
        var script = System.IO.File.ReadAllText(File);

        Assert.InRange(new FileInfo(File).Length, 1, 3 * 1024 - 1);
        Assert.DoesNotContain("import", script, StringComparison.Ordinal);
        Assert.DoesNotContain("fetch(", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R1_3_The_click_is_kept_in_the_shops_own_cookie_and_offered_on_another_page()
    {
        var (page, _) = await OpenAsync($"/a?id=7&pclk={Token(First)}");

        await page.GotoAsync("https://shop.example/checkout");

        Assert.Equal((Token(First), First.VisitorId.ToString()), await AttributionAsync(page));
        var cookie = Assert.Single(await page.Context.CookiesAsync());
        Assert.Equal(("pclk", Token(First), "shop.example", "/", true, SameSiteAttribute.Lax),
            (cookie.Name, cookie.Value, cookie.Domain, cookie.Path, cookie.Secure, cookie.SameSite));
        var days = (DateTimeOffset.FromUnixTimeSeconds((long)cookie.Expires) - TimeProvider.System.GetUtcNow()).TotalDays;
        Assert.InRange(days, 29.9, 30.1);
    }

    [Fact]
    public async Task R1_4_The_last_click_wins_and_a_direct_visit_changes_nothing()
    {
        var (page, _) = await OpenAsync($"/?pclk={Token(First)}");
        await page.GotoAsync($"https://shop.example/?pclk={Token(Second)}");

        await page.GotoAsync("https://shop.example/");

        Assert.Equal(Token(Second), (await AttributionAsync(page)).ClickId);
    }

    [Fact]
    public async Task A_later_click_in_another_tab_counts_in_this_one()
    {
        var (page, context) = await OpenAsync($"/?pclk={Token(First)}");
        var other = await context.NewPageAsync();
        await other.GotoAsync($"https://shop.example/?pclk={Token(Second)}");

        Assert.Equal(Token(Second), (await AttributionAsync(page)).ClickId);
    }

    [Fact]
    public async Task Without_a_click_there_is_nothing_to_offer()
    {
        var (page, context) = await OpenAsync("/?id=7");

        Assert.Equal("{}", await page.EvaluateAsync<string>("JSON.stringify(portal.attribution())"));
        Assert.Empty(await context.CookiesAsync());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("x;%20domain=evil.example")]
    public async Task What_is_no_click_id_is_not_kept(string value)
    {
        var (page, context) = await OpenAsync($"/?pclk={value}");

        Assert.Equal("{}", await page.EvaluateAsync<string>("JSON.stringify(portal.attribution())"));
        Assert.Empty(await context.CookiesAsync());
    }

    [Fact]
    public async Task The_window_and_the_domain_are_the_shops_choice()
    {
        var (page, context) = await OpenAsync($"/?pclk={Token(First)}", """data-days="7" data-domain=".shop.example" """);

        var cookie = Assert.Single(await context.CookiesAsync());
        Assert.InRange((DateTimeOffset.FromUnixTimeSeconds((long)cookie.Expires) - TimeProvider.System.GetUtcNow()).TotalDays, 6.9, 7.1);
        await page.GotoAsync("https://pay.shop.example/");
        Assert.Equal(Token(First), (await AttributionAsync(page)).ClickId);
    }

    [Fact]
    public async Task The_click_id_leaves_the_address_bar_where_the_shop_wants_that_and_the_rest_stays()
    {
        var (kept, _) = await OpenAsync($"/a?id=7&pclk={Token(First)}&x=1#gia");
        var (stripped, _) = await OpenAsync($"/a?id=7&pclk={Token(First)}&x=1#gia", "data-strip");

        Assert.Equal($"https://shop.example/a?id=7&pclk={Token(First)}&x=1#gia", kept.Url);
        Assert.Equal("https://shop.example/a?id=7&x=1#gia", stripped.Url);
        Assert.Equal(Token(First), (await AttributionAsync(stripped)).ClickId);
    }

    [Fact]
    public async Task With_cookies_refused_the_tab_still_knows_the_click()
    {
        var (page, context) = await OpenAsync(
            $"/?pclk={Token(First)}", before: "Object.defineProperty(Document.prototype, 'cookie', { get() { return ''; }, set() {} });");
        await page.GotoAsync("https://shop.example/checkout");

        Assert.Equal(Token(First), (await AttributionAsync(page)).ClickId);
        Assert.Empty(await context.CookiesAsync());
    }

    [Fact]
    public async Task With_all_storage_blocked_the_page_still_knows_the_click_and_nothing_fails()
    {
        const string blocked = """
            Object.defineProperty(Document.prototype, 'cookie', { get() { throw new DOMException('no', 'SecurityError'); }, set() { throw new DOMException('no', 'SecurityError'); } });
            Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
            """;
        var (page, _) = await OpenAsync($"/?pclk={Token(First)}", before: blocked);

        Assert.Equal(Token(First), (await AttributionAsync(page)).ClickId);
        Assert.Equal("true", await page.EvaluateAsync<string>("String(window.failures.length === 0)"));
        await page.GotoAsync("https://shop.example/");
        Assert.Equal("{}", await page.EvaluateAsync<string>("JSON.stringify(portal.attribution())"));
    }

    private async Task<(IPage Page, IBrowserContext Context)> OpenAsync(string path, string attributes = "", string before = "")
    {
        var context = await chromium.Browser.NewContextAsync();
        await context.AddInitScriptAsync($"window.failures = []; addEventListener('error', e => failures.push(e.message)); {before}");
        var script = await System.IO.File.ReadAllTextAsync(File);
        await context.RouteAsync("**/*", route => new Uri(route.Request.Url).AbsolutePath == "/js/track.js"
            ? route.FulfillAsync(new() { ContentType = "text/javascript", Body = script })
            : route.FulfillAsync(new() { ContentType = "text/html", Body = $"""<!doctype html><script src="https://portal.example/js/track.js" {attributes} defer></script>""" }));
        var page = await context.NewPageAsync();
        await page.GotoAsync("https://shop.example" + path);
        return (page, context);
    }

    private static async Task<(string? ClickId, string? VisitorId)> AttributionAsync(IPage page)
    {
        var answer = await page.EvaluateAsync<JsonElement>("portal.attribution()");
        return (answer.GetProperty("clickId").GetString(), answer.GetProperty("visitorId").GetString());
    }

    private static string Token(ClickFacts click) => Tokens.Create(click);

    private static ClickFacts Click(long id) => new(
        id, Guid.CreateVersion7(World.Start), new VisitorId(UInt128.MaxValue / (ulong)(id + 2)), World.Start, ClickKind.Human,
        Recorded: true);
}

/// <summary>One browser for all tests of the class; each takes a fresh context of it.</summary>
public sealed class ChromiumForScripts : IAsyncLifetime
{
    private IPlaywright? playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        Browser = await Chromium.StartAsync(playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright?.Dispose();
    }
}
