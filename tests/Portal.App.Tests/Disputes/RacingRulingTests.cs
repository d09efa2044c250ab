using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Rulings;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Surcharges;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes;

/// <summary>
/// Two nodes at once on one database: disputes that race each other, returns, orders and late clicks. Whatever the order of their commits,
/// an order is paid once and corrected once, and the ledger adds up.
/// </summary>
public sealed class RacingRulingTests
{
    private const int Rounds = 8;

    [DatabaseTheory]
    public async Task R8_4_Accepting_at_once_on_two_nodes_rules_and_pays_once(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await scene.RaceAsync(async i =>
        {
            await scene.PaidAsync($"DH-{i}", null);
            var draft = await scene.DraftAsync(i, scene.An);
            return (() => scene.World.AcceptsAsync(draft), () => scene.Node.AcceptsAsync(draft));
        });

        await using var db = await scene.World.DbAsync();
        Assert.Equal(Rounds, await db.Rulings.CountAsync());
        Assert.Equal(Rounds * 90_000, (await scene.World.BalanceAsync(scene.An)).Available.Amount);
        await scene.IsCleanAsync();
    }

    [DatabaseTheory]
    public async Task R8_4_Of_two_disputes_over_one_order_at_once_one_partner_is_paid(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await scene.RaceAsync(async i =>
        {
            await scene.PaidAsync($"DH-{i}", i % 2 == 0 ? null : "v-an");
            var (one, other) = (await scene.DraftAsync(i, scene.An), await scene.DraftAsync(i, scene.Binh));
            await scene.World.DisputesAsync(one);
            await scene.World.DisputesAsync(other);
            return (() => scene.World.AcceptsAsync(one), () => scene.Node.AcceptsAsync(other));
        });

        var (an, binh) = (await scene.World.BalanceAsync(scene.An), await scene.World.BalanceAsync(scene.Binh));
        Assert.Equal(Rounds * 90_000, an.Available.Amount + binh.Available.Amount);
        Assert.Equal((0L, 0L), (an.Held.Amount, binh.Held.Amount));
        await using var db = await scene.World.DbAsync();
        Assert.Equal(Rounds, await db.Rewards.CountAsync(reward => !reward.IsReplaced));

        // the later one stands
        foreach (var order in await db.Orders.ToListAsync())
        {
            var rulings = await db.Rulings.Where(row => row.OrderId == order.Id).ToListAsync();
            var last = rulings.OrderBy(row => row.RuledAt).ThenBy(row => row.Id).Last();
            var standing = await db.Rewards.SingleAsync(row => row.OrderId == order.Id && !row.IsReplaced);
            Assert.Equal(last.PartnerId, standing.PartnerId);
        }

        await scene.IsCleanAsync();
    }

    [DatabaseTheory]
    public async Task R8_4_A_return_that_races_a_ruling_leaves_nothing_to_anybody(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await scene.RaceAsync(async i =>
        {
            await scene.PaidAsync($"DH-{i}", "v-an");
            var draft = await scene.DraftAsync(i, scene.Binh);
            await scene.World.DisputesAsync(draft);
            return (
                () => scene.World.AcceptsAsync(draft),
                () => scene.Node.HappensAsync(scene.Shop, $"DH-{i}", OrderEventType.Returned, scene.World.Clock.GetUtcNow()));
        });

        foreach (var partner in new[] { scene.An, scene.Binh })
        {
            var balance = await scene.World.BalanceAsync(partner);
            Assert.Equal((0L, 0L, 0L), (balance.Available.Amount, balance.Held.Amount, balance.Earned.Amount));
        }

        await scene.IsCleanAsync();
    }

