using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.Withdrawals;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Programmes;
using Portal.Domain.Withdrawals;

namespace Portal.Tests.Shared;

/// <summary>What partners withdraw, and how it is paid.</summary>
public sealed partial class World
{
    /// <summary>A partner who can withdraw: verified, signed, with an account and this much to take.</summary>
    public async Task<(Partner Partner, BankAccountView Account)> HasPayeeAsync(long available, long preTax = 0, long minimum = 0)
    {
        var programme = await HasProgrammeAsync(await HasShopAsync(), new ShopAffiliateSettings { MinimumWithdrawal = new Dong(minimum) });
        var partner = await HasPartnerAsync(programme);
        await using (var db = await DbAsync())
            await db.Partners.Where(row => row.Id == partner.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.AgreementSignedAt, Clock.GetUtcNow()));
        var account = await HasBankAccountAsync(partner);
        if (available != 0 || preTax != 0)
            await MovesAsync(partner, new LedgerAmounts
            {
                Earned = new Dong(-available - preTax),
                Available = new Dong(available),
                AvailablePreTax = new Dong(preTax)
            });
        return (partner, account);
    }

    public async Task<BankAccountView> HasBankAccountAsync(Partner partner, string? number = null) => (await Get<AddBankAccount>().RunAsync(
        PersonOf(partner), partner.Id,
        new AddBankAccount.Input("VCB", number ?? $"00710{Number():00000000}", partner.NameSearch.ToUpperInvariant()), default)).Value;

    public Task<Outcome<WithdrawalView>> AsksAsync((Partner Partner, BankAccountView Account) payee, long amount) =>
        Get<RequestWithdrawal>()
            .RunAsync(PersonOf(payee.Partner), payee.Partner.Id, new RequestWithdrawal.Input(amount, payee.Account.Id), default);

    /// <summary>The clock stands at noon of the first of the next month.</summary>
    public void NextMonth() => Clock.MoveTo(LocalCalendar.MonthPeriod(LocalCalendar.Day(Clock.GetUtcNow())).End.AddHours(12));

    /// <summary>The batch of the month before.</summary>
    public Task<Outcome<PayoutBatchView>> MakesBatchAsync(DateOnly? month = null) => Get<MakePayoutBatch>().RunAsync(
        Finance(), month ?? LocalCalendar.Month(LocalCalendar.Day(Clock.GetUtcNow())).AddMonths(-1), default);

    public Task<Outcome<PayoutBatchView>> ApprovesAsync(PayoutBatchView batch, Actor? by = null) => Get<ApprovePayoutBatch>()
        .RunAsync(by ?? Approver(), batch.Id, default);

    /// <summary>A batch of the month before that went to the bank.</summary>
    public async Task<PayoutBatchView> SendsBatchAsync() => (await ApprovesAsync((await MakesBatchAsync()).Value)).Value;

    public Task<Outcome<PayoutResults>> AnswersAsync(PayoutBatchView batch, params RecordPayoutResults.Result[] results) =>
        Get<RecordPayoutResults>().RunAsync(Finance(), batch.Id, new RecordPayoutResults.Input(results), default);

    public Task<Outcome<PayoutBatchView>> PutsAsync(
        PayoutBatchView batch, Guid withdrawal, PayoutLineState state, string? reason = "Chờ xác minh") =>
        Get<ChangePayoutLines>().RunAsync(Finance(), batch.Id,
            new ChangePayoutLines.Input([withdrawal], state, state == PayoutLineState.Included ? null : reason), default);

    /// <summary>The account that the bank file names beside this reference.</summary>
    public async Task<string> AccountSentAsync(PayoutBatchView batch, string reference)
    {
        var file = (await Get<ExportPayoutBatch>()
            .RunAsync(Finance(), batch.Id, new ExportPayoutBatch.Input(BankFileFormat.Csv), default)).Value;
        return Encoding.UTF8.GetString(file.Content).Split("\r\n").Select(line => line.Split(','))
            .Single(cells => cells.Contains(reference))[2];
    }

    public async Task<Withdrawal> WithdrawalAsync(Guid id)
    {
        await using var db = await DbAsync();
        return await db.Withdrawals.AsNoTracking().SingleAsync(row => row.Id == id);
    }

    /// <summary>Goes through the whole ledger; nothing wrong is an empty list.</summary>
    public async Task<IReadOnlyList<AuditFindingView>> AuditAsync()
    {
        Clock.Advance(TimeSpan.FromSeconds(1)); // so that it is the last
        var audit = (await Get<AuditLedger>().RunAsync(Approver(), default)).Value;
        var view = (await Get<LedgerQueries>().LastAuditAsync(Admin, default))!;
        return view.Id == audit.Id ? view.Found : throw new InvalidOperationException("Another audit is the last.");
    }
}
