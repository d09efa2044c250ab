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
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using static Portal.App.Tests.Access.StaffSteps;

namespace Portal.App.Tests.Access;

/// <summary>A shop's owner asks people into its staff, and out again (R10.5).</summary>
public sealed class StaffInvitationTests
{
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
}
