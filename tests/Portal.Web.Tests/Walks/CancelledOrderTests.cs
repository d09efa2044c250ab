using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Security;
using Portal.Domain.Orders;

namespace Portal.Web.Tests.Walks;

/// <summary>
/// An order that was cancelled or returned says on every sheet that nothing is left of its reward, whoever reads it (R3.3).
/// </summary>
[Collection(SeededPortalCollection.Name)]
public sealed class CancelledOrderTests(SeededPortals portals)
{
    [Fact]
    public async Task R3_3_Every_sheet_of_a_cancelled_order_strikes_the_reward_and_asks_no_longer_why_it_counts()
    {
        var portal = await portals.OfAsync();
        await using var db = await portal.World.DbAsync();
        var shop = portal.Earner.Shop.Id;
        var orders = await db.Orders.Where(order => order.ShopId == shop && order.Status == OrderStatus.Cancelled).ToListAsync();
        Assert.Contains(orders, order => order.EarnedAt is null);
        Assert.Contains(orders, order => order.EarnedAt is not null);
        foreach (var order in orders)
        {
            var end = order.EarnedAt is null ? "không có thưởng" : "thưởng được thu hồi";
            foreach (var (role, list) in new[] { (Role.Partner, "/partner/orders"), (Role.ShopOwner, "/shop/orders"),
                (Role.Admin, "/admin/orders") })
            {
                var page = await portal.Browsers[role].ReadAsync($"{list}?range=all&order={order.Id}");
                var sheet = page.QuerySelector("dialog.sheet")!;
                Assert.NotEmpty(sheet.QuerySelectorAll(".lost .dong"));
                Assert.Empty(sheet.QuerySelectorAll("strong .dong"));
                Assert.Contains(sheet.QuerySelectorAll(".chip").Select(chip => chip.TextContent.Trim()),
                    text => text is "Không có thưởng (đơn hủy)" or "Đã thu hồi thưởng");
                Assert.Contains(end, sheet.TextContent, StringComparison.Ordinal);
                Assert.DoesNotContain(sheet.QuerySelectorAll("h3, summary").Select(heading => heading.Text().Trim()),
                    text => text.EndsWith("được tính cho bạn", StringComparison.Ordinal) || text == "Vì sao đơn này được tính?");
            }
        }
    }
}
