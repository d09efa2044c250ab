using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Ledger;

/// <summary>Corrections are new entries with a reason (R6.1); large ones need two people.</summary>
public sealed class AdjustmentTests
{
    [DatabaseTheory]
    public async Task R6_1_A_correction_is_an_entry_with_the_reason(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();

        var given = (await AdjustAsync(world, partner, 999_995)).Value;
        await AdjustAsync(world, partner, -5);

        Assert.Equal(AdjustmentState.Posted, given.State);
        var balance = await world.BalanceAsync(partner);
        Assert.Equal((new Dong(-999_990), new Dong(99_999)), (balance.Earned, balance.TaxWithheld));
        Assert.Contains(await world.EntriesAsync(partner),
            entry => entry is { Note: "Thưởng bổ sung", By: "Kế toán", Reason: EntryReason.Adjustment });
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task Above_the_limit_a_second_person_agrees_or_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var own = (await AdjustAsync(world, partner, -1_000_001, world.Approver())).Value;
        Assert.Equal((AdjustmentState.Proposed, default(LedgerAmounts)), (own.State, await world.BalanceAsync(partner)));

        Assert.Equal(LedgerRefusals.OwnAdjustment, (await DecideAsync(world, own.Id, true, world.Approver())).Refusal!.Code);
        Assert.Equal("forbidden", (await DecideAsync(world, own.Id, true, world.Finance())).Refusal!.Code);
        var other = world.AnotherApprover();
        Assert.Equal(AdjustmentState.Posted, (await DecideAsync(world, own.Id, true, other)).Value.State);
        Assert.Equal(LedgerRefusals.AdjustmentDecided, (await DecideAsync(world, own.Id, true, other)).Refusal!.Code);
        Assert.Equal(new Dong(1_000_001), (await world.BalanceAsync(partner)).Earned);

        var rejected = (await AdjustAsync(world, partner, 2_000_000)).Value;
        Assert.Contains((await DecideAsync(world, rejected.Id, false, other)).Refusal!.Fields, field => field.Field == "reason");
        Assert.Equal(AdjustmentState.Rejected, (await DecideAsync(world, rejected.Id, false, other, "Không đúng")).Value.State);
        Assert.Equal(new Dong(1_000_001), (await world.BalanceAsync(partner)).Earned);
    }

