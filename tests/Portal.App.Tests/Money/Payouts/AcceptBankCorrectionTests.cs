using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Payouts;
using Portal.App.Money.Withdrawals;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Payouts;

/// <summary>A bank that says the opposite of what it said before: listed, and accepted by a second person, once (R6.6).</summary>
public sealed class AcceptBankCorrectionTests
{
    [DatabaseTheory]
    public async Task R6_6_A_payment_that_came_back_after_all_gives_the_money_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var (batch, asked) = await SentAsync(world, payee, 300_000);
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, true));
        var paid = (await EntriesOfAsync(world, asked)).Single(entry => entry.Reason == EntryReason.PaidOut);
        var later = await ContradictsAsync(world, batch, asked.Id, paid: false, "Tài khoản đã đóng");

        Assert.Equal(WithdrawalState.Paid, (await world.WithdrawalAsync(asked.Id)).State); // listed, and nothing else
        Assert.True(later.CanBeAccepted);
        Assert.True((await AcceptsAsync(world, later)).Succeeded);

        var back = await world.WithdrawalAsync(asked.Id);
        Assert.Equal((WithdrawalState.Returned, "Tài khoản đã đóng"), (back.State, back.Reason));
        var balance = await world.BalanceAsync(payee.Partner);
        Assert.Equal((new Dong(900_000), Dong.Zero, Dong.Zero), (balance.Available, balance.Reserved, balance.PaidOut));
        var entry = (await EntriesOfAsync(world, asked)).Single(entry => entry.CorrectsId is not null);
        Assert.Equal((paid.Id, EntryReason.Returned, "Tài khoản đã đóng"), (entry.CorrectsId!.Value, entry.Reason, entry.Note));
        Assert.Equal((0, 1), (await world.Get<PayoutQueries>().GetAsync(world.Finance(), batch.Id, default)).Value is var view
            ? (view.Paid, view.Rejected) : default);
        Assert.Equal(PayoutRefusals.AnswerSettled, (await AcceptsAsync(world, later)).Refusal!.Code);
        Assert.Equal(1, (await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, false))).Value.Known);
        Assert.Equal(900_000, (await world.AsksAsync(payee, 900_000)).Value.Amount); // it can be asked for again
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_7_A_payment_that_went_through_after_all_is_taken_again_though_he_spent_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(300_000);
        var (batch, asked) = await SentAsync(world, payee, 300_000);
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, false, "Lỗi"));
        var again = (await world.AsksAsync(payee, 300_000)).Value;
        var later = await ContradictsAsync(world, batch, asked.Id, paid: true);

        Assert.True((await AcceptsAsync(world, later)).Succeeded);

        Assert.Equal((WithdrawalState.Paid, WithdrawalState.Requested),
            ((await world.WithdrawalAsync(asked.Id)).State, (await world.WithdrawalAsync(again.Id)).State));
        var balance = await world.BalanceAsync(payee.Partner);
        Assert.Equal((new Dong(-300_000), new Dong(300_000), new Dong(300_000)), (balance.Available, balance.Reserved, balance.PaidOut));
        Assert.Empty(await world.AuditAsync());
        world.NextMonth();
        Assert.Equal(1, (await world.MakesBatchAsync()).Value.Held); // what they asked for again is not sent
    }

    [DatabaseTheory]
    public async Task R6_3_The_tax_of_a_payment_that_came_back_is_undone_where_it_is(DatabaseProvider provider)
    {
        foreach (var closed in new[] { false, true })
        {
            await using var world = await World.CreateAsync(provider);
            world.Clock.MoveTo(new DateTimeOffset(2026, 7, 10, 12, 0, 0, LocalCalendar.Offset));
            var payee = await world.HasPayeeAsync(1_000_000, preTax: 5_000_000);
            var (batch, asked) = await SentAsync(world, payee, 6_000_000);
            await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, true));
            Assert.Equal(new Dong(500_000), (await world.BalanceAsync(payee.Partner)).TaxWithheld);
            Assert.True((await world.ClosesAsync()).Succeeded);
            world.NextMonth();
            if (closed)
                Assert.Equal(500_000, (await world.ClosesAsync()).Value.TaxToRemit);
            var later = await ContradictsAsync(world, batch, asked.Id, paid: false);

            Assert.True((await AcceptsAsync(world, later)).Succeeded);

            var balance = await world.BalanceAsync(payee.Partner);
            Assert.Equal(
                new LedgerAmounts { Earned = new Dong(-6_000_000), Available = new Dong(1_000_000), AvailablePreTax = new Dong(5_000_000) },
                balance);
            // the next remittance is that much lower
            Assert.Equal(closed ? 500_000 : 0, (await world.ReportAsync(new DateOnly(2026, 9, 1))).ReversedRemittance);
            if (!closed)
                Assert.Equal(0, (await world.ClosesAsync()).Value.TaxToRemit);
            Assert.Equal(0, (await world.ReportAsync(new DateOnly(2026, 8, 1))).Difference);
            Assert.Empty(await world.AuditAsync());
        }
    }

    [DatabaseTheory]
    public async Task R6_6_Whoever_brought_the_answer_does_not_accept_it_nor_who_may_not_approve(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var (batch, asked) = await SentAsync(world, payee, 300_000);
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, true));
        await world.Get<RecordPayoutResults>()
            .RunAsync(world.Approver(), batch.Id, new([new(asked.Id, false), new(Guid.Empty, false)]), default);
        var open = (await world.Get<PayoutQueries>()
            .UnmatchedAsync(world.Finance(), batch.Id, open: true, new PageRequest(), default)).Items;
        var (later, unknown) = (open.Single(answer => answer.CanBeAccepted), open.Single(answer => !answer.CanBeAccepted));
        var other = world.AnotherApprover();

        Assert.Equal(PayoutRefusals.OwnAnswer, (await AcceptsAsync(world, later, world.Approver())).Refusal!.Code);
        Assert.Equal("forbidden", (await AcceptsAsync(world, later, world.Finance())).Refusal!.Code);
        Assert.Equal("forbidden", (await AcceptsAsync(world, later, world.PersonOf(payee.Partner))).Refusal!.Code);
        Assert.Equal(PayoutRefusals.AnswerNotOpposite, (await AcceptsAsync(world, unknown, other)).Refusal!.Code);
        Assert.Equal("note",
            Assert.Single((await world.Get<AcceptBankCorrection>().RunAsync(other, later.Id, " ", default)).Refusal!.Fields).Field);
        Assert.Equal(new Dong(600_000), (await world.BalanceAsync(payee.Partner)).Available);

        // nor does one who may not approve say that it is settled, after which it could not be accepted
        Assert.Equal(PayoutRefusals.AnswerContradicts,
            (await world.Get<ResolveException>().RunAsync(world.Finance(), later.Id, "Xong", default)).Refusal!.Code);
        Assert.Equal(PayoutRefusals.OwnAnswer,
            (await world.Get<ResolveException>().RunAsync(world.Approver(), later.Id, "Xong", default)).Refusal?.Code);
        Assert.True((await world.Get<ResolveException>().RunAsync(world.Finance(), unknown.Id, "Xong", default)).Succeeded);
        Assert.True((await AcceptsAsync(world, later, other)).Succeeded);
    }

    [DatabaseTheory]
    public async Task R6_6_An_approver_who_asked_the_bank_leaves_it_as_it_was(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var (batch, asked) = await SentAsync(world, payee, 300_000);
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, true));
        var later = await ContradictsAsync(world, batch, asked.Id, paid: false);

        Assert.True((await world.Get<ResolveException>()
            .RunAsync(world.Approver(), later.Id, "Ngân hàng xác nhận đã trả", default)).Succeeded);

        Assert.Equal(PayoutRefusals.AnswerSettled, (await AcceptsAsync(world, later)).Refusal!.Code);
        Assert.Equal(WithdrawalState.Paid, (await world.WithdrawalAsync(asked.Id)).State);
        Assert.Empty(await OpenAsync(world, batch));
    }

    [DatabaseTheory]
    public async Task A_bank_that_changes_its_mind_again_is_followed_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var (batch, asked) = await SentAsync(world, payee, 300_000);
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, true));
        var back = await ContradictsAsync(world, batch, asked.Id, paid: false);
        var same = await ContradictsAsync(world, batch, asked.Id, paid: false, "Lời khác");
        Assert.True((await AcceptsAsync(world, back)).Succeeded);
        Assert.Equal(PayoutRefusals.AnswerNotOpposite, (await AcceptsAsync(world, same)).Refusal!.Code);

        Assert.True((await AcceptsAsync(world, await ContradictsAsync(world, batch, asked.Id, paid: true))).Succeeded);

        Assert.Equal(WithdrawalState.Paid, (await world.WithdrawalAsync(asked.Id)).State);
        Assert.Equal(new Dong(600_000), (await world.BalanceAsync(payee.Partner)).Available);

        // in the words that it used before, which were accepted for what it said then
        var again = await ContradictsAsync(world, batch, asked.Id, paid: false);
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, false));
        Assert.Equal(2, (await OpenAsync(world, batch)).Count); // of the three only the other words of then, and these, once
        Assert.True((await AcceptsAsync(world, again)).Succeeded);
        Assert.Equal(new Dong(900_000), (await world.BalanceAsync(payee.Partner)).Available);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_6_Accepted_from_two_nodes_at_once_while_the_month_is_closed_it_moves_once(DatabaseProvider provider)
    {
        for (var round = 0; round < LongRun.Of(2, 20); round++)
        {
            await using var world = await World.CreateAsync(provider);
            world.Clock.MoveTo(new DateTimeOffset(2026, 7, 10, 12, 0, 0, LocalCalendar.Offset));
            var payees = new List<(App.Partners.Profiles.Partner Partner, BankAccountView Account)>();
            var asked = new List<WithdrawalView>();
            for (var i = 0; i < 5; i++)
            {
                payees.Add(await world.HasPayeeAsync(0, preTax: 6_000_000));
                asked.Add((await world.AsksAsync(payees[^1], 6_000_000)).Value);
            }

            world.NextMonth();
            var batch = await world.SendsBatchAsync();
            await world.AnswersAsync(batch, [.. asked.Select(one => new RecordPayoutResults.Result(one.Id, true))]);
            Assert.True((await world.ClosesAsync()).Succeeded);
            world.NextMonth();
            await using var other = world.AnotherNode();
            other.Clock.MoveTo(world.Clock.GetUtcNow());

            // an answer that nobody settled keeps the close from beginning, but not from going on
            var accepting = asked.Select(one => Task.Run(async () =>
            {
                await world.AnswersAsync(batch, new RecordPayoutResults.Result(one.Id, false));
                var later = (await OpenAsync(world, batch)).Single(answer => answer.Reference == one.Reference);
                var both = await Task.WhenAll(new[] { world, other }.Select(node => Task.Run(() => AcceptsAsync(node, later))));
                Assert.Single(both, accepted => accepted.Succeeded);
            })).ToList();
            var closing = Task.Run(() => other.ClosesAsync());
            await Task.WhenAll(accepting);
            var report = (await closing) is { Succeeded: true } closed ? closed.Value : (await world.ClosesAsync()).Value;

            foreach (var payee in payees)
            {
                var balance = await world.BalanceAsync(payee.Partner);
                Assert.Equal((new Dong(6_000_000), Dong.Zero), (balance.AvailablePreTax, balance.PaidOut));
                Assert.Equal(Dong.Zero, balance.TaxWithheld + balance.TaxRemitted);
            }

            Assert.Equal(0, (await world.ReportAsync(report.Month)).Difference);
            Assert.Empty(await world.AuditAsync());
        }
    }

    private static async Task<(PayoutBatchView Batch, WithdrawalView Asked)> SentAsync(
        World world, (App.Partners.Profiles.Partner, BankAccountView) payee, long amount)
    {
        var asked = (await world.AsksAsync(payee, amount)).Value;
        world.NextMonth();
        return (await world.SendsBatchAsync(), asked);
    }

    /// <summary>The bank says the opposite of what it said.</summary>
    private static async Task<ReconciliationExceptionView> ContradictsAsync(
        World world, PayoutBatchView batch, Guid withdrawalId, bool paid, string? reason = null)
    {
        var before = (await OpenAsync(world, batch)).Select(answer => answer.Id).ToHashSet();
        var results = (await world.AnswersAsync(batch, new RecordPayoutResults.Result(withdrawalId, paid, reason))).Value;
        Assert.Equal([PayoutMismatch.AnsweredOtherwise], results.Unmatched.Select(line => line.Kind));
        return (await OpenAsync(world, batch)).Single(answer => !before.Contains(answer.Id));
    }

    private static async Task<IReadOnlyList<ReconciliationExceptionView>> OpenAsync(World world, PayoutBatchView batch) =>
        (await world.Get<PayoutQueries>().UnmatchedAsync(world.Finance(), batch.Id, open: true, new PageRequest(), default)).Items;

    private static Task<Outcome<Done>> AcceptsAsync(World world, ReconciliationExceptionView answer, Actor? by = null) =>
        world.Get<AcceptBankCorrection>().RunAsync(by ?? world.Approver(), answer.Id, "Theo sao kê", default);

    private static async Task<IReadOnlyList<App.Money.Ledger.JournalEntry>> EntriesOfAsync(World world, WithdrawalView asked)
    {
        await using var db = await world.DbAsync();
        return await db.JournalEntries.AsNoTracking().Where(entry => entry.WithdrawalId == asked.Id).ToListAsync();
    }
}
