using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Backlog;
using Portal.App.Money.Ledger;
using Portal.App.Money.PeriodClose;
using Portal.App.Money.Tax;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.PeriodClose;

/// <summary>A partner whose tax a close cannot settle keeps no other waiting, and is tried again until it can be (R6.4).</summary>
public sealed class UnsettledPartnerTests
{
    private const string Settlement = "NEW.\"Key\" LIKE 'close:%'";

    private static readonly DateOnly June = new(2026, 6, 1);

    [DatabaseTheory]
    public async Task R6_4_A_close_settles_everybody_beside_one_who_cannot_be_settled_and_him_when_he_can(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partners = await PartnersAsync(world, 5);
        var ill = partners[2];
        world.NextMonth();
        await world.AilsAsync(ill.Id);

        var report = (await world.ClosesAsync()).Value;

        Assert.Equal((MonthState.Closing, 5, 4, 1, 800_000L, 0L),
            (report.State, report.Partners, report.Done, report.Aside, report.TaxToRemit, report.Difference));
        Assert.Null(report.ClosedAt);
        Assert.Equal(0, report.LeftWithheld); // put aside is not left
        foreach (var partner in partners.Except([ill]))
            Assert.Equal(new Dong(200_000), (await world.BalanceAsync(partner)).TaxRemitted);
        Assert.Equal(new Dong(200_000), (await world.BalanceAsync(ill)).TaxWithheld);
        var failure = Assert.Single(await FailuresAsync(world));
        Assert.Equal((WorkKind.MonthPartner, $"2026-06: {ill.Name}", 1), (failure.Kind, failure.Subject, failure.Attempts));
        Assert.Contains("Poisoned", failure.Error, StringComparison.Ordinal);

        // whom it concerns reads that it waits; the audit knows that it is not forgotten
        Assert.Equal((June, 200_000L), Assert.Single((await MeterAsync(world, ill)).Earlier.Select(tax => (tax.Month, tax.Tax))));
        Assert.Empty((await MeterAsync(world, partners[0])).Earlier);
        var task = Assert.Single(
            (await world.Get<FinanceWorkQueries>().WorkAsync(world.Finance(), default))!.Tasks, task => task.Month == June);
        Assert.Equal((FinanceTaskKind.CloseMonth, 1, 200_000L), (task.Kind, task.Count, task.Amount));
        Assert.Empty(await world.AuditAsync());

        // again and again changes nothing; after its pause they are tried
        var entries = await EntriesAsync(world);
        await world.ClosesAsync(June);
        await Worker(world).RunOnceAsync(default);
        Assert.Equal((entries, 1), (await EntriesAsync(world), Assert.Single(await FailuresAsync(world)).Attempts));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Worker(world).RunOnceAsync(default);
        Assert.Equal((2, failure.Since), (Assert.Single(await FailuresAsync(world)).Attempts, failure.Since));

        // mended, and not waited for
        await world.HealAsync();
        await world.Get<RetryFailedWork>().RunAsync(world.Finance(), new RetryFailedWork.Input(failure.Kind, failure.SubjectId), default);
        await Worker(world).RunOnceAsync(default);
        report = await world.ReportAsync(June);
        Assert.Equal((MonthState.Closed, 5, 0, 1_000_000L, 0L, (PromisedDay?)null),
            (report.State, report.Done, report.Aside, report.TaxToRemit, report.Difference, report.Promise));
        Assert.Equal(new Dong(200_000), (await world.BalanceAsync(ill)).TaxRemitted);
        Assert.Empty(await FailuresAsync(world));
        Assert.Empty((await MeterAsync(world, ill)).Earlier);
        entries = await EntriesAsync(world);
        Assert.Equal(report.ClosedAt, (await world.ClosesAsync(June)).Value.ClosedAt);
        Assert.Equal(entries, await EntriesAsync(world));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R3_3_A_return_takes_its_tax_from_where_it_is_while_its_partner_waits(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (remitted, refunded) = (await world.HasEarnerAsync(), await world.HasEarnerAsync());
        var numbers = (await world.EarnsAsync(remitted, 2_500_000), await world.EarnsAsync(refunded, 100_000));
        await world.EarnsAsync(refunded, 200_000);
        world.NextMonth();
        await world.PoisonAsync("JournalEntries", Settlement);
        Assert.Equal(2, (await world.ClosesAsync()).Value.Aside);
        await world.HealAsync();

        // the close has passed both by, and settled neither
        await world.HappensAsync(remitted.Shop, numbers.Item1, OrderEventType.Returned, world.Clock.GetUtcNow());
        await world.HappensAsync(refunded.Shop, numbers.Item2, OrderEventType.Returned, world.Clock.GetUtcNow());

        Assert.Equal(default, await world.BalanceAsync(remitted.Partner));
        Assert.Equal((new Dong(180_000), new Dong(20_000)),
            (await world.BalanceAsync(refunded.Partner) is var left ? (left.Available, left.TaxWithheld) : default));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Worker(world).RunOnceAsync(default);
        Assert.Equal(new LedgerAmounts { Earned = new Dong(-200_000), Available = new Dong(200_000) },
            await world.BalanceAsync(refunded.Partner));
        Assert.Equal((MonthState.Closed, 0L, 20_000L, 0L),
            (await world.ReportAsync(June) is var june ? (june.State, june.TaxToRemit, june.TaxToRefund, june.Difference) : default));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_4_Two_nodes_settle_each_partner_once_and_put_each_aside_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var partners = await PartnersAsync(world, LongRun.Of(20, 400));
        World[] nodes = [world, other];
        foreach (var node in nodes)
            node.NextMonth();
        await world.AilsAsync(partners[7].Id);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => nodes[i % 2].ClosesAsync(June))));
        Assert.Equal((MonthState.Closing, partners.Count - 1, 1),
            (await world.ReportAsync(June) is var report ? (report.State, report.Done, report.Aside) : default));
        Assert.Single(await FailuresAsync(world));
        await world.HealAsync();
        foreach (var node in nodes)
            node.Clock.Advance(TimeSpan.FromHours(6));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Worker(nodes[i % 2]).RunOnceAsync(default))));
        report = await world.ReportAsync(June);
        Assert.Equal((MonthState.Closed, partners.Count, 0, 0L), (report.State, report.Done, report.Aside, report.Difference));
        await using var db = await world.DbAsync();
        Assert.Equal(partners.Count, await db.JournalEntries.CountAsync(entry => entry.Reason == EntryReason.TaxRemitted));
        Assert.Empty(await FailuresAsync(world));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task Who_cannot_even_be_put_aside_stops_the_close_where_it_is_and_nothing_is_lost(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partners = await PartnersAsync(world, 4);
        world.NextMonth();
        await world.PoisonAsync("JournalEntries", Settlement);
        await world.PoisonAsync("UnsettledMonths", "1 = 1");

        await Assert.ThrowsAnyAsync<Exception>(() => world.ClosesAsync());
        await Worker(world).RunOnceAsync(default);

        Assert.Equal(WorkKind.MonthClose, Assert.Single(await FailuresAsync(world)).Kind);
        await using (var db = await world.DbAsync())
            Assert.Equal(Guid.Empty, await db.MonthCloses.Select(row => row.Cursor).SingleAsync());

        await world.HealAsync();
        await world.HealAsync("UnsettledMonths");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Worker(world).RunOnceAsync(default);
        Assert.Equal((MonthState.Closed, partners.Count, 0L),
            (await world.ReportAsync(June) is var report ? (report.State, report.Done, report.Difference) : default));
        Assert.Empty(await FailuresAsync(world));
    }

    [Fact]
    public async Task When_everybody_fails_it_is_no_failure_of_their_own_and_the_close_stops()
    {
        await using var world = await World.CreateAsync();
        var partners = await PartnersAsync(world, SettleMonth.MostAside + 5);
        world.NextMonth();
        await world.PoisonAsync("JournalEntries", Settlement);

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.ClosesAsync());
        await Worker(world).RunOnceAsync(default);

        var failures = await FailuresAsync(world);
        Assert.Equal((SettleMonth.MostAside, 1),
            (failures.Count(row => row.Kind == WorkKind.MonthPartner), failures.Count(row => row.Kind == WorkKind.MonthClose)));
        Assert.Equal((SettleMonth.MostAside, 0), await world.ReportAsync(June) is var stopped
            ? (stopped.Aside, stopped.LeftWithheld) : default);
        await world.HealAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Worker(world).RunOnceAsync(default);
        Assert.Equal((MonthState.Closed, partners.Count),
            (await world.ReportAsync(June) is var report ? (report.State, report.Done) : default));
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task R6_4_Tax_that_was_left_is_settled_beside_one_who_fails(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partners = await PartnersAsync(world, 3);
        world.NextMonth();
        await world.ClosesAsync();
        foreach (var partner in partners)
        {
            await world.AppendsAsync(new EntryDraft(
                partner.Id, EntryReason.Reversal, $"left:{partner.Id:N}", world.Clock.GetUtcNow(),
                new LedgerAmounts { Earned = new Dong(100_000), Available = new Dong(-90_000), TaxWithheld = new Dong(-10_000) })
            { TaxMonth = June, Basis = partner == partners[2] ? TaxBasis.PerPayment : TaxBasis.CalendarMonth });
        }

        Assert.Equal(3, (await world.ReportAsync(June)).LeftWithheld);
        await world.AilsAsync(partners[1].Id);
        Assert.Equal(1, (await world.ClosesAsync(June)).Value.LeftWithheld);
        Assert.Equal(new Dong(-10_000), (await world.BalanceAsync(partners[1])).TaxWithheld);
        Assert.Equal((Dong.Zero, Dong.Zero),
            ((await world.BalanceAsync(partners[0])).TaxWithheld, (await world.BalanceAsync(partners[2])).TaxWithheld));
        Assert.Single(await world.AuditAsync());

        await world.HealAsync();
        Assert.Equal((0, 0L), (await world.ClosesAsync(June)).Value is var report ? (report.LeftWithheld, report.Difference) : default);
        Assert.Empty(await world.AuditAsync());
    }

    /// <summary>Who are all above the threshold, in the order in which the close comes to them.</summary>
    private static async Task<List<Partner>> PartnersAsync(World world, int count)
    {
        for (var i = 0; i < count; i++)
            await world.IsOwedAsync(await world.HasPartnerAsync(), 2_000_000);
        await using var db = await world.DbAsync();
        return await db.LedgerBalances.Join(db.Partners, balance => balance.HolderId, partner => partner.Id, (balance, partner) => partner)
            .OrderBy(partner => partner.Id).ToListAsync();
    }

    private static MonthWorker Worker(World world) => ActivatorUtilities.CreateInstance<MonthWorker>(world.Services);

    private static async Task<TaxMeter> MeterAsync(World world, Partner partner) =>
        (await world.Get<TaxQueries>().MeterAsync(world.PersonOf(partner), partner.Id, default)).Value;

    private static async Task<int> EntriesAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.JournalEntries.CountAsync();
    }

    private static async Task<IReadOnlyList<WorkFailure>> FailuresAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.WorkFailures.AsNoTracking().ToListAsync();
    }
}
