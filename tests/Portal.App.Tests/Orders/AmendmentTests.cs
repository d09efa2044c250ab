using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Orders.Import;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>A pending order that gets other lines, amounts or another contact (R2.7).</summary>
public sealed class AmendmentTests
{
    private static readonly DateTimeOffset Placed = World.Start.AddHours(-5);

    [DatabaseTheory]
    public async Task R2_7_An_amended_order_is_decided_again_and_its_earlier_content_stays_readable(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, _, link) = await OrderAttributionTests.SceneAsync(world);
        world.Clicked(link, "v-1", Placed.AddHours(-1));
        var order = world.Order("DH-1", placedAt: Placed);
        await world.RecordedAsync(shop, order);

        var amended = (await AmendAsync(world, shop, Priced(order, 60_000), "a-1", 1)).Value;

        Assert.True(amended.Created);
        Assert.Equal((OrderStatus.Pending, new Dong(60_000)), (amended.Order.Status, amended.Order.Amounts.Paid));
        var reward = Assert.Single(amended.Order.Programs.Single().Rewards);
        Assert.Equal((3_000L, RewardState.Pending), (reward.Gross, reward.State));
        Assert.Equal([OrderEffects.Placed, OrderEffects.Amended], amended.Order.History.Select(change => change.Effect));
        Assert.Equal([(null, false, 100_000L), ("a-1", true, 60_000L)],
            amended.Order.Contents.Select(content => (content.EventId, content.InForce, content.Lines.Single().UnitPrice)));
        var decisions = await world.DecisionsAsync(shop, "DH-1");
        Assert.Equal([null, DecisionCauses.OrderAmended], decisions.Select(decision => decision.Cause));

        // the same event again changes nothing, the order's own number, time and way stay
        var again = (await AmendAsync(world, shop, Priced(order, 60_000), "a-1", 1)).Value;
        Assert.False(again.Created);
        Assert.Equal(2, (await world.DecisionsAsync(shop, "DH-1")).Count);
        Assert.Equal("event_conflict", (await AmendAsync(world, shop, Priced(order, 70_000), "a-1", 1)).Refusal!.Code);

