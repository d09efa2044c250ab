using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>What an event would do to an order, before somebody says it.</summary>
public sealed class PreviewOrderEventTests
{
    [DatabaseTheory]
    public async Task R2_6_A_preview_is_what_the_event_then_does_and_stores_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Professional);
        var partner = await world.HasPartnerAsync(await world.HasProgrammeAsync(
            shop, new ShopAffiliateSettings { AllowCodes = true, Rates = new Rates { Default = new BasisPoints(500) } }));
        var owner = world.OwnerOf(shop);
        await OrderedAsync(world, shop, partner.ReferralCode);
        foreach (var part in new[]
        {
            new PartialReturn([], new Dong(10_000)), new PartialReturn([new ReturnedPieces("SIM-1", 1)], null), null,
        })
        {
            var said = Returned(world, part);
            var (rows, balance) = (await world.RowCountsAsync(), await world.BalanceAsync(partner));
            var version = (await StoredAsync(world)).Version;

            var foreseen = (await PreviewAsync(world, owner, said)).Value;

            Assert.Equal(rows, await world.RowCountsAsync());
            Assert.Equal((balance, version), (await world.BalanceAsync(partner), (await StoredAsync(world)).Version));
            var done = await world.Get<RecordOrderEvent>().RunAsync(owner, said, CancellationToken.None);
            Assert.Equivalent(done.Value.Order, foreseen, strict: true);
            Assert.Equal(new Dong(foreseen.Amounts.Charged.Amount - foreseen.Returned!.Amount), foreseen.Standing());
        }

        Assert.Equal(OrderStatus.Cancelled, (await StoredAsync(world)).Status);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R2_6_What_would_be_refused_is_refused_and_R10_5_nobody_foresees_another_shops_order(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await OrderedAsync(world, shop, code: null);
        var much = Returned(world, new PartialReturn([], new Dong(200_001)));

        Assert.Equal("return_exceeds_order", (await PreviewAsync(world, world.OwnerOf(shop), much)).Refusal!.Code);
        Assert.Equal("order_not_found", (await PreviewAsync(world, world.OwnerOf(await world.HasShopAsync()), much)).Refusal!.Code);
        Assert.Equal(RefusalKind.NotFound, (await world.Get<PreviewOrderEvent>().RunAsync(
            world.OwnerOf(await world.HasShopAsync()), much with { ShopId = shop.Id }, CancellationToken.None)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await world.Get<PreviewOrderEvent>().RunAsync(
            world.PersonOf(await world.HasPartnerAsync()), much, CancellationToken.None)).Refusal!.Kind);
    }

    private static Task<Outcome<OrderView>> PreviewAsync(World world, Actor actor, RecordOrderEvent.Input said) =>
        world.Get<PreviewOrderEvent>().RunAsync(actor, said, CancellationToken.None);

    private static RecordOrderEvent.Input Returned(World world, PartialReturn? part)
    {
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var at = world.Clock.GetUtcNow();
        return new RecordOrderEvent.Input(
            null, "DH-1", new OrderEventInput($"r-{at.Ticks}", OrderEventType.Returned, null, null, at) { Part = part });
    }

    private static async Task OrderedAsync(World world, App.Catalogue.Shops.Shop shop, string? code)
    {
        await world.RecordedAsync(shop, world.OrderOf("DH-1", world.Clock.GetUtcNow().AddHours(-2), code: code) with
        {
            Lines = [new OrderLine("SIM-1", "Gói cước", "data", 2, new Dong(100_000), Dong.Zero)],
            Amounts = new OrderAmounts(
                new Dong(200_000), Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, new Dong(200_000)),
        });
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, world.Clock.GetUtcNow().AddHours(-1));
    }

    private static async Task<Order> StoredAsync(World world)
    {
        await using var db = await world.DbAsync();
        return db.Orders.Single();
    }
}
