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
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Access;

/// <summary>A shop's staff: rights of their own, and invitations by the shop's owner (R9.6, R10.5).</summary>
public sealed class StaffTests
{
    private const string NewPassword = "ba con meo leo cay cau";

    /// <summary>What each right allows, and nothing else does.</summary>
    private static readonly Dictionary<StaffRights, string[]> Allowed = new()
    {
        [StaffRights.None] = ["shop.orders.read", "shop.statements.read"],
        [StaffRights.ReportOrders] = ["shop.import", "shop.orders.write"],
        [StaffRights.Dispute] = ["shop.disputes"],
        [StaffRights.Export] = ["shop.export"],
    };

    private static readonly PageRequest First = new();

    public static TheoryData<StaffRights> Sets =>
        [.. Enumerable.Range(0, (int)StaffRightSets.All + 1).Select(set => (StaffRights)set)];

    private static async Task<Outcome<InviteStaff.Invited>> InviteAsync(
        World world, Actor owner, string? email, StaffRights rights = StaffRightSets.Default, string? name = "Lê Thị Na") =>
        await world.Get<InviteStaff>().RunAsync(owner, new InviteStaff.Input(email, name, rights), default);

    private static async Task<IReadOnlyList<StaffQueries.Row>> ListAsync(World world, Actor owner) =>
        (await world.Get<StaffQueries>().ListAsync(owner, First, default)).Items;

    private static Task<Outcome<Done>> ChangeAsync(World world, Actor actor, Guid id, StaffRights rights) =>
        world.Get<ChangeStaffRights>().RunAsync(actor, new ChangeStaffRights.Input(id, rights), default);

    private static Task<Outcome<Done>> RemoveAsync(World world, Actor actor, Guid id) =>
        world.Get<RemoveStaff>().RunAsync(actor, new RemoveStaff.Input(id), default);

    private static Task<Outcome<Done>> ResendAsync(World world, Actor actor, Guid id) =>
        world.Get<ResendStaffInvitation>().RunAsync(actor, new ResendStaffInvitation.Input(id), default);

    private static async Task<Guid> AcceptAsync(World world, string email)
    {
        var token = await world.TokenMailedToAsync(email);
        return (await world.Get<AcceptInvitation>()
            .RunAsync(Actor.Nobody, new AcceptInvitation.Input(token, "Lê Thị Na Na", NewPassword), default)).Value;
    }

    /// <summary>As the host reads them from the session: what the page of somebody who just signed in may do.</summary>
    private static async Task<Actor> SignedInAsync(World world, Guid user)
    {
        var session = (await world.Get<BeginSession>().RunAsync(Actor.Nobody, new BeginSession.Input(user), default)).Value;
        return await OfSessionAsync(world, session.Id);
    }

    private static async Task<Actor> OfSessionAsync(World world, Guid session)
    {
        var facts = (await world.Get<SessionQueries>().FindAsync(session, default))!;
        var rights = (await world.Get<SessionQueries>().RightsAsync(session, default))!.Value;
        return new Actor(facts.UserId, facts.Name, facts.PartnerId, facts.ShopId, Permission.Of(facts.Role!.Value, rights))
        {
            Role = facts.Role,
            StaffRights = rights,
            MembershipId = facts.MembershipId,
            SessionId = session,
        };
    }

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
    public async Task An_invitation_becomes_a_person_with_exactly_those_rights(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);

        var invited = await InviteAsync(world, owner, "Na@Example.vn", StaffRights.ReportOrders | StaffRights.Export);
        var waiting = Assert.Single(await ListAsync(world, owner));
        var user = await AcceptAsync(world, "na@example.vn");
        var staff = await SignedInAsync(world, user);
        var active = Assert.Single(await ListAsync(world, owner));

