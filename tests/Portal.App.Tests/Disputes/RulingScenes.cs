using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Disputes;

/// <summary>Orders about which somebody disputes, and what is looked at afterwards.</summary>
internal static class RulingScenes
{
    public static async Task<(long Available, long Held)> AvailableAndHeldAsync(World world, Shop shop)
    {
        var balance = await world.BalanceAsync(shop);
        return (balance.Available.Amount, balance.Held.Amount);
    }

    public static async Task RentedAsync(World world, Shop shop, string number, DateTimeOffset placedAt, string customer = "khach-1")
    {
        await world.RecordedAsync(shop, world.Rental(number, customer, placedAt: placedAt));
        await world.HappensAsync(shop, number, OrderEventType.Paid, placedAt.AddMinutes(5));
    }

    public static async Task CleanAsync(World world)
    {
        Assert.Empty(await world.AuditAsync());
        Assert.Equal(0, await world.TrialDifferenceAsync());
    }

    public static async Task<Scene> SceneAsync(World world)
    {
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(
            shop,
            new ShopAffiliateSettings
            {
                Rates = new Rates { Default = new BasisPoints(BasisPoints.Whole) },
                MinimumWithdrawal = Dong.Zero,
            });
        var (an, binh) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        world.Clicked(await world.HasLinkAsync(an, programme), "v-an", World.Start.AddDays(-2));
        world.Clicked(await world.HasLinkAsync(binh, programme), "v-binh", World.Start.AddDays(-2));
        return new Scene(world, shop, programme, an, binh);
    }

    public sealed record Scene(World World, Shop Shop, Programme Programme, Partner An, Partner Binh)
    {
        public async Task PaidAsync(string number, string? visitor)
        {
            await World.RecordedAsync(Shop, World.Order(number, visitor, World.Clock.GetUtcNow().AddHours(-2)));
            await World.HappensAsync(Shop, number, OrderEventType.Paid, World.Clock.GetUtcNow().AddHours(-1));
        }
    }
}
