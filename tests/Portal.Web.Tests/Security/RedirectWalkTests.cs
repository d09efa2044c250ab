using System.Net;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Security;

/// <summary>
/// Redirects lead within the portal, whatever the request says about hosts, and can carry any letter. On the real server, since only
/// that one refuses what a header cannot carry.
/// </summary>
public sealed class RedirectWalkTests : IAsyncLifetime
{
    private const string Vietnamese = "/đâu-đó?tên=Nguyễn Văn Ổi&x=😀";

    private static readonly string[] Parameters = ["returnUrl", "back", "to", "token", "q"];

    private World world = null!;
    private AccountHost host = null!;

    public async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        await world.StoredLinkAsync("abc", "https://shop.example/");
        host = new AccountHost(world, ("Limits:SignInsPerMinute", "100000"), ("urls", "http://127.0.0.1:0"));
        host.UseKestrel(0);
        host.StartServer();
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task No_letter_in_an_address_makes_an_answer_fail()
    {
        using var client = Client();
        var person = await world.PersonAsync(Role.Partner);
        var browser = new Browser(Client());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(person.Email)).StatusCode);
        var failed = new List<string>();
        var redirects = 0;
        foreach (var (_, path) in EveryEndpoint.Of(host.Services).Where(
            address => address.Method == "GET" && !address.Path.Contains('.', StringComparison.Ordinal)).Append(("GET", "/đường/không/có")))
        {
            foreach (var (who, names) in new[] { (client, Parameters), (browser.Client, ["q"]) })
            {
                foreach (var query in names.Select(name => $"{name}={Uri.EscapeDataString(Vietnamese)}").Append("đ=ơ"))
                {
                    using var answer = await who.GetAsync($"{path}?{query}", HttpCompletionOption.ResponseHeadersRead);
                    if (answer.StatusCode >= HttpStatusCode.InternalServerError && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                        failed.Add($"{path}?{query} {(int)answer.StatusCode}");
                    if (answer.Headers.Location is not null)
                        redirects++;
                }
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
        Assert.True(redirects > 50, $"only {redirects} redirects were met");
    }

    [Fact]
    public async Task The_way_back_keeps_its_letters()
    {
        var person = await world.PersonAsync(Role.Partner);
        var browser = new Browser(Client());

        var signedIn = await browser.SignInAsync(person.Email, returnUrl: Vietnamese);
        var language = await browser.GetAsync($"/culture?to=en&back={Uri.EscapeDataString(Vietnamese)}");

        foreach (var answer in new[] { signedIn, language })
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            var location = answer.Headers.Location!.OriginalString;
            Assert.True(location.All(char.IsAscii), location);
            Assert.Equal(Vietnamese, Uri.UnescapeDataString(location));
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8443")]
    public async Task The_host_that_a_request_names_stands_in_no_redirect_and_in_no_page(string named)
    {
        using var client = Client();
        client.DefaultRequestHeaders.Host = named;
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", named);
        foreach (var (_, path) in EveryEndpoint.Of(host.Services).Where(address => address.Method == "GET"
            && !address.Path.Contains('.', StringComparison.Ordinal)).Append(("GET", "/culture?to=en&back=/x")))
        {
            using var answer = await client.GetAsync(path);
            Assert.DoesNotContain("evil.example", answer.Headers.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("evil.example", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    private HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = host.CreateClient().BaseAddress };
}
