using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Security;
using Portal.App.Search;
using Portal.Tests.Shared;
using Portal.Web.Setup;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Frame;

/// <summary>What the real host puts around every page.</summary>
public sealed class FrameTests(AccountPortal portal) : IClassFixture<AccountPortal>
{
    private readonly AccountHost host = portal.Host;

    [Fact]
    public async Task An_address_that_is_none_answers_404_with_a_page()
    {
        var answer = await host.Open().GetAsync("/khong-co");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Không tìm thấy trang", (await Browser.ReadAsync(answer)).QuerySelector("h1")!.Text());
    }

    [Fact]
    public async Task A_page_that_the_role_may_not_open_says_so()
    {
        var browser = await host.SignInAsync(await portal.World.PersonAsync(Role.ShopOwner));
        var answer = await browser.GetAsync("/partner/orders");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("Bạn không có quyền xem trang này", (await Browser.ReadAsync(answer)).QuerySelector("h1")!.Text());
    }

    [Fact]
    public async Task A_failure_is_a_page_with_its_code_and_without_what_failed()
    {
        await using var broken = host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
            services.AddSingleton<SearchQueries>(_ => throw new InvalidOperationException("secret detail"))));
        var browser = new Browser(broken.CreateClient(new() { AllowAutoRedirect = false }));
        await browser.SignInAsync((await portal.World.PersonAsync(Role.Auditor, authenticatorKey: AuthenticatorApp.Key)).Email);
        await browser.SubmitAsync("/account/code", ("Input.Code", AuthenticatorApp.Code()));

        var answer = await browser.GetAsync("/search");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Matches("<code>[0-9a-f]{32}</code>", page);
        Assert.DoesNotContain("secret detail", page, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(InvalidOperationException), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_gets_no_page()
    {
        var answer = await host.Open().GetAsync("/api/v1/khong-co");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_language_is_Vietnamese_until_somebody_chooses_English()
    {
        var browser = host.Open();
        browser.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-US");

        Assert.Equal("vi", (await browser.ReadAsync("/account/sign-in")).DocumentElement.GetAttribute("lang"));

        var chosen = await browser.GetAsync("/culture?to=en&back=%2Faccount%2Fsign-in%3Fa%3D1");
        var english = await browser.ReadAsync("/account/sign-in");

        Assert.Equal("/account/sign-in?a=1", Browser.Leads(chosen));
        Assert.Equal(("en", "Sign in"), (english.DocumentElement.GetAttribute("lang"), english.QuerySelector("h1")!.Text()));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task The_language_switch_leads_nowhere_but_to_the_portal(string back)
    {
        var answer = await host.Open().GetAsync($"/culture?to=en&back={Uri.EscapeDataString(back)}");
        Assert.Equal("/", Browser.Leads(answer));
    }

    [Theory]
    [InlineData("dark", "dark")]
    [InlineData("light", "light")]
    [InlineData("\"><script>", "system")]
    public async Task The_first_paint_has_the_theme_that_was_chosen(string cookie, string theme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
        request.Headers.Add("Cookie", $"portal.theme={Uri.EscapeDataString(cookie)}");
        var page = await Browser.ReadAsync(await host.Open().Client.SendAsync(request));

        Assert.Equal(theme, page.DocumentElement.GetAttribute("data-theme"));
        // one sheet for both: the colours follow the mark on the root
        Assert.NotNull(page.QuerySelector("link[rel=stylesheet][href*='css/theme']"));
        Assert.Empty(page.QuerySelectorAll("style, link[media]"));
    }

    [Fact]
    public async Task What_has_its_version_in_its_address_is_kept_for_good()
    {
        var client = host.Open().Client;
        var fonts = await client.GetStringAsync("/css/fonts.css");
        var faces = Regex.Matches(fonts, @"url\(""(?<file>/fonts/[^""]+)""\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["file"].Value).ToList();
        Assert.Equal(2, faces.Count);

        foreach (var file in (string[])[.. faces, ComponentLibrary.Styles, ComponentLibrary.Script])
        {
            using var answer = await client.GetAsync(file);
            Assert.True(answer.IsSuccessStatusCode, file);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }

        using var unversioned = await client.GetAsync(ComponentLibrary.Styles.Split('?')[0]);
        Assert.DoesNotContain("immutable", unversioned.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/khong-co")]
    [InlineData("/health/live")]
    [InlineData("/api/v1/khong-co")]
    public async Task Every_answer_tells_browsers_what_they_may_not_do(string path)
    {
        var headers = (await host.Open().GetAsync(path)).Headers;

        var policy = Assert.Single(headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self'; style-src-attr 'unsafe-inline';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.Contains(Assert.Single(headers.GetValues("Referrer-Policy")), new[] { "strict-origin-when-cross-origin", "no-referrer" });
    }

    [Fact]
    public async Task No_page_has_a_script_in_its_markup()
    {
        var page = await host.Open().ReadAsync("/account/sign-in");
        Assert.All(page.QuerySelectorAll("script"), script => Assert.True(script.HasAttribute("src"), script.OuterHtml));
        Assert.DoesNotContain(
            page.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory, InlineData("/health/live"), InlineData("/health/ready")]
    public async Task A_portal_that_works_is_alive_and_ready(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await host.Open().GetAsync(path)).StatusCode);

    [Fact]
    public async Task What_fails_and_what_waits_is_counted_for_whoever_runs_the_portal()
    {
        var ready = await (await host.Open().GetAsync("/health/ready")).Content.ReadAsStringAsync();
        Assert.Contains("\"failing\":", ready, StringComparison.Ordinal);
        Assert.Contains("\"rewardsWaiting\":", ready, StringComparison.Ordinal);
        Assert.Contains("portal_work_failing_age_seconds", await (await host.Open().GetAsync("/metrics")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_the_one_that_the_pages_were_made_by()
    {
        var browser = host.Open();
        var page = await browser.ReadAsync("/account/sign-in");
        var version = await browser.GetAsync("/version");

        Assert.Equal(page.QuerySelector("meta[name=portal-version]")!.GetAttribute("content"), await version.Content.ReadAsStringAsync());
        Assert.True(version.Headers.CacheControl?.NoStore);
    }
}
