using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Cases;
using Portal.App.Money.Invoices;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Invoices;
using Portal.Domain.Orders;
using Portal.Domain.Shops;
using Portal.Domain.Statements;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Statements;

/// <summary>What is in the platform's favour is carried and invoiced monthly (R7.9).</summary>
public sealed class InvoiceTests
{
    [DatabaseTheory]
    public async Task R7_9_Weeks_in_the_platforms_favour_are_carried_and_invoiced_at_the_first_of_the_next_month(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        for (var week = 0; week < 3; week++)
        {
            await world.SellsAsync(shop, $"T-{week}", platform: week == 1 ? 25_000 : 0);
            world.NextWeek();
            await world.MakesStatementsAsync();
        }

        Assert.Empty(await world.InvoicesAsync(shop));
        Assert.Equal((-18_000L + 16_000L, 2_000L), await NetAndCarriedAsync(world, shop));
        await InJulyAsync(world);

        var invoice = Assert.Single(await world.InvoicesAsync(shop));
        Assert.Equal(
            ("HD-2026-000001", new DateOnly(2026, 6, 1), 18_000L, new DateOnly(2026, 7, 16), InvoiceState.Open),
            (invoice.Number, invoice.Month, invoice.Amount, invoice.DueOn, invoice.State));
        Assert.Equal([9_000L, 9_000L], invoice.Statements.Select(part => part.Amount));
        var statements = await world.StatementsAsync(shop);
        Assert.Equal([0L, 16_000L, 0L], statements.Select(one => one.Remaining));
        Assert.Equal(
            [StatementOutcome.Carried, StatementOutcome.Settled, StatementOutcome.Carried], statements.Select(one => one.Outcome));
        Assert.Equal([invoice.Id, null, invoice.Id], statements.Select(one => one.InvoiceId));
        await world.MakesStatementsAsync();
        Assert.Single(await world.InvoicesAsync(shop));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R7_9_A_payment_of_a_part_the_rest_and_too_much_each_is_recorded_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1");
        await InJulyAsync(world);
        var invoice = Assert.Single(await world.InvoicesAsync(shop));

        var part = (await world.PaysAsync(invoice, 4_000, "FT-1")).Value;
        Assert.Equal((InvoiceState.PartlyPaid, 4_000L, 5_000L), (part.State, part.Paid, part.Open));
        Assert.Equal(InvoiceRefusals.PaymentKnown, (await world.PaysAsync(invoice, 4_000, " FT-1 ")).Refusal?.Code);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var paid = (await world.PaysAsync(invoice, 7_000, "FT-2")).Value;
        Assert.Equal((InvoiceState.Paid, 11_000L, 0L), (paid.State, paid.Paid, paid.Open));
        Assert.Equal(["FT-1", "FT-2"], paid.Payments.Select(payment => payment.Reference));

        // what was too much is the shop's, and stands in its next statement
        world.NextWeek();
        await world.MakesStatementsAsync();
        var statement = (await world.StatementsAsync(shop))[^1];
        Assert.Equal((0L, 0L, 2_000L, 2_000L), (statement.Surcharges, statement.Promotions, statement.Corrections, statement.Net));
        Assert.Equal(
            [StatementLineKind.Correction], (await world.StatementAsync(statement)).Lines.Select(line => line.Kind));
        Assert.Empty(await world.AuditAsync());
        var trial = (await world.Get<TrialBalanceQueries>().GetAsync(world.Finance(), null, default)).Value;
        Assert.Equal(0, trial.Difference);
    }

