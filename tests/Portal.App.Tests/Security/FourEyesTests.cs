using Microsoft.EntityFrameworkCore;
using Mono.Cecil;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.PeriodClose;
using Portal.App.Money.Tax;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Risk;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Tax;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Security;

/// <summary>Where it takes two persons, two people are meant (R6.6), and nobody gives themselves a right.</summary>
public sealed class FourEyesTests
{
    private const string First = "the operator's first key, for tests only";

    [DatabaseTheory]
    public async Task R6_6_Somebodys_key_is_that_somebody(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 300_000);
        var partner = await world.HasPartnerAsync();
        world.NextMonth();
        var batch = (await world.Get<MakePayoutBatch>().RunAsync(world.Approver(), new DateOnly(2026, 6, 1), default)).Value;
        var proposed = (await world.Get<AdjustBalance>().RunAsync(
            await world.ActsAsync(await world.HasKeyAsync(by: world.Approver(), scopes: ApiScopes.Finance)), partner.Id,
            new AdjustBalance.Input(50_000_000, "Thưởng"), default)).Value;
        var own = await world.ActsAsync(await world.HasKeyAsync(by: world.Approver(), scopes: ApiScopes.FinanceApprove));
        var other = await world.ActsAsync(await world.HasKeyAsync(by: world.AnotherApprover(), scopes: ApiScopes.FinanceApprove));

