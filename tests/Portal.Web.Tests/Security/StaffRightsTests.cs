using System.Net;
using System.Security.Claims;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.App.Access.Staff;
using Portal.App.Access.Users;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Web.SignIn;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Security;

/// <summary>What a shop's staff may do follows them into their browser, and out of it again, without a new sign-in (R9.6, R10.5).</summary>
public sealed class StaffRightsTests(AccountPortal portal) : IClassFixture<AccountPortal>
{
    private const string Export = "/shop/orders.csv";
    private const string NewPassword = "ba con meo leo cay cau";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly World world = portal.World;
    private readonly AccountHost host = portal.Host;

    /// <summary>What each right opens.</summary>
    public static TheoryData<StaffRights, string> Opened => new()
    {
        { StaffRights.ReportOrders, "/shop/imports" },
        { StaffRights.Dispute, "/shop/disputes" },
        { StaffRights.Dispute, "/shop/disputes/new" },
        { StaffRights.Export, Export },
    };

    [Theory]
    [MemberData(nameof(Opened))]
    public async Task Each_address_opens_with_its_right_given_in_the_session_and_closes_when_it_is_taken(StaffRights right, string address)
    {
        var shop = await world.HasShopAsync();
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id, rights: StaffRightSets.All & ~right);
        var browser = await host.SignInAsync(staff);

        var lacks = await browser.GetAsync(address);
        await ChangeAsync(shop, staff, right);
        var has = await browser.GetAsync(address);
        await ChangeAsync(shop, staff, StaffRights.None);
        var lost = await browser.GetAsync(address);

        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden), (lacks.StatusCode, has.StatusCode, lost.StatusCode));
        Browser.IsPage(await browser.GetAsync("/shop/orders"));
    }

    [Fact]
    public async Task R9_6_Whoever_may_not_export_sees_no_button_and_the_menu_has_no_line_that_is_closed()
    {
        var shop = await world.HasShopAsync();
        await world.RecordedAsync(shop, world.Order("DH-1"));
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id, rights: StaffRights.None);
        var browser = await host.SignInAsync(staff);

        var bare = await browser.ReadAsync("/shop/orders?range=all");
        await ChangeAsync(shop, staff, StaffRightSets.All);
        var full = await browser.ReadAsync("/shop/orders?range=all");

        string[] hrefs = ["/shop/imports", "/shop/disputes", "/exports"];
        Assert.All(hrefs, href => Assert.Empty(bare.QuerySelectorAll($"a[href^='{href}']")));
        Assert.All(hrefs, href => Assert.NotEmpty(full.QuerySelectorAll($"a[href^='{href}']")));
        Assert.Empty(bare.QuerySelectorAll("a[data-export]"));
        Assert.NotEmpty(full.QuerySelectorAll("a[data-export]"));
    }

    [Fact]
    public async Task An_invitation_is_accepted_and_opens_exactly_what_was_given()
    {
        var shop = await world.HasShopAsync();
        var email = $"na-{Guid.CreateVersion7():N}@example.vn";
        await world.Get<InviteStaff>().RunAsync(
            world.OwnerOf(shop), new InviteStaff.Input(email, "Lê Thị Na", StaffRights.ReportOrders), default);
        var browser = host.Open();

        var accepted = await browser.SubmitAsync(
            $"/account/invitation?token={await world.TokenMailedToAsync(email)}",
            ("Input.DisplayName", "Lê Thị Na"), ("Input.Password", NewPassword));

        Assert.Equal("/", Browser.Leads(accepted));
        (string, bool)[] pages = [("/shop/orders", true), ("/shop/imports", true), ("/shop/disputes", false), (Export, false)];
        foreach (var (address, open) in pages)
            Assert.Equal(open ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await browser.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task An_open_page_loses_a_right_within_seconds_when_it_is_taken_on_another_node()
    {
        var shop = await world.HasShopAsync();
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id);
        var open = new OpenPage();
        await open.OnCircuitOpenedAsync(null!, default);
        using var page = new SessionRevalidation(
            host.Services.GetRequiredService<SessionQueries>(), host.Services.GetRequiredService<ChangeNotifier>(), open,
            NullLoggerFactory.Instance);
        var shown = new TaskCompletionSource<ClaimsPrincipal>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, staff.UserId.ToString()),
            new Claim(PortalClaims.Session, staff.Actor.SessionId!.Value.ToString()),
            new Claim(PortalClaims.Role, nameof(Role.ShopStaff)),
            new Claim(PortalClaims.Rights, "7"),
        ], "cookie")))));
        page.AuthenticationStateChanged += async state => shown.TrySetResult((await state).User);

        await ChangeAsync(shop, staff, StaffRights.Dispute);

        var now = await shown.Task.WaitAsync(Patience);
        Assert.True(now.Identity?.IsAuthenticated);
        Assert.Equal(
            Permission.Of(Role.ShopStaff, StaffRights.Dispute).Order(StringComparer.Ordinal),
            ActorOf.User(now).Permissions.Order(StringComparer.Ordinal));
    }

    private async Task ChangeAsync(Shop shop, World.Person staff, StaffRights rights) => Assert.True((await world.Get<ChangeStaffRights>()
        .RunAsync(world.OwnerOf(shop), new ChangeStaffRights.Input(staff.MembershipId, rights), default)).Succeeded);
}
