using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using static Portal.App.Tests.Disputes.RulingScenes;

namespace Portal.App.Tests.Disputes;

/// <summary>While a dispute is open, what is at stake, and no more, is held (R8.7).</summary>
public sealed class RulingHoldTests
{
    [DatabaseTheory]
    public async Task R8_7_Only_the_reward_at_stake_is_held_and_comes_back_when_the_dispute_ends(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        await scene.PaidAsync("DH-2", "v-an");
        var draft = await world.DraftAsync(scene.Shop, DisputeKind.WrongPartner, "DH-1") with { PartnerId = scene.Binh.Id };

        Assert.Equal(100_000, (await world.DisputesAsync(draft)).Value.Amount);
        var held = await world.BalanceAsync(scene.An);
        Assert.Equal((90_000L, 90_000L), (held.Available.Amount, held.Held.Amount));
        await world.DisputesAsync(draft);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.DropsAsync(draft);
        await world.DropsAsync(draft);

        Assert.Equal(180_000, (await world.BalanceAsync(scene.An)).Available.Amount);
        Assert.Equal([EntryReason.Hold, EntryReason.Release], (await world.EntriesAsync(draft)).Select(entry => entry.Reason));
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_7_A_return_of_what_is_held_is_not_blocked_and_moves_nothing_twice(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        var (rental, _) = await world.HasRentalShopAsync();
        await RentedAsync(world, rental, "T-1", World.Start.AddDays(-1));
        var (partner, shop) = (
            await world.DraftAsync(scene.Shop, DisputeKind.WrongPartner, "DH-1") with { PartnerId = scene.Binh.Id },
            await world.DraftAsync(rental, DisputeKind.WrongSurcharge, "T-1") with { Base = Dong.Zero });
        await world.DisputesAsync(partner);
        await world.DisputesAsync(shop);
        world.Clock.Advance(TimeSpan.FromHours(1));

        await world.HappensAsync(scene.Shop, "DH-1", OrderEventType.Returned, world.Clock.GetUtcNow());
        await world.HappensAsync(rental, "T-1", OrderEventType.Returned, world.Clock.GetUtcNow());

        Assert.Equal((0L, 0L), ((await world.BalanceAsync(scene.An)).Available.Amount, (await world.BalanceAsync(scene.An)).Held.Amount));
        Assert.Equal((0L, 0L), await AvailableAndHeldAsync(world, rental));
        await world.AcceptsAsync(partner);
        await world.DropsAsync(shop);
        Assert.Equal(0, (await world.BalanceAsync(scene.An)).Available.Amount);
        Assert.Equal(0, (await world.BalanceAsync(scene.Binh)).Available.Amount);
        Assert.Equal((0L, 0L), await AvailableAndHeldAsync(world, rental));
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_7_What_is_held_follows_what_comes_back_and_what_another_dispute_is_ruled(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (rental, _) = await world.HasRentalShopAsync();
        await RentedAsync(world, rental, "T-1", World.Start.AddDays(-1));
        var shop = await world.DraftAsync(rental, DisputeKind.WrongSurcharge, "T-1") with { Base = new Dong(70_000) };
        await world.DisputesAsync(shop);
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await world.ComesBackAsync(rental, "T-1", world.Clock.GetUtcNow(), amount: 50_000)).Succeeded);

        // 4,500 stand, of which 3,150 would
        Assert.Equal((-3_150L, -1_350L), await AvailableAndHeldAsync(world, rental));
        await world.DropsAsync(shop);
        Assert.Equal((-4_500L, 0L), await AvailableAndHeldAsync(world, rental));

        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        var (first, second) = (
            await world.DraftAsync(scene.Shop, DisputeKind.WrongPartner, "DH-1") with { PartnerId = scene.Binh.Id },
            await world.DraftAsync(scene.Shop, DisputeKind.WrongPartner, "DH-1") with { PartnerId = scene.An.Id });
        await world.DisputesAsync(first);
        Assert.Equal(0, (await world.DisputesAsync(second)).Value.Amount);
        await world.AcceptsAsync(first);
        var moved = await world.BalanceAsync(scene.Binh);
        Assert.Equal((0L, 90_000L), (moved.Available.Amount, moved.Held.Amount));
        await world.DropsAsync(second);
        Assert.Equal(90_000, (await world.BalanceAsync(scene.Binh)).Available.Amount);
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_7_A_hold_never_makes_money_to_be_paid_out_of_a_debt_that_is_disputed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        await world.RecordedAsync(shop, world.Rental("T-0", "khach-0", placedAt: World.Start.AddDays(-2), platform: 13_000));
        await world.HappensAsync(shop, "T-0", OrderEventType.Paid, World.Start.AddDays(-1));
        await RentedAsync(world, shop, "T-1", World.Start.AddDays(-1));
        Assert.Equal(-5_000, (await world.BalanceAsync(shop)).Available.Amount); // 13,000 less 9,000 twice

        var draft = await world.DraftAsync(shop, DisputeKind.WrongSurcharge, "T-1") with { Base = Dong.Zero };
        Assert.Equal(9_000, (await world.DisputesAsync(draft)).Value.Amount);

        Assert.Equal((0L, -5_000L), await AvailableAndHeldAsync(world, shop));
        await world.AcceptsAsync(draft);
        Assert.Equal((4_000L, 0L), await AvailableAndHeldAsync(world, shop));
        await CleanAsync(world);
    }
}
