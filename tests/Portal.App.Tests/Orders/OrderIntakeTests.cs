using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Reading;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Orders;

/// <summary>Many orders at once, twice, wrong, or from the wrong people (R1.11, R10.5).</summary>
public sealed class OrderIntakeTests
{
    [DatabaseTheory]
    public async Task R1_11_Sending_an_order_again_changes_nothing_and_answers_as_before(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, _, link) = await OrderAttributionTests.SceneAsync(world);
        world.Clicked(link, "v-1", World.Start.AddHours(-1));
        var order = world.Order(
            "DH-1") with
        { Customer = new OrderCustomer("KH-1", "a@example.vn", "0901234567", "d-1"), PickupPoint = "DNH-1" };
        var first = (await world.RecordAsync(shop, order)).Value.Results[0];

        // what happened since moves nothing: not a later click, not a version, not the offset of the same instant
        world.Clicked(await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme), "v-1", World.Start.AddMinutes(-1));
        world.Clock.Advance(TimeSpan.FromDays(1));
        var again = (await world.RecordAsync(
            shop, order with { PlacedAt = order.PlacedAt.ToOffset(TimeSpan.FromHours(-3)) })).Value.Results[0];

        Assert.True(first.Created && !again.Created);
        Assert.Equivalent(first.Order, again.Order, strict: true);
        await using var db = await world.DbAsync();
        Assert.Equal((1, 1, 1, 1), (await db.Orders.CountAsync(), await db.OrderLines.CountAsync(), await db.OrderDecisions.CountAsync(),
            await db.Rewards.CountAsync()));
    }

    [DatabaseTheory]
    public async Task R1_11_Another_order_under_the_same_number_is_refused_with_the_fields_that_differ(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var order = world.Order("DH-1") with { Customer = new OrderCustomer("KH-1", "a@example.vn", "0901234567", "d-1") };
        await world.RecordedAsync(shop, order);
        (OrderInput Order, string Fields)[] others =
        [
            (order with { PlacedAt = order.PlacedAt.AddTicks(-10) }, "placedAt"),
            (order with { Customer = order.Customer with { Email = "b@example.vn", DeviceId = null } },
                "customer.email, customer.deviceId"),
            (order with { Attribution = new OrderTracking("c", "v-2", "CODE") },
                "attribution.clickId, attribution.visitorId, attribution.referralCode"),
            (order with { PickupPoint = "DNH-1", Source = "app" }, "pickupPoint, source"),
            (order with { Lines = [order.Lines[0] with { Name = "Gói khác" }] }, "lines"),
            (order with { Amounts = order.Amounts with { Voucher = new Dong(1), Paid = new Dong(99_999) } }, "amounts"),
        ];

        foreach (var (other, fields) in others)
        {
            var refusal = Assert.Single((await world.RecordAsync(shop, other)).Value.Results).Refusal!;
            Assert.Equal((RefusalKind.Conflict, "order_conflict", fields), (refusal.Kind, refusal.Code, refusal.Facts["fields"]));
        }

        Assert.False((await world.RecordAsync(shop, order)).Value.Results[0].Created);
    }

    [DatabaseTheory]
    public async Task R1_11_The_same_order_twice_at_once_is_stored_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, _, link) = await OrderAttributionTests.SceneAsync(world);
        world.Clicked(link, "v-1", World.Start.AddHours(-1));
        await using var other = world.AnotherNode();
        var orders = Enumerable.Range(0, 40).Select(i => world.Order($"DH-{i}")).ToArray();

        // two nodes, the same batches in opposite orders, so that they meet in the middle
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? world : other)
            .RecordAsync(shop, i % 2 == 0 ? orders : [.. orders.Reverse()])));

        Assert.All(outcomes, outcome => Assert.All(outcome.Value.Results, result => Assert.NotNull(result.Order)));
        Assert.Equal(orders.Length, outcomes.Sum(outcome => outcome.Value.Results.Count(result => result.Created)));
        Assert.All(outcomes.SelectMany(outcome => outcome.Value.Results).GroupBy(result => result.Order!.ExternalId),
            same => Assert.Single(same.Select(result => result.Order!.Id).Distinct()));
        await using var db = await world.DbAsync();
        Assert.Equal((40, 40), (await db.Orders.CountAsync(), await db.Rewards.CountAsync()));
    }

    [DatabaseTheory]
    public async Task R1_11_The_same_order_twice_in_one_batch_is_stored_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();

        var results = (await world.RecordAsync(
            shop, world.Order("DH-1"), world.Order("dh-1"), world.Order("DH-1"), world.Order("DH-1", "v-2"))).Value.Results;

        Assert.Equal([true, true, false, false], results.Select(result => result.Created));
        Assert.Equal(results[0].Order!.Id, results[2].Order!.Id);
        Assert.Equal("order_conflict", results[3].Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task One_bad_order_fails_alone_and_each_keeps_its_place(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var good = world.Order("DH-1");

        var results = (await world.RecordAsync(
            shop,
            good with { ExternalId = "A", Amounts = good.Amounts with { Paid = new Dong(-1) } },
            good,
            good with { ExternalId = "B", Lines = [] },
            good with { ExternalId = "DH-2" })).Value.Results;

        Assert.Equal([false, true, false, true], results.Select(result => result.Order is not null));
        Assert.Equal(["amounts.paid", "lines"],
            results.Where(result => result.Refusal is not null).Select(result => result.Refusal!.Fields[0].Field));
        await using var db = await world.DbAsync();
        Assert.Equal(2, await db.Orders.CountAsync());
    }

    [DatabaseTheory]
    public async Task Bad_orders_are_refused_by_field_and_odd_texts_are_kept_as_they_are(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var good = world.Order("DH-1");
        var line = good.Lines[0];
        (OrderInput Order, string Field, string Code)[] bad =
        [
            (good with { ExternalId = "" }, "externalId", FieldCodes.Required),
            (good with { ExternalId = " DH" }, "externalId", FieldCodes.SurroundingSpace),
            (good with { ExternalId = "a\u0000b" }, "externalId", FieldCodes.UnprintableCharacter),
            (good with { ExternalId = new string('x', 65) }, "externalId", FieldCodes.TooLong),
            (good with { PlacedAt = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero) }, "placedAt", FieldCodes.DateTooEarly),
            (good with { PlacedAt = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero) }, "placedAt", FieldCodes.DateInFuture),
            (good with { Customer = new OrderCustomer("\ud800", null, null, null) }, "customer.id", FieldCodes.UnprintableCharacter),
            (good with { Lines = [line with { UnitPrice = new Dong(-5) }] }, "lines[0].unitPrice", FieldCodes.Negative),
            (good with { Lines = [line with { UnitPrice = new Dong(long.MaxValue) }] }, "lines[0].unitPrice", FieldCodes.TooLarge),
            (good with { Lines = [line with { UnitPrice = new Dong(Dong.Largest), Quantity = 1_000_000 }] }, "lines[0].unitPrice",
                FieldCodes.TooLarge),
            (good with { Lines = [line with { Quantity = 0 }] }, "lines[0].quantity", FieldCodes.OutOfRange),
            (good with { Amounts = good.Amounts with { Shipping = new Dong(15_000) } }, "amounts.paid", FieldCodes.WrongSum),
        ];

        var results = (await world.RecordAsync(shop, [.. bad.Select(one => one.Order)])).Value.Results;
        Assert.Equal(bad.Select(one => (one.Field, one.Code)),
            results.Select(result => (result.Refusal!.Fields[0].Field, result.Refusal.Fields[0].Code)));

        const string Odd = "'); DROP TABLE Orders;-- <script>alert(1)</script> Đặng Ý 👩‍🌾";
        var kept = await world.RecordedAsync(shop, good with
        {
            ExternalId = "<b>DH-1</b>'--",
            Customer = new OrderCustomer(Odd, Odd, Odd, Odd),
            Attribution = new OrderTracking(Odd, Odd, "<i>'"),
            PickupPoint = "'\"<p>",
            Source = "--",
            Lines = [line with { Sku = "'<sku>", Name = Odd, Category = Odd }],
        });
        await using var db = await world.DbAsync();
        var stored = await db.Orders.Include(order => order.Lines).SingleAsync(order => order.Id == kept.Id);
        Assert.Equal(("<b>DH-1</b>'--", Odd, Odd), (stored.ExternalId, stored.CustomerId, stored.Lines.Single().Name));
    }

    [DatabaseTheory]
    public async Task R10_3_Phone_email_and_device_are_kept_as_keyed_hashes_only(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.RecordedAsync(shop, world.Order("1") with { Customer = new(null, "A@Example.vn ", "090 123 4567", "d-1") });
        await world.RecordedAsync(shop, world.Order("2") with { Customer = new(null, "a@example.vn", "+84901234567", "d-1") });

        await using var db = await world.DbAsync();
        var (one, two) = (await db.Orders.SingleAsync(order => order.ExternalId == "1"),
            await db.Orders.SingleAsync(order => order.ExternalId == "2"));
        Assert.Equal([one.EmailHash!, one.PhoneHash!, one.DeviceHash!], [two.EmailHash!, two.PhoneHash!, two.DeviceHash!]);
        Assert.DoesNotContain("example", Encoding.UTF8.GetString(one.ContactProtected!), StringComparison.OrdinalIgnoreCase);
    }

    [DatabaseTheory]
    public async Task A_batch_has_between_one_and_five_hundred_orders(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();

        Assert.Equal(FieldCodes.WrongCount, (await world.RecordAsync(shop)).Refusal!.Fields.Single().Code);
        Assert.Equal(FieldCodes.WrongCount,
            (await world.RecordAsync(shop, [.. Enumerable.Range(0, 501).Select(i => world.Order($"{i}"))])).Refusal!.Fields.Single().Code);
        Assert.Equal(500, (await world.RecordAsync(
            shop, [.. Enumerable.Range(0, 500).Select(i => world.Order($"{i}"))])).Value.Results.Count(result => result.Created));
    }

    [DatabaseTheory]
    public async Task The_number_of_commands_grows_neither_with_the_orders_of_a_batch_nor_with_the_rows_of_a_page(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, _, _) =
            await OrderAttributionTests.SceneAsync(world, new Domain.Programmes.ShopAffiliateSettings { AllowCodes = true });
        for (var i = 0; i < 20; i++)
            world.Clicked(await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme), $"v-{i}", World.Start.AddHours(-1));
        async Task<int> CommandsOf(Func<Task> act)
        {
            var before = world.Commands.Count;
            await act();
            return world.Commands.Count - before;
        }

        OrderInput[] Orders(string prefix, int count) =>
            [.. Enumerable.Range(0, count).Select(
                i => world.Order($"{prefix}{i}", $"v-{i % 20}") with { Attribution = new OrderTracking(null, $"v-{i % 20}", $"CTV{i}") })];
        async Task<int> Page(int limit) => await CommandsOf(async () =>
            Assert.Equal(limit, (await world.Get<OrderQueries>()
                .ListAsync(world.KeyOf(shop), new OrderFilter(), null, limit, CancellationToken.None)).Value.Items.Count));
        await world.RecordAsync(shop, Orders("warm", 2));

        var two = await CommandsOf(() => world.RecordAsync(shop, Orders("two", 2)));
        var many = await CommandsOf(() => world.RecordAsync(shop, Orders("many", 200)));
        var again = await CommandsOf(() => world.RecordAsync(shop, Orders("many", 200)));

        Assert.Equal(two, many);
        Assert.InRange(again, 1, many + 3);
        Assert.Equal(await Page(1), await Page(100));
    }

    [DatabaseTheory]
    public async Task An_idempotency_key_stores_the_answer_with_its_effect_and_stops_the_second(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var first = Keyed(world.KeyOf(shop), "k-1", 1);
        var other = Keyed(world.KeyOf(shop), "k-1", 2);

        Assert.True((await world.RecordAsync(first, world.Order("DH-1"))).Succeeded);
        Assert.Equal(IdempotentCall.Replay, (await world.RecordAsync(first, world.Order("DH-1"))).Refusal);
        Assert.Equal(IdempotentCall.KeyReused, (await world.RecordAsync(other, world.Order("DH-2"))).Refusal);
        Assert.True((await world.RecordAsync(Keyed(world.KeyOf(await world.HasShopAsync()), "k-1", 2), world.Order("DH-1"))).Succeeded);

        // after a week the key is free again
        world.Clock.Advance(IdempotentCall.Keep);
        Assert.True((await world.RecordAsync(other, world.Order("DH-2"))).Succeeded);

        await using var db = await world.DbAsync();
        Assert.Equal("1 orders",
            Encoding.UTF8.GetString((await db.IdempotentRequests.SingleAsync(request => request.ClientId == shop.Id)).Body));
        Assert.Equal(2, await db.Orders.CountAsync(order => order.ShopId == shop.Id));
    }

    [DatabaseTheory]
    public async Task An_idempotency_key_used_many_times_at_once_has_one_effect(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await using var node = world.AnotherNode();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? world : node)
            .RecordAsync(Keyed(world.KeyOf(shop), "k-1", 1), world.Order("DH-1"))));

        Assert.Equal(1, outcomes.Count(outcome => outcome.Succeeded));
        Assert.AllThereAre(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal(IdempotentCall.Replay, outcome.Refusal));
    }

    [DatabaseTheory]
    public async Task A_call_of_which_nothing_was_taken_in_can_be_corrected_under_its_key(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.RecordedAsync(shop, world.Order("DH-1"));

        var conflict = await world.RecordAsync(Keyed(world.KeyOf(shop), "k-1", 1), world.Order("DH-1", "v-2"));
        var corrected = await world.RecordAsync(Keyed(world.KeyOf(shop), "k-1", 2), world.Order("DH-2", "v-2"));

        Assert.Equal("order_conflict", conflict.Value.Results[0].Refusal!.Code);
        Assert.True(corrected.Succeeded);
    }

    [DatabaseTheory]
    public async Task R10_5_Another_organisation_neither_writes_nor_sees_an_order(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, partner, link) = await OrderAttributionTests.SceneAsync(world);
        world.Clicked(link, "v-1", World.Start.AddHours(-1));
        await world.RecordedAsync(shop, world.Order("DH-1"));
        var stranger = await world.HasShopAsync();
        var strangerPartner = await world.HasPartnerAsync(programme);
        var record = world.Get<RecordOrders>();
        var happen = world.Get<RecordOrderEvent>();
        var queries = world.Get<OrderQueries>();
        var paid = new OrderEventInput("e-1", OrderEventType.Paid, null, null, World.Start);

        Assert.Equal("shop_not_found",
            (await record.RunAsync(world.KeyOf(stranger), new(shop.Id, [world.Order("DH-2")]), default)).Refusal!.Code);
        Assert.Equal("shop_not_found", (await happen.RunAsync(world.KeyOf(stranger), new(shop.Id, "DH-1", paid), default)).Refusal!.Code);
        Assert.Equal("order_not_found", (await happen.RunAsync(world.KeyOf(stranger), new(null, "DH-1", paid), default)).Refusal!.Code);
        Assert.Equal("forbidden",
            (await record.RunAsync(world.PersonOf(partner), new(shop.Id, [world.Order("DH-2")]), default)).Refusal!.Code);
        Assert.Equal("shop_not_found", (await queries.OneAsync(world.KeyOf(stranger), shop.Id, "DH-1", default)).Refusal!.Code);
        Assert.Equal("order_not_found", (await queries.OneAsync(world.KeyOf(stranger), null, "DH-1", default)).Refusal!.Code);
        Assert.Equal("order_not_found", (await queries.OneAsync(world.PersonOf(strangerPartner), shop.Id, "DH-1", default)).Refusal!.Code);
        Assert.Equal("partner_not_found",
            (await queries.ListAsync(world.PersonOf(strangerPartner), new(PartnerId: partner.Id), null, 50, default)).Refusal!.Code);
        Assert.Empty((await queries.ListAsync(world.PersonOf(strangerPartner), new(), null, 50, default)).Value.Items);
        Assert.Empty((await queries.ListAsync(world.KeyOf(stranger), new(), null, 50, default)).Value.Items);
        Assert.Single((await queries.ListAsync(world.PersonOf(partner), new(), null, 50, default)).Value.Items);
    }

    [DatabaseTheory]
    public async Task R10_5_A_partner_sees_of_an_order_only_what_concerns_him(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, partner, link) = await OrderAttributionTests.SceneAsync(world);
        var second = await world.HasProgrammeAsync(shop);
        var rival = await world.HasPartnerAsync(second);
        world.Clicked(link, "v-1", World.Start.AddHours(-2));
        world.Clicked(await world.HasLinkAsync(rival, second), "v-1", World.Start.AddHours(-1));
        await world.RecordedAsync(shop, world.Order("DH-1"));

        var whole = (await world.Get<OrderQueries>().OneAsync(world.Admin, shop.Id, "DH-1", default)).Value;
        var own = (await world.Get<OrderQueries>().OneAsync(world.PersonOf(partner), null, "DH-1", default)).Value;

        Assert.Equal(2, whole.Programs.Count);
        Assert.Equal(programme.Code, Assert.Single(own.Programs).Program);
    }

    [DatabaseTheory]
    public async Task The_operator_names_the_shop_and_an_unknown_one_is_not_found(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var record = world.Get<RecordOrders>();

        Assert.Equal("shopId", (await record.RunAsync(world.Admin, new(null, [world.Order("1")]), default)).Refusal!.Fields.Single().Field);
        Assert.Equal("shop_not_found",
            (await record.RunAsync(world.Admin, new(Guid.CreateVersion7(World.Start), [world.Order("1")]), default)).Refusal!.Code);
        Assert.True((await record.RunAsync(world.Admin, new(shop.Id, [world.Order("1")]), default)).Value.Results[0].Created);
    }

    [DatabaseTheory]
    public async Task A_list_pages_through_all_orders_once_newest_first_and_filters(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, partner, link) = await OrderAttributionTests.SceneAsync(world);
        world.Clicked(link, "v-1", World.Start.AddDays(-5));
        await world.RecordAsync(
            shop, [.. Enumerable.Range(0, 25).Select(i => world.Order($"DH-{i}", placedAt: World.Start.AddHours(-(i / 3))))]);
        await world.HappensAsync(shop, "DH-4", OrderEventType.Paid, World.Start);
        var queries = world.Get<OrderQueries>();

        foreach (var (actor, filter) in new[]
        {
            (world.KeyOf(shop), new OrderFilter()),
            (world.PersonOf(partner), new OrderFilter()),
            (world.Admin, new OrderFilter()),
            (world.Admin, new OrderFilter(PartnerId: partner.Id)),
        })
        {
            var seen = new List<OrderView>();
            string? cursor = null;
            do
            {
                var page = (await queries.ListAsync(actor, filter, cursor, 7, default)).Value;
                seen.AddRange(page.Items);
                cursor = page.NextCursor;
            }
            while (cursor is not null);

            Assert.Equal(25, seen.Select(view => view.Id).Distinct().Count());
            Assert.Equal(25, seen.Count);
            Assert.Equal(seen.Select(view => view.PlacedAt).OrderDescending(), seen.Select(view => view.PlacedAt));
            var successful = await queries.ListAsync(actor, filter with { Status = OrderStatus.Successful }, null, 50, default);
            Assert.Equal("DH-4", Assert.Single(successful.Value.Items).ExternalId);
            var between = await queries.ListAsync(
                actor, filter with { From = World.Start.AddHours(-2), To = World.Start.AddHours(-1) }, null, 50, default);
            Assert.Equal(3, between.Value.Items.Count);
        }

        Assert.Equal("cursor", (await queries.ListAsync(world.Admin, new(), "nonsense", 7, default)).Refusal!.Fields.Single().Field);
        Assert.Equal("limit", (await queries.ListAsync(world.Admin, new(), null, 501, default)).Refusal!.Fields.Single().Field);
    }

    [DatabaseTheory]
    public async Task A_stored_answer_is_cleared_away_when_its_time_is_over(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.RecordAsync(Keyed(world.KeyOf(shop), "k-1", 1), world.Order("DH-1"));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.RecordAsync(Keyed(world.KeyOf(shop), "k-2", 1), world.Order("DH-2"));
        using var answers = ActivatorUtilities.CreateInstance<ExpiredAnswers>(world.Services);

        world.Clock.Advance(IdempotentCall.Keep - TimeSpan.FromDays(1) - TimeSpan.FromTicks(10));
        Assert.Equal(0, await answers.ClearAsync(default));
        world.Clock.Advance(TimeSpan.FromTicks(10));
        Assert.Equal(1, await answers.ClearAsync(default));
        Assert.Equal(0, await answers.ClearAsync(default));
    }

    [DatabaseTheory]
    public async Task A_request_that_fails_fails_alone_and_the_others_of_its_group_are_stored(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        using var gate = new ManualResetEventSlim();
        var blocking = world.RecordAsync(Rendering(world, shop, "k-0", gate.Wait), world.Order("DH-0"));
        var good = Enumerable.Range(1, 20).Select(i => world.RecordAsync(shop, world.Order($"DH-{i}"))).ToArray();
        var bad = world.RecordAsync(Rendering(world, shop, "k-1", () => throw new InvalidOperationException("a bug")), world.Order("bad"));

        gate.Set();

        await blocking;
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.All(await Task.WhenAll(good), outcome => Assert.True(outcome.Value.Results[0].Created));
        await using var db = await world.DbAsync();
        Assert.Equal(21, await db.Orders.CountAsync());
    }

    [DatabaseTheory]
    public async Task A_full_queue_says_busy_and_a_caller_who_went_away_leaves_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        using var gate = new ManualResetEventSlim();
        using var leaving = new CancellationTokenSource();
        var reached = new TaskCompletionSource();
        var orders = Enumerable.Range(0, 500).Select(i => world.Order($"DH-{i}")).ToArray();
        var first = world.RecordAsync(
            Rendering(world, shop, "k-0", () =>
            {
                reached.TrySetResult();
                gate.Wait();
            }),
            world.Order("first"));
        await reached.Task;

        var waiting = Enumerable.Range(0, 41)
            .Select(_ => world.Get<RecordOrders>().RunAsync(world.KeyOf(shop), new RecordOrders.Input(null, orders), leaving.Token))
            .ToArray();
        var busy = await await Task.WhenAny(waiting);
        await leaving.CancelAsync();
        gate.Set();

        Assert.Equal((RefusalKind.TooMany, "busy"), (busy.Refusal!.Kind, busy.Refusal.Code));
        await first;
        Assert.Equal(1, waiting.Count(request => request.IsCompletedSuccessfully));
        foreach (var request in waiting.Where(request => !request.IsCompletedSuccessfully))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await using var db = await world.DbAsync();
        Assert.Equal("first", (await db.Orders.SingleAsync()).ExternalId);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_stores_nothing_and_the_same_request_succeeds_when_there_is_room()
    {
        await using var world = await World.CreateAsync();
        var (shop, _, _, _) = await OrderAttributionTests.SceneAsync(world);
        var orders = Enumerable.Range(0, 300).Select(i => world.Order($"DH-{i}")).ToArray();
        var keyed = Keyed(world.KeyOf(shop), "k-1", 1);
        await world.RecordedAsync(shop, world.Order("before"));
        world.Disk.IsFull = true;

        var full = await world.RecordAsync(keyed, orders);
        world.Disk.IsFull = false;
        var room = await world.RecordAsync(keyed, orders);

        Assert.Equal((RefusalKind.Unavailable, "storage_unavailable"), (full.Refusal!.Kind, full.Refusal.Code));
        Assert.Equal(300, room.Value.Results.Count(result => result.Created));
    }

    [Fact]
    public async Task One_request_finds_out_that_the_database_is_out_of_reach_and_the_others_of_its_group_do_not_wait_for_it_too()
    {
        await using var world = await World.CreateAsync();
        var shop = await world.HasShopAsync();
        await world.RecordedAsync(shop, world.Order("before"));
        var reached = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        world.Outage.Plan = async opening =>
        {
            if (opening == 1)
            {
                reached.TrySetResult();
                await gate.Task;
                return null;
            }

            // the group fails for another reason, and then the server is gone
            return opening == 2 ? new InvalidOperationException("one of them is a bug") : SqlFailure.Of(0, 20);
        };
        var first = world.RecordAsync(world.KeyOf(shop), world.Order("first"));
        await reached.Task;
        var group = Enumerable.Range(0, 5).Select(i => world.RecordAsync(world.KeyOf(shop), world.Order($"DH-{i}"))).ToArray();
        gate.SetResult();

        var answers = await Task.WhenAll(group);

        Assert.True((await first).Succeeded);
        Assert.All(answers, answer =>
            Assert.Equal((RefusalKind.Unavailable, "storage_unavailable"), (answer.Refusal!.Kind, answer.Refusal.Code)));
        Assert.Equal(3, world.Outage.Openings);
    }

    private static Actor Rendering(World world, App.Catalogue.Shops.Shop shop, string key, Action act) => world.KeyOf(shop) with
    {
        Call = new IdempotentCall(key, [1], _ =>
        {
            act();
            return new StoredAnswer(200, "text/plain", []);
        }),
    };

    private static Actor Keyed(Actor actor, string key, byte hash) => actor with
    {
        Call = new IdempotentCall(key, [hash], value =>
            new StoredAnswer(200, "text/plain", Encoding.UTF8.GetBytes($"{((RecordedOrders)value).Results.Count} orders"))),
    };
}
