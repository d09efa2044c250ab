using System.Security.Claims;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Customers;
using Portal.App.Attribution.Reading;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Security;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Web.Pages.Shop;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.ShopPages;

/// <summary>The shop owner's page of customers, over a real database.</summary>
public sealed class CustomerPageTests : ComponentTest
{
    private World world = null!;

    static CustomerPageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton(world.Get<ChangeNotifier>());
        Services.AddSingleton(world.Get<ShopCustomerQueries>());
        Services.AddSingleton(world.Get<ShopOrderQueries>());
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task R7_6_The_list_says_who_introduced_each_customer_and_what_is_left_of_the_free_orders()
    {
        await SceneAsync();
        Open("shop/customers");
        var page = Render<Customers>();

        page.WaitForElement(".list tbody tr:not(.loading)");
        var rows = page.FindAll(".list tbody tr").Select(row => row.TextContent).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains("kh-platform", rows[0], StringComparison.Ordinal);
        Assert.Contains("Nền tảng", rows[0], StringComparison.Ordinal);
        Assert.Contains("kh-owner", rows[1], StringComparison.Ordinal);
        Assert.Contains("Mã của tiệm", rows[1], StringComparison.Ordinal);
        Assert.Contains("4/5", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task R7_2_The_sheet_tells_the_customers_story_and_leads_to_their_orders()
    {
        var shop = await SceneAsync();
        var customer = (await world.Get<ShopCustomerQueries>().ListAsync(
            world.OwnerOf(shop), new ShopCustomerFilter(Search: "kh-owner"), new(), default)).Items[0];
        Open($"shop/customers?customer={customer.Id}");
        var page = Render<Customers>();

        var sheet = page.WaitForElement("dialog.sheet:has(dl.facts)");
        Assert.Contains("Khách kh-owner", sheet.TextContent, StringComparison.Ordinal);
        Assert.Contains("5 đơn thành công đầu tiên của khách này được miễn phụ thu, từ đơn thứ 6", sheet.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Khách đã nhập mã của tiệm ở đơn đầu tiên.", sheet.TextContent, StringComparison.Ordinal);
        Assert.Equal(["TD-3", "TD-1"], page.FindAll("dialog.sheet ul.lines a").Select(link => link.TextContent));
        Assert.Equal(
            $"/shop/orders?range=all&customer={customer.Id}", page.Find("dialog.sheet footer a").GetAttribute("href"));
    }

    [Fact]
    public async Task The_address_narrows_the_list_and_an_empty_one_says_so()
    {
        await SceneAsync();
        Open("shop/customers?introducedBy=owner");
        var page = Render<Customers>();
        page.WaitForAssertion(() => Assert.Contains("kh-owner", Assert.Single(page.FindAll(".list tbody tr:not(.loading)")).TextContent,
            StringComparison.Ordinal));

        Open("shop/customers?q=nobody");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".state a[href='/shop/customers']")));
        Assert.DoesNotContain("kh-owner", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R10_5_A_customer_of_another_shop_does_not_open()
    {
        await SceneAsync();
        var (other, _) = await world.HasRentalShopAsync();
        var theirs = await world.RecordedAsync(other, world.Rental("TD-9", "kh-9"));
        Open($"shop/customers?customer={theirs.Id}");
        var page = Render<Customers>();

        page.WaitForAssertion(() => Assert.Contains("Không tìm thấy khách này", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("kh-9", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_that_pays_no_surcharges_is_told_why_there_is_nothing()
    {
        SignIn(await world.HasShopAsync());
        Open("shop/customers");
        var page = Render<Customers>();

        page.WaitForAssertion(() => Assert.Contains("Cửa hàng chưa có chương trình phụ thu", page.Markup, StringComparison.Ordinal));
    }

    /// <summary>One customer by the owner's code with two orders, the first one paid, and one of the platform's.</summary>
    private async Task<App.Catalogue.Shops.Shop> SceneAsync()
    {
        var (shop, _) = await world.HasRentalShopAsync();
        var at = world.Clock.GetUtcNow().AddDays(-3);
        await world.RecordedAsync(
            shop, world.Rental("TD-1", "kh-owner", placedAt: at) with { Attribution = new OrderTracking(null, null, shop.ReferralCode) });
        await world.RecordedAsync(shop, world.Rental("TD-2", "kh-platform", placedAt: at.AddHours(1)));
        await world.RecordedAsync(shop, world.Rental("TD-3", "kh-owner", placedAt: at.AddHours(2)));
        await world.HappensAsync(shop, "TD-1", OrderEventType.Paid, at.AddHours(1));
        SignIn(shop);
        return shop;
    }

    private void SignIn(App.Catalogue.Shops.Shop shop)
    {
        var owner = world.OwnerOf(shop);
        this.AddAuthorization().SetAuthorized(owner.Name).SetPolicies(CustomerPermissions.ShopRead).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, owner.ClientId.ToString()),
            new Claim(PortalClaims.Name, owner.Name),
            new Claim(PortalClaims.Role, nameof(Role.ShopOwner)),
            new Claim(PortalClaims.Shop, shop.Id.ToString()));
    }
}
