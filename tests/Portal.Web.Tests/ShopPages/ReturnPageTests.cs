using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.ShopPages;

/// <summary>What people of a shop say came back of an order, over a real database (R2.6).</summary>
public sealed class ReturnPageTests : ComponentTest
{
    private World world = null!;
    private App.Catalogue.Shops.Shop shop = null!;
    private Guid order;
    private Actor owner = null!;

    static ReturnPageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        (shop, _) = await world.HasRentalShopAsync();
        owner = world.OwnerOf(shop);
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton(world.Settings);
        Services.AddSingleton(new PublicAddress(world.Settings));
        Services.AddSingleton(world.Get<ChangeNotifier>());
        Services.AddSingleton(world.Get<ShopOrderQueries>());
        Services.AddSingleton(world.Get<OrderQueries>());
        Services.AddSingleton(world.Get<DecisionQueries>());
        Services.AddSingleton(world.Get<RecordOrderEvent>());
        Services.AddSingleton(world.Get<PreviewOrderEvent>());
        this.AddAuthorization().SetAuthorized(owner.Name).SetPolicies(Permission.ShopOrdersRead).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, owner.ClientId.ToString()),
            new Claim(PortalClaims.Name, owner.Name),
            new Claim(PortalClaims.Role, nameof(Role.ShopOwner)),
            new Claim(PortalClaims.Shop, shop.Id.ToString()));

        // three SIMs and a bag of rice for 400,000 less 30,000, with a surcharge of 9 % and a reward of 5 %
        var partner = await world.HasPartnerAsync(await world.HasProgrammeAsync(
            shop, new ShopAffiliateSettings { AllowCodes = true, Rates = new Rates { Default = new BasisPoints(500) } }));
        var at = world.Clock.GetUtcNow();
        order = (await world.RecordedAsync(shop, world.OrderOf("DH-1", at.AddHours(-3), code: partner.ReferralCode) with
        {
            Lines =
            [
                new OrderLine("SIM-1", "Gói cước", "data", 3, new Dong(100_000), Dong.Zero),
                new OrderLine("RICE-1", "Gạo", null, 1, new Dong(100_000), Dong.Zero),
            ],
            Amounts = new OrderAmounts(
                new Dong(400_000), Dong.Zero, new Dong(30_000), Dong.Zero, Dong.Zero, Dong.Zero, new Dong(370_000)),
        })).Id;
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, at.AddHours(-2));
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task R2_6_Unless_somebody_says_otherwise_everything_comes_back_and_what_that_does_is_shown_before()
    {
        var rows = await world.RowCountsAsync();
        var page = Asked();

        Assert.Equal(
            ["Tiền hàng của đơn: 370.000 ₫ → 0 ₫", "Phụ thu: 36.000 ₫ → 0 ₫", "Thưởng cộng tác viên, trước thuế: 18.500 ₫ → 0 ₫"],
            Outcome(page));
        Assert.Contains("Không còn hàng nào: đơn chuyển thành đã hủy", page.Find(".return-outcome").TextContent, StringComparison.Ordinal);
        Assert.Equal(rows, await world.RowCountsAsync());

        page.Find("dialog.dialog form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Đã ghi nhận khách trả hàng.", page.Markup, StringComparison.Ordinal));
        var view = await ViewAsync();
        Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Returned), (view.Status, view.CancellationReason));
    }

    [Fact]
    public async Task R2_6_Some_products_come_back_with_what_stands_of_order_surcharge_and_reward()
    {
        await world.ComesBackAsync(shop, "DH-1", world.Clock.GetUtcNow().AddHours(-1), lines: ("SIM-1", 1));
        var page = Asked();
        Choose(page, 1);
        var pieces = page.WaitForElement("dialog.dialog .field input");
        Assert.Contains("Đã bán 3, đã trả 1", page.Find("dialog.dialog .field-hint").TextContent, StringComparison.Ordinal);

        pieces.Change("3");
        page.WaitForAssertion(() => Assert.Equal("Phải từ 0 đến 2.", page.Find("dialog.dialog .field-error").TextContent));
        Assert.Empty(page.FindAll(".return-outcome"));

        Field(page, "Gói cước: số lượng trả lại").Change("1");
        page.WaitForAssertion(() => Assert.Equal(
            ["Tiền hàng của đơn: 277.500 ₫ → 185.000 ₫", "Phụ thu: 27.000 ₫ → 18.000 ₫",
                "Thưởng cộng tác viên, trước thuế: 13.875 ₫ → 9.250 ₫"], Outcome(page)));
        Assert.Empty(page.FindAll("dialog.dialog .field-error"));
        page.Find("dialog.dialog form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Đã ghi nhận khách trả hàng.", page.Markup, StringComparison.Ordinal));
        var sheet = page.Find("dialog.sheet").TextContent;
        Assert.Contains("Khách trả một phần hàng: 1 × Gói cước · 92.500\u00a0₫", sheet, StringComparison.Ordinal);
        Assert.Contains("2 × Gói cước", sheet, StringComparison.Ordinal);
        Assert.Equal((OrderStatus.Successful, 185_000L), ((await ViewAsync()).Status, (await ViewAsync()).Returned!.Amount));
    }

    [Fact]
    public async Task R2_6_An_amount_is_checked_at_its_field_and_what_was_typed_stays()
    {
        var rows = await world.RowCountsAsync();
        var page = Asked();
        Choose(page, 2);
        page.WaitForElement("dialog.dialog input[data-amount]");
        page.Find("dialog.dialog form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Cần nhập mục này.", page.Find("dialog.dialog .field-error").TextContent));

        Field(page, "Tiền hàng trả lại").Change("370.001");
        page.WaitForAssertion(() => Assert.Equal(
            "Phải từ 1\u00a0₫ đến 370.000\u00a0₫.", page.Find("dialog.dialog .field-error").TextContent));
        page.Find("dialog.dialog form").Submit();
        Assert.Equal(rows, await world.RowCountsAsync());

        Field(page, "Tiền hàng trả lại").Change("50.000");
        page.WaitForAssertion(() => Assert.Equal("Tiền hàng của đơn: 370.000 ₫ → 320.000 ₫", Outcome(page)[0]));
        Choose(page, 1);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".return-outcome")));
        Choose(page, 2);
        Assert.Equal("50.000", page.WaitForElement("dialog.dialog input[data-amount]").GetAttribute("value"));
        page.Find("dialog.dialog form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Khách trả một phần hàng · 50.000\u00a0₫", page.Markup, StringComparison.Ordinal));
        Assert.Equal(50_000, (await ViewAsync()).Returned!.Amount);
    }

    [Fact]
    public async Task R2_6_What_came_back_meanwhile_is_told_and_nothing_is_taken_twice()
    {
        var page = Asked();
        Choose(page, 2);
        page.WaitForElement("dialog.dialog input[data-amount]").Change("300.000");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".return-outcome")));
        await world.ComesBackAsync(shop, "DH-1", world.Clock.GetUtcNow().AddHours(-1), amount: 100_000);
        page.Find("dialog.dialog form").Submit();

        page.WaitForAssertion(() => Assert.Contains(
            "nhiều hơn phần còn lại của đơn", page.Find("dialog.dialog").TextContent, StringComparison.Ordinal));
        Assert.Equal("300.000", page.Find("dialog.dialog input[data-amount]").GetAttribute("value"));
        Assert.Equal(100_000, (await ViewAsync()).Returned!.Amount);
    }

    private IRenderedComponent<Pages.Shop.Orders> Asked()
    {
        Open($"shop/orders?order={order}");
        var page = Render<Pages.Shop.Orders>();
        page.WaitForElement("dialog.sheet footer button");
        page.FindAll("dialog.sheet footer button").Single(button => button.TextContent == "Khách trả hàng").Click();
        page.WaitForElement(".return-outcome");
        return page;
    }

    private static void Choose(IRenderedComponent<Pages.Shop.Orders> page, int kind) =>
        page.FindAll("dialog.dialog input[type=radio]")[kind].Click();

    private static IElement Field(IRenderedComponent<Pages.Shop.Orders> page, string label) =>
        page.Find("#" + page.FindAll("label").Single(one => one.TextContent.Trim() == label).GetAttribute("for"));

    private static string[] Outcome(IRenderedComponent<Pages.Shop.Orders> page) =>
    [
        .. page.FindAll(".return-outcome tr").Select(row =>
            $"{row.QuerySelector("th")!.TextContent}: {row.QuerySelector("td")!.TextContent}".Replace('\u00a0', ' ')),
    ];

    private async Task<App.Orders.Reading.OrderView> ViewAsync() =>
        (await world.Get<OrderQueries>().OneAsync(owner, null, "DH-1", CancellationToken.None)).Value;
}
