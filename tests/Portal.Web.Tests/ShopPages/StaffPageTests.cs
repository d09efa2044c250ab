using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Security;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Web.Pages.Shop;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.ShopPages;

/// <summary>The shop's staff on its settings, and what staff see of the shop's pages.</summary>
public sealed class StaffPageTests : ComponentTest
{
    private World world = null!;
    private App.Catalogue.Shops.Shop shop = null!;
    private BunitAuthorizationContext visitor = null!;

    static StaffPageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        shop = await world.HasShopAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddFallbackServiceProvider(world.Services);
        visitor = this.AddAuthorization();
        Visit(world.OwnerOf(shop));
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task An_owner_invites_somebody_with_the_rights_that_they_tick()
    {
        Open("shop/settings?invite=1");
        var page = Render<Settings>();
        var sheet = page.WaitForElement("dialog.sheet");
        Assert.Equal([true, true, false], sheet.QuerySelectorAll("input[type=checkbox]").Select(box => box.HasAttribute("checked")));
        page.FindAll("dialog.sheet input[type=checkbox]")[1].Change(false);
        page.FindAll("dialog.sheet input[type=checkbox]")[2].Change(true);
        page.Find("dialog.sheet input[type=email], dialog.sheet input[inputmode=email]").Change("na@example.vn");
        page.Find("dialog.sheet form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Đã gửi lời mời đến na@example.vn.", page.Markup, StringComparison.Ordinal));
        var row = page.Find("#staff tbody tr").TextContent;
        string[] texts = ["na@example.vn", "Báo đơn", "Xuất dữ liệu", "Đã mời"];
        Assert.All(texts, text => Assert.Contains(text, row, StringComparison.Ordinal));
        Assert.DoesNotContain("Khiếu nại", row, StringComparison.Ordinal);
        await using var db = await world.DbAsync();
        Assert.Equal(
            StaffRights.ReportOrders | StaffRights.Export,
            (await db.Memberships.SingleAsync(held => held.Role == Role.ShopStaff)).Rights);
    }

    [Fact]
    public void A_wrong_address_is_told_at_its_field()
    {
        Open("shop/settings?invite=1");
        var page = Render<Settings>();
        page.WaitForElement("dialog.sheet form").Submit();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("dialog.sheet .field-error")));
    }

    [Fact]
    public async Task An_owner_changes_rights_and_removes_after_a_question()
    {
        var staff = await world.PersonAsync(Role.ShopStaff, name: "Trần Thị Mận", shopId: shop.Id);
        Open($"shop/settings?staff={staff.MembershipId}");
        var page = Render<Settings>();
        page.WaitForElement("dialog.sheet");
        page.FindAll("dialog.sheet input[type=checkbox]")[0].Change(false);
        page.Find("dialog.sheet form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Đã đổi quyền của Trần Thị Mận.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(StaffRights.Dispute | StaffRights.Export, (await RightsAsync(staff)));
        Open($"shop/settings?staff={staff.MembershipId}");
        page.WaitForElement("dialog.sheet button.reject").Click();
        page.WaitForElement("dialog.dialog button.danger").Click();

        page.WaitForAssertion(() => Assert.Contains("Đã gỡ Trần Thị Mận khỏi cửa hàng.", page.Markup, StringComparison.Ordinal));
        Assert.Null(await RightsAsync(staff));
    }

    [Fact]
    public async Task R10_5_Staff_see_nothing_of_each_other()
    {
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id);
        var other = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id);
        Visit(staff.Actor);
        Open("shop/settings?invite=1");
        var page = Render<Settings>();

        page.WaitForAssertion(() => Assert.Contains(shop.Name, page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#staff"));
        Assert.DoesNotContain(other.Email, page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StaffRights.None, 0, 0)]
    [InlineData(StaffRights.ReportOrders, 1, 0)]
    [InlineData(StaffRights.Dispute, 0, 1)]
    public async Task An_order_offers_what_the_reader_may_do_with_it(StaffRights rights, int reports, int disputes)
    {
        var order = await world.RecordedAsync(shop, world.Order("DH-1"));
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id, rights: rights);
        Visit(staff.Actor);
        Open($"shop/orders?range=all&order={order.Id}");
        var page = Render<Pages.Shop.Orders>();

        page.WaitForAssertion(() => Assert.Contains("DH-1", page.Find("dialog.sheet").TextContent, StringComparison.Ordinal));
        Assert.Equal(reports > 0, page.FindAll("dialog.sheet footer button").Count > 0);
        Assert.Equal(disputes > 0, page.FindAll("dialog.sheet a[href*='/disputes/new']").Count > 0);
        Assert.Empty(page.FindAll("a[data-export]"));
    }

    private async Task<StaffRights?> RightsAsync(World.Person staff)
    {
        await using var db = await world.DbAsync();
        return (await db.Memberships.SingleOrDefaultAsync(held => held.Id == staff.MembershipId))?.Rights;
    }

    private void Visit(Actor actor) => visitor.SetAuthorized(actor.Name).SetPolicies([.. actor.Permissions]).SetClaims(
        new Claim(ClaimTypes.NameIdentifier, actor.ClientId.ToString()),
        new Claim(PortalClaims.Name, actor.Name),
        new Claim(PortalClaims.Role, actor.Role!.Value.ToString()),
        new Claim(PortalClaims.Rights, ((int)actor.StaffRights).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new Claim(PortalClaims.Shop, shop.Id.ToString()));
}