        Assert.Equal(new InviteStaff.Invited(waiting.Id, "na@example.vn"), invited.Value);
        Assert.Equal(("Lê Thị Na", StaffState.Invited, (DateTimeOffset?)null), (waiting.Name, waiting.State, waiting.LastSeenAt));
        Assert.Equal(("Lê Thị Na Na", StaffState.Active, world.Clock.GetUtcNow()), (active.Name, active.State, active.LastSeenAt));
        Assert.Equal((Role.ShopStaff, shop.Id), (staff.Role, staff.ShopId));
        Assert.Equal(
            ["shop.export", "shop.import", "shop.orders.read", "shop.orders.write", "shop.statements.read"],
            staff.Permissions.Order(StringComparer.Ordinal));
        Assert.True((await world.RecordAsync(staff, world.Order("DH-1"))).Succeeded);
        Assert.Equal(RefusalKind.Forbidden, (await world.Get<SubmitDispute>().RunAsync(
            staff, new SubmitDispute.Input(new DisputeDraft(DisputeKind.MissingOrder, "DH-Q", shop.Id, Claim: "Thiếu đơn"), []), default))
            .Refusal?.Kind);
    }

    [DatabaseTheory]
    public async Task Nobody_learns_from_an_invitation_which_addresses_have_accounts(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        var known = await world.PersonAsync(Role.Partner, "co@example.vn", "Trần Văn Có", (await world.HasPartnerAsync()).Id);
        var shut = await world.PersonAsync(Role.Partner, "khoa@example.vn", "Phạm Bị Khóa", (await world.HasPartnerAsync()).Id);
        await world.Get<DeactivateUser>().RunAsync(world.Admin, new DeactivateUser.Input(shut.UserId), default);

        string[] addresses = ["co@example.vn", "khong@example.vn", "khoa@example.vn"];
        foreach (var address in addresses)
        {
            var invited = await InviteAsync(world, owner, address, name: null);
            Assert.Equal(address, invited.Value.Email);
            Assert.True((await ResendAsync(world, owner, invited.Value.Id)).Succeeded);
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var rows = await ListAsync(world, owner);
        Assert.Equal(["co", "khong", "khoa"], rows.Select(row => row.Name));
        Assert.All(rows, row => Assert.Equal(
            (StaffState.Invited, StaffRightSets.Default, (DateTimeOffset?)null), (row.State, row.Rights, row.LastSeenAt)));
        Assert.Equal([MailKind.RoleGranted, MailKind.RoleGranted], (await world.MailsAsync("co@example.vn")).Select(mail => mail.Kind));
        Assert.Equal([MailKind.Invitation, MailKind.Invitation], (await world.MailsAsync("khong@example.vn")).Select(mail => mail.Kind));
        Assert.Empty(await world.MailsAsync("khoa@example.vn"));
        Assert.Contains(await world.Get<UserQueries>().MineAsync(known.Actor, default), role => role.Role == Role.ShopStaff);
    }

    [DatabaseTheory]
    public async Task Who_has_an_account_takes_the_role_up_by_switching_to_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var person = await world.PersonAsync(Role.FinanceApprover, "duyet@example.vn");
        var invited = (await InviteAsync(world, world.OwnerOf(shop), "duyet@example.vn", StaffRights.Export)).Value;

        // what somebody was only offered neither changes where they arrive nor keeps them from deciding
        var arrived = await SignedInAsync(world, person.UserId);
        Assert.Equal(Role.FinanceApprover, arrived.Role);
        Assert.False(await IsOwnAsync());

        var switched = await world.Get<SwitchRole>().RunAsync(arrived, new SwitchRole.Input(invited.Id), default);
        var staff = await OfSessionAsync(world, switched.Value.Id);

        Assert.Equal((Role.ShopStaff, StaffRights.Export), (staff.Role, staff.StaffRights));
        Assert.Equal(StaffState.Active, Assert.Single(await ListAsync(world, world.OwnerOf(shop))).State);
        Assert.True(await IsOwnAsync());
        Assert.Equal(StaffRefusals.TakenUp, (await ResendAsync(world, world.OwnerOf(shop), invited.Id)).Refusal?.Code);

        async Task<bool> IsOwnAsync()
        {
            await using var db = await world.DbAsync();
            return await FourEyes.RefuseOwnPayeeAsync(db, person.Actor, [shop.Id], default) is not null;
        }
    }

    [DatabaseTheory]
    public async Task R10_5_An_owner_touches_neither_other_owners_nor_another_shops_staff(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (mine, theirs) = (await world.HasShopAsync(), await world.HasShopAsync());
        var owner = await world.PersonAsync(Role.ShopOwner, shopId: mine.Id);
        var coOwner = await world.PersonAsync(Role.ShopOwner, shopId: mine.Id);
        var stranger = await world.PersonAsync(Role.ShopStaff, shopId: theirs.Id);
        var invitedThere = (await InviteAsync(world, world.OwnerOf(theirs), "cho@example.vn")).Value;
        var own = await world.PersonAsync(Role.ShopStaff, shopId: mine.Id);

        Guid[] closed = [coOwner.MembershipId, owner.MembershipId, stranger.MembershipId, invitedThere.Id, Guid.CreateVersion7()];
        foreach (var id in closed)
        {
            Assert.Equal(StaffRefusals.NotFound, (await ChangeAsync(world, owner.Actor, id, StaffRights.None)).Refusal?.Code);
            Assert.Equal(StaffRefusals.NotFound, (await RemoveAsync(world, owner.Actor, id)).Refusal?.Code);
            Assert.Equal(StaffRefusals.NotFound, (await ResendAsync(world, owner.Actor, id)).Refusal?.Code);
        }

        // who is no owner looks after nobody, whatever else they may do
        foreach (var actor in new[] { own.Actor, world.KeyOf(mine), world.Auditor(), world.Finance() })
        {
            Assert.Equal(RefusalKind.Forbidden, (await InviteAsync(world, actor, "x@example.vn")).Refusal?.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await ChangeAsync(world, actor, own.MembershipId, StaffRights.None)).Refusal?.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await RemoveAsync(world, actor, own.MembershipId)).Refusal?.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await ResendAsync(world, actor, own.MembershipId)).Refusal?.Kind);
            Assert.Empty(await ListAsync(world, actor));
        }

        Assert.Equal([own.MembershipId], (await ListAsync(world, owner.Actor)).Select(row => row.Id));
        Assert.True((await ChangeAsync(world, world.Admin, stranger.MembershipId, StaffRights.None)).Succeeded);
    }

    [DatabaseTheory]
    public async Task Nobody_invites_themselves_or_somebody_of_the_shop(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = await world.PersonAsync(Role.ShopOwner, "chu.tiem@gmail.com", shopId: shop.Id);
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id);
        var coOwner = await world.PersonAsync(Role.ShopOwner, shopId: shop.Id);

        Assert.Equal(UserRefusals.OwnRights, (await InviteAsync(world, owner.Actor, "chu.tiem@gmail.com")).Refusal?.Code);
        Assert.Equal(UserRefusals.SecondSelf, (await InviteAsync(world, owner.Actor, "chutiem+kho@gmail.com")).Refusal?.Code);
        foreach (var present in new[] { staff, coOwner })
            Assert.Equal(StaffRefusals.Present, (await InviteAsync(world, owner.Actor, present.Email)).Refusal?.Fields.Single().Code);
        Assert.Equal(FieldCodes.Required, (await InviteAsync(world, owner.Actor, " ")).Refusal?.Fields.Single().Code);
        Assert.Equal(FieldCodes.EmailMalformed, (await InviteAsync(world, owner.Actor, "khong phai")).Refusal?.Fields.Single().Code);
        Assert.Equal([staff.MembershipId], (await ListAsync(world, owner.Actor)).Select(row => row.Id));
    }

    [DatabaseTheory]
    public async Task Of_invitations_to_one_address_at_once_one_counts(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => InviteAsync(world, owner, "na@example.vn"))));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome =>
            Assert.Equal(StaffRefusals.Present, outcome.Refusal!.Fields.Single().Code));
        Assert.Single(await ListAsync(world, owner));
        Assert.Single(await world.MailsAsync("na@example.vn"));
    }

    [DatabaseTheory]
    public async Task Whoever_is_removed_is_out_at_once_and_an_unused_link_ends(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id);
        var invited = (await InviteAsync(world, world.OwnerOf(shop), "na@example.vn")).Value;
        var token = await world.TokenMailedToAsync("na@example.vn");

        Assert.True((await RemoveAsync(world, world.OwnerOf(shop), staff.MembershipId)).Succeeded);
        Assert.True((await RemoveAsync(world, world.OwnerOf(shop), invited.Id)).Succeeded);

        Assert.False(await world.Get<SessionQueries>().HoldsAsync(staff.Actor.SessionId!.Value, default));
        Assert.Null(await world.Get<SessionQueries>().RightsAsync(staff.Actor.SessionId!.Value, default));
        Assert.Equal("rights_ended", (await world.RecordAsync(staff.Actor, world.Order("DH-1"))).Refusal?.Code);
        Assert.Equal(TokenRefusals.Invalid, (await world.Get<AcceptInvitation>()
            .RunAsync(Actor.Nobody, new AcceptInvitation.Input(token, "Na", NewPassword), default)).Refusal);
        Assert.Empty(await ListAsync(world, world.OwnerOf(shop)));
    }

    [DatabaseTheory]
    public async Task A_shop_sends_so_many_invitations_a_day_also_when_it_takes_them_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        for (var sent = 0; sent < StaffInvitation.MostInWindow; sent += 2)
        {
            var invited = (await InviteAsync(world, owner, $"nguoi{sent}@example.vn")).Value;
            Assert.True((await ResendAsync(world, owner, invited.Id)).Succeeded);
            await RemoveAsync(world, owner, invited.Id);
        }

        var tooMany = await InviteAsync(world, owner, "them@example.vn");
        var other = await InviteAsync(world, world.OwnerOf(await world.HasShopAsync()), "them@example.vn");
        world.Clock.Advance(StaffInvitation.Window);
        var later = await InviteAsync(world, owner, "them@example.vn");

        Assert.Equal((StaffRefusals.InvitationsUsedUp, RefusalKind.TooMany), (tooMany.Refusal?.Code, tooMany.Refusal?.Kind));
        Assert.True(other.Succeeded);
        Assert.True(later.Succeeded);
    }

    [DatabaseTheory]
    public async Task A_shop_has_so_many_staff_and_no_more(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await using (var db = await world.DbAsync())
        {
            for (var i = 0; i < InviteStaff.MostPeople; i++)
                world.Get<UserFactory>().SeedUser(
                    db, $"nv{i}@example.vn", "Nhân viên", World.Password, [new UserFactory.SeedRole(Role.ShopStaff, ShopId: shop.Id)]);
            await db.SaveChangesAsync();
        }

        var refused = await InviteAsync(world, world.OwnerOf(shop), "them@example.vn");
        var page = await world.Get<StaffQueries>().ListAsync(world.OwnerOf(shop), new PageRequest(Number: 2, Size: 20), default);

        Assert.Equal(StaffRefusals.TooMany, refused.Refusal?.Code);
        Assert.Equal((20, InviteStaff.MostPeople), (page.Items.Count, page.Total));
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
