using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Ledger;

/// <summary>What the ledger adds up to for the pages that show where money came from and went to.</summary>
public sealed class LedgerSumTests
{
    private static readonly DateOnly June = new(2026, 6, 1);
    private static readonly DateOnly July = new(2026, 7, 1);

    [DatabaseTheory]
    public async Task R6_1_What_came_in_and_went_out_adds_up_by_reason_and_is_a_partners_own(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var stranger = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        await world.EarnsAsync(stranger, 70_000);
        await world.MovesAsync(earner.Partner, new LedgerAmounts { Earned = new Dong(10_000), Available = new Dong(-10_000) });
        var queries = world.Get<LedgerQueries>();
        var me = world.PersonOf(earner.Partner);

        var sums = await queries.ReasonsAsync(me, new EntryFilter(stranger.Partner.Id), default);

        Assert.Equal([EntryReason.Reward, EntryReason.Adjustment], sums.Keys.Order());
        Assert.Equal((new Dong(-100_000), new Dong(10_000)), (sums[EntryReason.Reward].Earned, sums[EntryReason.Reward].TaxWithheld));
        Assert.Equal(new Dong(10_000), sums[EntryReason.Adjustment].Earned);
        var all = await queries.SumsAsync(me, new EntryFilter(), default);
        Assert.Equal(all.Payable, sums.Values.Aggregate(Dong.Zero, (sum, amounts) => sum + amounts.Payable));
        var reward = (await queries.ListAsync(me, new EntryFilter(Reason: EntryReason.Reward), new(), default)).Items.Single();
        Assert.Equal((100_000, -10_000, 90_000), (reward.Gross, reward.TaxTaken, reward.Available));
    }

    [DatabaseTheory]
    public async Task R6_1_What_was_earned_adds_up_by_month_and_programme(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var stranger = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        await world.EarnsAsync(earner, 30_000);
        await world.EarnsAsync(stranger, 70_000);
        await world.MovesAsync(earner.Partner, new LedgerAmounts { Earned = new Dong(10_000), Available = new Dong(-10_000) });
        world.NextMonth();
        await world.EarnsAsync(earner, 20_000);
        var queries = world.Get<LedgerQueries>();
        var me = world.PersonOf(earner.Partner);
        string programme;
        await using (var db = await world.DbAsync())
            programme = await db.Programmes.Where(row => row.Id == earner.Link.ProgrammeId).Select(row => row.Name).SingleAsync();

        Assert.Equal(
            [new(July, programme, 20_000), new(June, programme, 130_000), new(June, null, -10_000)],
            await queries.MonthsAsync(me, new EntryFilter(), June, July, default));
        Assert.Equal([new(July, programme, 20_000)], await queries.MonthsAsync(me, new EntryFilter(), July, July, default));
        Assert.Empty(await queries.MonthsAsync(
            world.PersonOf(await world.HasPartnerAsync()), new EntryFilter(earner.Partner.Id), June, July, default));
    }
}
