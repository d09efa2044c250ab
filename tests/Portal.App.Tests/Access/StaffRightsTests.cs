using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Staff;
using Portal.App.Access.Users;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Cases;
using Portal.App.Documents.Exports;
using Portal.App.Orders.Import;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using static Portal.App.Tests.Access.StaffSteps;

namespace Portal.App.Tests.Access;

/// <summary>Rights of their own of a shop's staff: what each allows, and when it ends (R9.6, R10.5).</summary>
public sealed class StaffRightsTests
{
    /// <summary>What each right allows, and nothing else does.</summary>
    private static readonly Dictionary<StaffRights, string[]> Allowed = new()
    {
        [StaffRights.None] = ["shop.orders.read", "shop.statements.read"],
        [StaffRights.ReportOrders] = ["shop.import", "shop.orders.write"],
        [StaffRights.Dispute] = ["shop.disputes"],
        [StaffRights.Export] = ["shop.export"],
    };

    public static TheoryData<StaffRights> Sets =>
        [.. Enumerable.Range(0, (int)StaffRightSets.All + 1).Select(set => (StaffRights)set)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Each_right_allows_its_permissions_and_no_other(StaffRights rights)
    {
        var expected = Allowed.Where(pair => rights.Contain(pair.Key)).SelectMany(pair => pair.Value).Order(StringComparer.Ordinal);

        Assert.Equal(expected, Permission.Of(Role.ShopStaff, rights).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rights_of_staff_change_nothing_for_any_other_role()
    {
        Assert.Equal(Permission.Of(Role.ShopStaff, StaffRightSets.All), Permission.Of(Role.ShopStaff));
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.ShopStaff))
            Assert.Equal(Permission.Of(role), Permission.Of(role, StaffRights.None));
    }

    [Fact]
    public void Staff_have_nothing_that_their_owner_lacks_and_neither_keys_nor_people_to_look_after()
    {
        Assert.Subset(Permission.Of(Role.ShopOwner).ToHashSet(), Permission.Of(Role.ShopStaff).ToHashSet());
        Assert.DoesNotContain(ApiKeyPermissions.ShopWrite, Permission.Of(Role.ShopStaff));
        Assert.DoesNotContain(StaffPermissions.Write, Permission.Of(Role.ShopStaff));
        Assert.DoesNotContain(
            StaffPermissions.Write, ApiScopes.Of(ApiKeyOwner.Shop).SelectMany(scope => ApiScopes.Permissions(ApiKeyOwner.Shop, scope)));
    }

    [DatabaseTheory]
    public async Task R10_5_A_right_that_was_taken_away_ends_with_the_next_write(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var (loses, stays) = (
            await world.PersonAsync(Role.ShopStaff, shopId: shop.Id), await world.PersonAsync(Role.ShopStaff, shopId: shop.Id));
        Assert.True((await world.RecordAsync(loses.Actor, world.Order("DH-0"))).Succeeded);
        Assert.True((await ChangeAsync(world, world.OwnerOf(shop), loses.MembershipId, StaffRights.Dispute)).Succeeded);

        // the page is still open, and believes what it believed
        var others = Enumerable.Range(1, 5).Select(i => world.RecordAsync(stays.Actor, world.Order($"DH-{i}"))).ToList();
        var order = await world.RecordAsync(loses.Actor, world.Order("DH-X"));
        var upload = await world.UploadAsync(loses.Actor, "Mã đơn;Ngày đặt\n"u8.ToArray());
        var profile = await world.Get<ChangeProfile>().RunAsync(loses.Actor, new ChangeProfile.Input("Tên mới", "vi"), default);

        Assert.Equal(
            ("rights_ended", "rights_ended", "rights_ended"), (order.Refusal?.Code, upload.Refusal?.Code, profile.Refusal?.Code));
        Assert.All(await Task.WhenAll(others), outcome => Assert.True(outcome.Succeeded));
        var now = await OfSessionAsync(world, loses.Actor.SessionId!.Value);
        Assert.Equal(StaffRights.Dispute, now.StaffRights);
        Assert.Equal(RefusalKind.Forbidden, (await world.RecordAsync(now, world.Order("DH-X"))).Refusal?.Kind);
        Assert.NotNull(await world.FiledAsync(now, new DisputeDraft(
            DisputeKind.WrongStatus, "DH-0", shop.Id, Claim: "Khách đã trả tiền.",
            Wanted: new DisputeWanted(Status: OrderStatus.Successful))));
    }

    [DatabaseTheory]
    public async Task A_right_that_was_given_works_in_the_session_that_is_open(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var shop = await world.HasShopAsync();
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id, rights: StaffRights.None);
        Assert.Equal(RefusalKind.Forbidden, (await world.RecordAsync(staff.Actor, world.Order("DH-0"))).Refusal?.Kind);

        Assert.True((await ChangeAsync(world, world.OwnerOf(shop), staff.MembershipId, StaffRights.ReportOrders)).Succeeded);

        var now = await OfSessionAsync(node, staff.Actor.SessionId!.Value);
        Assert.True((await node.RecordAsync(now, node.Order("DH-0"))).Succeeded);
        Assert.True((await world.Get<ChangeProfile>()
            .RunAsync(staff.Actor, new ChangeProfile.Input("Tên mới", "vi"), default)).Succeeded);
        await using var db = await world.DbAsync();
        Assert.True(await db.Changes.AnyAsync(change => change.Topic == ChangeTopics.Session && change.SubjectId == staff.UserId));
    }