        // R1.11: the order as it is or as it was, sent again, changes nothing
        foreach (var sent in new[] { order, Priced(order, 60_000) })
            Assert.Equal((false, 60_000L), ((await world.RecordAsync(shop, sent)).Value.Results[0] is { Order: { } view } result
                ? (result.Created, view.Amounts.Paid.Amount) : default));
        Assert.Equal("order_conflict", (await world.RecordAsync(shop, Priced(order, 70_000))).Value.Results[0].Refusal!.Code);

        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, Placed.AddHours(2));
        await using var db = await world.DbAsync();
        var entry = await db.JournalEntries.SingleAsync();
        Assert.Equal((-3_000L, EntryReason.Reward), (entry.Earned, entry.Reason));
        Assert.Equal(1, await db.OrderLines.CountAsync());
    }

    [DatabaseTheory]
    public async Task R2_7_What_is_paid_or_cancelled_is_not_amended_and_the_event_is_not_kept(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, _, _) = await OrderAttributionTests.SceneAsync(world);
        foreach (var (number, type) in new[] { ("DH-1", OrderEventType.Paid), ("DH-2", OrderEventType.Cancelled) })
        {
            var order = world.Order(number, placedAt: Placed);
            await world.RecordedAsync(shop, order);
            await world.HappensAsync(
                shop, number, type, Placed.AddHours(1), reason: type == OrderEventType.Cancelled ? CancellationReasons.OutOfStock : null);

            var refusal = (await AmendAsync(world, shop, Priced(order, 60_000), "a-1", 2)).Refusal!;
            Assert.Equal((RefusalKind.Conflict, "order_not_pending"), (refusal.Kind, refusal.Code));
        }

        await using (var db = await world.DbAsync())
            Assert.Equal((2, 0), (await db.OrderEvents.CountAsync(), await db.OrderContents.CountAsync()));

        // reinstated, it is pending again, and the same event is taken
        await world.HappensAsync(shop, "DH-2", OrderEventType.Reinstated, Placed.AddHours(3), reason: "hủy nhầm");
        Assert.True((await AmendAsync(world, shop, Priced(world.Order("DH-2", placedAt: Placed), 60_000), "a-1", 4)).Value.Created);
    }

    [DatabaseTheory]
    public async Task R2_4_Whatever_comes_first_payment_or_amendment_the_order_and_the_money_come_out_the_same(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        (int Amended, int Paid)[] times = [(1, 2), (2, 1)];
        foreach (var (at, paid) in times)
        {
            var nets = new List<long>();
            foreach (var amendmentFirst in new[] { true, false })
            {
                var number = await world.BringsAsync(earner, 100_000, Placed.AddMinutes(30));
                var order = await StoredAsync(world, number);
                var before = (await world.BalanceAsync(earner.Partner)).Earned.Amount;
                Task[] both = [];
                foreach (var amends in amendmentFirst ? new[] { true, false } : [false, true])
                {
                    if (amends)
                        await AmendAsync(world, earner.Shop, Priced(order, 40_000), "a-1", at);
                    else
                        await world.HappensAsync(earner.Shop, number, OrderEventType.Paid, Placed.AddHours(paid), "p-1");
                }

                nets.Add(before - (await world.BalanceAsync(earner.Partner)).Earned.Amount);
                var view = (await world.Get<OrderQueries>().OneAsync(world.KeyOf(earner.Shop), null, number, default)).Value;
                Assert.Equal((OrderStatus.Successful, at < paid ? 40_000 : 100_000), (view.Status, view.Amounts.Paid.Amount));
            }

            Assert.Equal(at < paid ? [40_000, 40_000] : new long[] { 100_000, 100_000 }, nets);
        }
    }

    [DatabaseTheory]
    public async Task R2_7_Number_time_and_way_are_not_amended_and_may_be_left_out(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop, new ShopAffiliateSettings { AllowCodes = true });
        var order = world.OrderOf("DH-1", Placed, code: "CTV1", pickupPoint: "DNH-1");
        await world.RecordedAsync(shop, order);
        (OrderInput Order, string Field)[] wrong =
        [
            (order with { ExternalId = "DH-2" }, "order.externalId"),
            (order with { PlacedAt = Placed.AddMinutes(1) }, "order.placedAt"),
            (order with { Customer = order.Customer with { Id = "KH-2" } }, "order.customer.id"),
            (order with { Customer = order.Customer with { DeviceId = "d-2" } }, "order.customer.deviceId"),
            (order with { Attribution = new OrderTracking("c", null, "CTV1") }, "order.attribution.clickId"),
            (order with { Attribution = new OrderTracking(null, "v", "CTV1") }, "order.attribution.visitorId"),
            (order with { Attribution = new OrderTracking(null, null, "CTV2") }, "order.attribution.referralCode"),
            (order with { PickupPoint = "DNH-2" }, "order.pickupPoint"),
            (order with { Source = "app" }, "order.source"),
        ];
        foreach (var (changed, field) in wrong)
        {
            var refused = (await world.Get<RecordOrderEvent>().RunAsync(
                world.KeyOf(shop), new RecordOrderEvent.Input(null, "DH-1",
                    new OrderEventInput("a-1", OrderEventType.Amended, null, null, Placed.AddHours(1), changed)), default)).Refusal!;
            Assert.Equal((field, FieldCodes.NotAmendable), Assert.Single(refused.Fields.Select(error => (error.Field, error.Code))));
        }

        // sums that do not add up are refused under the fields' own names
        Assert.Equal("order.amounts.paid",
            Assert.Single((await AmendAsync(
            world, shop, order with { Amounts = order.Amounts with { Paid = new Dong(1) } }, "a-1", 1)).Refusal!.Fields).Field);

        var bare = Priced(order, 60_000) with
        {
            Customer = OrderCustomer.Unknown,
            Attribution = OrderTracking.None,
            PickupPoint = null,
            Source = null
        };
        Assert.True((await AmendAsync(world, shop, bare, "a-1", 1)).Succeeded);
        await using var db = await world.DbAsync();
        var stored = await db.Orders.SingleAsync();
        Assert.Equal(("CTV1", "DNH-1", 60_000L, true),
            (stored.ReferralCode, stored.PickupPoint, stored.Paid, stored.PhoneHash is not null));
    }

    [DatabaseTheory]
    public async Task R2_7_Another_contact_makes_it_another_customers_order_and_gives_back_whom_it_had_bound(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(
            shop, new ShopAffiliateSettings { Attribution = AttributionModel.FirstBinding, AllowCodes = true });
        var (first, second) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        var mistaken = world.OrderOf("DH-1", Placed, account: null, phone: "0901111111", device: null, code: first.ReferralCode);
        await world.RecordedAsync(shop, mistaken);
        await world.RecordedAsync(
            shop, world.OrderOf("DH-2", Placed.AddMinutes(1), account: null, phone: "0901111111", device: null, code: second.ReferralCode));
        Assert.Equal(first.Id, (await world.DecisionsAsync(shop, "DH-2"))[^1].PartnerId); // R1.7: whoever holds the binding

        Assert.True((await AmendAsync(
            world, shop, mistaken with { Customer = mistaken.Customer with { Phone = "0902222222" } }, "a-1", 1)).Succeeded);

        Assert.Equal(second.Id, (await world.DecisionsAsync(shop, "DH-2"))[^1].PartnerId);
        await using var db = await world.DbAsync();
        Assert.Equal([first.Id, second.Id],
            (await db.CustomerBindings.OrderBy(row => row.PlacedAt).Select(row => row.PartnerId).ToListAsync()));
    }

    [DatabaseTheory]
    public async Task R7_3_The_surcharge_follows_the_amended_amounts(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop, new RentalSurchargeSettings());
        var order = world.OrderOf("DH-1", Placed);
        await world.RecordedAsync(shop, order);

        await AmendAsync(world, shop, Priced(order, 70_000), "a-1", 1);

        var surcharge = await world.SurchargeAsync(shop, "DH-1");
        Assert.Equal((70_000L, 6_300L), (surcharge.Base, surcharge.Amount));
        await using var db = await world.DbAsync();
        Assert.Equal((2, 1), (await db.Surcharges.CountAsync(), await db.Surcharges.CountAsync(row => !row.IsReplaced)));
    }

    [DatabaseTheory]
    public async Task R2_7_Amendments_and_payments_at_once_on_two_nodes_leave_reward_and_ledger_as_the_order_stands(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var earner = await world.HasEarnerAsync();
        for (var i = 0; i < 10; i++)
        {
            var number = await world.BringsAsync(earner, 100_000, Placed.AddMinutes(30));
            var order = Priced(await StoredAsync(world, number), 40_000);
            await Task.WhenAll(
                Task.Run(() => AmendAsync(world, earner.Shop, order, "a-1", 1)),
                Task.Run(() => other.HappensAsync(earner.Shop, number, OrderEventType.Paid, Placed.AddHours(2), "p-1")));
        }

        Assert.Equal(-400_000, (await world.BalanceAsync(earner.Partner)).Earned.Amount);
        await using var db = await world.DbAsync();
        Assert.All(await db.Rewards.Where(reward => !reward.IsReplaced).ToListAsync(),
            reward => Assert.Equal((40_000, RewardState.Earned), (reward.Gross, reward.State)));
    }

    [DatabaseTheory]
    public async Task R2_7_An_amendment_between_the_reading_of_an_order_and_of_its_events_makes_whoever_pays_it_look_again(
        DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
            return; // a write transaction is alone there

        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var earner = await world.HasEarnerAsync();
        foreach (var table in new[] { "OrderEvents", "OrderDecisions" })
        {
            var number = await world.BringsAsync(earner, 100_000, Placed.AddMinutes(30));
            var order = Priced(await StoredAsync(world, number), 40_000);
            var asked = 0;
            world.Commands.Before = async sql =>
            {
                if (sql.Contains($"FROM \"{table}\"", StringComparison.Ordinal) && Interlocked.Increment(ref asked) == 1)
                    Assert.True((await AmendAsync(other, earner.Shop, order, "a-1", 1)).Succeeded);
            };

            await world.HappensAsync(earner.Shop, number, OrderEventType.Paid, Placed.AddHours(2), "p-1");
            Assert.True(asked > 1, table);
        }

        Assert.Equal(-80_000, (await world.BalanceAsync(earner.Partner)).Earned.Amount);
    }

    [DatabaseTheory]
    public async Task R2_7_A_report_offers_to_amend_pending_orders_and_does_so_once_when_told(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        const string Head = "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá;Trạng thái\n";
        await world.ImportedAsync(owner, Head + "A;1/6/2026;Áo;2;1000;Chờ duyệt\nB;1/6/2026;Áo;2;1000;Đã thanh toán\n");
        const string Later = Head + "A;1/6/2026;Áo;1;1000;Chờ duyệt\nB;1/6/2026;Áo;1;1000;Đã thanh toán\n";

        var dry = await world.CheckedAsync(owner, Later);
        Assert.Equal((1, 2), (dry.Row.Amended, dry.Row.BadOrders));
        for (var run = 0; run < 2; run++)
        {
            var import = run == 0 ? dry : await world.CheckedAsync(owner, Later);
            Assert.True((await world.Get<StartImport>()
                .RunAsync(owner, new StartImport.Input(import.Row.Id, Amend: true), default)).Succeeded);
            await world.ImportsRunAsync();
            var done = await world.ImportAsync(owner, import.Row.Id);
            Assert.Equal((ImportState.Done, run == 0 ? 1 : 0, 1), (done.Row.State, done.Row.Amended, done.Row.BadOrders));
            Assert.Equal("order_not_pending", Assert.Single(await world.ProblemsAsync(owner, import.Row.Id)).Code);
        }

        await using var db = await world.DbAsync();
        Assert.Equal([1_000L, 2_000L], await db.Orders.OrderBy(order => order.ExternalId).Select(order => order.Paid).ToListAsync());
        Assert.Equal(2, await db.OrderContents.CountAsync());
    }

    [DatabaseTheory]
    public async Task R10_5_Nobody_amends_another_shops_order(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, stranger) = (await world.HasShopAsync(), await world.HasShopAsync());
        var order = world.Order("DH-1", placedAt: Placed);
        await world.RecordedAsync(shop, order);

        Assert.Equal("order_not_found", (await AmendAsync(world, stranger, Priced(order, 1_000), "a-1", 1)).Refusal!.Code);
    }

    private static Task<Outcome<RecordedEvent>> AmendAsync(
        World world, App.Catalogue.Shops.Shop shop, OrderInput order, string id, int hour) => world.Get<RecordOrderEvent>().RunAsync(
        world.KeyOf(shop), new RecordOrderEvent.Input(
            null, order.ExternalId, new OrderEventInput(id, OrderEventType.Amended, null, null, Placed.AddHours(hour), order)), default);

    private static OrderInput Priced(OrderInput order, long price) => order with
    {
        Lines = [order.Lines[0] with { UnitPrice = new Dong(price) }],
        Amounts = new OrderAmounts(new Dong(price), Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, new Dong(price)),
    };

    /// <summary>A stored order as an amendment may send it: what it may not change is left out.</summary>
    private static async Task<OrderInput> StoredAsync(World world, string number)
    {
        await using var db = await world.DbAsync();
        var order = await db.Orders.SingleAsync(row => row.ExternalId == number);
        return world.Order(number, visitor: null, order.PlacedAt) with { Source = null };
    }
}
