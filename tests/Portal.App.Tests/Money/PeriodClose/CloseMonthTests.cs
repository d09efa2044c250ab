using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.PeriodClose;

/// <summary>A close remits the tax of those who reach the threshold, and gives back that of the others (R6.4).</summary>
public sealed class CloseMonthTests
{
    private static readonly DateOnly June = new(2026, 6, 1);

    [DatabaseTheory]
    public async Task R6_4_At_the_threshold_tax_is_remitted_and_below_it_comes_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var below = await world.HasPartnerAsync();
        var at = await world.HasPartnerAsync();
        var above = await world.HasPartnerAsync();
        await world.IsOwedAsync(below, 1_999_999);
        await world.IsOwedAsync(at, 2_000_000);
        await world.IsOwedAsync(above, 2_000_001);

        // has money, and nothing to settle
        await world.MovesAsync(await world.HasPartnerAsync(),
            new LedgerAmounts { Earned = new Dong(-5_000_000), AvailablePreTax = new Dong(5_000_000) }, "preTax");
        world.NextMonth();

        var report = (await world.ClosesAsync()).Value;

        Assert.Equal((3, 3), (report.Partners, report.Done));
        Assert.Equal((MonthState.Closed, 400_000L, 200_000L, 2, 1, 0L),
            (report.State, report.TaxToRemit, report.TaxToRefund, report.Remitting, report.Refunding, report.Difference));
        var refund = (await world.EntriesAsync(below)).Single(entry => entry.Reason == EntryReason.TaxRefunded);
        Assert.Equal(
            (LocalCalendar.StartOf(new DateOnly(2026, 7, 1)).ToUniversalTime(), new DateOnly(2026, 7, 1), (DateOnly?)June,
                $"close:{below.Id:N}:2026-06"),
            (refund.OccurredAt, refund.Month, refund.TaxMonth, refund.Key));
        Assert.Equal(new LedgerAmounts { Earned = new Dong(-1_999_999), Available = new Dong(1_999_999) }, await world.BalanceAsync(below));
        Assert.Equal(
            new LedgerAmounts { Earned = new Dong(-2_000_000), Available = new Dong(1_800_000), TaxRemitted = new Dong(200_000) },
            await world.BalanceAsync(at));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_4_Reversals_are_deducted_and_all_programmes_add_up(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (first, second) = (await world.HasEarnerAsync(), await world.HasEarnerAsync());
        await world.EarnsAsync(first, 1_500_000);
        var number = await world.EarnsAsync(first, 500_000);
        await world.EarnsAsync(second, 2_500_000);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.HappensAsync(first.Shop, number, OrderEventType.Returned, world.Clock.GetUtcNow());
        world.NextMonth();

        await world.ClosesAsync();

        Assert.Equal((Dong.Zero, new Dong(1_500_000)),
            ((await world.BalanceAsync(first.Partner)).TaxWithheld, (await world.BalanceAsync(first.Partner)).Available));
        Assert.Equal(new Dong(250_000), (await world.BalanceAsync(second.Partner)).TaxRemitted);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_4_Closing_twice_changes_nothing_and_nothing_enters_a_closed_month(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        world.NextMonth();
        var first = (await world.ClosesAsync()).Value;
        var entries = (await world.EntriesAsync(earner.Partner)).Count;

        var again = (await world.ClosesAsync()).Value;
        await world.EarnsAsync(earner, 300_000, World.Start.AddDays(2)); // paid in June, told in July

        Assert.Equal((first.TaxToRefund, first.ClosedAt), (again.TaxToRefund, again.ClosedAt));
        Assert.Equal(entries + 1, (await world.EntriesAsync(earner.Partner)).Count);
        var late = (await world.EntriesAsync(earner.Partner)).Single(entry => entry.Reason == EntryReason.Reward && entry.Month > June);
        Assert.Equal((new DateOnly(2026, 7, 1), June, (DateOnly?)new DateOnly(2026, 7, 1)), (late.Month, late.FactMonth, late.TaxMonth));
        Assert.Equal(1, (await world.ReportAsync(new DateOnly(2026, 7, 1))).LateEntries);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_4_A_reversal_after_the_close_takes_back_what_came_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (small, large) = (await world.HasEarnerAsync(), await world.HasEarnerAsync());
        var orders = (Small: await world.EarnsAsync(small, 100_000), Large: await world.EarnsAsync(large, 3_000_000));
        world.NextMonth();
        await world.ClosesAsync();

        await world.HappensAsync(small.Shop, orders.Small, OrderEventType.Returned, world.Clock.GetUtcNow());
        await world.HappensAsync(large.Shop, orders.Large, OrderEventType.Returned, world.Clock.GetUtcNow());

        Assert.Equal(default, await world.BalanceAsync(small.Partner));
        Assert.Equal(default, await world.BalanceAsync(large.Partner)); // the state's 300,000 come off the next remittance
        var july = await world.ReportAsync(new DateOnly(2026, 7, 1));
        Assert.Equal((300_000L, -300_000L), (july.ReversedRemittance, july.TaxToRemit));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_4_A_month_whose_tax_nets_to_zero_is_settled_too_and_a_later_return_leaves_no_tax_in_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var number = await world.EarnsAsync(earner, 3_000_000);
        await world.IsOwedAsync(earner.Partner, -3_000_000);
        world.NextMonth();
        Assert.Equal((0L, 0L), ((await world.ClosesAsync()).Value.TaxToRemit, (await world.ClosesAsync()).Value.TaxToRefund));

        await world.HappensAsync(earner.Shop, number, OrderEventType.Returned, world.Clock.GetUtcNow());
        world.NextMonth();
        await world.ClosesAsync();
        world.NextMonth();
        await world.ClosesAsync();

        // the correction took the reward back, and the return took it back once more: all of it is owed, its tax included
        Assert.Equal(new LedgerAmounts { Earned = new Dong(3_000_000), Available = new Dong(-3_000_000) },
            await world.BalanceAsync(earner.Partner));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_4_At_the_threshold_a_month_without_tax_is_the_states_and_below_it_the_partners(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (above, below) = (await world.HasEarnerAsync(), await world.HasEarnerAsync());
        var orders = (Above: await world.EarnsAsync(above, 1_000_000), Below: await world.EarnsAsync(below, 1_000_000));
        foreach (var (partner, preTax) in new[] { (above.Partner, 2_000_000L), (below.Partner, 1_999_999L) })
        {
            await world.IsOwedAsync(partner, -1_000_000);
            await world.AppendsAsync(new EntryDraft(partner.Id, EntryReason.Adjustment, $"declares-its-own:{partner.Id:N}",
                world.Clock.GetUtcNow(), Postings.Adjust(new Dong(preTax), Dong.Zero))
            {
                Basis = TaxBasis.CalendarMonth,
            });
        }

        world.NextMonth();
        await world.ClosesAsync();
        await world.HappensAsync(above.Shop, orders.Above, OrderEventType.Returned, world.Clock.GetUtcNow());
        await world.HappensAsync(below.Shop, orders.Below, OrderEventType.Returned, world.Clock.GetUtcNow());

        Assert.Equal(
            new LedgerAmounts { Earned = new Dong(-1_000_000), Available = new Dong(1_100_000), TaxRemitted = new Dong(-100_000) },
            await world.BalanceAsync(above.Partner));
        Assert.Equal(new LedgerAmounts { Earned = new Dong(-999_999), Available = new Dong(999_999) },
            await world.BalanceAsync(below.Partner));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_4_Returns_while_a_month_is_being_closed_leave_no_tax_in_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var returned = new List<(App.Catalogue.Shops.Shop Shop, App.Partners.Profiles.Partner Partner, string Number)>();
        for (var i = 0; i < LongRun.Of(12, 200); i++)
        {
            var earner = await world.HasEarnerAsync();
            returned.Add((earner.Shop, earner.Partner, await world.EarnsAsync(earner, 3_000_000)));
            if (i % 3 > 0)
                await world.IsOwedAsync(earner.Partner, i % 3 == 1 ? -3_000_000 : -2_000_000);
        }

        world.NextMonth();
        other.NextMonth();
        var now = world.Clock.GetUtcNow();
        var closing = Enumerable.Range(0, 2).Select(i => Task.Run(async () => { await (i == 0 ? world : other).ClosesAsync(June); }));
        var returning = returned.Select(
            (one, i) => Task.Run(() => (i % 2 == 0 ? world : other).HappensAsync(one.Shop, one.Number, OrderEventType.Returned, now)));
        await Task.WhenAll(closing.Concat(returning));
        await world.ClosesAsync(June);

        await using var db = await world.DbAsync();
        Assert.Empty(await db.JournalEntries.Where(entry => entry.TaxMonth == June).GroupBy(entry => entry.HolderId)
            .Where(group => group.Sum(entry => entry.TaxWithheld) != 0)
            .Select(group => group.Key).ToListAsync());
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R3_3_A_reversal_after_pay_out_and_close_leaves_the_debt(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var number = await world.EarnsAsync(earner, 1_000_000);
        await using (var db = await world.DbAsync())
            await db.Partners.ExecuteUpdateAsync(set => set.SetProperty(row => row.AgreementSignedAt, world.Clock.GetUtcNow()));
        var asked = (await world.AsksAsync((earner.Partner, await world.HasBankAccountAsync(earner.Partner)), 900_000)).Value;
        world.NextMonth();
        await world.ClosesAsync();
        await world.AnswersAsync(await world.SendsBatchAsync(), new App.Money.Payouts.RecordPayoutResults.Result(asked.Id, true));

        await world.HappensAsync(earner.Shop, number, OrderEventType.Returned, world.Clock.GetUtcNow());

        var balance = await world.BalanceAsync(earner.Partner);
        Assert.Equal((new Dong(-900_000), new Dong(900_000)), (balance.Available, balance.PaidOut));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_3_Tax_of_payments_is_always_remitted(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 10, 12, 0, 0, LocalCalendar.Offset));
        var payee = await world.HasPayeeAsync(0, preTax: 6_000_000);
        var asked = (await world.AsksAsync(payee, 6_000_000)).Value;
        world.NextMonth();
        await world.AnswersAsync(await world.SendsBatchAsync(), new App.Money.Payouts.RecordPayoutResults.Result(asked.Id, true));
        world.NextMonth();

        var report = (await world.ClosesAsync(new DateOnly(2026, 7, 1))).Value;
        Assert.Equal(0, report.TaxToRemit);
        report = (await world.ClosesAsync()).Value;

        Assert.Equal((600_000L, 1), (report.TaxToRemit, report.Remitting));
        Assert.Equal(new Dong(600_000), (await world.BalanceAsync(payee.Partner)).TaxRemitted);
    }

    [DatabaseTheory]
    public async Task A_month_is_closed_when_it_is_over_its_earlier_ones_are_and_nothing_stands_in_the_way(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(0);
        await world.IsOwedAsync(payee.Partner, 500_000);
        await world.AsksAsync(payee, 450_000);
        Assert.Equal([CloseCheck.MonthOver], await BlockingAsync(world, June));
        Assert.Equal(CloseRefusals.Blocked, (await world.ClosesAsync(June)).Refusal!.Code);
        world.NextMonth();
        await world.MakesBatchAsync();
        await world.IsOwedAsync(payee.Partner, 500_000);
        world.NextMonth();

        Assert.Equal([CloseCheck.EarlierMonths, CloseCheck.OpenBatches], await BlockingAsync(world, new DateOnly(2026, 7, 1)));
        Assert.Equal(CloseRefusals.Blocked, (await world.ClosesAsync(new DateOnly(2026, 7, 1))).Refusal!.Code);
        Assert.Empty(await BlockingAsync(world, June));
        Assert.True((await world.ClosesAsync(June)).Succeeded);
        await using (var db = await world.DbAsync())
            await db.LedgerBalances.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Available, row => row.Available + 1).SetProperty(row => row.Held, row => row.Held - 1));
        Assert.Single(await world.AuditAsync());
        Assert.Contains(CloseCheck.Audit, await BlockingAsync(world, new DateOnly(2026, 7, 1)));
    }

