using System.Net;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;
using Portal.Web.SignIn;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Security;

/// <summary>A portal in Production, with a link, for walking all that it answers.</summary>
public sealed class ProductionPortal : IAsyncLifetime
{
    public World World { get; private set; } = null!;

    public AccountHost Host { get; private set; } = null!;

    public RecordedLog Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        World = await World.CreateAsync();
        await World.StoredLinkAsync("abc", "https://shop.example/");
        await World.StoredLinkAsync("paused", pausedAt: World.Start);
        Host = new AccountHost(World, ("Limits:SignInsPerMinute", "100000")) { Environment = Production.Name, Log = Log };
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await World.DisposeAsync();
    }
}

/// <summary>What browsers are told stands on every answer: of every endpoint, of errors, of files, of the links' redirect.</summary>
public sealed class AnswerHeaderTests(ProductionPortal portal) : IClassFixture<ProductionPortal>
{
    private static readonly string[] NoEndpoints =
    [
        "/r/abc", "/r/paused", "/r/khong-co", "/khong-co", "/api/khong-co", "/api/v1/khong-co", "/api-docs", "/api-docs/index.html",
            "/openapi/v2.json",
        "/css/app.css", "/js/portal.js", "/css/khong-co.css", "/_framework/khong-co.js", "/admin/users?page=x", "/admin/_blazor/khong-co",
            "/culture?to=en&back=/đâu-đó",
    ];

