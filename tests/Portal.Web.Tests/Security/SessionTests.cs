using System.Net;
using System.Security.Claims;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.App.Access.Users;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Web.SignIn;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Security;

/// <summary>A session is more than its cookie: what ended is over, whoever still holds a copy.</summary>
public sealed class SessionTests(AccountPortal portal) : IClassFixture<AccountPortal>
{
    private const string Page = "/account/profile";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly World world = portal.World;
    private readonly AccountHost host = portal.Host;

    [Fact]
    public async Task A_copied_cookie_dies_when_its_owner_signs_out()
    {
        var (owner, copy) = await SignedInTwiceAsync(await world.PersonAsync(Role.Partner));

        await owner.SignOutAsync();

        await EndedAsync(copy);
    }

    [Fact]
    public async Task A_copied_cookie_dies_when_its_owner_changes_the_password_and_the_owner_goes_on()
    {
        var (owner, copy) = await SignedInTwiceAsync(await world.PersonAsync(Role.Partner));

        await owner.SubmitAsync("/account/password", ("Input.Current", World.Password), ("Input.New", "mot mat khau khac han 9"));

        await EndedAsync(copy);
        Browser.IsPage(await owner.GetAsync(Page));
    }

    [Fact]
    public async Task A_copied_cookie_dies_when_its_owner_goes_on_in_another_role()
    {
        var person = await world.PersonAsync(Role.Partner);
        var (owner, copy) = await SignedInTwiceAsync(person);

        await owner.SubmitAsync("/account/role", ("Input.MembershipId", person.MembershipId.ToString()));

        await EndedAsync(copy);
        Browser.IsPage(await owner.GetAsync(Page));
    }