    [DatabaseTheory]
    public async Task Small_corrections_of_one_person_add_up_whomever_they_are_for_and_whichever_way(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partners = new[] { await world.HasPartnerAsync(), await world.HasPartnerAsync(), await world.HasPartnerAsync() };
        Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, partners[0], 400_000)).Value.State);
        Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, partners[1], -600_000)).Value.State);

        Assert.Equal(AdjustmentState.Proposed, (await AdjustAsync(world, partners[2], 1)).Value.State);
        Assert.Equal(AdjustmentState.Proposed, (await AdjustAsync(world, partners[2], -1)).Value.State);

        // somebody else has a limit of their own, and so has the next day
        Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, partners[2], 1, world.Approver())).Value.State);
        world.Clock.MoveTo(LocalCalendar.StartOf(LocalCalendar.Day(world.Clock.GetUtcNow()).AddDays(1)));
        Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, partners[2], 1_000_000)).Value.State);
    }

    [DatabaseTheory]
    public async Task What_is_corrected_of_one_partner_adds_up_whoever_corrects_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, partner, 700_000)).Value.State);

        var second = (await AdjustAsync(world, partner, 700_000, world.Approver())).Value;

        Assert.Equal(AdjustmentState.Proposed, second.State);
        var other = world.AnotherApprover();
        Assert.Equal(AdjustmentState.Posted, (await DecideAsync(world, second.Id, true, other)).Value.State);

        // two people looked at that one: it uses nobody's limit up
        Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, partner, 300_000, world.Approver())).Value.State);
        Assert.Equal(AdjustmentState.Proposed, (await AdjustAsync(world, partner, 1, other)).Value.State);
    }

    [DatabaseTheory]
    public async Task A_month_has_a_limit_of_its_own(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 1, 0, 0, 0, LocalCalendar.Offset));
        var partner = await world.HasPartnerAsync();
        for (var day = 0; day < 5; day++)
        {
            Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, await world.HasPartnerAsync(), 500_000)).Value.State);
            Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, partner, 500_000)).Value.State);
            world.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(AdjustmentState.Proposed, (await AdjustAsync(world, await world.HasPartnerAsync(), 1)).Value.State);
        Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, partner, 1_000_000, world.Approver())).Value.State);
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 31, 23, 59, 59, LocalCalendar.Offset));
        Assert.Equal(AdjustmentState.Proposed, (await AdjustAsync(world, await world.HasPartnerAsync(), 1)).Value.State);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AdjustmentState.Posted, (await AdjustAsync(world, await world.HasPartnerAsync(), 1)).Value.State);
    }

    [DatabaseTheory]
    public async Task Of_corrections_at_once_just_below_the_limit_only_what_fits_is_posted_alone(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var partners = new List<Partner>();
        for (var i = 0; i < 6; i++)
            partners.Add(await world.HasPartnerAsync());

        var byOne = await Task.WhenAll(partners.Select(
            (partner, i) => Task.Run(() => AdjustAsync(i % 2 == 0 ? world : node, partner, i % 2 == 0 ? 600_000 : -600_000))));
        Actor[] others = [world.Approver(), world.AnotherApprover()];
        var ofOne = await Task.WhenAll(
            others.Select((person, i) => Task.Run(() => AdjustAsync(i == 0 ? world : node, partners[0], 600_000, person))));

        Assert.Single(byOne, outcome => outcome.Value.State == AdjustmentState.Posted);
        var left = byOne[0].Value.State == AdjustmentState.Posted ? 0 : 1;
        Assert.Equal(left, ofOne.Count(outcome => outcome.Value.State == AdjustmentState.Posted));
        await using var db = await world.DbAsync();
        Assert.Equal(1 + left, await db.JournalEntries.CountAsync(entry => entry.Reason == EntryReason.Adjustment));
    }

    [DatabaseTheory]
    public async Task Two_who_agree_at_once_post_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var partner = await world.HasPartnerAsync();
        var proposed = (await AdjustAsync(world, partner, 2_000_000)).Value;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(i => Task.Run(() => DecideAsync(i % 2 == 0 ? world : node, proposed.Id, true, world.Approver()))));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.Equal(new Dong(-2_000_000), (await world.BalanceAsync(partner)).Earned);
    }

    [DatabaseTheory]
    public async Task Nothing_or_too_much_or_no_reason_is_refused_at_its_field(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();

        var refused = (await world.Get<AdjustBalance>()
            .RunAsync(world.Finance(), partner.Id, new AdjustBalance.Input(0), default)).Refusal!;

        Assert.Equal(["gross", "reason"], refused.Fields.Select(field => field.Field));
        Assert.Equal("forbidden", (await AdjustAsync(world, partner, 1, world.Admin)).Refusal!.Code);
        Assert.Equal("forbidden", (await AdjustAsync(world, partner, 1, world.PersonOf(partner))).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R10_4_Who_did_what_and_how_it_was_before_is_logged_and_found(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var proposed = (await AdjustAsync(world, partner, 2_000_000)).Value;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await DecideAsync(world, proposed.Id, false, world.Approver(), "Không đúng");
        var queries = world.Get<AuditQueries>();

        var all = (await queries.ListAsync(world.Admin, new AuditFilter(), new PageRequest(), default)).Items;
        Assert.Equal([AuditActions.AdjustmentRejected, AuditActions.AdjustmentProposed], all.Select(record => record.Action));
        Assert.All(all, record => Assert.True(record.Intact));
        Assert.Contains("\"state\":\"Rejected\"", all[0].After, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"Proposed\"", all[0].Before, StringComparison.Ordinal);
        Assert.Single((await queries.ListAsync(world.Admin, new AuditFilter("truong phong"), new PageRequest(), default)).Items);
        Assert.Equal(2, (await queries.ListAsync(
            world.Admin, new AuditFilter(partner.Id.ToString("D")), new PageRequest(), default)).Total);
        Assert.Single((await queries.ListAsync(
            world.Admin, new AuditFilter(Action: AuditActions.AdjustmentProposed), new PageRequest(), default)).Items);
        Assert.Empty((await queries.ListAsync(world.Finance(), new AuditFilter(), new PageRequest(), default)).Items);

        // and by whoever did it
        var boss = Assert.Single(await queries.ActorsAsync(world.Admin, "truong phong", default));
        Assert.Equal(all[0].Id,
            Assert.Single((await queries.ListAsync(world.Admin, new AuditFilter(ActorId: boss.Id), new PageRequest(), default)).Items).Id);
        Assert.Equal(boss, await queries.ActorAsync(world.Admin, boss.Id, default));
        Assert.Equal(2, (await queries.ActorsAsync(world.Admin, "", default)).Count);
        Assert.Empty(await queries.ActorsAsync(world.Finance(), "", default));
        Assert.Null(await queries.ActorAsync(world.Finance(), boss.Id, default));
    }

    private static Task<Outcome<AdjustmentView>> AdjustAsync(World world, Partner partner, long gross, Actor? by = null) =>
        world.Get<AdjustBalance>().RunAsync(by ?? world.Finance(), partner.Id, new AdjustBalance.Input(gross, "Thưởng bổ sung"), default);

    private static Task<Outcome<AdjustmentView>> DecideAsync(World world, Guid id, bool accept, Actor by, string? reason = null) =>
        world.Get<DecideAdjustment>().RunAsync(by, id, new DecideAdjustment.Input(accept, reason), default);
}