    [DatabaseTheory]
    public async Task R10_5_An_import_ends_with_the_right_to_report(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id);
        var import = await world.CheckedAsync(
            staff.Actor, "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá\nDH-1;1/6/2026 9:05;Áo dài;2;1.250.000\n");
        await world.StartAsync(staff.Actor, import.Row.Id);
        await ChangeAsync(world, world.OwnerOf(shop), staff.MembershipId, StaffRights.Dispute | StaffRights.Export);

        await world.ImportsRunAsync();

        var ended = await world.ImportAsync(world.OwnerOf(shop), import.Row.Id);
        Assert.Equal((ImportState.Failed, ImportRefusals.NotAllowed), (ended.Row.State, ended.FailureCode));
        await using var db = await world.DbAsync();
        Assert.False(await db.Orders.AnyAsync());
    }

    [DatabaseTheory]
    public async Task R10_5_A_key_that_was_made_with_more_rights_than_are_left_ends(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id, rights: StaffRights.ReportOrders);
        var key = world.KeyOf(shop);
        await using (var db = await world.DbAsync())
            await db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(row => row.MembershipId, staff.MembershipId));

        await ChangeAsync(world, world.OwnerOf(shop), staff.MembershipId, StaffRights.ReportOrders | StaffRights.Export);
        var more = await world.RecordAsync(key, world.Order("DH-1"));
        await ChangeAsync(world, world.OwnerOf(shop), staff.MembershipId, StaffRights.Export);
        var less = await world.RecordAsync(key, world.Order("DH-2"));

        Assert.True(more.Succeeded);
        Assert.Equal("key_unknown", less.Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task R9_6_Only_who_may_export_takes_orders_out_and_it_is_logged(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.RecordedAsync(shop, world.Order("DH-1"));
        var mayNot = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id, rights: StaffRightSets.Default);
        var may = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id, rights: StaffRights.Export);
        var owner = world.OwnerOf(shop);

        foreach (var (actor, allowed) in new[] { (mayNot.Actor, false), (world.KeyOf(shop), false), (may.Actor, true), (owner, true) })
        {
            Assert.Single(await world.Get<ShopOrderQueries>().ListAsync(actor, new ShopOrderFilter(), First, default));
            Assert.Equal(allowed ? 1 : 0, await ExportedAsync(actor));
            var recorded = await world.Get<RecordExport>().RunAsync(actor, new RecordExport.Input("don.csv", null), default);
            Assert.Equal(allowed ? null : RefusalKind.Forbidden, recorded.Refusal?.Kind);
        }

        await using var db = await world.DbAsync();
        Assert.Equal(2, await db.AuditRecords.CountAsync(record => record.Action == AuditActions.Exported));

        async Task<int> ExportedAsync(Actor actor)
        {
            var count = 0;
            await foreach (var _ in world.Get<ShopOrderQueries>().ExportAsync(actor, new ShopOrderFilter(), First, default))
                count++;
            return count;
        }
    }

    [DatabaseTheory]
    public async Task R9_6_Owners_and_staff_of_one_shop_export_nothing_of_another(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.RecordedAsync(await world.HasShopAsync(), world.Order("DH-1"));
        var other = await world.PersonAsync(Role.ShopStaff, shopId: (await world.HasShopAsync()).Id);

        await foreach (var row in world.Get<ShopOrderQueries>().ExportAsync(other.Actor, new ShopOrderFilter(), First, default))
            Assert.Fail($"another shop's order {row} left");
    }

    [DatabaseTheory]
    public async Task R10_4_The_log_says_who_gave_which_rights_before_and_after(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        var id = (await InviteAsync(world, owner, "na@example.vn", StaffRights.ReportOrders)).Value.Id;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(world, owner, id, StaffRights.Dispute | StaffRights.Export);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await RemoveAsync(world, owner, id);

        await using var db = await world.DbAsync();
        var records = await db.AuditRecords.Where(record => record.Kind == nameof(Membership) && record.ActorId == owner.ClientId)
            .OrderBy(record => record.At).ToListAsync();
        Assert.Equal([AuditActions.Added, AuditActions.Changed, AuditActions.Removed], records.Select(record => record.Action));
        Assert.Contains("ReportOrders", records[0].After, StringComparison.Ordinal);
        Assert.Contains("ReportOrders", records[1].Before, StringComparison.Ordinal);
        Assert.Contains("Dispute, Export", records[1].After, StringComparison.Ordinal);
        Assert.Contains("Dispute, Export", records[2].Before, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task The_operators_admin_gives_staff_the_usual_rights_or_those_that_they_name(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var admin = await world.AdminAsync();
        var person = await world.PersonAsync(Role.Auditor);
        await world.Get<InviteUser>().RunAsync(
            admin.Actor, new InviteUser.Input("na@example.vn", "Na", Role.ShopStaff, ShopId: shop.Id), default);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Get<GrantMembership>().RunAsync(
            admin.Actor, new GrantMembership.Input(person.UserId, Role.ShopStaff, ShopId: shop.Id, Rights: StaffRightSets.All), default);

        var rows = await ListAsync(world, world.OwnerOf(shop));
        Assert.Equal([StaffRightSets.Default, StaffRightSets.All], rows.Select(row => row.Rights));
        var shown = await world.Get<UserQueries>().FindAsync(admin.Actor, person.UserId, default);
        Assert.Equal(StaffRightSets.All, shown!.User.Memberships.Single(held => held.Role == Role.ShopStaff).Rights);
        Assert.Equal(StaffRights.None, shown.User.Memberships.Single(held => held.Role == Role.Auditor).Rights);
        Assert.True((await ChangeAsync(world, admin.Actor, rows[1].Id, StaffRights.None)).Succeeded);
        Assert.Equal(StaffRights.None, (await ListAsync(world, world.OwnerOf(shop)))[1].Rights);
    }
}