    [DatabaseTheory]
    public async Task The_preview_is_what_the_close_posts(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        for (var i = 0; i < 7; i++)
            await world.IsOwedAsync(await world.HasPartnerAsync(), 1_999_998 + i);
        world.NextMonth();
        var queries = world.Get<MonthQueries>();
        var before = await world.ReportAsync(June);
        var planned = (await queries.SettlementsAsync(world.Finance(), June, null, new PageRequest(), default)).Items;

        var after = (await world.ClosesAsync()).Value;

        Assert.True(before.CanClose);
        Assert.Equal((before.TaxToRemit, before.TaxToRefund, before.Remitting, before.Refunding, before.Partners),
            (after.TaxToRemit, after.TaxToRefund, after.Remitting, after.Refunding, after.Partners));
        Assert.Equal(planned, (await queries.SettlementsAsync(world.Finance(), June, null, new PageRequest(), default)).Items);
        Assert.Equal((7, 7, 5, 2), (after.Partners, after.Done, after.Remitting, after.Refunding));
    }

    [DatabaseTheory]
    public async Task R6_4_Parallel_closes_from_two_nodes_with_late_facts_settle_each_partner_once(DatabaseProvider provider)
    {
        var count = LongRun.Of(40, 2000);
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var partners = new List<App.Partners.Profiles.Partner>();
        for (var i = 0; i < count; i++)
        {
            partners.Add(await world.HasPartnerAsync());
            await world.IsOwedAsync(partners[i], i % 2 == 0 ? 1_000_000 : 2_000_000);
        }

        world.NextMonth();
        other.NextMonth();
        var closing = Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? world : other).ClosesAsync(June)));
        var late = partners.Select((partner, i) => Task.Run(async () =>
        {
            await (i % 2 == 0 ? world : other).IsOwedAsync(partner, 10, World.Start, $"late:{i}");
            return default(Outcome<MonthReport>);
        }));
        await Task.WhenAll(closing.Concat(late));

        var report = await world.ReportAsync(June);
        Assert.Equal((MonthState.Closed, count / 2 * 200_000L, 0L),
            (report.State, report.TaxToRemit / 100_000 * 100_000, report.Difference));
        await using var db = await world.DbAsync();
        Assert.Equal(count, await db.JournalEntries.CountAsync(
            entry => entry.Reason == EntryReason.TaxRefunded || entry.Reason == EntryReason.TaxRemitted));
        Assert.Equal(count, await db.JournalEntries.CountAsync(entry => entry.Key.StartsWith("late:")));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task A_close_that_was_interrupted_is_finished_by_running_it_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        for (var i = 0; i < 6; i++)
            await world.IsOwedAsync(await world.HasPartnerAsync(), 2_000_000);
        world.NextMonth();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Get<CloseMonth>().RunAsync(world.Finance(), June, stop.Token));
        var report = (await world.ClosesAsync()).Value;

        Assert.Equal((MonthState.Closed, 1_200_000L), (report.State, report.TaxToRemit));
    }

    [Theory]
    [InlineData(2026, 2, 28)]
    [InlineData(2028, 2, 29)]
    [InlineData(2026, 4, 30)]
    [InlineData(2026, 12, 31)]
    public async Task R6_4_The_last_instant_of_any_month_is_in_it_and_local_midnight_is_not(int year, int month, int days)
    {
        await using var world = await World.CreateAsync();
        var partner = await world.HasPartnerAsync();
        var first = new DateOnly(year, month, 1);
        var end = LocalCalendar.StartOf(first.AddDays(days));
        world.Clock.MoveTo(end.AddDays(1));
        await world.IsOwedAsync(partner, 1_000_000, end.AddTicks(-10));
        await world.IsOwedAsync(partner, 1_000_000, end);

        var report = (await world.ClosesAsync(first)).Value;

        Assert.Equal((100_000L, 0L), (report.TaxToRefund, report.TaxToRemit));
        Assert.Equal(end.ToUniversalTime(),
            (await world.EntriesAsync(partner)).Single(entry => entry.Reason == EntryReason.TaxRefunded).OccurredAt);
    }

    [DatabaseTheory]
    public async Task Only_finance_closes_and_only_the_operator_reads(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = world.PersonOf(await world.HasPartnerAsync());
        world.NextMonth();

        Assert.Equal("forbidden", (await world.ClosesAsync(June, partner)).Refusal!.Code);
        Assert.Equal("forbidden", (await world.ClosesAsync(June, world.Admin)).Refusal!.Code);
        Assert.Equal("forbidden", (await world.Get<MonthQueries>().ReportAsync(partner, June, default)).Refusal!.Code);
        Assert.Empty(await world.Get<MonthQueries>().ListAsync(partner, null, default));
        Assert.Empty((await world.Get<MonthQueries>().RangeAsync(partner, default)).Years);
        Assert.Empty((await world.Get<MonthQueries>().SettlementsAsync(partner, June, null, new PageRequest(), default)).Items);
    }

    [DatabaseTheory]
    public async Task Months_of_every_year_are_found_and_the_oldest_that_waits_is_named(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var queries = world.Get<MonthQueries>();
        Assert.Equal(new MonthRange(null, null, null), await queries.RangeAsync(world.Finance(), default));
        DateOnly[] months = [new(2021, 11, 1), new(2024, 12, 1), new(2025, 1, 1), new(2025, 12, 1), new(2026, 5, 1)];
        foreach (var month in months)
            await world.IsOwedAsync(partner, 1_000_000, LocalCalendar.StartOf(month));
        await world.ClosesAsync(months[0]);

        var range = await queries.RangeAsync(world.Finance(), default);

        Assert.Equal((months[0], months[^1], new DateOnly(2021, 12, 1)), (range.Oldest, range.Newest, range.Waiting));
        Assert.Equal([2026, 2025, 2024, 2023, 2022, 2021], range.Years);
        var listed = new List<DateOnly>();
        foreach (var year in range.Years)
            listed.AddRange((await queries.ListAsync(world.Finance(), year, default)).Select(row => row.Month));
        Assert.Equal(months.Append(new DateOnly(2021, 12, 1)).OrderDescending(), listed); // the tax of 2021 came back in December
        Assert.Equal([months[4], months[3], months[2], months[1]],
            (await queries.ListAsync(world.Finance(), null, default)).Select(row => row.Month));
        Assert.Equal((1_000_000L, 100_000L, MonthState.Closed), (await queries.ListAsync(world.Finance(), 2021, default))[^1] is var first
            ? (first.Gross, first.Refunded, first.State) : default);
    }

    private static async Task<IReadOnlyList<CloseCheck>> BlockingAsync(World world, DateOnly month) =>
        [.. (await world.ReportAsync(month)).Checks.Where(check => check.Blocks).Select(check => check.Check)];
}
