using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;

namespace Portal.Tests.Shared;

/// <summary>Shops that pay surcharges, and how their owners introduce customers.</summary>
public sealed partial class World
{
    public async Task<(Shop Shop, Programme Programme)> HasRentalShopAsync(
        ShopKind kind = ShopKind.Professional, RentalSurchargeSettings? settings = null)
    {
        var number = Number();
        var shop = new Shop
        {
            Id = Ids.New(Clock),
            Code = $"rental-{number}",
            Name = $"Tiệm thuê {number}",
            NameSearch = $"tiem thue {number}",
            Kind = kind,
            OpenedOn = new DateOnly(2023, 1, 1),
            ReferralCode = $"TIEM{number}",
            CreatedAt = LongAgo,
        };
        await AddAsync([shop, new ShopHost { ShopId = shop.Id, Host = "rental.example" }], []);
        return (shop, await HasProgrammeAsync(shop, settings ?? new RentalSurchargeSettings()));
    }

    /// <summary>A rental of 100,000 đồng by this customer's account, with discounts of the platform and of the shop.</summary>
    public OrderInput Rental(
        string externalId, string customer, string? visitor = null, DateTimeOffset? placedAt = null, long platform = 0, long own = 0) =>
        Order(externalId, visitor, placedAt) with
        {
            Customer = new OrderCustomer(customer, null, null, null),
            Amounts = new OrderAmounts(
                new Dong(100_000), Dong.Zero, new Dong(platform), new Dong(own), Dong.Zero, Dong.Zero, new Dong(100_000 - platform - own)),
        };
}
