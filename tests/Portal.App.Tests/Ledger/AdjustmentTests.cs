using Microsoft.EntityFrameworkCore;
using Portal.App.Auditing;
using Portal.App.Data;
using Portal.App.Ledger;
using Portal.App.Partners;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Ledger;

/// <summary>Corrections are new entries with a reason (R6.1); large ones need two people.</summary>
public sealed class AdjustmentTests
{
    [DatabaseTheory]
    public async Task R6_1_A_correction_is_an_entry_with_the_reason(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();

        var given = (await AdjustAsync(world, partner, 1_000_000)).Value;
        await AdjustAsync(world, partner, -5);

        Assert.Equal(AdjustmentState.Posted, given.State);
        var balance = await world.BalanceAsync(partner);
        Assert.Equal((new Dong(-999_995), new Dong(99_999)), (balance.Earned, balance.TaxWithheld));
        Assert.Contains(await world.EntriesAsync(partner), entry => entry is { Note: "Thưởng bổ sung", By: "Kế toán", Reason: EntryReason.Adjustment });
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task Above_the_limit_a_second_person_agrees_or_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var own = (await AdjustAsync(world, partner, -1_000_001, world.Approver())).Value;
        Assert.Equal((AdjustmentState.Proposed, default(LedgerAmounts)), (own.State, await world.BalanceAsync(partner)));

        Assert.Equal(DecideAdjustment.Own, (await DecideAsync(world, own.Id, true, world.Approver())).Refusal!.Code);
        Assert.Equal("forbidden", (await DecideAsync(world, own.Id, true, world.Finance())).Refusal!.Code);
        var other = world.AnotherApprover();
        Assert.Equal(AdjustmentState.Posted, (await DecideAsync(world, own.Id, true, other)).Value.State);
        Assert.Equal(DecideAdjustment.Decided, (await DecideAsync(world, own.Id, true, other)).Refusal!.Code);
        Assert.Equal(new Dong(1_000_001), (await world.BalanceAsync(partner)).Earned);

        var rejected = (await AdjustAsync(world, partner, 2_000_000)).Value;
        Assert.Contains((await DecideAsync(world, rejected.Id, false, other)).Refusal!.Fields, field => field.Field == "reason");
        Assert.Equal(AdjustmentState.Rejected, (await DecideAsync(world, rejected.Id, false, other, "Không đúng")).Value.State);
        Assert.Equal(new Dong(1_000_001), (await world.BalanceAsync(partner)).Earned);
    }

    [DatabaseTheory]
    public async Task Two_who_agree_at_once_post_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var partner = await world.HasPartnerAsync();
        var proposed = (await AdjustAsync(world, partner, 2_000_000)).Value;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => DecideAsync(i % 2 == 0 ? world : node, proposed.Id, true, world.Approver()))));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.Equal(new Dong(-2_000_000), (await world.BalanceAsync(partner)).Earned);
    }

    [DatabaseTheory]
    public async Task Nothing_or_too_much_or_no_reason_is_refused_at_its_field(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();

        var refused = (await world.Get<AdjustBalance>().RunAsync(world.Finance(), partner.Id, new AdjustBalance.Input(0), default)).Refusal!;

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
        Assert.Equal(2, (await queries.ListAsync(world.Admin, new AuditFilter(partner.Id.ToString("D")), new PageRequest(), default)).Total);
        Assert.Single((await queries.ListAsync(world.Admin, new AuditFilter(Action: AuditActions.AdjustmentProposed), new PageRequest(), default)).Items);
        Assert.Empty((await queries.ListAsync(world.Finance(), new AuditFilter(), new PageRequest(), default)).Items);
    }

    private static Task<Outcome<AdjustmentView>> AdjustAsync(World world, Partner partner, long gross, Actor? by = null) =>
        world.Get<AdjustBalance>().RunAsync(by ?? world.Finance(), partner.Id, new AdjustBalance.Input(gross, "Thưởng bổ sung"), default);

    private static Task<Outcome<AdjustmentView>> DecideAsync(World world, Guid id, bool accept, Actor by, string? reason = null) =>
        world.Get<DecideAdjustment>().RunAsync(by, id, new DecideAdjustment.Input(accept, reason), default);
}