    [Theory]
    [InlineData(29)]
    [InlineData(31)]
    public async Task A_session_ends_after_its_absolute_time_however_busy_it_was(int days)
    {
        var browser = await host.SignInAsync(await world.PersonAsync(Role.Partner));
        for (var day = 0; day < days; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            await browser.GetAsync(Page);
        }

        var answer = await browser.GetAsync(Page);

        Assert.Equal(days < 30 ? HttpStatusCode.OK : HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory]
    [InlineData("/account/seen", true)]
    [InlineData("/version", false)]
    [InlineData("/_blazor/negotiate?negotiateVersion=1", false)]
    public async Task A_session_is_used_by_its_person_and_not_by_an_open_page(string path, bool isUse)
    {
        var browser = await host.SignInAsync(await world.PersonAsync(Role.Partner));
        for (var day = 0; day < 8; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            await (path.StartsWith("/_blazor", StringComparison.Ordinal) ? browser.Client.PostAsync(path, null) : browser.GetAsync(path));
        }

        Assert.Equal(isUse ? HttpStatusCode.OK : HttpStatusCode.Redirect, (await browser.GetAsync(Page)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:81", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    public async Task Another_sites_page_cannot_open_a_circuit(string origin, HttpStatusCode status)
    {
        var browser = await host.SignInAsync(await world.PersonAsync(Role.Partner));
        using var negotiate = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        negotiate.Headers.Add("Origin", origin);

        var answer = await browser.Client.SendAsync(negotiate);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Another_sites_page_cannot_open_a_web_socket()
    {
        var sockets = host.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = request => request.Headers.Origin = "https://evil.example";

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => sockets.ConnectAsync(new Uri(host.Server.BaseAddress, "_blazor"), CancellationToken.None));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_page_is_signed_out_within_seconds_when_its_session_is_ended_on_another_node()
    {
        var person = await world.PersonAsync(Role.Partner);
        var session = (await world.Get<BeginSession>().RunAsync(Actor.Nobody, new BeginSession.Input(person.UserId), default)).Value;
        var open = new OpenPage();
        await open.OnCircuitOpenedAsync(null!, default);
        using var page = new SessionRevalidation(
            host.Services.GetRequiredService<SessionQueries>(), host.Services.GetRequiredService<ChangeNotifier>(), open,
            NullLoggerFactory.Instance);
        var signedOut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, person.UserId.ToString()), new Claim(PortalClaims.Session, session.Id.ToString())],
            "cookie")))));
        page.AuthenticationStateChanged += async state =>
        {
            if ((await state).User.Identity?.IsAuthenticated != true)
                signedOut.TrySetResult();
        };

        // the world is a node of its own: the host hears of it by the change table alone
        await world.Get<EndSession>().RunAsync(world.Admin, new EndSession.Input(session.Id), default);

        await signedOut.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Ones_sessions_are_listed_and_ended_one_by_one_and_all_but_this()
    {
        var person = await world.PersonAsync(Role.Partner);
        var (here, phone, tablet) = (host.Open(), host.Open(), host.Open());
        phone.Client.DefaultRequestHeaders.Add(
            "User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1");
        foreach (var browser in (Browser[])[here, phone, tablet])
            await browser.SignInAsync(person.Email);

        var page = await here.ReadAsync("/account/sessions");
        var ofPhone = Assert.Single(
            page.QuerySelectorAll(".sessions li"), row => row.Text().Contains("Safari · iPhone", StringComparison.Ordinal));
        await here.SubmitAsync("/account/sessions", ("Input.SessionId", ofPhone.QuerySelector("button")!.GetAttribute("value")!));
        await EndedAsync(phone);
        Browser.IsPage(await tablet.GetAsync(Page));
        await here.SubmitAsync("/account/sessions", ("Input.Others", "true"));

        await EndedAsync(tablet);
        var left = Assert.Single((await here.ReadAsync("/account/sessions")).QuerySelectorAll(".sessions li"));
        Assert.Contains("Phiên này", left.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_step_to_the_code_cannot_be_taken_twice_with_a_copy()
    {
        var person = await world.PersonAsync(Role.Finance, authenticatorKey: AuthenticatorApp.Key);
        var owner = host.Open();
        var password = await owner.SignInAsync(person.Email);
        var copy = host.Open();
        copy.Client.DefaultRequestHeaders.Add("Cookie", CookieOf(password, "portal.half"));
        Browser.IsPage(await copy.GetAsync("/account/code"));

        await owner.SubmitAsync("/account/code", ("Input.Code", AuthenticatorApp.Code()));

        Browser.IsPage(await owner.GetAsync(Page));
        Assert.StartsWith("/account/sign-in", Browser.Leads(await copy.GetAsync("/account/code")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_signed_in_before_is_let_through_while_strangers_guess()
    {
        var person = await world.PersonAsync(Role.Partner);
        var (owner, stranger) = (host.Open(), host.Open());
        await owner.SignInAsync(person.Email);
        await owner.SignOutAsync();
        for (var i = 0; i < SignInAttempts.Allowed; i++)
            await stranger.SignInAsync(person.Email, "khong phai mat khau");

        var guessed = await stranger.SignInAsync(person.Email);
        var signedIn = await owner.SignInAsync(person.Email);

        Assert.Null(Browser.Leads(guessed));
        Assert.Equal("/", Browser.Leads(signedIn));
    }

    private async Task<(Browser Owner, Browser Copy)> SignedInTwiceAsync(World.Person person)
    {
        var owner = host.Open();
        var signedIn = await owner.SignInAsync(person.Email);
        var copy = host.Open();
        copy.Client.DefaultRequestHeaders.Add("Cookie", CookieOf(signedIn, "portal"));
        Browser.IsPage(await copy.GetAsync(Page));
        return (owner, copy);
    }

    private static string CookieOf(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues("Set-Cookie").First(value => value.StartsWith(name + "=", StringComparison.Ordinal)).Split(';')[0];

    private static async Task EndedAsync(Browser browser) =>
        Assert.StartsWith("/account/sign-in", Browser.Leads(await browser.GetAsync(Page)), StringComparison.Ordinal);
}
