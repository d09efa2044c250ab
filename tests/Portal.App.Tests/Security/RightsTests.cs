using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Money.Payouts;
using Portal.App.Orders.Import;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Security;

/// <summary>Rights that were taken away end at once, whatever an open page or another node still believes (R10.5).</summary>
public sealed class RightsTests
{
    [DatabaseTheory]
    public async Task R10_5_Whose_role_was_taken_approves_nothing_from_a_page_that_is_still_open(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (admin, approver) = (await world.AdminAsync(), await world.PersonAsync(Role.FinanceApprover));
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 300_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        await world.Get<RevokeMembership>()
            .RunAsync(admin.Actor, new RevokeMembership.Input(approver.UserId, approver.MembershipId), default);

        var refused = await world.ApprovesAsync(batch, approver.Actor);

        Assert.Equal("rights_ended", refused.Refusal!.Code);
        Assert.Equal(PayoutBatchState.Made, (await world.Get<PayoutQueries>().GetAsync(world.Finance(), batch.Id, default)).Value.State);
        Assert.True((await world.ApprovesAsync(batch)).Succeeded);
        await using var db = await world.DbAsync();
        var denial = Assert.Single(await db.AuditRecords.Where(record => record.Action == AuditActions.Denied).ToListAsync());
        Assert.Equal(approver.UserId, denial.ActorId);
        Assert.Contains(nameof(ApprovePayoutBatch), denial.After, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R10_5_Whoever_was_deactivated_makes_no_key_that_would_stay(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (admin, former) = (await world.AdminAsync(), await world.AdminAsync());
        var shop = await world.HasShopAsync();
        await world.Get<DeactivateUser>().RunAsync(admin.Actor, new DeactivateUser.Input(former.UserId), default);

        var refused = await world.Get<CreateApiKey>().RunAsync(former.Actor, new CreateApiKey.Input("Kho", shop.Id), default);

        Assert.Equal("rights_ended", refused.Refusal!.Code);
        await using var db = await world.DbAsync();
        Assert.False(await db.ApiKeys.AnyAsync());
    }

    [DatabaseTheory]
    public async Task R10_5_A_revoked_key_writes_nothing_on_a_node_that_has_not_heard_of_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var shop = await world.HasShopAsync();
        var secret = await world.HasKeyAsync(shop.Id);
        var remembered = (await node.Get<ApiKeyDirectory>().FindAsync(secret.Key, default))!.Actor;
        await world.Get<RevokeApiKey>().RunAsync(world.Admin, secret.Id, default);

        var others = Enumerable.Range(0, 5).Select(i => node.RecordAsync(shop, node.Order($"DH-{i}"))).ToList();
        var refused = await node.RecordAsync(remembered, node.Order("DH-X"));

        Assert.Equal(("key_unknown", RefusalKind.Unauthenticated), (refused.Refusal!.Code, refused.Refusal.Kind));
        Assert.All(await Task.WhenAll(others), outcome => Assert.True(outcome.Succeeded));
        await using var db = await world.DbAsync();
        Assert.Equal(5, await db.Orders.CountAsync());
    }

    [DatabaseTheory]
    public async Task R10_5_Orders_and_events_from_a_session_that_ended_are_refused_beside_those_of_one_that_holds(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var (left, stays) = (
            await world.PersonAsync(Role.ShopStaff, shopId: shop.Id), await world.PersonAsync(Role.ShopStaff, shopId: shop.Id));
        Assert.True((await world.RecordAsync(left.Actor, world.Order("DH-0"))).Succeeded);
        Assert.True((await world.Get<EndSession>()
            .RunAsync(left.Actor, new EndSession.Input(left.Actor.SessionId!.Value), default)).Succeeded);

        var others = Enumerable.Range(1, 5).Select(i => world.RecordAsync(stays.Actor, world.Order($"DH-{i}"))).ToList();
        var order = await world.RecordAsync(left.Actor, world.Order("DH-X"));
        var paid = new OrderEventInput("e-1", OrderEventType.Paid, null, null, world.Clock.GetUtcNow());
        var paying = await world.Get<RecordOrderEvent>().RunAsync(left.Actor, new RecordOrderEvent.Input(shop.Id, "DH-0", paid), default);

        Assert.Equal(("session_ended", "session_ended"), (order.Refusal?.Code, paying.Refusal?.Code));
        Assert.All(await Task.WhenAll(others), outcome => Assert.True(outcome.Succeeded));
        await using var db = await world.DbAsync();
        Assert.Equal((6, 0), (await db.Orders.CountAsync(), await db.Orders.CountAsync(row => row.Status == OrderStatus.Successful)));
    }

    [DatabaseTheory]
    public async Task R10_5_An_import_ends_with_the_right_of_whoever_uploaded_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var admin = await world.AdminAsync();
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id);
        var import = await world.CheckedAsync(
            staff.Actor, "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá\nDH-1;1/6/2026 9:05;Áo dài;2;1.250.000\n");
        Assert.Equal(ImportState.Checked, import.Row.State);
        await world.StartAsync(staff.Actor, import.Row.Id);
        await world.Get<RevokeMembership>().RunAsync(admin.Actor, new RevokeMembership.Input(staff.UserId, staff.MembershipId), default);

        await world.ImportsRunAsync();

        var ended = await world.ImportAsync(world.OwnerOf(shop), import.Row.Id);
        Assert.Equal((ImportState.Failed, ImportRefusals.NotAllowed), (ended.Row.State, ended.FailureCode));
        await using var db = await world.DbAsync();
        Assert.False(await db.Orders.AnyAsync());
    }

    [DatabaseTheory]
    public async Task A_role_that_was_given_again_works_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (admin, finance) = (await world.AdminAsync(), await world.PersonAsync(Role.Finance));
        await world.Get<RevokeMembership>()
            .RunAsync(admin.Actor, new RevokeMembership.Input(finance.UserId, finance.MembershipId), default);
        await world.Get<GrantMembership>().RunAsync(admin.Actor, new GrantMembership.Input(finance.UserId, Role.Finance), default);
        world.NextMonth();

        // the session ended with the role; another one holds
        Assert.Equal(PayoutRefusals.NothingToPay, (await world.Get<MakePayoutBatch>()
            .RunAsync(finance.Actor with { SessionId = null }, new DateOnly(2026, 6, 1), default)).Refusal!.Code);
    }

    [Fact]
    public async Task Rights_cost_one_query_a_transaction_however_many_orders_share_it()
    {
        await using var world = await World.CreateAsync();
        var shop = await world.HasShopAsync();
        await world.RecordAsync(shop, world.Order("DH-0"));
        var system = Actor.System with { ShopId = shop.Id, Permissions = world.KeyOf(shop).Permissions };

        var exempt = await CountAsync(system, 0);
        var key = await CountAsync(world.KeyOf(shop), 100);

        Assert.Equal(exempt + 1, key);

        async Task<int> CountAsync(Actor actor, int from)
        {
            var before = world.Commands.Count;
            Assert.True((await world.RecordAsync(
                actor, [.. Enumerable.Range(from + 1, 50).Select(i => world.Order($"DH-{i}"))])).Succeeded);
            return world.Commands.Count - before;
        }
    }
}
