using Portal.App.Documents;
using Portal.App.Documents.Issuing;
using Portal.App.Documents.Model;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Documents.Reports;

/// <summary>Invoices, vouchers, a partner's year of tax and the month's report agree with the ledger in every figure.</summary>
public sealed class FinanceDocumentTests
{
    private static readonly DateOnly June = new(2026, 6, 1);
    private static readonly DateOnly July = new(2026, 7, 1);

    [DatabaseTheory]
    public async Task R7_9_An_invoice_has_its_weeks_and_is_final_whatever_is_paid(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 9, 9, 0, 0, LocalCalendar.Offset));
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.SellsAsync(shop, "T-1");
        world.NextWeek();
        await world.MakesStatementsAsync();
        await world.SellsAsync(shop, "T-2");
        world.NextWeek();
        await world.MakesStatementsAsync();
        world.NextMonth();
        await world.MakesStatementsAsync();
        var invoice = (await world.InvoicesAsync(shop)).Single();
        await world.PaysAsync(invoice, 1_000, "FT-1");

        var draft = (await world.FillsAsync(new DocumentSubject(DocumentKind.Invoice, invoice.Id), world.OwnerOf(shop))).Value;

        Assert.Equal((invoice.Amount, true), (draft.Total, draft.IsFinal));
        Assert.Equal(invoice.Amount, World.SumOf(draft.Document.Sections[0].Table!, 2));
        Assert.Equal(2, draft.Document.Sections[0].Table!.Rows.Count(row => row.Kind == DocumentRowKind.Line));
        Assert.True((await world.IssuesAsync(new DocumentSubject(DocumentKind.Invoice, invoice.Id))).Succeeded);
    }

    [DatabaseTheory]
    public async Task R6_6_A_voucher_has_both_names_and_every_transfer(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        var payees = new[] { await world.HasPayeeAsync(2_000_000), await world.HasPayeeAsync(0, preTax: 9_000_000) };
        List<Guid> asked = [];
        foreach (var payee in payees)
            asked.Add((await world.AsksAsync(payee, 1_500_000)).Value.Id);
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        var waiting = (await world.FillsAsync(new DocumentSubject(DocumentKind.BatchVoucher, batch.Id))).Value;
        await world.AnswersAsync(
            batch, new RecordPayoutResults.Result(asked[0], true, null),
            new RecordPayoutResults.Result(asked[1], false, "Sai tài khoản"));

        var draft = (await world.FillsAsync(new DocumentSubject(DocumentKind.BatchVoucher, batch.Id))).Value;

        var table = draft.Document.Sections[0].Table!;
        Assert.Equal((false, true), (waiting.IsFinal, draft.IsFinal));
        Assert.Equal([batch.MadeBy, batch.ApprovedBy!], draft.Document.Signatures.Select(one => one.Name!));
        Assert.Equal(2, table.Rows.Count(row => row.Kind == DocumentRowKind.Line));
        Assert.Equal(3_000_000, World.SumOf(table, 5));
        Assert.Equal(batch.Total, World.SumOf(table, 7));
        Assert.Contains(table.Rows, row => row.Kind == DocumentRowKind.Line && row.Cells[4].Text == "Sai tài khoản");
        Assert.Equal("batch_not_found", (await world.FillsAsync(
            new DocumentSubject(DocumentKind.BatchVoucher, batch.Id), world.PersonOf(payees[0].Partner))).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R6_4_A_year_of_tax_is_what_the_ledger_kept_back_remitted_and_gave_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await TwoClosedMonthsAsync(world);

        var subject = new DocumentSubject(DocumentKind.TaxSummary, partner.Id, new DateOnly(2026, 5, 5));
        var document = (await world.FillsAsync(subject)).Value.Document;

        var entries = await world.EntriesAsync(partner);
        var table = document.Sections[0].Table!;
        Assert.Equal(-entries.Sum(entry => entry.Earned), World.SumOf(table, 1));
        Assert.Equal(entries.Sum(entry => entry.TaxRemitted), World.SumOf(table, 3));
        Assert.Equal(
            -entries.Where(entry => entry.Reason == EntryReason.TaxRefunded).Sum(entry => entry.TaxWithheld), World.SumOf(table, 4));
        Assert.Equal(entries.Sum(entry => entry.TaxWithheld), World.SumOf(table, 5));
        Assert.Equal(World.SumOf(table, 2), World.SumOf(table, 3) + World.SumOf(table, 4) + World.SumOf(table, 5));
        Assert.NotEqual(0, World.SumOf(table, 3));
        Assert.NotEqual(0, World.SumOf(table, 4));
        Assert.Equal("TẠM TÍNH", document.Mark);
    }

    [DatabaseTheory]
    public async Task A_months_report_ties_out_to_the_ledger_and_bridges_from_the_months_facts(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await TwoClosedMonthsAsync(world, late: true);

        var june = (await world.FillsAsync(new DocumentSubject(DocumentKind.MonthReport, Guid.Empty, June))).Value;
        var july = (await world.FillsAsync(new DocumentSubject(DocumentKind.MonthReport, Guid.Empty, July))).Value;

        var entries = await world.EntriesAsync(partner);
        foreach (var (draft, month) in new[] { (june, June), (july, July) })
        {
            var books = -entries.Where(entry => entry.Month == month).Sum(entry => entry.Earned);
            Assert.Equal(books, draft.Total);
            Assert.Equal(books, World.SumOf(draft.Document.Sections[0].Table!, 2));
            Assert.Equal(books, World.SumOf(draft.Document.Sections[1].Table!, 1));
            Assert.Equal(0, (long)draft.Document.Figures[4].Value.Value!);
            Assert.Equal(books, draft.Document.Sections[3].Chart!.Series[0].Values[^1]);
            Assert.True(draft.IsFinal);
        }

        // what came after June's close is a fact of June that stands in July's books
        Assert.Equal(-123_000, (long)june.Document.Sections[1].Table!.Rows[1].Cells[1].Value!);
        Assert.Equal(123_000, (long)july.Document.Sections[1].Table!.Rows[2].Cells[1].Value!);
        Assert.Equal(CommonRefusals.Forbidden, (await world.FillsAsync(
            new DocumentSubject(DocumentKind.MonthReport, Guid.Empty, June), world.PersonOf(partner))).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task Every_kind_is_rendered_in_both_languages_and_formats_and_says_the_same(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await TwoClosedMonthsAsync(world);

        foreach (var subject in new[]
        {
            World.MonthOf(partner, June), new DocumentSubject(DocumentKind.MonthReport, Guid.Empty, June),
            new DocumentSubject(DocumentKind.TaxSummary, partner.Id, new DateOnly(2026, 1, 1)),
        })
        {
            foreach (var culture in new[] { App.Platform.Texts.TextCatalog.Vietnamese, App.Platform.Texts.TextCatalog.English })
            {
                foreach (var format in Enum.GetValues<FileFormat>())
                {
                    var file = (await world.Get<OpenDocument>().RunAsync(
                        world.Finance(), new OpenDocument.Input(subject, format, culture), default)).Value;
                    Assert.NotEmpty(file.Bytes);
                }
            }
        }
    }

    /// <summary>June above the threshold of its tax, July below it, both closed; with a fact of June that came after its close.</summary>
    private static async Task<App.Partners.Profiles.Partner> TwoClosedMonthsAsync(World world, bool late = false)
    {
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 2_500_000);
        var paidAt = world.Clock.GetUtcNow();
        var order = late ? await world.BringsAsync(earner, 123_000) : null;
        world.NextMonth();
        Assert.True((await world.ClosesAsync(June)).Succeeded);
        await world.EarnsAsync(earner, 200_000);
        if (order is not null)
            await world.HappensAsync(earner.Shop, order, Domain.Orders.OrderEventType.Paid, paidAt);
        world.NextMonth();
        Assert.True((await world.ClosesAsync(July)).Succeeded);
        return earner.Partner;
    }
}