    [Fact]
    public async Task A_page_that_strangers_open_a_hundred_times_a_minute_leaves_no_warning_in_the_log()
    {
        var client = portal.Host.Open().Client;
        portal.Log.Clear();
        var shown = 0;
        foreach (var (_, path) in EveryEndpoint.Of(portal.Host.Services)
            .Where(one => one.Method == "GET" && one.Path.StartsWith("/account/", StringComparison.Ordinal)))
        {
            using var answer = await client.GetAsync(path);
            shown += answer.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.True(shown > 3);
        Assert.Empty(portal.Log.Lines.Where(line => line.Level >= LogLevel.Warning).Select(line => $"{line.Category}: {line.Text}")
            .Distinct());
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_they_may_not_do()
    {
        var client = portal.Host.Open().Client;
        var walked = new List<string>();
        foreach (var (method, path) in EveryEndpoint.Of(portal.Host.Services).Concat(NoEndpoints.Select(path => ("GET", path)))
            .Concat([("POST", "/r/abc"), ("DELETE", "/khong-co")]))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            walked.Add($"{method} {path} {(int)answer.StatusCode}");
            Check(answer, walked[^1]);
        }

        // the walk must have met what it is for
        Assert.Contains(walked, answer => answer.StartsWith("GET /r/abc 302", StringComparison.Ordinal));
        Assert.Contains(walked, answer => answer.StartsWith("GET /css/app.css 200", StringComparison.Ordinal));
        Assert.Contains(walked, answer => answer.StartsWith("GET /account/sign-in 200", StringComparison.Ordinal));
        Assert.Contains(walked, answer => answer.StartsWith("POST /api/v1/orders", StringComparison.Ordinal));
        Assert.True(walked.Count > 150, string.Join('\n', walked));
        Assert.DoesNotContain(walked, answer => answer.Contains(" 50", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_is_not_the_public_one_is_answered_with_headers_too_and_with_nothing_else()
    {
        using var client = portal.Host.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://evil.example") });

        using var page = await client.GetAsync("/account/sign-in");
        using var health = await client.GetAsync("/health/live");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (page.StatusCode, health.StatusCode));
        Check(page, "another host");
        Assert.DoesNotContain("evil.example", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_cookie_is_bound_to_this_very_host_and_to_encrypted_connections()
    {
        var person = await portal.World.PersonAsync(Role.Admin, authenticatorKey: AuthenticatorApp.Key);
        var browser = portal.Host.Open();
        using var signedIn = await browser.SignInAsync(person.Email);
        using var code = await browser.SubmitAsync("/account/code", ("Input.Code", AuthenticatorApp.Code()));
        var answers = new List<HttpResponseMessage> { signedIn, code, await portal.Host.Open().GetAsync(AccountPaths.SignIn) };
        browser.Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0");
        foreach (var (method, path) in EveryEndpoint.Of(portal.Host.Services).Concat([("GET", "/r/abc"), ("GET", "/culture?to=en")]))
        {
            if (path != AccountPaths.SignOut)
                answers.Add(await browser.Client.SendAsync(
                    new HttpRequestMessage(new HttpMethod(method), path), HttpCompletionOption.ResponseHeadersRead));
        }

        var cookies = answers.SelectMany(answer => answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : []).ToList();
        var names = cookies.Select(cookie => cookie.Split('=')[0]).Distinct().ToList();
        Assert.Superset(new HashSet<string> { "__Host-portal", "__Host-portal.form", "__Host-portal.half", "__Host-portal.device",
            "__Host-pvid", "__Host-pclk", "__Host-.AspNetCore.Culture" }, names.ToHashSet());
        Assert.All(cookies, cookie =>
        {
            var parts = cookie.ToLowerInvariant().Split(';', StringSplitOptions.TrimEntries);
            Assert.StartsWith("__host-", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("secure", parts);
            Assert.Contains("path=/", parts);
            Assert.Contains("httponly", parts);
            Assert.Contains(parts, part => part is "samesite=lax" or "samesite=strict");
            Assert.DoesNotContain(parts, part => part.StartsWith("domain", StringComparison.Ordinal));
        });
        answers.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task Signing_out_makes_the_browser_forget()
    {
        var person = await portal.World.PersonAsync(Role.Partner);
        var browser = portal.Host.Open();
        using var signedIn = await browser.SignInAsync(person.Email);
        var token = (await browser.ReadAsync("/account/role"))
            .QuerySelector("form[action='/account/sign-out'] input[name='__RequestVerificationToken']")!;

        using var signedOut = await browser.Client.PostAsync(
            AccountPaths.SignOut,
            new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token.GetAttribute("value")!)]));

        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        Assert.Contains("\"storage\"", Assert.Single(signedOut.Headers.GetValues("Clear-Site-Data")), StringComparison.Ordinal);
    }

    private static void Check(HttpResponseMessage answer, string what)
    {
        var policy = One(answer, "Content-Security-Policy", what);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.True(policy.Contains("object-src 'none'", StringComparison.Ordinal)
            || policy.Contains("default-src 'none'", StringComparison.Ordinal), what);
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options", what));
        Assert.Equal("max-age=31536000; includeSubDomains", One(answer, "Strict-Transport-Security", what));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy", what));
        Assert.Contains("camera=()", One(answer, "Permissions-Policy", what), StringComparison.Ordinal);
        Assert.Contains(One(answer, "Referrer-Policy", what), new[] { "strict-origin-when-cross-origin", "no-referrer", "origin" });
        Assert.False(answer.Headers.Contains("Server"), what);
        Assert.True(answer.Headers.CacheControl is not null, $"{what}: Cache-Control is missing");
        if (answer.Content.Headers.ContentType?.MediaType is "text/html" or "application/json" or "application/problem+json")
            Assert.True(answer.Headers.CacheControl!.NoStore, $"{what}: {answer.Headers.CacheControl}");
        if (answer.Headers.Location is { IsAbsoluteUri: true } away)
            Assert.Equal("shop.example", away.Host);
        // files of packages are served as they came
        if (!what.Contains("/_content/", StringComparison.Ordinal) && answer.Content.Headers.ContentType is { } type
            && (type.MediaType!.StartsWith("text/", StringComparison.Ordinal) && type.MediaType is not ("text/css" or "text/javascript")))
            Assert.True(string.Equals(type.CharSet, "utf-8", StringComparison.OrdinalIgnoreCase), $"{what}: {type}");
    }

    private static string One(HttpResponseMessage answer, string header, string what)
    {
        Assert.True(answer.Headers.TryGetValues(header, out var values), $"{what}: {header} is missing");
        return Assert.Single(values);
    }
}
