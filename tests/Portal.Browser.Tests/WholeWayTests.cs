using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Demo;
using Portal.Domain.Common;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The main job from end to end: a partner makes a deep link, a customer comes by it and buys something else, the shop's
/// server reports it, and the partner's open page follows the order to its end.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed class WholeWayTests(Browsing browsing)
{
    private const string Linked = "PK-SAC20W";

    [Theory]
    [InlineData("desk")]
    [InlineData("phone")]
    public async Task R2_5_A_deep_link_becomes_orders_that_its_partner_watches(string device)
    {
        var look = Look.Of(device, "light");
        await using var partner = await browsing.SignedInAsync(Role.Partner, look);
        await using var customer = await browsing.StrangerAsync(look);
        await using var shop = await browsing.StrangerAsync(look);
        var link = await MakeLinkAsync(await partner.NewPageAsync(), new Uri(browsing.Shop, $"products/{Linked}"));
        var orders = await partner.NewPageAsync();
        await orders.OpenAsync(new Uri(browsing.Portal, "partner/orders"));
        await orders.EvaluateAsync("window.neverReloaded = true");

        // the customer lands where the link leads, and buys another product (R1.6)
        var store = await customer.NewPageAsync();
        await store.GotoAsync(link);
        Assert.StartsWith(new Uri(browsing.Shop, $"products/{Linked}?pclk=").ToString(), store.Url, StringComparison.Ordinal);
        var first = await BuyAsync(store, "PK-TAINGHE");
        await Expect(Status(orders, first)).ToHaveTextAsync("Chờ duyệt");

        // the shop confirms the payment: 6 % of what they paid for the goods, shipping not counted (R3.2)
        var backOffice = await shop.NewPageAsync();
        await TellAsync(backOffice, first, "Xác nhận thanh toán");
        await Expect(Status(orders, first)).ToHaveTextAsync("Thành công");
        var reward = new Dong(Price("PK-TAINGHE") * 600 / 10_000).ToString();
        await Expect(Row(orders, first)).ToContainTextAsync(reward);
        await Expect(Row(orders, first)).ToContainTextAsync("Đã ghi nhận");

        // a second order without another click is still theirs, and is cancelled with its reason (R1.5, R2.2)
        var second = await BuyAsync(store, "DT-NOKIA");
        await Expect(Status(orders, second)).ToHaveTextAsync("Chờ duyệt");
        await TellAsync(backOffice, second, "Hủy đơn", "Khách không nhận hàng");
        await Expect(Status(orders, second)).ToHaveTextAsync("Đã hủy");
        await Row(orders, second).Locator("a.row-link").ClickAsync();
        var sheet = orders.Locator("dialog[open]");
        await Expect(sheet).ToContainTextAsync("Khách không nhận hàng");
        await Expect(sheet).ToContainTextAsync("Lượt nhấp cuối cùng");

        Assert.True(await orders.EvaluateAsync<bool>("window.neverReloaded === true"));
    }

    [Fact]
    public async Task R1_2_A_page_of_another_house_gets_no_link_and_the_page_says_which_hosts_do()
    {
        await using var partner = await browsing.SignedInAsync(Role.Partner);
        var page = await partner.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner/links"));

        await page.GetByLabel("Địa chỉ trang sản phẩm").FillAsync("https://vnptshop.example.evil.com/san-pham");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tạo liên kết" }).ClickAsync();

        var field = page.GetByLabel("Địa chỉ trang sản phẩm");
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator(".link-maker")).ToContainTextAsync("vnptshop.example");
        await Expect(page.Locator(".link-maker .made")).ToHaveCountAsync(0);
    }

    private async Task<string> MakeLinkAsync(IPage page, Uri destination)
    {
        await page.OpenAsync(new Uri(browsing.Portal, "partner/links"));
        await page.GetByLabel("Địa chỉ trang sản phẩm").FillAsync(destination.ToString());
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tạo liên kết" }).ClickAsync();
        var address = page.Locator(".made .address .code");
        await Expect(address).ToContainTextAsync("/r/");
        return await address.InnerTextAsync();
    }

    /// <summary>Through the shop's own pages: category, product, cart, checkout. Answers the order's number.</summary>
    private static async Task<string> BuyAsync(IPage store, string sku)
    {
        var category = DemoData.OpenShop.Categories.First(found => found.Products.Any(product => product.Sku == sku));
        await store.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = category.Name })
            .ClickAsync();
        await store.Locator($"a[href$='/products/{sku}']").ClickAsync();
        await store.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Thêm vào giỏ" }).ClickAsync();
        await store.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Thanh toán" }).ClickAsync();
        await store.GetByLabel("Họ và tên").FillAsync("Trần Thị Khách");
        await store.GetByLabel("Số điện thoại").FillAsync("0901 234 567");
        await store.GetByLabel("Địa chỉ nhận hàng").FillAsync("12 Lý Thường Kiệt, Hà Nội");
        await store.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Đặt hàng" }).ClickAsync();
        return await store.Locator(".order-number").InnerTextAsync();
    }

    private async Task TellAsync(IPage backOffice, string number, string what, string? reason = null)
    {
        await backOffice.GotoAsync(new Uri(browsing.Shop, "admin").ToString());
        var order = backOffice.Locator($"article[id='{number}']");
        if (reason is not null)
            await order.GetByLabel("Lý do hủy").SelectOptionAsync(new SelectOptionValue { Label = reason });
        await order.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = what }).ClickAsync();
        await Expect(backOffice.Locator($"article[id='{number}'] .error")).ToHaveCountAsync(0);
    }

    private static ILocator Row(IPage page, string number) => page.Locator("tbody tr")
        .Filter(new LocatorFilterOptions { HasText = number });

    /// <summary>The order's state, which is the last chip of its row.</summary>
    private static ILocator Status(IPage page, string number) => Row(page, number).Locator(".chip").Last;

    private static long Price(string sku) => DemoData.OpenShop.Categories.SelectMany(category => category.Products)
        .First(product => product.Sku == sku).Price;
}
