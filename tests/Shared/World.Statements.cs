using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Invoices;
using Portal.App.Money.Payouts;
using Portal.App.Money.Statements;
using Portal.App.Partners.BankAccounts;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Statements;

namespace Portal.Tests.Shared;

/// <summary>Shops' weeks: what is rented in them, their statements, settlements and invoices.</summary>
public sealed partial class World
{
    /// <summary>A successful order of 100,000 đồng now.</summary>
    public async Task SellsAsync(Shop shop, string externalId, string customer = "KH-1", long platform = 0, long own = 0)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        await RecordedAsync(shop, Rental(externalId, customer, placedAt: Clock.GetUtcNow(), platform: platform, own: own));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await HappensAsync(shop, externalId, OrderEventType.Paid, Clock.GetUtcNow());
    }

    /// <summary>The clock stands a little after the start of next Monday.</summary>
    public void NextWeek() => Clock.MoveTo(LocalCalendar.WeekPeriod(LocalCalendar.Day(Clock.GetUtcNow())).End.AddMinutes(1));

    /// <summary>What a worker does that has just started.</summary>
    public Task MakesStatementsAsync() => ActivatorUtilities.CreateInstance<StatementWorker>(Services).RunOnceAsync(default);

    /// <summary>The statements of a shop, the oldest first.</summary>
    public async Task<IReadOnlyList<StatementView>> StatementsAsync(Shop shop)
    {
        var page = await Get<StatementQueries>().ListAsync(
            Finance(), new StatementFilter(shop.Id), new(1, 500, StatementQueries.SortByWeek, false), default);
        return page.Items;
    }

    public async Task<StatementDetail> StatementAsync(StatementView statement) =>
        (await Get<StatementQueries>().DetailAsync(Finance(), statement.Id, new(500, null), default)).Value;

    public async Task<BankAccountView> HasBankAccountAsync(Shop shop) => (await Get<AddBankAccount>().ForShopAsync(
        Admin, shop.Id, new AddBankAccount.Input("VCB", $"00710{Number():00000000}", "Nguyễn Thị Hoa"), default)).Value;

    /// <summary>The settlement batch of the last week that is over.</summary>
    public Task<Outcome<PayoutBatchView>> SettlesAsync(DateOnly? week = null) => Get<MakeSettlementBatch>().RunAsync(
        Finance(), week ?? StatementWeek.LastOver(Clock.GetUtcNow()), default);

    public async Task<IReadOnlyList<InvoiceView>> InvoicesAsync(Shop shop) => (await Get<InvoiceQueries>().ListAsync(
        Finance(), new InvoiceFilter(shop.Id), new(1, 500, InvoiceQueries.SortByIssued, false), default)).Items;

    public Task<Outcome<InvoiceView>> PaysAsync(InvoiceView invoice, long amount, string reference) =>
        Get<RecordInvoicePayment>().RunAsync(
            Finance(), invoice.Id, new RecordInvoicePayment.Input(amount, LocalCalendar.Day(Clock.GetUtcNow()), reference), default);
}
