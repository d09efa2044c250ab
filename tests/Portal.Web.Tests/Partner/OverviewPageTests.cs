using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Partners;

namespace Portal.Web.Tests.Partner;

/// <summary>Tổng quan: the link, the figures, the way from click to order.</summary>
public sealed class OverviewPageTests : PartnerPageTest
{
    [Fact]
    public async Task Tiles_open_the_list_that_they_count()
    {
        await BuysAsync("DH-1");
        await BuysAsync("DH-2");
        await PaysAsync("DH-2");
        Open("partner?range=7d");

        var page = Render<Pages.Partner.Overview>();

        page.WaitForAssertion(() => Assert.Equal(
            ["5.000 ₫", "5.000 ₫", "2", "2", "4.500 ₫", "500 ₫", "0 ₫", "0 ₫"],
            page.FindAll(".tile .figure").Select(figure => figure.TextContent.Trim().Replace('\u00a0', ' '))));
        Assert.Equal(
            [
                "/partner/orders?status=pending&range=7d", "/partner/orders?status=successful&range=7d", "/partner/orders?range=7d",
                    "/partner/links?range=7d",
                "/partner/earnings?part=available&range=all", "/partner/earnings?part=taxwithheld&range=all",
                    "/partner/withdrawals?state=open", "/partner/earnings?part=paidout&range=all",
            ],
            page.FindAll(".tile a.tile-label").Select(tile => tile.GetAttribute("href")));
    }

    [Fact]
    public async Task The_rates_stand_between_the_steps()
    {
        await BuysAsync("DH-1");
        await BuysAsync("DH-2");
        await PaysAsync("DH-2");
        World.Clicked(Link, "looked only", World.Clock.GetUtcNow());
        World.Clicked(Link, "looked too", World.Clock.GetUtcNow());
        Open("partner");

        var page = Render<Pages.Partner.Overview>();

        page.WaitForAssertion(() => Assert.Equal(
            ["50,0% lượt nhấp thành đơn", "50,0% đơn thành công"], page.FindAll(".funnel .rate").Select(rate => rate.TextContent)));
    }

    [Fact]
    public void The_default_link_is_there_to_copy_with_its_picture()
    {
        Open("partner");

        var page = Render<Pages.Partner.Overview>();

        page.WaitForAssertion(
            () => Assert.Equal($"http://localhost:5080/r/{Link.Code}", page.Find(".default-link [data-copy]").GetAttribute("data-copy")));
        Assert.Equal($"/partner/links/{Link.Id}/qr.svg", page.Find(".default-link img").GetAttribute("src"));
    }

    [Fact]
    public async Task R1_10_Without_a_verified_identity_it_says_what_is_missing()
    {
        await using (var db = await World.DbAsync())
        {
            await db.Partners.ExecuteUpdateAsync(set => set
                .SetProperty(partner => partner.Identity, IdentityState.Rejected).SetProperty(partner => partner.IdentityReason, "Ảnh mờ"));
        }

        Open("partner");

        var page = Render<Pages.Partner.Overview>();

        page.WaitForAssertion(() => Assert.Contains("Ảnh mờ", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".default-link"));
    }

    [Fact]
    public async Task The_chart_has_a_table_behind_it()
    {
        await BuysAsync("DH-1");
        Open("partner");

        var page = Render<Pages.Partner.Overview>();

        page.WaitForAssertion(() => Assert.Equal(
            ["10/06", "1", "0 ₫", "5.000 ₫", "0 ₫"],
            page.FindAll(".chart-table tbody tr > *").Select(cell => cell.TextContent.Replace('\u00a0', ' '))));
    }

    [Fact]
    public async Task The_chart_compares_with_as_many_days_before()
    {
        await BuysAsync("DH-1");
        World.Clock.MoveTo(World.Clock.GetUtcNow().AddDays(7));
        await BuysAsync("DH-2");
        Open("partner?range=7d");

        var page = Render<Pages.Partner.Overview>();

        page.WaitForAssertion(() => Assert.Contains("Kỳ trước (04/06/2026–10/06/2026) 5.000 ₫",
            page.Find(".chart .keys").TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal));
        Assert.Single(page.FindAll(".columns-chart line.before"));
        Assert.Contains("Kỳ trước: 5.000 ₫", page.FindAll(".columns-chart g")
            .Select(column => column.GetAttribute("data-tip")!.Replace('\u00a0', ' ')).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tax_of_this_month_stands_there_in_small()
    {
        await BuysAsync("DH-1");
        await PaysAsync("DH-1");
        Open("partner");

        var page = Render<Pages.Partner.Overview>();

        page.WaitForAssertion(
            () => Assert.Contains("Thuế TNCN tháng 06/2026", page.Find(".tax-meter h2").TextContent, StringComparison.Ordinal));
        Assert.Equal("/partner/withdrawals", page.Find(".tax-meter a").GetAttribute("href"));
        Assert.Equal("5000", page.Find(".tax-meter [role=meter]").GetAttribute("aria-valuenow"));
        Assert.Empty(page.FindAll(".tax-meter table"));
    }
}
