using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Surcharges;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Tracking;

namespace Portal.Tests.Shared;

/// <summary>What programmes decide about orders over time.</summary>
public sealed partial class World
{
    /// <summary>A partner of these programmes at whose pickup point customers get their orders.</summary>
    public async Task<Partner> HasPartnerAtAsync(string pickupPoint, params Programme[] programmes)
    {
        var partner = await HasPartnerAsync(programmes);
        await using var db = await DbAsync();
        await db.Partners.Where(row => row.Id == partner.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PickupPoint, pickupPoint));
        partner.PickupPoint = pickupPoint;
        return partner;
    }

    /// <summary>A link of the shop owner's own.</summary>
    public async Task<Link> HasOwnLinkAsync(Shop shop, Programme programme)
    {
        var number = Number();
        var link = new Link
        {
            Id = Ids.New(Clock),
            Code = $"own{number}",
            ShopId = shop.Id,
            ProgrammeId = programme.Id,
            Kind = LinkKind.Deep,
            DestinationUrl = "https://shop.example/",
            SearchText = "https://shop.example/",
            CreatedAt = LongAgo,
        };
        await AddAsync([link], [ChangeOf(App.Platform.Changes.ChangeTopics.Link, link.Id)]);
        await Get<LinkDirectory>().FindAsync(link.Code);
        return link;
    }

    /// <summary>An order of a customer whom the shop knows by account, phone and device.</summary>
    public OrderInput OrderOf(
        string externalId, DateTimeOffset placedAt, string? account = "KH-1", string? phone = "0901234567", string? device = "d-1",
        string? code = null, string? pickupPoint = null) =>
        Order(externalId, visitor: null, placedAt) with
        {
            Customer = new OrderCustomer(account, null, phone, device),
            Attribution = new OrderTracking(null, null, code),
            PickupPoint = pickupPoint,
        };

    /// <summary>All decisions about an order, the one in force last.</summary>
    public async Task<IReadOnlyList<OrderDecision>> DecisionsAsync(Shop shop, string externalId)
    {
        await using var db = await DbAsync();
        return await db.OrderDecisions.AsNoTracking()
            .Where(decision => db.Orders.Any(
                order => order.Id == decision.OrderId && order.ShopId == shop.Id && order.ExternalId == externalId))
            .OrderBy(decision => decision.Number)
            .ToListAsync();
    }

    /// <summary>The surcharge in force of an order.</summary>
    public async Task<Surcharge> SurchargeAsync(Shop shop, string externalId)
    {
        await using var db = await DbAsync();
        return await db.Surcharges.AsNoTracking()
            .SingleAsync(row => !row.IsReplaced
                && db.Orders.Any(order => order.Id == row.OrderId && order.ShopId == shop.Id && order.ExternalId == externalId));
    }

    /// <summary>A click is told after it happened, by the operator.</summary>
    public async Task ReportedAsync(Link link, string visitor, DateTimeOffset at)
    {
        var told = await Get<ReportClick>().RunAsync(Admin, new ReportClick.Input(visitor, at, link.Code), CancellationToken.None);
        if (!told.Value.Credited)
            throw new InvalidOperationException($"The click does not count: {told.Value.Reason}");
    }
}
