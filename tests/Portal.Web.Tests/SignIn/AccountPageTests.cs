using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Web.SignIn;

namespace Portal.Web.Tests.SignIn;

/// <summary>One portal for all tests of the class; each test has people of its own.</summary>
public sealed class AccountPortal : IAsyncLifetime
{
    public World World { get; private set; } = null!;

    public AccountHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await World.CreateAsync();
        Host = new AccountHost(World, ("Limits:SignInsPerMinute", "1000"));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await World.DisposeAsync();
    }
}

public sealed class AccountPageTests(AccountPortal portal) : IClassFixture<AccountPortal>
{
    private readonly World world = portal.World;
    private readonly AccountHost host = portal.Host;

    [Fact]
    public async Task Somebody_signs_in_sees_his_page_and_signs_out()
    {
        var person = await world.PersonAsync(Role.Partner);
        var browser = host.Open();

        var before = await browser.GetAsync("/account/profile");
        var signedIn = await browser.SignInAsync(person.Email, returnUrl: "/account/profile");
        var page = await browser.GetAsync("/account/profile");
        var signedOut = await browser.SignOutAsync();
        var after = await browser.GetAsync("/account/profile");

        Assert.Equal("/account/sign-in?returnUrl=%2Faccount%2Fprofile", Browser.Leads(before));
        Assert.Equal("/account/profile", Browser.Leads(signedIn));
        Assert.Contains("Nguyễn Thị Đào", (await Browser.ReadAsync(page))
            .QuerySelector("input[name='Input.DisplayName']")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.Equal("/account/sign-in", Browser.Leads(signedOut));
        Assert.StartsWith("/account/sign-in", Browser.Leads(after), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_cannot_be_read_by_scripts_or_sent_along_by_other_sites()
    {
        var person = await world.PersonAsync(Role.Partner);

        var answer = await host.Open().SignInAsync(person.Email);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("portal=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task In_production_the_cookie_travels_only_encrypted()
    {
        // Production seals its keys with a secret that the class's other hosts do not have
        await using var alone = await World.CreateAsync();
        var person = await alone.PersonAsync(Role.Partner);
        await using var production = new AccountHost(alone) { Environment = "Production" };

        var answer = await production.Open().SignInAsync(person.Email);

        var cookie = Assert.Single(
            answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("__Host-portal=", StringComparison.Ordinal));
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_not_asked_again()
    {
        var browser = await host.SignInAsync(await world.PersonAsync(Role.Partner));

        Assert.Equal("/account/profile", Browser.Leads(await browser.GetAsync("/account/sign-in?returnUrl=/account/profile")));
    }

    [Fact]
    public async Task A_wrong_password_is_said_without_saying_whether_the_account_exists_and_the_name_is_kept()
    {
        var person = await world.PersonAsync(Role.Partner);
        var browser = host.Open();

        var known = await browser.SignInAsync(person.Email, "khong phai mat khau");
        var unknown = await browser.SignInAsync("nobody@example.vn", "khong phai mat khau");

        var page = await Browser.ReadAsync(known);
        Assert.Equal(person.Email, page.QuerySelector("input[name='Input.Name']")!.GetAttribute("value"));
        Assert.Equal(Said(page), Said(await Browser.ReadAsync(unknown)));
        Assert.Equal(known.StatusCode, unknown.StatusCode);
        Assert.DoesNotContain("khong phai mat khau", await known.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        static string Said(IDocument page) => page.QuerySelector("[role=alert]")!.Text().Trim();
    }

    [Fact]
    public async Task Empty_fields_are_said_at_the_fields()
    {
        var answer = await host.Open().SignInAsync("", "");

        var page = await Browser.ReadAsync(answer);
        Assert.Equal(2, page.QuerySelectorAll("input[aria-invalid=true]").Length);
        Assert.All(page.QuerySelectorAll("input[aria-invalid=true]"), input =>
            Assert.NotNull(page.GetElementById(input.GetAttribute("aria-describedby")!.Split(' ')[0])));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_even_the_right_one_out()
    {
        var person = await world.PersonAsync(Role.Partner);
        var browser = host.Open();
        for (var i = 0; i < 5; i++)
            await browser.SignInAsync(person.Email, "khong phai mat khau");

        var answer = await browser.SignInAsync(person.Email);

        Assert.Null(Browser.Leads(answer));
        Assert.Contains("15 phút", await Browser.TextAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/%0d%0aSet-Cookie:x=y")]
    public async Task The_way_back_never_leads_to_another_site(string returnUrl)
    {
        var person = await world.PersonAsync(Role.Partner);

        var answer = await host.Open().SignInAsync(person.Email, returnUrl: returnUrl);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/", Browser.Leads(answer), StringComparison.Ordinal);
        Assert.False(Browser.Leads(answer) is ['/', '/' or '\\', ..]);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var person = await world.PersonAsync(Role.Partner);
        var browser = await host.SignInAsync(person);

        var signIn = await host.Open().Client.PostAsync("/account/sign-in", new FormUrlEncodedContent(
            [KeyValuePair.Create("_handler", "sign-in"), KeyValuePair.Create("Input.Name", person.Email),
                KeyValuePair.Create("Input.Password", World.Password)]));
        var signOut = await browser.Client.PostAsync("/account/sign-out", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, signIn.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, signOut.StatusCode);
        Browser.IsPage(await browser.GetAsync("/account/profile"));
    }

    [Fact]
    public async Task Too_many_sign_ins_from_one_address_are_told_to_wait()
    {
        await using var strict = new AccountHost(world, ("Limits:SignInsPerMinute", "3"));
        var browser = strict.Open();
        for (var i = 0; i < 3; i++)
            await browser.SignInAsync($"person{i}@example.vn", "khong phai mat khau");

        var answer = await browser.SignInAsync("person4@example.vn", "khong phai mat khau");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("person4@example.vn",
            (await Browser.ReadAsync(answer)).QuerySelector("input[name='Input.Name']")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.Finance)]
    [InlineData(Role.FinanceApprover)]
    [InlineData(Role.Auditor)]
    public async Task A_role_that_needs_a_second_factor_can_do_nothing_before_it_is_set_up(Role role)
    {
        var person = await world.PersonAsync(role);
        var browser = host.Open();

        var signedIn = await browser.SignInAsync(person.Email);
        var home = await browser.GetAsync("/");
        var profile = await browser.GetAsync("/account/profile");
        var circuit = await browser.Client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);

        Assert.StartsWith("/account/authenticator", Browser.Leads(signedIn), StringComparison.Ordinal);
        Assert.StartsWith("/account/authenticator", Browser.Leads(home), StringComparison.Ordinal);
        Assert.StartsWith("/account/authenticator", Browser.Leads(profile), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, circuit.StatusCode);
    }

    [Fact]
    public async Task The_second_factor_is_set_up_once_and_asked_for_from_then_on()
    {
        var person = await world.AdminAsync();
        var browser = await host.SignInAsync(person);

        var page = await browser.ReadAsync("/account/authenticator");
        var key = page.QuerySelector("details .code")!.ChildNodes[0].TextContent.Trim();
        var offer = page.QuerySelector("input[name='Input.Offer']")!.GetAttribute("value")!;
        var wrong = await browser.SubmitAsync("/account/authenticator", ("Input.Offer", offer), ("Input.Code", "000"));
        var right = await browser.SubmitAsync("/account/authenticator", ("Input.Offer", offer), ("Input.Code", AuthenticatorApp.Code(key)),
            ("Input.Password", World.Password));
        var codes = (await Browser.ReadAsync(right)).QuerySelectorAll(".recovery-codes li").Select(code => code.Text()).ToList();
        var home = await browser.GetAsync("/account/profile");

        var again = host.Open();
        var password = await again.SignInAsync(person.Email);
        var early = await again.GetAsync("/account/profile");
        var code = await again.SubmitAsync("/account/code", ("Input.Code", codes[0]));
        var signedIn = await again.GetAsync("/account/profile");

        Assert.Equal(key, (await Browser.ReadAsync(wrong)).QuerySelector("details .code")!.ChildNodes[0].TextContent.Trim());
        Assert.Equal(AuthenticatorKeys.RecoveryCodeCount, codes.Count);
        Browser.IsPage(home);
        Assert.Equal("/account/code", Browser.Leads(password));
        Assert.StartsWith("/account/sign-in", Browser.Leads(early), StringComparison.Ordinal);
        Assert.Contains("9 mã", await Browser.TextAsync(code), StringComparison.Ordinal);
        Browser.IsPage(signedIn);
    }

    [Fact]
    public async Task Switching_into_a_role_that_needs_a_second_factor_demands_it()
    {
        var person = await world.PersonAsync(Role.Partner);
        var admin = await world.AdminAsync();
        var granted = await world.Get<GrantMembership>()
            .RunAsync(admin.Actor, new GrantMembership.Input(person.UserId, Role.Admin), CancellationToken.None);
        var browser = await host.SignInAsync(person);

        var switched = await browser.SubmitAsync("/account/role", ("Input.MembershipId", granted.Value.ToString()));
        var home = await browser.GetAsync("/");
        var back = await browser.SubmitAsync("/account/role", ("Input.MembershipId", person.MembershipId.ToString()));

        Assert.Equal("/account/authenticator", Browser.Leads(switched));
        Assert.StartsWith("/account/authenticator", Browser.Leads(home), StringComparison.Ordinal);
        Assert.Equal("/", Browser.Leads(back));
        Browser.IsPage(await browser.GetAsync("/account/profile"));
    }

    [Fact]
    public async Task R10_5_A_role_of_somebody_else_cannot_be_chosen()
    {
        var person = await world.PersonAsync(Role.Partner);
        var other = await world.PersonAsync(Role.Partner);
        var browser = await host.SignInAsync(person);

        var answer = await browser.SubmitAsync("/account/role", ("Input.MembershipId", other.MembershipId.ToString()));

        Assert.Null(Browser.Leads(answer));
        Assert.NotNull((await Browser.ReadAsync(answer)).QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task A_deactivated_persons_session_ends_at_once()
    {
        var admin = await world.AdminAsync();
        var person = await world.PersonAsync(Role.Partner);
        var browser = await host.SignInAsync(person);
        Browser.IsPage(await browser.GetAsync("/account/profile"));

        await world.Get<DeactivateUser>().RunAsync(admin.Actor, new DeactivateUser.Input(person.UserId), CancellationToken.None);

        Assert.StartsWith("/account/sign-in", Browser.Leads(await browser.GetAsync("/account/profile")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ended_session_cannot_renew_itself()
    {
        var person = await world.PersonAsync(Role.Partner);
        var browser = await host.SignInAsync(person);
        var form = await browser.GetAsync("/account/role");
        Browser.IsPage(form);
        var stolen = await Browser.ReadAsync(form);

        await using (var db = await world.DbAsync())
        {
            await db.UserSessions.Where(session => session.UserId == person.UserId)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, (DateTimeOffset?)world.Clock.GetUtcNow()));
        }

        var fields = stolen.QuerySelectorAll("form[method=post] input[type=hidden]")
            .Select(input => new KeyValuePair<string, string>(input.GetAttribute("name")!, input.GetAttribute("value")!))
            .Append(new("Input.MembershipId", person.MembershipId.ToString()));
        var answer = await browser.Client.PostAsync("/account/role", new FormUrlEncodedContent(fields));

        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [],
            cookie => cookie.StartsWith("portal=", StringComparison.Ordinal) && !cookie.StartsWith("portal=;", StringComparison.Ordinal)
            && !cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith("/account/sign-in", Browser.Leads(await browser.GetAsync("/account/profile")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_is_accepted_once_and_signs_in()
    {
        var admin = await world.AdminAsync();
        await world.Get<InviteUser>().RunAsync(admin.Actor, new InviteUser.Input(
            "oi@example.vn", "Lê Văn Ổi", Role.ShopStaff, ShopId: (await world.HasShopAsync()).Id), CancellationToken.None);
        var link = "/account/invitation?token=" + await world.TokenMailedToAsync("oi@example.vn");
        var browser = host.Open();

        var weak = await browser.SubmitAsync(link, ("Input.DisplayName", "Lê Ổi"), ("Input.Password", "ngan"));
        var accepted = await browser.SubmitAsync(link, ("Input.DisplayName", "Lê Ổi"), ("Input.Password", "ba con meo leo cay cau"));
        var again = await host.Open().GetAsync(link);

        Assert.Equal("Lê Ổi", (await Browser.ReadAsync(weak)).QuerySelector("input[name='Input.DisplayName']")!.GetAttribute("value"));
        Assert.Contains("10 ký tự", await Browser.TextAsync(weak), StringComparison.Ordinal);
        Assert.Equal("/", Browser.Leads(accepted));
        Browser.IsPage(await browser.GetAsync("/account/profile"));
        Assert.Null((await Browser.ReadAsync(again)).QuerySelector("input[name='Input.Password']"));
        Assert.Contains("no-referrer", again.Headers.GetValues("Referrer-Policy"));
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_mail_once_and_the_page_does_not_tell_who_has_an_account()
    {
        var person = await world.PersonAsync(Role.Partner, "dao@example.vn");
        var browser = host.Open();

        var known = await browser.SubmitAsync("/account/forgot-password", ("Input.Email", person.Email));
        var unknown = await browser.SubmitAsync("/account/forgot-password", ("Input.Email", "nobody@example.vn"));
        var link = "/account/reset-password?token=" + await world.TokenMailedToAsync("dao@example.vn");
        var first = await browser.SubmitAsync(link, ("Input.Password", "ba con meo leo cay cau"));
        var again = await browser.GetAsync(link);
        var signIn = await browser.SignInAsync(person.Email, "ba con meo leo cay cau");

        Assert.Equal(await Browser.TextAsync(known), await Browser.TextAsync(unknown));
        Assert.NotNull((await Browser.ReadAsync(first)).QuerySelector("a[href='/account/sign-in']"));
        Assert.Null((await Browser.ReadAsync(again)).QuerySelector("input[name='Input.Password']"));
        Assert.Equal("/", Browser.Leads(signIn));
    }

    [Fact]
    public async Task Changing_the_password_keeps_this_session_and_ends_the_others()
    {
        var person = await world.PersonAsync(Role.Partner);
        var here = await host.SignInAsync(person);
        var there = await host.SignInAsync(person);

        await here.SubmitAsync("/account/password", ("Input.Current", World.Password), ("Input.New", "ba con meo leo cay cau"));

        Browser.IsPage(await here.GetAsync("/account/profile"));
        Assert.StartsWith("/account/sign-in", Browser.Leads(await there.GetAsync("/account/profile")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_people_finds_them_by_its_address_and_opens_one_beside_the_list()
    {
        var admin = await world.PersonAsync(Role.Admin, name: "Quản trị viên", authenticatorKey: AuthenticatorApp.Key);
        var person = await world.PersonAsync(Role.Partner, name: "Đặng Thị Ớt");
        var browser = await host.SignInAsync(admin, withApp: true);

        var page = await browser.ReadAsync($"/admin/users?q=dang%20ot&state=active&user={person.UserId}");

        var rows = page.QuerySelectorAll("tbody tr");
        Assert.Contains("Đặng Thị Ớt", Assert.Single(rows).Text(), StringComparison.Ordinal);
        Assert.Contains(person.Email, page.QuerySelector("dialog.sheet")!.Text(), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("nav a[href='/admin/users'][aria-current=page]"));
    }

    [Theory]
    [InlineData(Role.Partner)]
    [InlineData(Role.ShopOwner)]
    [InlineData(Role.ShopStaff)]
    public async Task R10_5_The_page_of_people_is_closed_to_other_roles(Role role)
    {
        var person = await world.PersonAsync(role);
        var browser = await host.SignInAsync(person);

        var answer = await browser.GetAsync("/admin/users");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("@example.vn", await Browser.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_sees_people_and_can_change_nothing()
    {
        var auditor = await world.PersonAsync(Role.Auditor, authenticatorKey: AuthenticatorApp.Key);
        var browser = await host.SignInAsync(auditor, withApp: true);

        var page = await browser.ReadAsync($"/admin/users?new=1&user={auditor.UserId}");

        Assert.NotEmpty(page.QuerySelectorAll("tbody tr"));
        Assert.Empty(page.QuerySelectorAll("dialog.sheet .button, .page-header .button"));
    }

    [Fact]
    public async Task What_nobody_said_to_be_open_is_closed()
    {
        var browser = host.Open();

        Assert.StartsWith("/account/sign-in", Browser.Leads(await browser.GetAsync("/")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/somewhere/else")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await browser.Client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode);
        Browser.IsPage(await browser.GetAsync("/openapi/v1.json"));
        Assert.NotEqual(HttpStatusCode.Redirect, (await browser.GetAsync("/api-docs/index.html")).StatusCode);
    }

    [Fact]
    public void Every_page_says_who_may_open_it()
    {
        var silent = Walk.Of(typeof(AccountPage).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes(typeof(Microsoft.AspNetCore.Components.RouteAttribute), false).Length > 0))
            .Where(type => !type.GetCustomAttributes(true).Any(attribute => attribute is IAuthorizeData or IAllowAnonymous))
            .Select(type => type.FullName);

        Assert.Empty(silent);
    }
}
