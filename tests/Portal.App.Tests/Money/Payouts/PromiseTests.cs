using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.PeriodClose;
using Portal.App.Money.Tax;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Payouts;

/// <summary>
/// What was promised and did not come says how late it is, since when, and whom it waits for: to the partner, and to whoever has to act
/// (R6.4, R6.6).
/// </summary>
public sealed class PromiseTests
{
    private static readonly DateOnly June = new(2026, 6, 1);

    [DatabaseTheory]
    public async Task R6_6_A_request_past_its_days_says_how_late_and_for_whom_at_every_step(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var asked = (await world.AsksAsync(payee, 300_000)).Value;
        Task<WithdrawalView> Seen() => SeenAsync(world, payee.Partner, asked.Id);
        Assert.Equal(new PromisedDay(new DateOnly(2026, 7, 5), 0, WaitsFor.Finance), asked.Promise);

        world.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 7, 6)).AddTicks(-10)); // the last instant of day 5
        Assert.False((await Seen()).Promise!.IsLate);
        Assert.Null(await LateAsync(world, payee.Partner));
        world.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 7, 6)));
        Assert.Equal(new PromisedDay(new DateOnly(2026, 7, 5), 1, WaitsFor.Finance), (await Seen()).Promise);
        world.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal((1, 300_000L, 3), await LateAsync(world, payee.Partner) is { } late
            ? (late.Count, late.Amount, late.Oldest.DaysLate) : default);
        var batch = (await world.MakesBatchAsync(June)).Value;
        Assert.Equal((WaitsFor.Approver, WaitsFor.Approver), ((await Seen()).Promise!.WaitsFor, batch.Promise!.WaitsFor));
        Assert.Equal(3, batch.Promise.DaysLate);
        Assert.Equal(WaitsFor.Bank, (await world.ApprovesAsync(batch)).Value.Promise!.WaitsFor);
        Assert.Equal(WaitsFor.Bank, (await Seen()).Promise!.WaitsFor);
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, true));

        Assert.Null((await Seen()).Promise);
        Assert.Null((await world.Get<PayoutQueries>().GetAsync(world.Finance(), batch.Id, default)).Value.Promise);
        Assert.Null(await LateAsync(world, payee.Partner));
    }

    [DatabaseTheory]
    public async Task R10_5_What_is_late_of_a_partner_is_nobody_elses_to_read(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var other = await world.HasPayeeAsync(900_000);
        await world.AsksAsync(payee, 300_000);
        world.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 8, 1)));

        Assert.Null(await world.Get<WithdrawalQueries>().LateAsync(world.PersonOf(other.Partner), payee.Partner.Id, default));
        Assert.NotNull(await world.Get<WithdrawalQueries>().LateAsync(world.Finance(), payee.Partner.Id, default));
    }

    [DatabaseTheory]
    public async Task R6_6_A_held_line_carries_its_reason_to_the_partner_until_a_batch_takes_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var held = (await world.AsksAsync(payee, 300_000)).Value;
        var left = (await world.AsksAsync(payee, 200_000)).Value;
        await world.AsksAsync(payee, 100_000); // so that something is paid
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        Assert.Null((await SeenAsync(world, payee.Partner, held.Id)).HeldReason);
        await world.PutsAsync(batch, held.Id, PayoutLineState.Held, "Chờ xác minh tên");
        await world.PutsAsync(batch, left.Id, PayoutLineState.Excluded, "Trùng yêu cầu");

        Assert.Equal("Chờ xác minh tên", (await SeenAsync(world, payee.Partner, held.Id)).HeldReason);
        Assert.Equal("Trùng yêu cầu", (await SeenAsync(world, payee.Partner, left.Id)).HeldReason);
        await world.ApprovesAsync(batch);
        Assert.Equal((WithdrawalState.Requested, "Chờ xác minh tên"), await SeenAsync(world, payee.Partner, held.Id) is var waiting
            ? (waiting.State, waiting.HeldReason) : default);
        Assert.Equal((WithdrawalState.Returned, "Trùng yêu cầu", null), await SeenAsync(world, payee.Partner, left.Id) is var back
            ? (back.State, back.Reason, back.HeldReason) : default);
        var entry = Assert.Single((await EntriesAsync(world, payee.Partner)), entry => entry.WithdrawalId == left.Id
            && entry.Reason == Domain.Ledger.EntryReason.Returned);
        Assert.Equal("Trùng yêu cầu", entry.Note);

        world.NextMonth();
        await world.MakesBatchAsync();
        Assert.Null((await SeenAsync(world, payee.Partner, held.Id)).HeldReason);
    }

    [DatabaseTheory]
    public async Task A_batch_that_was_given_up_holds_nothing_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var asked = (await world.AsksAsync(payee, 300_000)).Value;
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        await world.PutsAsync(batch, asked.Id, PayoutLineState.Held);
        await world.Get<DiscardPayoutBatch>().RunAsync(world.Finance(), batch.Id, default);

        Assert.Null((await SeenAsync(world, payee.Partner, asked.Id)).HeldReason);
        Assert.DoesNotContain(await world.MailsAsync(payee.Partner.Email), mail => mail.Kind == MailKind.WithdrawalHeld);
    }

    [DatabaseTheory]
    public async Task R6_4_A_close_past_its_day_says_so_to_both_sides(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(0);
        await world.IsOwedAsync(payee.Partner, 1_000_000);
        world.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 7, 8)));

        var late = new PromisedDay(new DateOnly(2026, 7, 5), 3, WaitsFor.Finance);
        Assert.Equal(late, (await world.ReportAsync(June)).Promise);
        Assert.Equal(late, Assert.Single(await world.Get<MonthQueries>().ListAsync(world.Finance(), null, default)).Promise);
        var meter = (await world.Get<TaxQueries>().MeterAsync(world.PersonOf(payee.Partner), payee.Partner.Id, default)).Value;
        Assert.Equal(new WaitingTax(June, 100_000, late), Assert.Single(meter.Earlier));
        Assert.True((await world.ClosesAsync(June)).Succeeded);

        Assert.Null((await world.ReportAsync(June)).Promise);
        Assert.Empty((await world.Get<TaxQueries>().MeterAsync(world.PersonOf(payee.Partner), payee.Partner.Id, default)).Value.Earlier);
    }

    [DatabaseTheory]
    public async Task What_is_late_comes_first_for_whoever_it_waits_for_with_amount_and_age(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(9_000_000);
        await world.IsOwedAsync(payee.Partner, 1_000_000);
        await world.AsksAsync(payee, 300_000);
        await world.AsksAsync(payee, 200_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        await world.AsksAsync(payee, 100_000);
        world.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 8, 7)));
        await world.Get<AdjustBalance>()
            .RunAsync(world.Finance(), payee.Partner.Id, new AdjustBalance.Input(5_000_000, "Thưởng nóng"), default);

        var maker = (await world.Get<FinanceWorkQueries>().WorkAsync(world.Finance(), default))!.Tasks;
        var approver = (await world.Get<FinanceWorkQueries>().WorkAsync(world.Approver(), default))!.Tasks;

        Assert.Equal(
            [
                (FinanceTaskKind.CloseMonth, true, 33, 100_000L), (FinanceTaskKind.MakeBatch, true, 2, 100_000),
                (FinanceTaskKind.ApproveBatch, false, 33, 500_000), (FinanceTaskKind.DecideAdjustments, false, 0, 5_000_000),
            ],
            maker.Select(task => (task.Kind, task.Mine, task.DaysLate, task.Amount))
            .Where(task => task.Kind != FinanceTaskKind.CloseMonth || task.Amount > 0));
        var first = approver.First(task => task.Kind == FinanceTaskKind.ApproveBatch);
        Assert.Equal((true, WaitsFor.Approver, batch.Id, 2, batch.MadeAt),
            (first.Mine, first.WaitsFor, first.BatchId!.Value, first.Count, first.Since));
        Assert.Contains(first, approver.TakeWhile(task => task.DaysLate == 33));
        Assert.True(approver.Single(task => task.Kind == FinanceTaskKind.DecideAdjustments).Mine);
        Assert.Null(await world.Get<FinanceWorkQueries>().WorkAsync(world.PersonOf(payee.Partner), default));
    }

    [DatabaseTheory]
    public async Task What_is_late_comes_before_what_waits_for_longer(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        await world.AsksAsync(payee, 300_000);
        world.NextMonth();
        await world.Get<AdjustBalance>()
            .RunAsync(world.Finance(), payee.Partner.Id, new AdjustBalance.Input(5_000_000, "Thưởng nóng"), default);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.MakesBatchAsync();
        world.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 7, 6)));

        var tasks = (await world.Get<FinanceWorkQueries>().WorkAsync(world.Approver(), default))!.Tasks.Where(
            task => task.Mine && task.Kind != FinanceTaskKind.CloseMonth).ToList();

        Assert.Equal([(FinanceTaskKind.ApproveBatch, 1), (FinanceTaskKind.DecideAdjustments, 0)],
            tasks.Select(task => (task.Kind, task.DaysLate)));
        Assert.True(tasks[0].Since > tasks[1].Since);
    }

    private static async Task<WithdrawalView> SeenAsync(World world, App.Partners.Profiles.Partner partner, Guid id) =>
        (await world.Get<WithdrawalQueries>().GetAsync(world.PersonOf(partner), id, default)).Value;

    private static Task<LatePayments?> LateAsync(World world, App.Partners.Profiles.Partner partner) =>
        world.Get<WithdrawalQueries>().LateAsync(world.PersonOf(partner), partner.Id, default);

    private static async Task<IReadOnlyList<EntryView>> EntriesAsync(World world, App.Partners.Profiles.Partner partner) =>
        (await world.Get<LedgerQueries>().EntriesAsync(world.PersonOf(partner), partner.Id, CursorRequest.First, default)).Value.Items;
}
