using System.Net;
using System.Text;
using Portal.App.Platform.Security;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Partner;

/// <summary>The files that the partner's pages offer, over the real host.</summary>
public sealed class PartnerFilesTests
{
    [Fact]
    public async Task The_export_is_what_the_filter_shows_and_no_formula()
    {
        await using var world = await World.CreateAsync();
        var (shop, link, person) = await PartnerAsync(world);
        world.Clicked(link, "v-1", world.Clock.GetUtcNow().AddHours(-1));
        var order = world.Order("=1+1");
        await world.RecordedAsync(shop, order with { Lines = [order.Lines[0] with { Name = "@SUM(A1), \"Gói\"" }] });
        world.Clicked(link, "v-2", world.Clock.GetUtcNow().AddHours(-1));
        await world.RecordedAsync(shop, world.Order("DH-2", "v-2"));
        await world.HappensAsync(shop, "DH-2", OrderEventType.Paid, world.Clock.GetUtcNow());
        await using var host = new AccountHost(world);
        var browser = await host.SignInAsync(person);

        var answer = await browser.GetAsync("/partner/orders.csv?status=pending");

        Assert.Equal("attachment; filename=don-hang_2026-05-12_2026-06-10.csv", answer.Content.Headers.ContentDisposition!.ToString());
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).TrimEnd().Split("\r\n");
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("Mã đơn,Cửa hàng,Chương trình,Đặt lúc,Trạng thái", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"'=1+1,{shop.Name},", lines[1], StringComparison.Ordinal);
        Assert.Contains(",\"'@SUM(A1), \"\"Gói\"\"\",1,100000,5000,500,4500,Chờ duyệt,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task R10_5_The_export_has_only_his_own()
    {
        await using var world = await World.CreateAsync();
        var (shop, link, _) = await PartnerAsync(world);
        world.Clicked(link, "v-1", world.Clock.GetUtcNow().AddHours(-1));
        await world.RecordedAsync(shop, world.Order("DH-1"));
        var (_, _, stranger) = await PartnerAsync(world);
        await using var host = new AccountHost(world);

        var text = await (await (await host.SignInAsync(stranger)).GetAsync("/partner/orders.csv?range=all")).Content.ReadAsStringAsync();

        Assert.Single(text.TrimEnd().Split("\r\n"));
    }

    [Theory]
    [InlineData("svg")]
    [InlineData("png")]
    public async Task A_links_picture_leads_to_the_portal_whatever_host_the_request_names(string kind)
    {
        await using var world = await World.CreateAsync();
        var (_, link, person) = await PartnerAsync(world);
        await using var host = new AccountHost(world);
        var own = await host.SignInAsync(person);

        var shown = await own.Client.GetByteArrayAsync($"/partner/links/{link.Id}/qr.{kind}");
        own.Client.DefaultRequestHeaders.Host = "evil.example";
        var asked = await own.Client.GetByteArrayAsync($"/partner/links/{link.Id}/qr.{kind}");

        Assert.Equal(shown, asked);
    }

    [Theory]
    [InlineData("svg", "image/svg+xml")]
    [InlineData("png", "image/png")]
    public async Task R10_5_A_links_picture_is_for_its_partner(string kind, string type)
    {
        await using var world = await World.CreateAsync();
        var (_, link, person) = await PartnerAsync(world);
        var (_, _, stranger) = await PartnerAsync(world);
        await using var host = new AccountHost(world);
        var own = await host.SignInAsync(person);

        var shown = await own.GetAsync($"/partner/links/{link.Id}/qr.{kind}");
        var kept = await own.GetAsync($"/partner/links/{link.Id}/qr.{kind}?download=1");
        var theirs = await (await host.SignInAsync(stranger)).GetAsync($"/partner/links/{link.Id}/qr.{kind}");

        Assert.Equal((HttpStatusCode.OK, type), (shown.StatusCode, shown.Content.Headers.ContentType!.MediaType));
        Assert.Null(shown.Content.Headers.ContentDisposition);
        Assert.Equal($"{link.Code}.{kind}", kept.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
    }

    [Theory]
    [InlineData("/partner")]
    [InlineData("/partner/links")]
    [InlineData("/partner/orders")]
    [InlineData("/partner/lookup")]
    [InlineData("/partner/orders.csv")]
    public async Task R10_5_The_pages_are_for_partners(string path)
    {
        await using var world = await World.CreateAsync();
        var shop = await world.HasShopAsync();
        var owner = await world.PersonAsync(Role.ShopOwner, shopId: shop.Id);
        await using var host = new AccountHost(world);

        var nobody = await host.Open().GetAsync(path);
        var stranger = await (await host.SignInAsync(owner)).GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
    }

    [Theory]
    [InlineData("/partner", "Liên kết mặc định")]
    [InlineData("/partner/links", "Địa chỉ trang sản phẩm")]
    [InlineData("/partner/orders", "DH-1")]
    [InlineData("/partner/lookup", "Khoảng mấy giờ")]
    public async Task Every_page_is_there_for_a_partner(string path, string text)
    {
        await using var world = await World.CreateAsync();
        var (shop, link, person) = await PartnerAsync(world);
        world.Clicked(link, "v-1", world.Clock.GetUtcNow().AddHours(-1));
        await world.RecordedAsync(shop, world.Order("DH-1"));
        await using var host = new AccountHost(world);

        var answer = await (await host.SignInAsync(person)).GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<(App.Catalogue.Shops.Shop Shop, App.Traffic.Links.Link Link, World.Person Person)> PartnerAsync(World world)
    {
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        return (shop, await world.HasLinkAsync(partner, programme), await world.PersonAsync(Role.Partner, partnerId: partner.Id));
    }
}