    [DatabaseTheory]
    public async Task R7_9_Payments_recorded_at_once_are_all_counted_and_the_same_transfer_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1");
        await InJulyAsync(world);
        var invoice = Assert.Single(await world.InvoicesAsync(shop));

        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => (i % 2 == 0 ? world : other).PaysAsync(invoice, 1_000, $"FT-{i / 2}"))));

        Assert.Equal(4, done.Count(outcome => outcome.Succeeded));
        var paid = Assert.Single(await world.InvoicesAsync(shop));
        Assert.Equal((4_000L, 5_000L, 4), (paid.Paid, paid.Open, paid.Payments.Count));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R7_9_An_invoice_whose_day_has_passed_is_overdue_until_it_is_paid(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1");
        await InJulyAsync(world);
        var invoice = Assert.Single(await world.InvoicesAsync(shop));
        var overdue = new InvoiceFilter(shop.Id, Overdue: true);
        Task<PageOf<InvoiceView>> OverdueAsync() =>
            world.Get<InvoiceQueries>().ListAsync(world.OwnerOf(shop), overdue, new PageRequest(), default);

        world.Clock.MoveTo(LocalCalendar.StartOf(invoice.DueOn).AddHours(20));
        Assert.Equal(0, (await OverdueAsync()).Total);
        world.Clock.MoveTo(LocalCalendar.StartOf(invoice.DueOn).AddDays(3));
        Assert.Equal(3, Assert.Single((await OverdueAsync()).Items).Overdue);
        await world.PaysAsync(invoice, 9_000, "FT-1");
        Assert.Equal(0, (await OverdueAsync()).Total);
    }

    [DatabaseTheory]
    public async Task R7_9_With_the_setting_a_later_credit_goes_against_the_open_invoice_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider, settlement: new SettlementSettings { SetOffInvoices = true });
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.HasBankAccountAsync(shop);
        await world.SellsAsync(shop, "T-1");
        await InJulyAsync(world);
        await world.SellsAsync(shop, "T-2", platform: 25_000);
        world.NextWeek();
        await world.MakesStatementsAsync();

        var batch = (await world.SettlesAsync()).Value;

        Assert.Equal(7_000, batch.Total);
        var invoice = Assert.Single(await world.InvoicesAsync(shop));
        Assert.Equal((InvoiceState.Paid, 9_000L, 0L, 0L), (invoice.State, invoice.SetOff, invoice.Paid, invoice.Open));
        Assert.Equal([0L, 0L], (await world.StatementsAsync(shop)).Select(one => one.Remaining));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R8_7_What_is_in_dispute_is_not_asked_for_until_it_is_decided(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        foreach (var order in new[] { "T-1", "T-2" })
            await world.SellsAsync(shop, order);

        // taken back and charged again in one week: two lines of one surcharge, of which one stands
        foreach (var type in new[] { OrderEventType.Returned, OrderEventType.Reinstated, OrderEventType.Paid })
        {
            world.Clock.Advance(TimeSpan.FromHours(1));
            Assert.True((await world.HappensAsync(
                shop, "T-1", type, world.Clock.GetUtcNow(), reason: type == OrderEventType.Reinstated ? "Khách đổi ý" : null)).Succeeded);
        }

        var dispute = await world.FiledAsync(world.OwnerOf(shop), new DisputeDraft(
            DisputeKind.WrongSurcharge, "T-1", shop.Id, Claim: "Phí thuê ít hơn.", Wanted: new DisputeWanted(Base: 50_000)));
        Assert.Equal(4_500, dispute.Case.AtStake);
        await InJulyAsync(world);

        var invoice = Assert.Single(await world.InvoicesAsync(shop));
        Assert.Equal(13_500, invoice.Amount);
        Assert.Empty(await world.AuditAsync());

        await world.ReviewAsync(dispute.Case.Id);
        Assert.True((await world.DecidesAsync(dispute.Case.Id, accept: false)).Succeeded);
        world.Clock.MoveTo(new DateTimeOffset(2026, 8, 1, 0, 1, 0, TimeSpan.FromHours(7)));
        await world.MakesStatementsAsync();
        Assert.Equal([13_500L, 4_500L], (await world.InvoicesAsync(shop)).Select(one => one.Amount));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R8_4_What_a_dispute_puts_right_after_the_invoice_stands_in_the_next_statement_and_names_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1");
        await InJulyAsync(world);
        var dispute = await world.FiledAsync(world.OwnerOf(shop), new DisputeDraft(
            DisputeKind.WrongSurcharge, "T-1", shop.Id, Claim: "Phí thuê ít hơn.", Wanted: new DisputeWanted(Base: 50_000)));
        await world.ReviewAsync(dispute.Case.Id);
        Assert.True((await world.DecidesAsync(dispute.Case.Id, accept: true)).Succeeded);
        world.NextWeek();
        await world.MakesStatementsAsync();

        var statement = (await world.StatementsAsync(shop))[^1];
        Assert.Equal((0L, 0L, 4_500L, 4_500L), (statement.Surcharges, statement.Promotions, statement.Corrections, statement.Net));
        var lines = (await world.StatementAsync(statement)).Lines;
        Assert.Equal(4_500, lines.Sum(line => line.Amount));
        Assert.All(lines, line => Assert.Equal((StatementLineKind.Correction, dispute.Case.Id), (line.Kind, line.DisputeId)));
        Assert.All(lines, line => Assert.Contains(dispute.Case.Number!, line.Text, StringComparison.Ordinal));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R7_9_What_was_held_of_a_week_goes_against_the_same_invoice_later(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider, settlement: new SettlementSettings { SetOffInvoices = true });
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.HasBankAccountAsync(shop);
        for (var i = 0; i < 3; i++)
            await world.SellsAsync(shop, $"T-{i}");
        await InJulyAsync(world); // an invoice of 27,000
        await world.SellsAsync(shop, "T-3", platform: 40_000);
        var dispute = await world.FiledAsync(world.OwnerOf(shop), new DisputeDraft(
            DisputeKind.WrongSurcharge, "T-3", shop.Id, Claim: "Phí thuê nhiều hơn.", Wanted: new DisputeWanted(Base: 200_000)));
        world.NextWeek();
        await world.MakesStatementsAsync();

        // where nothing is left to pay there is no batch, and what would be set off waits for the next
        Assert.Equal(PayoutRefusals.NothingToSettle, (await world.SettlesAsync()).Refusal?.Code);
        Assert.Equal((27_000L, 0L), await OpenAsync());

        var (other, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.HasBankAccountAsync(other);
        Assert.Equal(16_000, await PaidWithAnotherAsync("K-1"));
        Assert.Equal((5_000L, 22_000L), await OpenAsync());

        await world.ReviewAsync(dispute.Case.Id);
        Assert.True((await world.DecidesAsync(dispute.Case.Id, accept: false)).Succeeded);
        Assert.Equal(16_000 + 4_000, await PaidWithAnotherAsync("K-2"));
        Assert.Equal((0L, 27_000L), await OpenAsync());
        Assert.Empty(await world.AuditAsync());

        async Task<(long Open, long SetOff)> OpenAsync()
        {
            var invoice = Assert.Single(await world.InvoicesAsync(shop));
            return (invoice.Open, invoice.SetOff);
        }

        async Task<long> PaidWithAnotherAsync(string order)
        {
            await world.SellsAsync(other, order, platform: 25_000);
            world.NextWeek();
            await world.MakesStatementsAsync();
            return (await world.SettlesAsync()).Value.Total;
        }
    }

    private static async Task InJulyAsync(World world)
    {
        while (LocalCalendar.Day(world.Clock.GetUtcNow()) < new DateOnly(2026, 6, 29))
        {
            world.NextWeek();
            await world.MakesStatementsAsync();
        }

        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 1, 0, 1, 0, TimeSpan.FromHours(7)));
        await world.MakesStatementsAsync();
    }

    private static async Task<(long Net, long Carried)> NetAndCarriedAsync(World world, Shop shop)
    {
        var balance = (await world.Get<ShopLedgerQueries>().BalanceAsync(world.OwnerOf(shop), shop.Id, null, default)).Value;
        return (balance.Net, balance.Carried);
    }
}
