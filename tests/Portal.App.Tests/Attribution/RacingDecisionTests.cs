using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Attribution;

/// <summary>
/// Two nodes at once on one database: whatever the order of their commits, the decisions come out as if there had been one.
/// </summary>
public sealed class RacingDecisionTests
{
    private const int Rounds = 12;
    private static readonly DateTimeOffset Placed = World.Start;

    [DatabaseTheory]
    public async Task R1_11_The_same_order_twice_at_once_is_decided_once(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider, new NewCustomerSettings { RequirePickupPoint = false });
        await scene.RaceAsync(i => [scene.Order($"DH-{i}", i, Placed)], i => [scene.Order($"DH-{i}", i, Placed)]);

        await using var db = await scene.World.DbAsync();
        Assert.Equal((Rounds, Rounds, Rounds),
            (await db.Orders.CountAsync(), await db.OrderDecisions.CountAsync(), await db.Rewards.CountAsync()));
    }

    [DatabaseTheory]
    public async Task R5_2_Of_two_first_orders_of_one_new_customer_at_once_one_is_the_first(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider, new NewCustomerSettings { RequirePickupPoint = false });
        await scene.RaceAsync(
            i => [scene.Order($"DH-{i}-a", i, Placed.AddMinutes(-2))],
            i => [scene.Order($"DH-{i}-b", i, Placed.AddMinutes(-1))]);

        await using var db = await scene.World.DbAsync();
        for (var i = 0; i < Rounds; i++)
        {
            Assert.Equal(Decisions.Credited, (await scene.World.DecisionsAsync(scene.Shop, $"DH-{i}-a"))[^1].Code);
            Assert.Equal(Decisions.NotNewCustomer, (await scene.World.DecisionsAsync(scene.Shop, $"DH-{i}-b"))[^1].Code);
        }

        Assert.Equal(Rounds, await db.Rewards.CountAsync(reward => !reward.IsReplaced));
    }

    [DatabaseTheory]
    public async Task R1_7_Of_two_partners_who_bind_one_customer_at_once_one_wins(DatabaseProvider provider)
    {
        await using var scene =
            await SceneAsync(provider, new ShopAffiliateSettings { Attribution = AttributionModel.FirstBinding, AllowCodes = true });
        await using var other = scene.World.AnotherNode();
        var rival = await scene.World.HasPartnerAsync(scene.Programme);
        await scene.RaceAsync(
            i => [scene.Order($"DH-{i}-a", i, Placed.AddMinutes(-2))],
            i => [scene.Order($"DH-{i}-b", i, Placed.AddMinutes(-1), rival.ReferralCode)]);

        await using var db = await scene.World.DbAsync();
        Assert.Equal(Rounds, await db.CustomerBindings.CountAsync());
        Assert.Equal(0, await db.CustomerBindings.CountAsync(binding => binding.PartnerId == rival.Id));
        Assert.Equal(0, await db.Rewards.CountAsync(reward => !reward.IsReplaced && reward.PartnerId == rival.Id));
        Assert.Equal(2 * Rounds, await db.Rewards.CountAsync(reward => !reward.IsReplaced));
    }

    [DatabaseTheory]
    public async Task R5_3_A_cancellation_and_the_next_order_at_once_leave_one_first_order(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider, new NewCustomerSettings { RequirePickupPoint = false });
        for (var i = 0; i < Rounds; i++)
            await scene.World.RecordedAsync(scene.Shop, scene.Order($"DH-{i}-a", i, Placed.AddMinutes(-2)));
        await using var node = scene.World.AnotherNode();

        await Task.WhenAll(Enumerable.Range(0, Rounds).SelectMany(i => new Task[]
        {
            scene.World.HappensAsync(scene.Shop, $"DH-{i}-a", OrderEventType.Cancelled, Placed, reason: CancellationReasons.OutOfStock),
            node.RecordAsync(scene.Shop, scene.Order($"DH-{i}-b", i, Placed.AddMinutes(-1))),
        }));

        for (var i = 0; i < Rounds; i++)
            Assert.Equal(Decisions.Credited, (await scene.World.DecisionsAsync(scene.Shop, $"DH-{i}-b"))[^1].Code);
    }

    [DatabaseTheory]
    public async Task R7_2_Orders_that_are_paid_at_once_share_the_free_places_by_when_they_were_placed(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider, new RentalSurchargeSettings { FreeOrders = 2 });
        for (var i = 0; i < Rounds; i++)
            await scene.World.RecordedAsync(
                scene.Shop, scene.Order($"DH-{i:00}", 0, Placed.AddMinutes(i - Rounds), scene.Shop.ReferralCode));
        await using var node = scene.World.AnotherNode();

        await Task.WhenAll(Enumerable.Range(0, Rounds).Select(i =>
            (i % 2 == 0 ? scene.World : node).HappensAsync(scene.Shop, $"DH-{i:00}", OrderEventType.Paid, Placed)));

        for (var i = 0; i < Rounds; i++)
            Assert.Equal(i < 2 ? i + 1 : null, (await scene.World.SurchargeAsync(scene.Shop, $"DH-{i:00}")).FreeOrder);
    }

    [DatabaseTheory]
    public async Task R3_3_A_payment_and_a_late_click_at_once_leave_the_reward_as_the_order_stands(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop, new ShopAffiliateSettings());
        var (link, rival) = (await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme),
            await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme));
        for (var i = 0; i < Rounds; i++)
        {
            world.Clicked(link, $"v-{i}", Placed.AddHours(-3));
            await world.RecordedAsync(shop, world.Order($"DH-{i}", $"v-{i}", Placed.AddHours(-1)));
        }

        for (var i = 0; i < Rounds; i++)
        {
            var number = i;
            await Task.WhenAll(
                Task.Run(() => world.ReportedAsync(rival, $"v-{number}", Placed.AddHours(-2))),
                Task.Run(() => other.HappensAsync(shop, $"DH-{number}", OrderEventType.Paid, Placed)));
        }

        await using var db = await world.DbAsync();
        var rewards = await db.Rewards.AsNoTracking().ToListAsync();
        Assert.Equal(Rounds,
            rewards.Count(reward => reward is { IsReplaced: false, State: RewardState.Earned } && reward.PartnerId == rival.PartnerId));
        Assert.All(rewards.Where(reward => reward.PartnerId == link.PartnerId), reward =>
            Assert.True(reward is { IsReplaced: true, State: RewardState.Void or RewardState.Reversed },
                $"{reward.State} {reward.IsReplaced}"));
    }

    private static async Task<Scene> SceneAsync(DatabaseProvider provider, ProgrammeSettings settings)
    {
        var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync(ShopKind.Professional, new DateOnly(2023, 1, 1));
        var programme = await world.HasProgrammeAsync(shop, settings);
        return new Scene(world, shop, programme, (await world.HasPartnerAsync(programme)).ReferralCode);
    }

    private sealed record Scene(World World, Shop Shop, App.Catalogue.Programmes.Programme Programme, string Code) : IAsyncDisposable
    {
        public OrderInput Order(string number, int customer, DateTimeOffset placedAt, string? code = null) =>
            World.OrderOf(number, placedAt, $"KH-{customer}", $"09012345{customer:00}", $"d-{customer}", code ?? Code);

        /// <summary>Round after round at once on two nodes.</summary>
        public async Task RaceAsync(Func<int, OrderInput[]> one, Func<int, OrderInput[]> other)
        {
            await using var node = World.AnotherNode();
            await Task.WhenAll(Enumerable.Range(0, Rounds).SelectMany(i => new[]
            {
                World.RecordAsync(Shop, one(i)),
                node.RecordAsync(Shop, other(i)),
            }));
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
