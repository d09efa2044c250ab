using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Catalogue.Shops;
using Portal.App.Eligibility;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Eligibility;

/// <summary>The admin decides about likely duplicates (R4.4), and people accept what they are invited to (R4.3).</summary>
public sealed class EligibilityDecisionTests
{
    private const string An = "an@example.vn";
    private const string Binh = "binh@example.vn";

    [DatabaseTheory]
    public async Task R4_4_An_approval_is_mailed_ten_minutes_later(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, id) = await QueuedAsync(world);

        var decided = await world.ApproveAsync(id);
        await world.MailsLeaveAsync();
        var early = await SentAsync(world);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.MailsLeaveAsync();

        Assert.Equal([id], decided.Value.Decided.Select(view => view.Id));
        Assert.Equal(World.Start.AddMinutes(10), Assert.Single(decided.Value.Decided).MailDueAt);
        Assert.Equal((0, 1), (early, await SentAsync(world)));
        var account = await world.AccountAsync(An);
        Assert.Equal((EligibilityState.Invited, EligibilityVerdict.Approved, world.Admin.Name),
            (account.State, account.Verdict, account.VerdictBy));
    }

    [DatabaseTheory]
    public async Task R4_4_Until_then_it_can_be_undone_and_decided_anew(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, id) = await QueuedAsync(world);
        await world.ApproveAsync(id);
        world.Clock.Advance(TimeSpan.FromMinutes(9));

        var undone = await world.UndoAsync(id);
        var back = await world.AccountAsync(An);
        var none = await world.InvitationsAsync(An);
        await world.ApproveAsync(id);

        Assert.True(undone.Succeeded);
        Assert.Equal((EligibilityState.Queued, null, null), (back.State, back.Verdict, back.InvitedAt));
        Assert.Empty(none);
        Assert.Single(await world.InvitationsAsync(An));
        Assert.True((await world.JoinsAsync(await world.InvitationTokenAsync(An))).Succeeded);
    }

    [DatabaseTheory]
    public async Task R4_4_Once_it_is_mailed_it_cannot_be_undone(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, id) = await QueuedAsync(world);
        await world.ApproveAsync(id);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.MailsLeaveAsync();

        Assert.Equal("eligibility_mailed", (await world.UndoAsync(id)).Refusal!.Code);
        Assert.Equal(EligibilityState.Invited, (await world.AccountAsync(An)).State);
    }

    [DatabaseTheory]
    public async Task R4_4_While_it_is_being_mailed_it_cannot_be_undone(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, id) = await QueuedAsync(world);
        await world.ApproveAsync(id);
        await using (var db = await world.DbAsync())
            await db.Outbox.ExecuteUpdateAsync(
                set => set.SetProperty(message => message.LeasedUntil, world.Clock.GetUtcNow().AddMinutes(1)));

        Assert.Equal("eligibility_mailed", (await world.UndoAsync(id)).Refusal!.Code);
        Assert.Single(await world.InvitationsAsync(An));
    }

    [DatabaseTheory]
    public async Task R4_4_A_rejection_needs_a_reason_and_mails_nobody(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, id) = await QueuedAsync(world);

        var silent = await world.RejectAsync(" ", id);
        var told = await world.RejectAsync("Cùng một người", id);
        await world.BuysAsync(shop, An, 1, phone: "0901111111");

        Assert.Equal(("reason", FieldCodes.Required), Assert.Single(silent.Refusal!.Fields.Select(field => (field.Field, field.Code))));
        Assert.True(told.Succeeded);
        var account = await world.AccountAsync(An);
        Assert.Equal((4, EligibilityState.Rejected, "Cùng một người"), (account.Successful, account.State, account.VerdictReason));
        Assert.Empty(await world.InvitationsAsync(An));
    }

    [DatabaseTheory]
    public async Task R4_4_Many_are_decided_at_once_and_what_is_no_longer_queued_is_left_alone(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, id) = await QueuedAsync(world);
        await world.BuysAsync(shop, Binh, 2, phone: "0901111111");
        await world.BuysAsync(shop, "chi@example.vn", 1);
        var (binh, chi) = ((await world.AccountAsync(Binh)).Id, (await world.AccountAsync("chi@example.vn")).Id);

        var decided = await world.ApproveAsync(id, binh, chi);
        var again = await world.ApproveAsync(id, binh);
        var other = await world.RejectAsync("Nhầm", id);
        var undone = await world.UndoAsync(id, binh);

        Assert.Equal([chi], decided.Value.Skipped);
        Assert.Equal(new[] { id, binh }.Order(), again.Value.Decided.Select(view => view.Id).Order());
        Assert.Equal("eligibility_decided", other.Refusal!.Code);
        Assert.Equal(new[] { id, binh }.Order(), undone.Value.Decided.Select(view => view.Id).Order());
        Assert.Equal(EligibilityState.Counting, (await world.AccountAsync("chi@example.vn")).State);
    }

    [DatabaseTheory]
    public async Task R4_3_A_count_that_falls_before_the_mail_takes_the_approval_s_mail_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, id) = await QueuedAsync(world);
        await world.ApproveAsync(id);

        await world.ReturnedAsync(shop, "DH-an");
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.MailsLeaveAsync();

        Assert.Equal(0, await SentAsync(world));
        Assert.Equal(EligibilityState.Counting, (await world.AccountAsync(An)).State);
    }

    [DatabaseTheory]
    public async Task A_mail_that_is_put_off_holds_up_no_other_mail_to_the_address(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, id) = await QueuedAsync(world);
        await world.ApproveAsync(id);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await using (var db = await world.DbAsync())
        {
            world.Get<MailQueue>().Add(
                db, new Mail(An, "An", "vi", MailKind.PasswordChanged, new Dictionary<string, string> { ["at"] = "2026-06-10T05:00:00Z" }));
            await db.SaveChangesAsync();
        }

        await world.MailsLeaveAsync();

        Assert.Equal(1, await SentAsync(world));
    }

    [DatabaseTheory]
    public async Task R10_5_Only_admins_decide(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, id) = await QueuedAsync(world);
        var partner = await world.HasPartnerAsync();
        Actor[] others = [Actor.Nobody, world.PersonOf(partner), world.OwnerOf(shop), world.KeyOf(shop),
            (await world.PersonAsync(Role.Auditor)).Actor, (await world.PersonAsync(Role.Finance)).Actor];

        foreach (var actor in others)
        {
            Assert.Equal(RefusalKind.Forbidden, (await world.DecideAsync(actor, EligibilityVerdict.Approved, null, id)).Refusal!.Kind);
            Assert.Equal(RefusalKind.Forbidden,
                (await world.Get<UndoEligibility>().RunAsync(actor, new UndoEligibility.Input([id]), default)).Refusal!.Kind);
        }

        Assert.Equal(EligibilityState.Queued, (await world.AccountAsync(An)).State);
    }

    [DatabaseTheory]
    public async Task R4_3_Whoever_accepts_is_a_partner_in_the_programme_with_an_account(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, An, 3);
        var token = await world.InvitationTokenAsync(An);

        var invitation = await world.Get<EligibilityQueries>().InvitationAsync(token, default);
        var accepted = await world.JoinsAsync(token);
        var again = await world.JoinsAsync(token, name: "Người khác");

        Assert.True(invitation
            is { State: EligibilityState.Invited, NeedsPartner: true, NeedsPassword: true, DefaultRateBps: 500, WindowDays: 7 });
        await using var db = await world.DbAsync();
        var partner = await db.Partners.Include(found => found.Programmes).SingleAsync();
        Assert.Equal(("Nguyễn Văn An", An, "+84901234567"), (partner.Name, partner.Email, partner.Phone));
        Assert.Equal([programme.Id], partner.Programmes.Select(joined => joined.ProgrammeId));
        Assert.Equal(partner.Id, (await db.Memberships.SingleAsync(held => held.Role == Role.Partner)).PartnerId);
        Assert.Equal((partner.Id, null), (again.Value.PartnerId, again.Value.NewUser));
        var account = await world.AccountAsync(An);
        Assert.Equal((EligibilityState.Member, partner.Id), (account.State, account.PartnerId));
        var signedIn = await world.Get<CheckPassword>()
            .RunAsync(Actor.Nobody, new CheckPassword.Input(An, "ba con meo leo cay cau"), default);
        Assert.Equal(accepted.Value.NewUser, signedIn.Value.UserId);
    }

    [DatabaseTheory]
    public async Task R4_3_A_partner_with_that_address_is_simply_joined_and_keeps_his_password(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        var partner = (await world.CreatePartnerAsync("Trần An", An)).Value;
        await world.PersonAsync(Role.Partner, An, "Trần An", partner.Id);
        await world.BuysAsync(shop, An, 3);
        var token = await world.InvitationTokenAsync(An);

        var invitation = await world.Get<EligibilityQueries>().InvitationAsync(token, default);
        var accepted = await world.JoinsAsync(token, name: null, phone: null);

        Assert.True(invitation is { NeedsPartner: false, NeedsPassword: false });
        Assert.Equal((partner.Id, null), (accepted.Value.PartnerId, accepted.Value.NewUser));
        await using var db = await world.DbAsync();
        Assert.Equal(programme.Id, (await db.PartnerProgrammes.SingleAsync()).ProgrammeId);
        Assert.Equal("Trần An", (await db.Partners.SingleAsync()).Name);
        Assert.True((await world.Get<CheckPassword>()
            .RunAsync(Actor.Nobody, new CheckPassword.Input(An, World.Password), default)).Succeeded);
    }

    [DatabaseTheory]
    public async Task R4_3_Without_consent_name_or_phone_nobody_joins(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, An, 3);

        var refused = await world.JoinsAsync(await world.InvitationTokenAsync(An), name: "", phone: "12", consent: false);
        var madeUp = await world.JoinsAsync(new string('a', 64));

        Assert.Equal(["name", "phone", "consent"], refused.Refusal!.Fields.Select(field => field.Field));
        Assert.Equal(TokenRefusals.Invalid, madeUp.Refusal);
        await using var db = await world.DbAsync();
        Assert.Equal(0, await db.Partners.CountAsync());
    }

    [DatabaseTheory]
    public async Task R4_3_A_partner_sees_his_own_way_and_accepts_without_the_mail(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        var partner = await world.HasPartnerAsync();
        await world.PersonAsync(Role.Partner, An, partnerId: partner.Id);
        var stranger = world.PersonOf(await world.HasPartnerAsync());
        var me = world.PersonOf(partner);
        await world.BuysAsync(shop, An, 2);

        var two = await ProgressAsync(world, me, partner.Id);
        var looked = await ProgressAsync(world, world.Auditor(), partner.Id);
        await world.BuysAsync(shop, An, 1);
        var three = await ProgressAsync(world, me, partner.Id);
        var id = (await world.AccountAsync(An)).Id;
        var theirs = await world.Get<AcceptOwnEligibility>().RunAsync(stranger, new AcceptOwnEligibility.Input(id), default);
        var reader = await world.Get<AcceptOwnEligibility>().RunAsync(
            me with { Permissions = new HashSet<string> { Permission.PartnerRead } }, new AcceptOwnEligibility.Input(id), default);
        var joined = await world.Get<AcceptOwnEligibility>().RunAsync(me, new AcceptOwnEligibility.Input(id), default);

        // the address is their own; the operator sees it masked
        Assert.Equal((2, 3, EligibilityState.Counting, programme.Code, An),
            Assert.Single(two.Select(way => (way.SuccessfulOrders, way.Threshold, way.State, way.Program, way.Email))));
        Assert.Equal("a***@example.vn", Assert.Single(looked).Email);
        Assert.Equal(EligibilityState.Invited, Assert.Single(three).State);
        Assert.Equal("eligibility_not_found", theirs.Refusal!.Code);
        Assert.Equal(RefusalKind.Forbidden, reader.Refusal!.Kind);
        Assert.True(joined.Succeeded);
        Assert.Empty(await ProgressAsync(world, me, partner.Id));
        Assert.Equal(partner.Id, (await world.AccountAsync(An)).PartnerId);
    }

    [DatabaseTheory]
    public async Task R10_5_A_partner_sees_nobody_elses_way(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await QueuedAsync(world);
        var partner = await world.HasPartnerAsync();
        var queries = world.Get<EligibilityQueries>();
        foreach (var actor in new[] { world.PersonOf(partner), world.OwnerOf(shop), world.KeyOf(shop), Actor.Nobody })
        {
            Assert.Empty((await queries.ListAsync(actor, new EligibilityFilter(), new PageRequest(), default)).Items);
            Assert.Empty(await queries.CountsAsync(actor, new EligibilityFilter(), default));
            Assert.Equal(RefusalKind.Forbidden,
                (await queries.PageAsync(actor, new EligibilityFilter(), CursorRequest.First, default)).Refusal!.Kind);
            Assert.False((await queries.GetAsync(actor, (await world.AccountAsync(An)).Id, default)).Succeeded);
        }

        var other = await world.HasPartnerAsync();
        Assert.Equal("partner_not_found", (await queries.OfPartnerAsync(world.PersonOf(partner), other.Id, default)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R4_4_The_queue_is_found_by_whole_address_and_shows_the_group_side_by_side(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, id) = await QueuedAsync(world);
        await world.BuysAsync(shop, "chi@example.vn", 1);
        var queries = world.Get<EligibilityQueries>();

        async Task<IReadOnlyList<EligibilityView>> Find(EligibilityFilter filter, Actor? actor = null, string? sort = null) =>
            (await queries.ListAsync(actor ?? world.Admin, filter, new PageRequest(Sort: sort, Descending: true), default)).Items;

        var detail = (await queries.GetAsync(world.Admin, id, default)).Value;
        var auditor = (await world.PersonAsync(Role.Auditor)).Actor;

        Assert.Equal([An, Binh, "chi@example.vn"],
            (await Find(new EligibilityFilter(), sort: "orders")).Select(view => view.Email).Order());
        Assert.Equal(3, (await Find(new EligibilityFilter(), sort: "orders"))[0].SuccessfulOrders);
        Assert.Equal([An], (await Find(new EligibilityFilter(" AN@example.vn"))).Select(view => view.Email));
        Assert.Empty(await Find(new EligibilityFilter("example.vn")));
        Assert.Equal(2, (await Find(new EligibilityFilter(detail.Account.GroupId.ToString()))).Count);
        Assert.Equal(2, (await Find(new EligibilityFilter(Group: detail.Account.GroupId))).Count);
        Assert.Equal([An], (await Find(new EligibilityFilter(State: EligibilityState.Queued, Programme: detail.Account.Program)))
            .Select(view => view.Email));
        Assert.Empty(await Find(new EligibilityFilter(Programme: "khong-co")));
        Assert.Equal(["a***@example.vn"], (await Find(new EligibilityFilter(An), auditor)).Select(view => view.Email));
        Assert.Equal((3, 2), (detail.Account.Threshold, detail.GroupSize));
        Assert.Equal([(An, 3), (Binh, 1)], detail.Group.Select(member => (member.Account.Email, member.Account.SuccessfulOrders)));
        Assert.All(detail.Group, member => Assert.Equal([new SharedTrait(TraitKinds.Phone, 1, 2)], member.Shared));
        Assert.Equal(1, (await queries.CountsAsync(world.Admin, new EligibilityFilter(), default))[EligibilityState.Queued]);
    }

    /// <summary>An has three successful orders (the last is DH-an), and Binh one with the same phone.</summary>
    private static async Task<(Shop Shop, Guid An)> QueuedAsync(World world)
    {
        var (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, Binh, 1, phone: "0901111111");
        await world.BuysAsync(shop, An, 2, phone: "0901111111");
        await world.RecordedAsync(shop, world.OrderOf("DH-an", An));
        await world.PaidAsync(shop, "DH-an");
        return (shop, (await world.AccountAsync(An)).Id);
    }

    private static async Task<IReadOnlyList<EligibilityProgress>> ProgressAsync(World world, Actor actor, Guid partnerId) =>
        (await world.Get<EligibilityQueries>().OfPartnerAsync(actor, partnerId, default)).Value;

    private static async Task<int> SentAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.Outbox.CountAsync(message => message.DoneAt != null);
    }


    [DatabaseTheory]
    public async Task R4_2_More_than_three_takes_a_fourth_order_and_another_version_may_ask_for_three(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(
            shop, new ReferAFriendSettings { MinSuccessfulOrders = 3, MinSuccessfulOrdersOperator = ThresholdOperator.MoreThan });
        var partner = await world.HasPartnerAsync();
        await world.PersonAsync(Role.Partner, An, partnerId: partner.Id);

        await world.BuysAsync(shop, An, 3);
        await world.BuysAsync(shop, Binh, 4);

        Assert.Equal(EligibilityState.Counting, (await world.AccountAsync(An)).State);
        Assert.Equal(4, Assert.Single(await ProgressAsync(world, world.PersonOf(partner), partner.Id)).Threshold);
        Assert.Equal(EligibilityState.Invited, (await world.AccountAsync(Binh)).State);
        await world.HasVersionAsync(programme, 2, new ReferAFriendSettings { MinSuccessfulOrders = 3 }, world.Clock.GetUtcNow().AddDays(1));
        await world.Get<SettleAccounts>().RunDueAsync(default);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Get<SettleAccounts>().RunDueAsync(default);
        Assert.Equal(EligibilityState.Invited, (await world.AccountAsync(An)).State);
    }

    [DatabaseTheory]
    public async Task R10_1_A_withdrawn_threshold_invites_nobody(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        await world.HasVersionAsync(programme, 2, new ReferAFriendSettings { MinSuccessfulOrders = 2 }, world.Clock.GetUtcNow().AddDays(1));
        await using (var db = await world.DbAsync())
            await db.ProgrammeVersions.Where(version => version.Number == 2)
                .ExecuteUpdateAsync(set => set.SetProperty(version => version.WithdrawnAt, world.Clock.GetUtcNow()));
        world.Clock.Advance(TimeSpan.FromDays(2));
        var partner = await world.HasPartnerAsync();
        await world.PersonAsync(Role.Partner, An, partnerId: partner.Id);

        await world.BuysAsync(shop, An, 2);

        Assert.Equal(EligibilityState.Counting, (await world.AccountAsync(An)).State);
        Assert.Equal(3, Assert.Single(await ProgressAsync(world, world.PersonOf(partner), partner.Id)).Threshold);
    }

    [DatabaseTheory]
    public async Task R4_3_When_a_lower_threshold_comes_into_force_all_who_have_enough_are_invited(DatabaseProvider provider)
    {
        const int people = 205; // more than a page
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        var numbers = Enumerable.Range(0, people).Select(i => $"DH-{i}").ToList();
        await world.RecordAsync(shop, [.. numbers.Select((number, i) => world.OrderOf(number, $"khach{i}@example.vn"))]);
        await Task.WhenAll(numbers.Skip(1).Select(number => world.PaidAsync(shop, number)));
        await world.HasVersionAsync(programme, 2, new ReferAFriendSettings { MinSuccessfulOrders = 1 }, world.Clock.GetUtcNow().AddDays(1));
        var settle = world.Get<SettleAccounts>();

        await settle.RunDueAsync(default);
        Assert.Equal((people, 0), (await CountAsync(EligibilityState.Counting), await CountAsync(EligibilityState.Invited)));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await settle.RunDueAsync(default);

        Assert.Equal((1, people - 1), (await CountAsync(EligibilityState.Counting), await CountAsync(EligibilityState.Invited)));
        Assert.Single(await world.InvitationsAsync("khach204@example.vn"));
        await settle.RunDueAsync(default);
        Assert.Single(await world.InvitationsAsync("khach204@example.vn"));

        async Task<int> CountAsync(EligibilityState state)
        {
            await using var db = await world.DbAsync();
            return await db.EligibilityAccounts.CountAsync(account => account.State == state);
        }
    }

    [DatabaseTheory]
    public async Task R4_2_When_a_higher_threshold_comes_into_force_what_is_not_accepted_is_withdrawn(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, An, 3);
        await world.MailsLeaveAsync();
        await world.HasVersionAsync(programme, 2, new ReferAFriendSettings { MinSuccessfulOrders = 5 }, world.Clock.GetUtcNow().AddDays(1));
        world.Clock.Advance(TimeSpan.FromDays(1));

        await world.Get<SettleAccounts>().RunDueAsync(default);

        var account = await world.AccountAsync(An);
        Assert.Equal(EligibilityState.Withdrawn, account.State);
        Assert.NotNull(account.InvitedAt);
    }

    [DatabaseTheory]
    public async Task R4_2_An_invitation_that_the_settings_in_force_no_longer_allow_is_not_accepted(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        var partner = await world.HasPartnerAsync();
        await world.PersonAsync(Role.Partner, An, partnerId: partner.Id);
        await world.BuysAsync(shop, An, 3);
        await world.MailsLeaveAsync();
        var token = await world.InvitationTokenAsync(An);
        await world.HasVersionAsync(programme, 2, new ReferAFriendSettings { MinSuccessfulOrders = 5 }, world.Clock.GetUtcNow());

        var mailed = await world.JoinsAsync(token);
        var own = await world.Get<AcceptOwnEligibility>().RunAsync(
            world.PersonOf(partner), new AcceptOwnEligibility.Input((await world.AccountAsync(An)).Id), default);

        Assert.False(mailed.Succeeded);
        Assert.False(own.Succeeded);
        await using var db = await world.DbAsync();
        Assert.False(await db.PartnerProgrammes.AnyAsync(joined => joined.ProgrammeId == programme.Id));
    }
}