    [DatabaseTheory]
    public async Task R8_6_A_late_click_that_races_a_ruling_does_not_beat_it(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await scene.RaceAsync(async i =>
        {
            await scene.PaidAsync($"DH-{i}", $"v-{i}");
            var draft = await scene.DraftAsync(i, scene.An);
            return (
                () => scene.World.AcceptsAsync(draft),
                () => scene.Node.ReportedAsync(scene.Rival, $"v-{i}", scene.World.Clock.GetUtcNow().AddHours(-3)));
        });

        Assert.Equal(Rounds * 90_000, (await scene.World.BalanceAsync(scene.An)).Available.Amount);
        Assert.Equal(0, (await scene.World.BalanceAsync(scene.Binh)).Available.Amount);
        await scene.IsCleanAsync();
    }

    [DatabaseTheory]
    public async Task R7_6_An_order_that_comes_while_its_customer_is_ruled_about_is_decided_with_the_ruling(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var (shop, _) = await world.HasRentalShopAsync();
        for (var i = 0; i < Rounds; i++)
        {
            var number = i;
            world.Clock.Advance(TimeSpan.FromMinutes(10));
            await world.RecordedAsync(shop, world.Rental($"T-{i}-a", $"khach-{i}"));
            await world.HappensAsync(shop, $"T-{i}-a", OrderEventType.Paid, world.Clock.GetUtcNow());
            var draft = await world.DraftAsync(shop, DisputeKind.WrongSource, $"T-{i}-a") with { IntroducedBy = Introducer.Owner };
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            node.Clock.MoveTo(world.Clock.GetUtcNow());
            await Task.WhenAll(
                world.AcceptsAsync(draft), node.RecordedAsync(shop, world.Rental($"T-{number}-b", $"khach-{number}")));

            foreach (var (order, free) in new[] { ("a", 1), ("b", 2) })
            {
                var surcharge = await world.SurchargeAsync(shop, $"T-{number}-{order}");
                Assert.Equal((Introducer.Owner, free), (surcharge.IntroducedBy, surcharge.FreeOrder));
            }
        }

        Assert.Empty(await world.AuditAsync());
        Assert.Equal(0, (await world.BalanceAsync(shop)).Available.Amount);
        Assert.Equal(0, await world.TrialDifferenceAsync());
    }

    private static async Task<Scene> SceneAsync(DatabaseProvider provider)
    {
        var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(
            shop, new ShopAffiliateSettings { Rates = new Rates { Default = new BasisPoints(BasisPoints.Whole) } });
        var (an, binh) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        world.Clicked(await world.HasLinkAsync(an, programme), "v-an", World.Start.AddDays(-2));
        return new Scene(world, world.AnotherNode(), shop, an, binh, await world.HasLinkAsync(binh, programme));
    }

    private sealed record Scene(World World, World Node, Shop Shop, Partner An, Partner Binh, Link Rival) : IAsyncDisposable
    {
        public async Task PaidAsync(string number, string? visitor)
        {
            await World.RecordedAsync(Shop, World.Order(number, visitor, World.Clock.GetUtcNow().AddHours(-2)));
            await World.HappensAsync(Shop, number, OrderEventType.Paid, World.Clock.GetUtcNow().AddHours(-1));
        }

        public async Task<RulingDraft> DraftAsync(int order, Partner right) =>
            await World.DraftAsync(Shop, DisputeKind.WrongPartner, $"DH-{order}") with { PartnerId = right.Id };

        public async Task RaceAsync(Func<int, Task<(Func<Task> One, Func<Task> Other)>> round)
        {
            for (var i = 0; i < Rounds; i++)
            {
                var (one, other) = await round(i);
                await Task.WhenAll(Task.Run(one), Task.Run(other));
                World.Clock.Advance(TimeSpan.FromMinutes(1));
                Node.Clock.MoveTo(World.Clock.GetUtcNow());
            }
        }

        public async Task IsCleanAsync()
        {
            Assert.Empty(await World.AuditAsync());
            Assert.Equal(0, await World.TrialDifferenceAsync());
        }

        public async ValueTask DisposeAsync()
        {
            await Node.DisposeAsync();
            await World.DisposeAsync();
        }
    }
}
