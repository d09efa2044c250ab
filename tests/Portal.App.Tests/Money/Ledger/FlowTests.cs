using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Ledger;

/// <summary>Money in and out by month, what corrections come to, and where a closed month leads on to.</summary>
public sealed class FlowTests
{
    [DatabaseTheory]
    public async Task Each_month_has_what_was_earned_paid_and_remitted_in_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasPartnerAsync();
        await world.IsOwedAsync(earner, 3_000_000);
        var payee = await world.HasPayeeAsync(900_000);
        var asked = (await world.AsksAsync(payee, 400_000)).Value;
        var first = LocalCalendar.Month(LocalCalendar.Day(world.Clock.GetUtcNow()));
        world.NextMonth();
        await world.AnswersAsync(await world.SendsBatchAsync(), new RecordPayoutResults.Result(asked.Id, true));
        await world.ClosesAsync();

        var flows = await world.Get<FlowQueries>().ByMonthAsync(world.Finance(), 3, default);
        Assert.Equal([first.AddMonths(-1), first, first.AddMonths(1)], flows.Select(flow => flow.Month));
        Assert.Equal(new MonthFlow(first.AddMonths(-1), 0, 0, 0), flows[0]);
        Assert.Equal((3_900_000L, 0L), (flows[1].Earned, flows[1].PaidOut));
        Assert.Equal((0L, 400_000L), (flows[2].Earned, flows[2].PaidOut));
        Assert.Equal(300_000, flows.Sum(flow => flow.TaxRemitted));
        Assert.Empty(await world.Get<FlowQueries>().ByMonthAsync(world.PersonOf(earner), 3, default));
    }

    [DatabaseTheory]
    public async Task Corrections_add_up_by_their_sign(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = (await world.HasPayeeAsync(900_000)).Partner;
        foreach (var gross in new[] { 10_000, 20_000, -4_000 })
            await world.Get<AdjustBalance>().RunAsync(world.Finance(), partner.Id, new AdjustBalance.Input(gross, "Thử"), default);

        var queries = world.Get<LedgerQueries>();
        Assert.Equal(new InAndOut(30_000, -4_000), await queries.AdjustmentSumsAsync(world.Finance(), null, default));
        Assert.Equal(26_000, (await queries.AdjustmentSumsAsync(world.Finance(), AdjustmentState.Posted, default)).Total);
        Assert.Equal(default, await queries.AdjustmentSumsAsync(world.Finance(), AdjustmentState.Proposed, default));
        Assert.Equal(default, await queries.AdjustmentSumsAsync(world.PersonOf(partner), null, default));

        // so do the entries of a list, of the part of the balance that it is about
        var filter = new EntryFilter(partner.Id, Search: partner.Name);
        var flow = await queries.InAndOutAsync(world.Finance(), filter, default);
        Assert.Equal((await queries.SumsAsync(world.Finance(), filter, default)).Payable.Amount, flow.Total);
        Assert.True(flow is { In: > 0, Out: < 0 });
        Assert.Equal(default, await queries.InAndOutAsync(world.Finance(), filter with { Part = BalancePart.Reserved }, default));
        Assert.Equal(default, await queries.InAndOutAsync(world.PersonOf(await world.HasPartnerAsync()), filter, default));
    }

    [DatabaseTheory]
    public async Task A_closed_month_leads_to_its_requests_its_batch_and_the_next_month(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        await world.AsksAsync(payee, 400_000);
        var month = LocalCalendar.Month(LocalCalendar.Day(world.Clock.GetUtcNow()));
        world.NextMonth();
        await world.IsOwedAsync(payee.Partner, 1_000_000);
        var queries = world.Get<AfterCloseQueries>();

        // the month that runs is no next one
        Assert.Equal(new AfterClose(new MonthToPay(month, 1, 400_000), null, null),
            await queries.GetAsync(world.Finance(), month, default));
        var batch = (await world.MakesBatchAsync()).Value;
        world.NextMonth();

        Assert.Equal(new AfterClose(null, new MonthBatch(batch.Id, batch.Number, batch.State), month.AddMonths(1)),
            await queries.GetAsync(world.Finance(), month, default));
        Assert.Null(await queries.GetAsync(world.PersonOf(payee.Partner), month, default));
    }
}
