using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Shops;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Statements;

/// <summary>Goods come back before and after the week's statement, its invoice and its payment (R2.6, R7.8, R7.9).</summary>
public sealed class StatementReturnTests
{
    private enum When
    {
        BeforeStatement,
        AfterStatement,
        AfterInvoice,
        AfterPayment,
    }

    [DatabaseTheory]
    public async Task R2_6_What_comes_back_is_given_back_once_in_the_statement_of_its_own_week(DatabaseProvider provider)
    {
        foreach (var when in Enum.GetValues<When>())
        {
            foreach (var isWhole in new[] { true, false })
                await GivenBackAsync(provider, when, isWhole);
        }
    }

    private static async Task GivenBackAsync(DatabaseProvider provider, When when, bool isWhole)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.HasBankAccountAsync(shop);
        var platform = when == When.AfterPayment ? 25_000 : 0;
        await world.SellsAsync(shop, "T-1", platform: platform);
        if (when != When.BeforeStatement)
            await StatedAsync(world);
        if (when == When.AfterInvoice)
            await InvoicedAsync(world, shop);
        if (when == When.AfterPayment)
            await PaidAsync(world);

        var net = platform - 9_000;
        var back = isWhole ? -net : -net * 4 / 10;
        var returned = isWhole
            ? await world.HappensAsync(shop, "T-1", OrderEventType.Returned, world.Clock.GetUtcNow(), reason: CancellationReasons.Returned)
            : await world.ComesBackAsync(shop, "T-1", world.Clock.GetUtcNow(), amount: (100_000 - platform) * 4 / 10);
        Assert.True(returned.Succeeded, $"{when}: {returned.Refusal?.Code}");
        await StatedAsync(world);

        var statements = await world.StatementsAsync(shop);
        long[] expected = when == When.BeforeStatement ? [net + back] : [net, back];
        Assert.Equal(expected.Select(amount => (when, isWhole, amount)), statements.Select(row => (when, isWhole, row.Net)));
        Assert.All((await world.StatementAsync(statements[^1])).Lines, line => Assert.Null(line.Week));
        var balance = (await world.Get<ShopLedgerQueries>().BalanceAsync(world.OwnerOf(shop), shop.Id, null, default)).Value;
        Assert.Equal(net + back, balance.PromotionsOwed - balance.SurchargeDue);
        Assert.Empty(await world.AuditAsync());
    }

    private static async Task StatedAsync(World world)
    {
        world.NextWeek();
        await world.MakesStatementsAsync();
    }

    private static async Task InvoicedAsync(World world, Shop shop)
    {
        while (LocalCalendar.Day(world.Clock.GetUtcNow()) < new DateOnly(2026, 7, 1))
            await StatedAsync(world);
        Assert.Equal(9_000, Assert.Single(await world.InvoicesAsync(shop)).Open);
    }

    private static async Task PaidAsync(World world)
    {
        var batch = (await world.ApprovesAsync((await world.SettlesAsync()).Value)).Value;
        var line = Assert.Single((await world.Get<PayoutQueries>().LinesAsync(
            world.Finance(), batch.Id, new PayoutLineFilter(), new PageRequest(), default)).Items);
        var answered = (await world.AnswersAsync(batch, new RecordPayoutResults.Result(line.WithdrawalId, true))).Value;
        Assert.Equal(PayoutBatchState.Settled, answered.Batch.State);
    }
}