        Assert.Equal(PayoutRefusals.OwnBatch, (await world.ApprovesAsync(batch, own)).Refusal!.Code);
        Assert.Equal(LedgerRefusals.OwnAdjustment, (await DecideAsync(world, proposed.Id, own)).Refusal!.Code);
        Assert.Equal(LedgerRefusals.OwnAdjustment, (await DecideAsync(world, proposed.Id, world.Approver())).Refusal!.Code);
        Assert.Equal(PayoutBatchState.Approved, (await world.ApprovesAsync(batch, other)).Value.State);
        Assert.Equal(AdjustmentState.Posted, (await DecideAsync(world, proposed.Id, other)).Value.State);
    }

    [Fact]
    public void R6_6_No_key_is_on_both_sides_of_a_decision()
    {
        var scopes = ApiScopes.Of(ApiKeyOwner.Operator).ToArray();
        var sets = Enumerable.Range(1, (1 << scopes.Length) - 1).Select(bits => scopes.Where((_, i) => (bits & (1 << i)) != 0).ToArray())
            .ToList();
        Assert.Equal(["admin", "finance", "finance-approve"], scopes);
        Assert.All(sets.Where(set => !ApiScopes.AreBothSides(set)), set =>
        {
            var permissions = ApiScopes.Permissions(ApiKeyOwner.Operator, string.Join(' ', set));
            Assert.False(permissions.Contains(PayoutPermissions.Write) && permissions.Contains(PayoutPermissions.Approve),
                string.Join(' ', set));
            Assert.False(permissions.Contains(LedgerPermissions.AdjustmentsWrite)
                && permissions.Contains(LedgerPermissions.AdjustmentsApprove), string.Join(' ', set));
            Assert.DoesNotContain(ApiKeyPermissions.OwnWrite, permissions);
        });
    }

    [DatabaseTheory]
    public async Task Nobody_gives_a_scope_that_they_lack_and_keys_make_no_operator_keys(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var create = world.Get<CreateApiKey>();
        var shop = await world.HasShopAsync();
        var partner = await world.HasPartnerAsync();

        async Task<string?> Code(Actor actor, CreateApiKey.Input input) => (await create.RunAsync(actor, input, default)).Refusal?.Code;
        CreateApiKey.Input Operators(params string[] scopes) => new("Khóa", Scopes: scopes);

        Assert.Null(await Code(world.Admin, Operators("admin")));
        Assert.Equal("scope_beyond_own", await Code(world.Admin, Operators("finance")));
        Assert.Equal("scope_beyond_own", await Code(world.Admin, Operators("finance-approve")));
        Assert.Null(await Code(world.Finance(), Operators("finance")));
        Assert.Equal("scope_beyond_own", await Code(world.Finance(), Operators("admin")));
        Assert.Equal("scope_beyond_own", await Code(world.Finance(), Operators("finance-approve")));
        Assert.Equal("forbidden", await Code(world.Finance(), new CreateApiKey.Input("Khóa", shop.Id)));
        Assert.Null(await Code(world.Approver(), Operators("finance-approve")));
        Assert.Equal("scopes_of_both_sides", await Code(world.Approver(), Operators("finance", "finance-approve")));
        Assert.Equal("forbidden", await Code(world.Auditor(), Operators("admin")));
        Assert.Equal("invalid", await Code(world.Admin, new CreateApiKey.Input("Khóa", Person: "ai-do@example.vn")));

        var key = await world.ActsAsync(await world.HasKeyAsync());
        Assert.Equal("operator_key_needs_person", await Code(key, Operators("admin")));
        Assert.Equal("operator_key_needs_person", await Code(key, Operators("finance-approve") with { Person = "ai-do@example.vn" }));
        Assert.Null(await Code(key, new CreateApiKey.Input("Khóa", shop.Id)));
        Assert.Null(await Code(key, new CreateApiKey.Input("Khóa", PartnerId: partner.Id)));
        Assert.Equal("forbidden", await Code(await world.ActsAsync(await world.HasKeyAsync(by: world.Finance(), scopes: "finance")),
            new CreateApiKey.Input("Khóa", shop.Id)));
    }

    [DatabaseTheory]
    public async Task The_first_key_stands_in_for_people_outside_of_Production_only(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var (tests, production) = (Making(world, isProduction: false), Making(world, isProduction: true));
        await tests.Bootstrap.EnsureAsync(default);
        var first = (await world.Get<ApiKeyDirectory>().FindAsync(First, default))!.Actor;
        Assert.True(first.May(UserPermissions.Write) && first.May(PayoutPermissions.Write) && !first.May(PayoutPermissions.Approve));
        var approver = new CreateApiKey.Input("Duyệt", Scopes: ["finance-approve"]);

        Assert.Equal("operator_key_needs_person", (await production.Create.RunAsync(first, approver, default)).Refusal!.Code);
        Assert.Equal("operator_key_needs_person",
            (await production.Create.RunAsync(first, approver with { Person = "duyet@example.vn" }, default)).Refusal!.Code);
        var same = await world.ActsAsync((await tests.Create.RunAsync(first, approver, default)).Value);
        var other = await world.ActsAsync(
            (await tests.Create.RunAsync(first, approver with { Person = "duyet@example.vn" }, default)).Value);
        var again = await world.ActsAsync(
            (await tests.Create.RunAsync(first, approver with { Person = "Duyet@Example.vn" }, default)).Value);
        var proposed = (await world.Get<AdjustBalance>()
            .RunAsync(first, partner.Id, new AdjustBalance.Input(2_000_000, "Thưởng"), default)).Value;

        Assert.Equal((first.RootId, other.RootId), (same.RootId, again.RootId));
        Assert.Equal(LedgerRefusals.OwnAdjustment, (await DecideAsync(world, proposed.Id, same)).Refusal!.Code);
        Assert.Equal(AdjustmentState.Posted, (await DecideAsync(world, proposed.Id, other)).Value.State);
        var admin = await world.ActsAsync((await tests.Create.RunAsync(first, new CreateApiKey.Input("Quản trị"), default)).Value);
        Assert.Equal("operator_key_needs_person", (await tests.Create.RunAsync(admin, approver, default)).Refusal!.Code);

        await world.Get<DeactivateUser>().RunAsync((await world.AdminAsync()).Actor, new DeactivateUser.Input(other.RootId), default);
        Assert.Equal("key_unknown", (await DecideAsync(world, proposed.Id, again)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R10_5_Keys_end_with_whoever_made_them_and_take_along_what_they_made(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var (admin, leaves, loses, revokes) =
            (await world.AdminAsync(), await world.AdminAsync(), await world.AdminAsync(), await world.AdminAsync());
        var directory = world.Get<ApiKeyDirectory>();

        async Task<(CreatedApiKey Own, CreatedApiKey Further)> MakesAsync(Actor actor)
        {
            var own = await world.HasKeyAsync(by: actor);
            return (own, await world.HasKeyAsync(shop.Id, by: await world.ActsAsync(own)));
        }

        // while they are remembered, so that whatever ends them has to say so
        async Task EndAsync((CreatedApiKey Own, CreatedApiKey Further) keys, Func<Task> end)
        {
            Assert.NotNull(await directory.FindAsync(keys.Own.Key, default));
            Assert.NotNull(await directory.FindAsync(keys.Further.Key, default));
            await end();
            Assert.Null(await directory.FindAsync(keys.Own.Key, default));
            Assert.Null(await directory.FindAsync(keys.Further.Key, default));
        }

        var (left, lost, revoked, kept) =
            (await MakesAsync(leaves.Actor), await MakesAsync(loses.Actor), await MakesAsync(revokes.Actor), await MakesAsync(admin.Actor));
        await EndAsync(left, () => world.Get<DeactivateUser>().RunAsync(admin.Actor, new DeactivateUser.Input(leaves.UserId), default));
        await EndAsync(lost, () => world.Get<RevokeMembership>()
            .RunAsync(admin.Actor, new RevokeMembership.Input(loses.UserId, loses.MembershipId), default));
        await EndAsync(revoked, () => world.Get<RevokeApiKey>().RunAsync(admin.Actor, revoked.Own.Id, default));

        await world.Get<ReactivateUser>().RunAsync(admin.Actor, new ReactivateUser.Input(leaves.UserId), default);
        Assert.Null(await directory.FindAsync(left.Own.Key, default));
        Assert.NotNull(await directory.FindAsync(kept.Further.Key, default));
    }

    [DatabaseTheory]
    public async Task R10_5_A_key_that_is_made_while_its_makers_role_goes_does_not_outlive_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var maker = await world.AdminAsync();
        var key = await world.HasKeyAsync(by: maker.Actor);
        await using (var db = await world.DbAsync())
        {
            // the role goes in a transaction that did not see the key
            await db.Memberships.Where(held => held.Id == maker.MembershipId).ExecuteDeleteAsync();
        }

        Assert.Null(await world.Get<ApiKeyDirectory>().FindAsync(key.Key, default));
    }

    [DatabaseTheory]
    public async Task Nobody_appoints_themselves_by_hand_through_a_key_or_under_another_address(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = await world.AdminAsync("an.tran@gmail.com");
        var key = await world.ActsAsync(await world.HasKeyAsync(by: admin.Actor));
        var alias = await world.PersonAsync(Role.Partner, "antran+2@gmail.com", partnerId: (await world.HasPartnerAsync()).Id);
        await world.PersonAsync(Role.Finance, "lan@example.vn");
        var (grant, invite) = (world.Get<GrantMembership>(), world.Get<InviteUser>());
        var other = (await world.HasPartnerAsync()).Id;

        foreach (var actor in (Actor[])[admin.Actor, key])
        {
            Assert.Equal("own_rights",
                (await grant.RunAsync(actor, new GrantMembership.Input(admin.UserId, Role.FinanceApprover), default)).Refusal!.Code);
            Assert.Equal("own_rights",
                (await world.Get<ReactivateUser>().RunAsync(actor, new ReactivateUser.Input(admin.UserId), default)).Refusal!.Code);
            Assert.Equal("own_account",
                (await world.Get<ResetAuthenticator>().RunAsync(actor, new ResetAuthenticator.Input(admin.UserId), default)).Refusal!.Code);
            Assert.Equal("own_account",
                (await world.Get<DeactivateUser>().RunAsync(actor, new DeactivateUser.Input(admin.UserId), default)).Refusal!.Code);

            // a second self with money of its own
            Assert.Equal("second_self",
                CodeOf(await grant.RunAsync(actor, new GrantMembership.Input(alias.UserId, Role.Partner, other), default)));
            Assert.Equal("second_self",
                CodeOf(await invite.RunAsync(actor, new InviteUser.Input("antran+ban@gmail.com", null, Role.Partner, other), default)));
        }

        Assert.Equal("second_self",
            CodeOf(await grant.RunAsync(admin.Actor, new GrantMembership.Input(alias.UserId, Role.FinanceApprover), default)));
        foreach (var address in (
            string[])["An.Tran+duyet@gmail.com", "antran@googlemail.com", "a.n.t.r.a.n@gmail.com", "lan+hai@example.vn"])
            Assert.Equal("second_self",
                CodeOf(await invite.RunAsync(admin.Actor, new InviteUser.Input(address, null, Role.FinanceApprover), default)));
        Assert.Equal("operator_key_needs_person",
            (await invite.RunAsync(key, new InviteUser.Input("moi@example.vn", null, Role.Finance), default)).Refusal!.Code);
        Assert.True((await invite.RunAsync(
            admin.Actor, new InviteUser.Input("lan.anh@example.vn", null, Role.FinanceApprover), default)).Succeeded);
    }

    [DatabaseTheory]
    public async Task Nobody_decides_about_the_partner_that_they_are(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (own, other) = (await world.HasUnverifiedPartnerAsync(), await world.HasUnverifiedPartnerAsync());
        var finance = await world.PersonAsync(Role.FinanceApprover);
        var admin = await world.AdminAsync();
        await using (var db = await world.DbAsync())
        {
            db.Memberships.AddRange(new[] { finance.UserId, admin.UserId }.Select(user => new Membership
            {
                Id = Guid.CreateVersion7(),
                UserId = user,
                Role = Role.Partner,
                PartnerId = own.Id,
                CreatedAt = World.Start,
            }));
            await db.SaveChangesAsync();
        }

        var verified = new VerifyPartner.Input(VerifyPartner.Decision.Approved, true);
        var key = await world.ActsAsync(await world.HasKeyAsync(by: admin.Actor));
        Assert.Equal(UserRefusals.OwnPartner,
            (await world.Get<VerifyPartner>().RunAsync(admin.Actor, own.Id, verified, default)).Refusal!.Code);
        Assert.Equal(UserRefusals.OwnPartner, (await world.Get<VerifyPartner>().RunAsync(key, own.Id, verified, default)).Refusal!.Code);
        Assert.Equal(UserRefusals.OwnPartner, (await world.Get<AdjustBalance>()
            .RunAsync(finance.Actor, own.Id, new AdjustBalance.Input(1_000, "Thưởng"), default)).Refusal!.Code);
        Assert.Equal(UserRefusals.OwnPartner,
            (await world.Get<SetPayee>().RunAsync(finance.Actor, own.Id, new SetPayee.Input(PayeeType.Individual), default)).Refusal!.Code);
        var proposed = (await world.Get<AdjustBalance>()
            .RunAsync(world.Finance(), own.Id, new AdjustBalance.Input(2_000_000, "Thưởng"), default)).Value;
        Assert.Equal(UserRefusals.OwnPartner, (await DecideAsync(world, proposed.Id, finance.Actor)).Refusal!.Code);
        Assert.True((await world.Get<VerifyPartner>().RunAsync(admin.Actor, other.Id, verified, default)).Succeeded);
    }

    [DatabaseTheory]
    public async Task Nobody_holds_or_releases_rewards_of_the_partner_that_they_are_or_decides_about_their_invitation(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (own, other) = (await world.HasRiskAsync(1), await world.HasRiskAsync(1));
        var (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, "binh@example.vn", 1, phone: "0901111111");
        await world.BuysAsync(shop, "an@example.vn", 3, phone: "0901111111");
        var queued = (await world.AccountAsync("an@example.vn")).Id;
        var admin = await world.AdminAsync();
        var key = await world.ActsAsync(await world.HasKeyAsync(by: admin.Actor));
        await using (var db = await world.DbAsync())
        {
            db.Memberships.Add(new Membership
            {
                Id = Guid.CreateVersion7(),
                UserId = admin.UserId,
                Role = Role.Partner,
                PartnerId = own.Partner.Id,
                CreatedAt = World.Start,
            });
            await db.SaveChangesAsync();
            await db.EligibilityAccounts.Where(account => account.Id == queued)
                .ExecuteUpdateAsync(set => set.SetProperty(account => account.PartnerId, own.Partner.Id));
        }

        foreach (var actor in (Actor[])[admin.Actor, key])
        {
            // of several, one that is theirs is enough
            var both = new RiskChoice([own.Case.Id, other.Case.Id], "Đã kiểm tra");
            Assert.Equal(UserRefusals.OwnPartner, (await world.Get<HoldRewards>().RunAsync(actor, both, default)).Refusal?.Code);
            Assert.Equal(UserRefusals.OwnPartner, (await world.Get<ReleaseRewards>().RunAsync(actor, both, default)).Refusal?.Code);
            Assert.Equal(UserRefusals.OwnPartner, (await world.Get<DismissRisk>().RunAsync(actor, both, default)).Refusal?.Code);
            Assert.Equal(UserRefusals.OwnPartner,
                (await world.DecideAsync(actor, EligibilityVerdict.Approved, null, queued)).Refusal?.Code);
        }

        Assert.True((await world.Get<HoldRewards>().RunAsync(admin.Actor, new RiskChoice([other.Case.Id], "Nghi ngờ"), default)).Succeeded);
        Assert.True((await world.ApproveAsync(queued)).Succeeded);
    }

    [DatabaseTheory]
    public async Task Nobody_lets_the_account_under_their_own_address_into_a_programme(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        var admin = await world.AdminAsync();
        var address = admin.Email.ToUpperInvariant();
        await world.BuysAsync(shop, "binh@example.vn", 1, phone: "0901111111");
        await world.BuysAsync(shop, address, 3, phone: "0901111111");
        var queued = (await world.AccountAsync(admin.Email)).Id;
        var key = await world.ActsAsync(await world.HasKeyAsync(by: admin.Actor));
        foreach (var actor in (Actor[])[admin.Actor, key])
            Assert.Equal(UserRefusals.OwnPartner,
                (await world.DecideAsync(actor, EligibilityVerdict.Approved, null, queued)).Refusal?.Code);

        Assert.True((await world.ApproveAsync(queued)).Succeeded);
        var undo = world.Get<App.Eligibility.UndoEligibility>();
        Assert.Equal(UserRefusals.OwnPartner, (await undo.RunAsync(admin.Actor, new([queued]), default)).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task What_waits_for_a_second_person_is_not_on_the_list_of_whoever_made_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        await world.AsksAsync(payee, 300_000);
        world.NextMonth();
        await world.Get<MakePayoutBatch>().RunAsync(world.Approver(), new DateOnly(2026, 6, 1), default);
        await world.Get<AdjustBalance>()
            .RunAsync(world.Approver(), payee.Partner.Id, new AdjustBalance.Input(50_000_000, "Thưởng"), default);

        async Task<IEnumerable<bool>> MineAsync(Actor actor) =>
            (await world.Get<FinanceWorkQueries>().WorkAsync(actor, default))!.Tasks
                .Where(task => task.Kind is FinanceTaskKind.ApproveBatch or FinanceTaskKind.DecideAdjustments).Select(task => task.Mine);

        Assert.Equal([false, false], await MineAsync(world.Approver()));
        Assert.Equal([true, true], await MineAsync(world.AnotherApprover()));
    }

    [DatabaseTheory]
    public async Task R6_6_Nobody_approves_a_batch_that_pays_themselves(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (own, other) = (await world.HasPayeeAsync(900_000), await world.HasPayeeAsync(900_000));
        var approver = await IsPartnerAsync(world, await world.PersonAsync(Role.FinanceApprover), own.Partner.Id);
        var key = await world.ActsAsync(await world.HasKeyAsync(by: approver, scopes: ApiScopes.FinanceApprove));
        var mine = (await world.AsksAsync(own, 300_000)).Value;
        await world.AsksAsync(other, 200_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;

        foreach (var actor in new[] { approver, key })
        {
            Assert.Equal(UserRefusals.OwnPartner, CodeOf(await world.ApprovesAsync(batch, actor)));
            Assert.True((await PreviewAsync(actor)).PaysReader);
        }

        Assert.False((await PreviewAsync(world.AnotherApprover())).PaysReader);
        Assert.False(await IsMineAsync(approver));
        Assert.True(await IsMineAsync(world.AnotherApprover()));
        Assert.Equal(PayoutBatchState.Made, (await world.Get<PayoutQueries>().GetAsync(world.Admin, batch.Id, default)).Value.State);

        // with their own line held, or left out, the rest is theirs to approve
        await world.PutsAsync(batch, mine.Id, PayoutLineState.Held);
        Assert.False((await PreviewAsync(approver)).PaysReader);
        Assert.True(await IsMineAsync(approver));
        Assert.Equal((PayoutBatchState.Approved, 1), (await world.ApprovesAsync(batch, approver)).Value is var sent
            ? (sent.State, sent.Count) : default);

        // a line that the approval itself would hold pays nobody
        world.NextMonth();
        batch = (await world.MakesBatchAsync()).Value;
        await world.Get<App.Partners.BankAccounts.RemoveBankAccount>().RunAsync(world.PersonOf(own.Partner), own.Account.Id, default);
        Assert.False((await PreviewAsync(approver)).PaysReader);
        Assert.Equal(PayoutRefusals.NothingToPay, CodeOf(await world.ApprovesAsync(batch, approver)));

        async Task<PayoutPreview> PreviewAsync(Actor actor) =>
            (await world.Get<PayoutPreviewQueries>().GetAsync(actor, batch.Id, default)).Value;
        async Task<bool> IsMineAsync(Actor actor) =>
            (await world.Get<App.Money.PeriodClose.FinanceWorkQueries>().WorkAsync(actor, default))!.Tasks.Single(
                task => task.Kind == App.Money.PeriodClose.FinanceTaskKind.ApproveBatch).Mine;
    }

    [DatabaseTheory]
    public async Task R6_6_Nobody_moves_a_payment_to_themselves(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (own, other) = (await world.HasPayeeAsync(900_000), await world.HasPayeeAsync(900_000));
        var person = await IsPartnerAsync(world, await world.PersonAsync(Role.FinanceApprover), own.Partner.Id);
        var (mine, others) = ((await world.AsksAsync(own, 300_000)).Value.Id, (await world.AsksAsync(other, 200_000)).Value.Id);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        Task<Outcome<PayoutBatchView>> PutsAsync(Guid line, PayoutLineState state) => world.Get<ChangePayoutLines>().RunAsync(
            person, batch.Id, new ChangePayoutLines.Input([line], state, state == PayoutLineState.Included ? null : "Chờ"), default);
        Task<Outcome<PayoutResults>> SaysAsync(Actor by, Guid line, bool paid) =>
            world.Get<RecordPayoutResults>()
                .RunAsync(by, batch.Id, new RecordPayoutResults.Input([new(line, paid, paid ? null : "Sai tên")]), default);

        // holding it is open to everybody, putting it back is not
        foreach (var line in new[] { mine, others })
            Assert.True((await PutsAsync(line, PayoutLineState.Held)).Succeeded);
        Assert.Equal(UserRefusals.OwnPartner, CodeOf(await PutsAsync(mine, PayoutLineState.Included)));
        Assert.True((await PutsAsync(others, PayoutLineState.Included)).Succeeded);
        await world.PutsAsync(batch, mine, PayoutLineState.Included);
        Assert.True((await world.ApprovesAsync(batch)).Succeeded);

        // that it came back gives the money back; that it was paid takes it
        Assert.Equal(UserRefusals.OwnPartner, CodeOf(await SaysAsync(person, mine, paid: false)));
        Assert.Equal(Domain.Withdrawals.WithdrawalState.InBatch, (await world.WithdrawalAsync(mine)).State);
        Assert.True((await SaysAsync(person, others, paid: false)).Succeeded);
        Assert.Equal(1, (await SaysAsync(person, mine, paid: true)).Value.Paid);

        await SaysAsync(world.Finance(), mine, paid: false);
        Guid answer;
        await using (var db = await world.DbAsync())
            answer = (await db.ReconciliationExceptions.SingleAsync()).Id;
        Assert.Equal(UserRefusals.OwnPartner, CodeOf(await world.Get<AcceptBankCorrection>().RunAsync(person, answer, "Đúng", default)));
        Assert.Equal(UserRefusals.OwnPartner, CodeOf(await world.Get<ResolveException>().RunAsync(person, answer, "Không có gì", default)));
        Assert.True((await world.Get<AcceptBankCorrection>().RunAsync(world.AnotherApprover(), answer, "Đúng", default)).Succeeded);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task Nobody_undoes_a_verdict_on_themselves_or_joins_themselves_to_a_programme(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, "binh@example.vn", 1, phone: "0901111111");
        await world.BuysAsync(shop, "an@example.vn", 3, phone: "0901111111");
        var account = (await world.AccountAsync("an@example.vn")).Id;
        var own = await world.HasPartnerAsync();
        var admin = await IsPartnerAsync(world, await world.AdminAsync(), own.Id);
        var undo = world.Get<App.Eligibility.UndoEligibility>();
        Assert.True((await world.RejectAsync("Trùng", account)).Succeeded);
        await using (var db = await world.DbAsync())
            await db.EligibilityAccounts.ExecuteUpdateAsync(set => set.SetProperty(row => row.PartnerId, own.Id));

        Assert.Equal(UserRefusals.OwnPartner, CodeOf(await undo.RunAsync(admin, new([account]), default)));
        Assert.True((await undo.RunAsync(world.Admin, new([account]), default)).Succeeded);
        Assert.Equal(UserRefusals.OwnPartner,
            CodeOf(await world.Get<JoinProgramme>().RunAsync(admin, own.Id, new JoinProgramme.Input(programme.Code), default)));
        Assert.True((await world.Get<JoinProgramme>()
            .RunAsync(world.Admin, own.Id, new JoinProgramme.Input(programme.Code), default)).Succeeded);
    }

    [Fact]
    public void Nothing_but_the_one_check_compares_who_made_something() =>
        Assert.Empty(CompiledCode.Portal.Where(ComparesMakers).Select(method => $"{method}"));

    [Fact]
    public void Such_comparisons_are_found()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Compares).Assembly.Location);
        Assert.All(module.GetTypes()
            .Single(type => type.Name == nameof(Compares)).Methods.Where(method => method.Name.StartsWith("Own", StringComparison.Ordinal)),
            method => Assert.True(ComparesMakers(new CompiledMethod(method)), method.Name));
    }

    private static class Compares
    {
        public sealed record Row(Guid MadeById, Guid? ListedById);

        public static bool Own(Row row, Actor actor) => row.MadeById == actor.ClientId;

        public static bool OwnOrNobodys(Row row, Actor actor) => row.ListedById is null || actor.RootId != row.ListedById;

        public static IQueryable<Row> OwnOf(IQueryable<Row> rows, Actor actor) => rows.Where(row => row.MadeById == actor.RootId);
    }

    // what the two sides are was read just before they are compared; a query's comparison names the same methods
    private static bool ComparesMakers(CompiledMethod method)
    {
        const int Just = 24;
        var (maker, reader) = (-2 * Just, -2 * Just);
        for (var at = 0; at < method.Code.Count; at++)
        {
            if (method.Code[at].Operand is not MethodReference { Name: var name } called)
                continue;
            if (name.EndsWith("ById", StringComparison.Ordinal))
                maker = at;
            else if (name is "get_ClientId" or "get_RootId")
                reader = at;
            else if (name is "op_Equality" or "op_Inequality" or nameof(Equals) && called.DeclaringType.Name == nameof(Guid)
                && at - maker <= Just && at - reader <= Just)
                return true;
        }

        return false;
    }

    private static (BootstrapKey Bootstrap, CreateApiKey Create) Making(World world, bool isProduction)
    {
        var settings = new PortalSettings { Portal = new HostSettings { BootstrapAdminKey = First } };
        var bootstrap = new BootstrapKey(world.Get<UnitOfWork>(), settings, new PortalEnvironment(isProduction), world.Clock);
        return (bootstrap, new CreateApiKey(world.Get<UnitOfWork>(), bootstrap, world.Clock));
    }

    /// <summary>The person, who is a partner beside their role.</summary>
    private static async Task<Actor> IsPartnerAsync(World world, World.Person person, Guid partnerId)
    {
        await using var db = await world.DbAsync();
        db.Memberships.Add(new Membership
        {
            Id = Guid.CreateVersion7(),
            UserId = person.UserId,
            Role = Role.Partner,
            PartnerId = partnerId,
            CreatedAt = World.Start
        });
        await db.SaveChangesAsync();
        return person.Actor;
    }

    private static string CodeOf<T>(Outcome<T> outcome) => outcome.Refusal!.Code;

    private static Task<Outcome<AdjustmentView>> DecideAsync(World world, Guid adjustment, Actor by) =>
        world.Get<DecideAdjustment>().RunAsync(by, adjustment, new DecideAdjustment.Input(true), default);
}
