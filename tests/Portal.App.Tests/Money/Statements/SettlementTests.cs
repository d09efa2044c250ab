using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.Domain.Common;
using Portal.Domain.Shops;
using Portal.Domain.Statements;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Statements;

/// <summary>What is in shops' favour is settled weekly, by the machinery of payout batches (R7.7, R6.6).</summary>
public sealed class SettlementTests
{
    [DatabaseTheory]
    public async Task R7_7_The_net_in_the_owners_favour_is_made_approved_sent_and_paid(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await OwedAsync(world, "T-1", 25_000);
        await world.HasBankAccountAsync(shop);
        world.NextWeek();
        await world.MakesStatementsAsync();

        var batch = (await world.SettlesAsync()).Value;
        Assert.Equal(("QT-2026-06-08", new DateOnly(2026, 6, 8), 1, 16_000L), (batch.Number, batch.Week, batch.Count, batch.Total));
        Assert.Equal((0L, batch.Id), await RemainingAsync(world, shop));
        Assert.Equal(PayoutRefusals.Exists, (await world.SettlesAsync()).Refusal?.Code);
        Assert.False((await world.ApprovesAsync(batch, world.Finance())).Succeeded);
        batch = (await world.ApprovesAsync(batch)).Value;
        var line = Assert.Single((await LinesAsync(world, batch)).Items);
        Assert.Equal((shop.Id, shop.Name, 16_000L), (line.PayeeId, line.PayeeName, line.Net));
        Assert.StartsWith("QT2606", line.Reference, StringComparison.Ordinal);
        Assert.NotEmpty(await world.AccountSentAsync(batch, line.Reference));

        var result = (await world.AnswersAsync(batch, new RecordPayoutResults.Result(line.WithdrawalId, true))).Value;
        Assert.Equal((PayoutBatchState.Settled, 1), (result.Batch.State, result.Paid));
        var balance = (await world.Get<ShopLedgerQueries>().BalanceAsync(world.OwnerOf(shop), shop.Id, null, default)).Value;
        Assert.Equal((9_000L, 25_000L, 0L, 16_000L), (balance.SurchargeDue, balance.PromotionsOwed, balance.Net, balance.Settled));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R7_7_A_rejected_payment_is_in_the_next_weeks_batch_with_the_account_that_then_is_there(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await OwedAsync(world, "T-1", 25_000);
        await world.HasBankAccountAsync(shop);
        world.NextWeek();
        await world.MakesStatementsAsync();
        var batch = (await world.ApprovesAsync((await world.SettlesAsync()).Value)).Value;
        var line = Assert.Single((await LinesAsync(world, batch)).Items);

        Assert.True((await world.AnswersAsync(batch, new RecordPayoutResults.Result(line.WithdrawalId, false, "Sai tên"))).Succeeded);
        Assert.Equal(16_000, (await RemainingAsync(world, shop)).Remaining);
        world.NextWeek();
        await world.MakesStatementsAsync();
        var next = (await world.SettlesAsync()).Value;

        Assert.Equal(16_000, next.Total);
        Assert.NotEqual(line.WithdrawalId, Assert.Single((await LinesAsync(world, next)).Items).WithdrawalId);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R7_7_A_batch_that_is_given_up_and_lines_that_are_held_leave_what_they_were_to_settle(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (first, second) = (await OwedAsync(world, "T-1", 25_000), await OwedAsync(world, "T-2", 50_000));
        await world.HasBankAccountAsync(first);
        await world.HasBankAccountAsync(second);
        world.NextWeek();
        await world.MakesStatementsAsync();

        var batch = (await world.SettlesAsync()).Value;
        Assert.True((await world.Get<DiscardPayoutBatch>().RunAsync(world.Finance(), batch.Id, default)).Succeeded);
        Assert.Equal((16_000L, 41_000L), ((await RemainingAsync(world, first)).Remaining, (await RemainingAsync(world, second)).Remaining));
        Assert.Empty(await world.AuditAsync());

        batch = (await world.SettlesAsync()).Value;
        Assert.Equal(("QT-2026-06-08-2", 57_000L), (batch.Number, batch.Total));
        var held = (await LinesAsync(world, batch)).Items.Single(line => line.PayeeId == second.Id);
        Assert.True((await world.PutsAsync(batch, held.WithdrawalId, PayoutLineState.Held)).Succeeded);
        Assert.True((await world.ApprovesAsync(batch)).Succeeded);
        Assert.Equal((0L, 41_000L), ((await RemainingAsync(world, first)).Remaining, (await RemainingAsync(world, second)).Remaining));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R7_7_A_shop_without_an_account_waits_and_a_week_that_is_not_over_is_not_settled(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await OwedAsync(world, "T-1", 25_000);
        Assert.Equal(
            PayoutRefusals.WeekNotOver,
            (await world.SettlesAsync(LocalCalendar.Week(LocalCalendar.Day(world.Clock.GetUtcNow())))).Refusal?.Code);
        world.NextWeek();
        await world.MakesStatementsAsync();
        Assert.Equal(PayoutRefusals.NothingToSettle, (await world.SettlesAsync()).Refusal?.Code);
        var waiting = await world.Get<SettlementQueries>().NextAsync(world.Finance(), default);
        Assert.Equal((1, 16_000L, 1), (waiting!.Statements, waiting.Amount, waiting.WithoutAccount));

        await world.HasBankAccountAsync(shop);
        Assert.Equal(16_000, (await world.SettlesAsync()).Value.Total);
        Assert.Null(await world.Get<SettlementQueries>().NextAsync(world.Finance(), default));
    }

    [DatabaseTheory]
    public async Task R7_7_Batches_made_at_once_by_two_nodes_settle_a_statement_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var shop = await OwedAsync(world, "T-1", 25_000);
        await world.HasBankAccountAsync(shop);
        world.NextWeek();
        world.NextWeek();
        await world.MakesStatementsAsync();
        var week = StatementWeek.LastOver(world.Clock.GetUtcNow());

        var made = await Task.WhenAll(
            Enumerable.Range(0, 6)
            .Select(i => Task.Run(() => (i % 2 == 0 ? world : other).SettlesAsync(week.AddDays(-7 * (i % 3 == 0 ? 1 : 0))))));

        Assert.Single(made, outcome => outcome.Succeeded);
        await using var db = await world.DbAsync();
        Assert.Equal(16_000, (await db.Withdrawals.SingleAsync()).Amount);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_6_The_banks_later_answer_turns_a_settlement_too(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await OwedAsync(world, "T-1", 25_000);
        await world.HasBankAccountAsync(shop);
        world.NextWeek();
        await world.MakesStatementsAsync();
        var batch = (await world.ApprovesAsync((await world.SettlesAsync()).Value)).Value;
        var line = Assert.Single((await LinesAsync(world, batch)).Items);
        Assert.True((await world.AnswersAsync(batch, new RecordPayoutResults.Result(line.WithdrawalId, true))).Succeeded);
        Assert.True((await world.AnswersAsync(batch, new RecordPayoutResults.Result(line.WithdrawalId, false, "Hoàn"))).Succeeded);
        var answer = Assert.Single(
            (await world.Get<PayoutQueries>().UnmatchedAsync(world.Finance(), batch.Id, true, new PageRequest(), default)).Items);

        Assert.True((await world.Get<AcceptBankCorrection>()
            .RunAsync(world.Approver(), answer.Id, "Ngân hàng hoàn tiền", default)).Succeeded);

        Assert.Equal(16_000, (await RemainingAsync(world, shop)).Remaining);
        Assert.Empty(await world.AuditAsync());
    }

    /// <summary>A shop with one order of 100,000 đồng on which the platform gave this much.</summary>
    private static async Task<Shop> OwedAsync(World world, string order, long platform)
    {
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, order, platform: platform);
        return shop;
    }

    private static async Task<(long Remaining, Guid? Batch)> RemainingAsync(World world, Shop shop)
    {
        var statement = (await world.StatementsAsync(shop))[0];
        return (statement.Remaining, statement.SettlementId);
    }

    private static Task<PageOf<PayoutLineView>> LinesAsync(World world, PayoutBatchView batch) =>
        world.Get<PayoutQueries>().LinesAsync(world.Finance(), batch.Id, new PayoutLineFilter(), new PageRequest(), default);
}
