using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Access;

public sealed class UserAdministrationTests
{
    private const string NewPassword = "ba con meo leo cay cau";

    private static Task<Outcome<InviteUser.Invited>> InviteAsync(World world, Actor actor, string email, Role role = Role.Auditor) =>
        world.Get<InviteUser>().RunAsync(actor, new InviteUser.Input(email, "Lê Văn Ổi", role), CancellationToken.None);

    private static Task<Outcome<Guid>> AcceptAsync(World world, string token) =>
        world.Get<AcceptInvitation>()
            .RunAsync(Actor.Nobody, new AcceptInvitation.Input(token, "Lê Văn Ổi", NewPassword), CancellationToken.None);

    [DatabaseTheory]
    public async Task An_invitation_is_mailed_and_accepted_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = await world.AdminAsync();

        await InviteAsync(world, admin.Actor, "oi@example.vn");
        var token = await world.TokenMailedToAsync("oi@example.vn");
        var first = await AcceptAsync(world, token);
        var second = await AcceptAsync(world, token);
        var signIn = await world.Get<CheckPassword>()
            .RunAsync(Actor.Nobody, new CheckPassword.Input("oi@example.vn", NewPassword), CancellationToken.None);

        Assert.True(first.Succeeded);
        Assert.Equal(TokenRefusals.Invalid, second.Refusal);
        Assert.Equal(first.Value, signIn.Value.UserId);
    }

    [DatabaseTheory]
    public async Task Of_two_who_accept_at_once_one_does(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = await world.AdminAsync();
        await InviteAsync(world, admin.Actor, "oi@example.vn");
        var token = await world.TokenMailedToAsync("oi@example.vn");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AcceptAsync(world, token))));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
    }

    [Fact]
    public async Task An_invitation_lasts_seven_days_to_the_second()
    {
        await using var world = await World.CreateAsync();
        var admin = await world.AdminAsync();
        await InviteAsync(world, admin.Actor, "oi@example.vn");
        var token = await world.TokenMailedToAsync("oi@example.vn");

        world.Clock.Advance(AccountToken.InvitationLife - TimeSpan.FromSeconds(1));
        Assert.NotNull(await world.Get<UserQueries>().InvitedAsync(token, CancellationToken.None));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await world.Get<UserQueries>().InvitedAsync(token, CancellationToken.None));
        Assert.Equal(TokenRefusals.Invalid, (await AcceptAsync(world, token)).Refusal);
    }

    [DatabaseTheory]
    public async Task Inviting_or_sending_again_replaces_the_link(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = await world.AdminAsync();
        var invited = (await InviteAsync(world, admin.Actor, "oi@example.vn")).Value;
        var first = await world.TokenMailedToAsync("oi@example.vn");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await InviteAsync(world, admin.Actor, "OI@example.vn", Role.Finance);
        var second = await world.TokenMailedToAsync("oi@example.vn");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Get<ResendInvitation>().RunAsync(admin.Actor, new ResendInvitation.Input(invited.UserId), CancellationToken.None);
        var third = await world.TokenMailedToAsync("oi@example.vn");

        Assert.Equal(TokenRefusals.Invalid, (await AcceptAsync(world, first)).Refusal);
        Assert.Equal(TokenRefusals.Invalid, (await AcceptAsync(world, second)).Refusal);
        Assert.Equal(invited.UserId, (await AcceptAsync(world, third)).Value);
        var user = await world.Get<UserQueries>().FindAsync(admin.Actor, invited.UserId, CancellationToken.None);
        Assert.Equal([Role.Finance, Role.Auditor], user!.User.Memberships.Select(membership => membership.Role));
    }

    [Fact]
    public async Task Somebody_who_has_an_account_is_not_invited_again()
    {
        await using var world = await World.CreateAsync();
        var admin = await world.AdminAsync();
        await world.PersonAsync(Role.Auditor, "dao@example.vn");

        var refusal = (await InviteAsync(world, admin.Actor, "dao@example.vn")).Refusal!;

        Assert.Equal(("email", "user_exists"), (refusal.Fields[0].Field, refusal.Fields[0].Code));
    }

    [Fact]
    public async Task A_role_of_a_partner_or_shop_names_one_that_exists()
    {
        await using var world = await World.CreateAsync();
        var admin = await world.AdminAsync();
        var invite = world.Get<InviteUser>();

        var missing = await invite.RunAsync(admin.Actor, new InviteUser.Input("a@example.vn", null, Role.Partner), CancellationToken.None);
        var unknown = await invite.RunAsync(
            admin.Actor, new InviteUser.Input("a@example.vn", null, Role.ShopOwner, ShopId: Guid.CreateVersion7()), CancellationToken.None);

        Assert.Equal("required", Assert.Single(missing.Refusal!.Fields).Code);
        Assert.Equal("organisation_unknown", Assert.Single(unknown.Refusal!.Fields).Code);
    }

    [DatabaseTheory]
    public async Task A_new_password_by_mail_works_once_ends_sessions_and_lifts_the_lock(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Partner, "dao@example.vn");
        var before = (await world.Get<BeginSession>()
            .RunAsync(Actor.Nobody, new BeginSession.Input(person.UserId), CancellationToken.None)).Value;
        for (var i = 0; i < 5; i++)
            await world.Get<CheckPassword>()
                .RunAsync(Actor.Nobody, new CheckPassword.Input("dao@example.vn", "sai roi nhe nhe"), CancellationToken.None);

        await world.Get<RequestPasswordReset>()
            .RunAsync(Actor.Nobody, new RequestPasswordReset.Input("Dao@Example.vn"), CancellationToken.None);
        var token = await world.TokenMailedToAsync("dao@example.vn");
        var reset = world.Get<ResetPassword>();
        var weak = await reset.RunAsync(Actor.Nobody, new ResetPassword.Input(token, "1234567890"), CancellationToken.None);
        var first = await reset.RunAsync(Actor.Nobody, new ResetPassword.Input(token, NewPassword), CancellationToken.None);
        var second = await reset.RunAsync(Actor.Nobody, new ResetPassword.Input(token, "mot mat khau khac han 9"), CancellationToken.None);
        var signIn = await world.Get<CheckPassword>()
            .RunAsync(Actor.Nobody, new CheckPassword.Input("dao@example.vn", NewPassword), CancellationToken.None);

        Assert.Equal("password_too_common", weak.Refusal!.Fields[0].Code);
        Assert.True(first.Succeeded);
        Assert.Equal(TokenRefusals.Invalid, second.Refusal);
        Assert.True(signIn.Succeeded);
        Assert.False(await world.Get<SessionQueries>().HoldsAsync(before.Id, CancellationToken.None));
        Assert.Contains(await world.MailsAsync("dao@example.vn"), mail => mail.Kind == MailKind.PasswordChanged);
    }

    [Fact]
    public async Task Asking_for_a_new_password_answers_alike_for_every_address_and_mails_only_people_with_one()
    {
        await using var world = await World.CreateAsync();
        var admin = await world.AdminAsync();
        await InviteAsync(world, admin.Actor, "invited@example.vn");
        var mailsBefore = (await world.MailsAsync()).Count;
        var ask = world.Get<RequestPasswordReset>();

        var unknown = await ask.RunAsync(Actor.Nobody, new RequestPasswordReset.Input("nobody@example.vn"), CancellationToken.None);
        var invited = await ask.RunAsync(Actor.Nobody, new RequestPasswordReset.Input("invited@example.vn"), CancellationToken.None);
        var known = await ask.RunAsync(Actor.Nobody, new RequestPasswordReset.Input(admin.Email), CancellationToken.None);
        var again = await ask.RunAsync(Actor.Nobody, new RequestPasswordReset.Input(admin.Email), CancellationToken.None);

        Assert.All([unknown, invited, known, again], outcome => Assert.True(outcome.Succeeded));
        Assert.Equal(mailsBefore + 1, (await world.MailsAsync()).Count);
    }

    [Fact]
    public async Task A_reset_link_does_not_accept_an_invitation()
    {
        await using var world = await World.CreateAsync();
        var person = await world.PersonAsync(Role.Partner, "dao@example.vn");
        await world.Get<RequestPasswordReset>()
            .RunAsync(Actor.Nobody, new RequestPasswordReset.Input(person.Email), CancellationToken.None);

        var outcome = await AcceptAsync(world, await world.TokenMailedToAsync("dao@example.vn"));

        Assert.Equal(TokenRefusals.Invalid, outcome.Refusal);
    }

    [DatabaseTheory]
    public async Task The_last_admin_stays_and_nobody_takes_away_his_own_admin_role(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = await world.AdminAsync();
        var other = await world.AdminAsync();
        var revoke = world.Get<RevokeMembership>();

        var own = await revoke.RunAsync(admin.Actor, new RevokeMembership.Input(admin.UserId, admin.MembershipId), CancellationToken.None);
        var ownAccount = await world.Get<DeactivateUser>()
            .RunAsync(admin.Actor, new DeactivateUser.Input(admin.UserId), CancellationToken.None);
        var others = await revoke.RunAsync(
            admin.Actor, new RevokeMembership.Input(other.UserId, other.MembershipId), CancellationToken.None);
        var last = await revoke.RunAsync(
            Actor.System, new RevokeMembership.Input(admin.UserId, admin.MembershipId), CancellationToken.None);
        var lastAccount = await world.Get<DeactivateUser>()
            .RunAsync(Actor.System, new DeactivateUser.Input(admin.UserId), CancellationToken.None);

        Assert.Equal("own_admin_role", own.Refusal!.Code);
        Assert.Equal("own_account", ownAccount.Refusal!.Code);
        Assert.True(others.Succeeded);
        Assert.Equal("last_admin", last.Refusal!.Code);
        Assert.Equal("last_admin", lastAccount.Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task Two_admins_who_shut_each_other_out_at_once_leave_one(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var deactivate = world.Get<DeactivateUser>();
        for (var round = 0; round < 5; round++)
        {
            await using (var db = await world.DbAsync())
                await db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.IsActive, false));
            var one = await world.AdminAsync();
            var two = await world.AdminAsync();

            var outcomes = await Task.WhenAll(
                Task.Run(() => deactivate.RunAsync(one.Actor, new DeactivateUser.Input(two.UserId), CancellationToken.None)),
                Task.Run(() => deactivate.RunAsync(two.Actor, new DeactivateUser.Input(one.UserId), CancellationToken.None)));

            Assert.Single(outcomes, outcome => outcome.Succeeded);
        }
    }

    [DatabaseTheory]
    public async Task R10_5_Nobody_but_an_admin_changes_or_sees_people_and_a_former_admin_no_longer_does(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = await world.AdminAsync();
        var former = await world.AdminAsync();
        await world.Get<RevokeMembership>()
            .RunAsync(admin.Actor, new RevokeMembership.Input(former.UserId, former.MembershipId), CancellationToken.None);
        var partner = await world.PersonAsync(Role.Partner);
        var finance = await world.PersonAsync(Role.Finance);
        var auditor = await world.PersonAsync(Role.Auditor);
        var queries = world.Get<UserQueries>();

        // The former admin's actor still claims the right, as a cookie of the last minute would.
        foreach (var actor in (Actor[])[former.Actor, partner.Actor, finance.Actor, auditor.Actor, Actor.Nobody,
            admin.Actor with { ClientId = Guid.CreateVersion7() }])
        {
            Assert.Equal(RefusalKind.Forbidden, (await InviteAsync(world, actor, "x@example.vn", Role.Admin)).Refusal?.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await world.Get<GrantMembership>()
                .RunAsync(actor, new GrantMembership.Input(actor.ClientId, Role.Admin), CancellationToken.None)).Refusal?.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await world.Get<RevokeMembership>()
                .RunAsync(actor, new RevokeMembership.Input(admin.UserId, admin.MembershipId), CancellationToken.None)).Refusal?.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await world.Get<DeactivateUser>()
                .RunAsync(actor, new DeactivateUser.Input(partner.UserId), CancellationToken.None)).Refusal?.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await world.Get<ReactivateUser>()
                .RunAsync(actor, new ReactivateUser.Input(partner.UserId), CancellationToken.None)).Refusal?.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await world.Get<ResendInvitation>()
                .RunAsync(actor, new ResendInvitation.Input(partner.UserId), CancellationToken.None)).Refusal?.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await world.Get<ResetAuthenticator>()
                .RunAsync(actor, new ResetAuthenticator.Input(finance.UserId), CancellationToken.None)).Refusal?.Kind);
        }

        foreach (var actor in (Actor[])[partner.Actor, finance.Actor, Actor.Nobody])
        {
            Assert.Equal(0, (await queries.ListAsync(actor, new UserQueries.Filter(), new PageRequest(), CancellationToken.None)).Total);
            Assert.Null(await queries.FindAsync(actor, admin.UserId, CancellationToken.None));
            Assert.Empty(await queries.CountsAsync(actor, new UserQueries.Filter(), CancellationToken.None));
            Assert.Empty(await queries.OrganisationsAsync(actor, Role.Partner, null, CancellationToken.None));
        }

        Assert.Equal(5, (await queries.ListAsync(
            auditor.Actor, new UserQueries.Filter(), new PageRequest(), CancellationToken.None)).Total);
    }

    [DatabaseTheory]
    public async Task The_first_admin_is_invited_once_and_nobody_when_there_is_one(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var first = new InviteFirstAdmin(
            world.Get<IDbContextFactory<PortalDb>>(), world.Get<InviteUser>(),
            new PortalSettings { Portal = new HostSettings { FirstAdmin = "first@example.vn" } }, world.Clock);

        for (var start = 0; start < 3; start++)
            Assert.True((await first.RunAsync(Actor.System, CancellationToken.None)).Succeeded);
        Assert.Single(await world.MailsAsync("first@example.vn"));
        world.Clock.Advance(AccountToken.InvitationLife);
        await first.RunAsync(Actor.System, CancellationToken.None);
        Assert.Equal(2, (await world.MailsAsync("first@example.vn")).Count);
        await AcceptAsync(world, await world.TokenMailedToAsync("first@example.vn"));
        world.Clock.Advance(AccountToken.InvitationLife);
        await first.RunAsync(Actor.System, CancellationToken.None);

        Assert.Equal(2, (await world.MailsAsync("first@example.vn")).Count);
    }

    [DatabaseTheory]
    public async Task A_role_is_granted_once_and_told_by_mail(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = await world.AdminAsync();
        var person = await world.PersonAsync(Role.Auditor, "dao@example.vn");
        var grant = world.Get<GrantMembership>();

        var first = await grant.RunAsync(admin.Actor, new GrantMembership.Input(person.UserId, Role.Finance), CancellationToken.None);
        var second = await grant.RunAsync(admin.Actor, new GrantMembership.Input(person.UserId, Role.Finance), CancellationToken.None);

        Assert.Equal(first.Value, second.Value);
        Assert.Single(await world.MailsAsync("dao@example.vn"), mail => mail.Kind == MailKind.RoleGranted);
    }

    [DatabaseTheory]
    public async Task People_are_found_without_diacritics_and_filtered_sorted_and_paged(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = await world.AdminAsync("admin@example.vn");
        await world.PersonAsync(Role.Finance, "b@example.vn", "Đỗ Thị Hường");
        await world.PersonAsync(Role.Auditor, "a@example.vn", "Đỗ Văn Hưởng");
        await world.PersonAsync(Role.Auditor, "c@example.vn", "Trần Nam");
        await InviteAsync(world, admin.Actor, "d@example.vn");
        var queries = world.Get<UserQueries>();

        async Task<string> Find(UserQueries.Filter filter, PageRequest? page = null) =>
            string.Join(' ', (await queries.ListAsync(
                admin.Actor, filter, page ?? new PageRequest(Sort: "email"), CancellationToken.None)).Items.Select(row => row.Email[0]));

        Assert.Equal("a b", await Find(new UserQueries.Filter(Text: "do huong")));
        Assert.Equal("a c d", await Find(new UserQueries.Filter(Role: Role.Auditor)));
        Assert.Equal("d", await Find(new UserQueries.Filter(State: UserState.Invited)));
        Assert.Equal("a a b c", await Find(new UserQueries.Filter(State: UserState.Active)));
        Assert.Equal("b a", await Find(new UserQueries.Filter(), new PageRequest(2, 2, "email", Descending: true)));
        Assert.Equal("", await Find(new UserQueries.Filter(Text: "%")));
        var counts = await queries.CountsAsync(admin.Actor, new UserQueries.Filter(Role: Role.Auditor), CancellationToken.None);
        Assert.Equal((2, 1, 0), (counts[UserState.Active], counts[UserState.Invited], counts.GetValueOrDefault(UserState.Deactivated)));
    }
}
