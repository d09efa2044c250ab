using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Invoices;
using Portal.App.Money.Payouts;
using Portal.App.Money.Statements;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Invoices;
using Portal.Domain.Programmes;
using Portal.Domain.Statements;
using Portal.Domain.Withdrawals;

namespace Portal.Demo;

/// <summary>
/// What is between the platform and shops that pay surcharges: statements on Mondays, settled on Tuesdays, invoices on the first, paid on
/// the tenth. The last statement waits to be confirmed, the last week to be settled, and the last invoice to be paid.
/// </summary>
public sealed partial class SeedDemo
{
    private const int InvoicesOn = 1;
    private const int ShopsPayOn = 10;

    /// <summary>The shops that pay surcharges.</summary>
    private Guid[]? charged;

    private async Task MoveShopsAsync(DateOnly day, DateOnly today, CancellationToken cancellationToken)
    {
        charged ??= await ChargedAsync(cancellationToken);
        if (charged.Length == 0)
            return;

        var week = LocalCalendar.Week(day).AddDays(-7);
        var isLastWeek = week.AddDays(14) > today;
        if (day.DayOfWeek == DayOfWeek.Monday)
            await Get<MakeStatements>().RunAsync(charged, cancellationToken);
        if (day.DayOfWeek == DayOfWeek.Tuesday && !isLastWeek)
        {
            await ConfirmAsync(cancellationToken);
            await SettleAsync(week, cancellationToken);
        }

        var month = LocalCalendar.Month(day).AddMonths(-1);
        if (day.Day == InvoicesOn)
            await Get<MakeInvoices>().RunAsync(charged, month, cancellationToken);
        if (day.Day == ShopsPayOn && month < LocalCalendar.Month(today).AddMonths(-1))
            await CollectAsync(day, cancellationToken);
    }

    private async Task<Guid[]> ChargedAsync(CancellationToken cancellationToken)
    {
        await using var db = await Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken);
        var rental = await db.Programmes.AsNoTracking().Where(programme => programme.Template == ProgrammeTemplate.RentalSurcharge)
            .Join(db.Shops, programme => programme.ShopId, shop => shop.Id, (_, shop) => new { shop.Id, shop.Name, shop.OpenedOn })
            .Distinct().ToListAsync(cancellationToken);
        foreach (var shop in rental)
        {
            var input = new AddBankAccount.Input(
                Banks.All[shop.OpenedOn.Day % 8].Code, $"20{shop.OpenedOn:yyyyMMdd}", SearchText.Fold(shop.Name).ToUpperInvariant());
            Made(await Get<AddBankAccount>().ForShopAsync(OwnerOf(shop.Id, shop.Name), shop.Id, input, cancellationToken));
        }

        return [.. rental.Select(shop => shop.Id)];
    }

    private async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        var open = await Get<StatementQueries>().ListAsync(
            Maker, new StatementFilter(State: StatementState.InReview), new PageRequest(Size: PageRequest.Sizes[^1]), cancellationToken);
        foreach (var statement in open.Items)
        {
            Made(await Get<ConfirmStatement>().RunAsync(
                OwnerOf(statement.ShopId, statement.ShopName), statement.Id, cancellationToken));
        }
    }

    private async Task SettleAsync(DateOnly week, CancellationToken cancellationToken)
    {
        var made = await Get<MakeSettlementBatch>().RunAsync(Maker, week, cancellationToken);
        if (made.Refusal?.Code == PayoutRefusals.NothingToSettle)
            return;

        var sent = Made(await Get<ApprovePayoutBatch>().RunAsync(Approver, Made(made).Id, cancellationToken));
        await AnswerAsync(sent.Id, cancellationToken);
    }

    private async Task CollectAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var open = await Get<InvoiceQueries>().ListAsync(
            Maker, new InvoiceFilter(Open: true), new PageRequest(Size: PageRequest.Sizes[^1]), cancellationToken);
        foreach (var invoice in open.Items.Where(invoice => invoice.State == InvoiceState.Open))
        {
            Made(await Get<RecordInvoicePayment>().RunAsync(
                Maker, invoice.Id, new RecordInvoicePayment.Input(invoice.Open, day, $"FT{day:yyMMdd}{invoice.Number[^4..]}"),
                cancellationToken));
        }
    }

    private static Actor OwnerOf(Guid shop, string name) => Actor.System with
    {
        Name = name,
        ShopId = shop,
        Permissions = Permission.Of(Role.ShopOwner),
    };
}
