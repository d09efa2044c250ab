using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>How soon a shop confirms its orders, how many it cancels and why, and who may know.</summary>
public sealed class ShopReliabilityTests
{
    private static readonly DateTimeOffset First = World.Start.AddDays(-20);

    [DatabaseTheory]
    public async Task Orders_of_the_last_days_are_counted_by_how_they_ended_and_why(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        for (var i = 1; i <= 10; i++)
        {
            await world.RecordedAsync(shop, world.Rental($"T-{i}", $"kh-{i}", placedAt: First.AddHours(i)));
            if (i < 10)
                await world.HappensAsync(shop, $"T-{i}", OrderEventType.Paid, First.AddHours(i).AddDays(i));
        }

        await CancelledAsync("C-1", CancellationReasons.OutOfStock);
        await CancelledAsync("C-2", CancellationReasons.Unreachable);
        await CancelledAsync("C-3", CancellationReasons.OutOfStock);
        await world.HappensAsync(shop, "T-9", OrderEventType.Returned, World.Start.AddDays(-1), reason: CancellationReasons.Returned);
        await world.RecordedAsync(shop, world.Rental("OLD", "kh-old", placedAt: World.Start.AddDays(-ShopReliabilityQueries.Days - 1)));

        var found = (await world.Get<ShopReliabilityQueries>().OfAsync(world.OwnerOf(shop), shop.Id, default)).Value;

        Assert.Equal((1, 8, 4, 12, 3_333), (found.Pending, found.Successful, found.AllCancelled, found.Decided, found.CancelledShare));
        Assert.Equal(
            [
                new CancelledOrders(CancellationReasons.OutOfStock, 2),
                new CancelledOrders(CancellationReasons.Returned, 1),
                new CancelledOrders(CancellationReasons.Unreachable, 1),
            ],
            found.Cancelled);
        Assert.Equal(new UsualWait(TimeSpan.FromDays(5), TimeSpan.FromDays(8), 8), found.Wait);

        async Task CancelledAsync(string code, string reason)
        {
            await world.RecordedAsync(shop, world.Rental(code, code, placedAt: First));
            await world.HappensAsync(shop, code, OrderEventType.Cancelled, First.AddHours(1), reason: reason);
        }
    }

    [DatabaseTheory]
    public async Task A_shop_without_orders_is_told_nothing_of(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();

        var found = (await world.Get<ShopReliabilityQueries>().OfAsync(world.SomebodyOf(Role.Finance), shop.Id, default)).Value;

        Assert.Equal((0, null, null), (found.Decided, found.CancelledShare, found.Wait));
        Assert.Empty(found.Cancelled);
    }

    [DatabaseTheory]
    public async Task R10_5_Only_the_shop_the_operator_and_partners_of_its_programmes_know(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var (other, _) = await world.HasRentalShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        var stranger = await world.HasPartnerAsync();

        Assert.True(await KnowsAsync(world.OwnerOf(shop)));
        Assert.True(await KnowsAsync(world.SomebodyOf(Role.Finance)));
        Assert.True(await KnowsAsync(world.PersonOf(partner)));
        Assert.False(await KnowsAsync(world.PersonOf(stranger)));
        Assert.False(await KnowsAsync(world.OwnerOf(other)));
        Assert.False(await KnowsAsync(Actor.Nobody));

        async Task<bool> KnowsAsync(Actor actor) =>
            (await world.Get<ShopReliabilityQueries>().OfAsync(actor, shop.Id, default)).Succeeded;
    }
}
