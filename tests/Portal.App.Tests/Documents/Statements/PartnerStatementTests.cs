using Portal.App.Documents.Model;
using Portal.App.Documents.Statements;
using Portal.App.Money.Payouts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Documents.Statements;

/// <summary>A partner's month as a document agrees with the ledger in every figure.</summary>
public sealed class PartnerStatementTests
{
    private static readonly DateOnly June = new(2026, 6, 1);
    private static readonly DateOnly July = new(2026, 7, 1);

    [DatabaseTheory]
    public async Task Opening_and_movements_come_to_closing_and_to_the_ledger(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await TwoMonthsAsync(world);

        var june = (await world.FillsAsync(World.MonthOf(partner, June))).Value.Document;
        var july = (await world.FillsAsync(World.MonthOf(partner, July))).Value.Document;

        foreach (var (document, month) in new[] { (june, June), (july, July) })
        {
            var entries = (await world.EntriesAsync(partner)).Where(entry => entry.Month == month).ToList();
            Assert.Equal(Own(entries.Select(entry => entry.Amounts)), World.SumOf(document.Sections[0].Table!, 5) - Figure(document, 0));
            Assert.Equal(-entries.Sum(entry => entry.Earned), Figure(document, 1));
            Assert.Equal(entries.Sum(entry => entry.TaxWithheld + entry.TaxRemitted), Figure(document, 2));
            Assert.Equal(entries.Sum(entry => entry.PaidOut), Figure(document, 3));
            Assert.Equal(Figure(document, 0) + Figure(document, 1) - Figure(document, 2) - Figure(document, 3), Figure(document, 4));
        }

        Assert.Equal(Figure(june, 4), Figure(july, 0));
        var now = await world.BalanceAsync(partner);
        Assert.Equal(now.Payable.Amount + now.Held.Amount + now.Reserved.Amount, Figure(july, 4));
    }

    [DatabaseTheory]
    public async Task Orders_payments_and_other_entries_are_all_that_moved(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await TwoMonthsAsync(world);

        foreach (var month in new[] { June, July })
        {
            var document = (await world.FillsAsync(World.MonthOf(partner, month))).Value.Document;
            var (orders, payments, others) = (document.Sections[2].Table!, document.Sections[3].Table!, document.Sections[4].Table!);

            Assert.Equal(Figure(document, 1), World.SumOf(orders, 6) + World.SumOf(others, 5));
            Assert.Equal(Figure(document, 2), World.SumOf(orders, 7) + World.SumOf(payments, 6) + World.SumOf(others, 6));
            Assert.Equal(Figure(document, 3), World.SumOf(payments, 7));
        }
    }

    [DatabaseTheory]
    public async Task Each_order_names_its_link_and_both_dates_and_what_pends_is_in_no_sum(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        var earner = await world.HasEarnerAsync();
        var paidAt = world.Clock.GetUtcNow().AddHours(-2);
        var order = await world.EarnsAsync(earner, 300_000, paidAt);
        await world.BringsAsync(earner, 999_000);

        var document = (await world.FillsAsync(World.MonthOf(earner.Partner, June))).Value.Document;

        var line = Assert.Single(document.Sections[2].Table!.Rows, row => row.Kind == DocumentRowKind.Line);
        Assert.Equal(order, line.Cells[0].Text);
        Assert.Equal(earner.Link.Code, line.Cells[1].Text);
        Assert.Equal(paidAt, (DateTimeOffset)line.Cells[3].Value!);
        Assert.Equal(world.Clock.GetUtcNow(), (DateTimeOffset)line.Cells[4].Value!);
        Assert.Equal(300_000, Figure(document, 1));
        Assert.Equal(999_000, World.SumOf(document.Sections[5].Table!, 2));
    }

    [DatabaseTheory]
    public async Task A_month_is_provisional_until_it_is_closed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 300_000);

        var open = (await world.FillsAsync(World.MonthOf(earner.Partner, June))).Value;
        world.NextMonth();
        await world.ClosesAsync(June);
        var closed = (await world.FillsAsync(World.MonthOf(earner.Partner, June))).Value;

        Assert.Equal(("TẠM TÍNH", false), (open.Document.Mark, open.IsFinal));
        Assert.Equal((null, true), (closed.Document.Mark, closed.IsFinal));
    }

    [DatabaseTheory]
    public async Task R10_5_Another_partner_finds_none(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (mine, other) = (await world.HasPartnerAsync(), await world.HasPartnerAsync());

        Assert.Equal(
            "partner_not_found", (await world.FillsAsync(World.MonthOf(mine, June), world.PersonOf(other))).Refusal!.Code);
        Assert.True((await world.FillsAsync(World.MonthOf(mine, June), world.PersonOf(mine))).Succeeded);
    }

    [DatabaseTheory]
    public async Task The_list_of_months_ends_with_what_each_statement_says(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await TwoMonthsAsync(world);

        var months = (await world.Get<PartnerMonthQueries>().ListAsync(world.PersonOf(partner), partner.Id, default)).Value;

        Assert.Equal([July, June], months.Where(month => month.Month <= July).Select(month => month.Month));
        foreach (var month in months)
        {
            var document = (await world.FillsAsync(World.MonthOf(partner, month.Month))).Value.Document;
            Assert.Equal(
                (month.Gross, month.Tax, month.PaidOut, month.Closing),
                (Figure(document, 1), Figure(document, 2), Figure(document, 3), Figure(document, 4)));
        }
    }

    /// <summary>
    /// June: orders, one that comes back, a withdrawal. July, after June's close: it is paid, another comes back from the bank, a
    /// correction.
    /// </summary>
    private static async Task<Partner> TwoMonthsAsync(World world)
    {
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        var earner = await world.HasEarnerAsync();
        var payee = await world.HasPayeeAsync(0);
        var account = await world.HasBankAccountAsync(earner.Partner);
        await using (var db = await world.DbAsync())
        {
            var row = await db.Partners.FindAsync(earner.Partner.Id);
            row!.AgreementSignedAt = world.Clock.GetUtcNow();
            await db.SaveChangesAsync();
        }

        await world.EarnsAsync(earner, 2_500_000);
        var back = await world.EarnsAsync(earner, 400_000);
        await world.EarnsAsync(earner, 333_333);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.HappensAsync(earner.Shop, back, OrderEventType.Returned, world.Clock.GetUtcNow());
        var asked = await world.AsksAsync((earner.Partner, account), 1_000_000);
        Assert.True(asked.Succeeded, asked.Refusal?.Code);
        world.NextMonth();
        Assert.True((await world.ClosesAsync(June)).Succeeded);
        var batch = await world.SendsBatchAsync();
        Assert.True((await world.AnswersAsync(
            batch, new RecordPayoutResults.Result(asked.Value.Id, true, null))).Succeeded);
        await world.EarnsAsync(earner, 120_000);
        await world.AppendsAsync(new App.Money.Ledger.EntryDraft(
            earner.Partner.Id, EntryReason.Adjustment, "test:adjust", world.Clock.GetUtcNow(),
            Postings.Adjust(new Dong(50_000), Dong.Zero))
        { Basis = Domain.Tax.TaxBasis.CalendarMonth });
        return earner.Partner;
    }

    private static long Figure(Document document, int i) => (long)document.Figures[i].Value.Value!;

    private static long Own(IEnumerable<LedgerAmounts> amounts) =>
        amounts.Sum(one => one.Payable.Amount + one.Held.Amount + one.Reserved.Amount);
}
