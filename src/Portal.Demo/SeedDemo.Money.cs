using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.PeriodClose;
using Portal.App.Money.Withdrawals;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Withdrawals;

namespace Portal.Demo;

/// <summary>
/// The money of the year: partners ask on the 20th, the month before is closed on the 1st, its batch is made and approved on the 2nd and
/// answered on the 3rd. The last month is left for whoever tries the portal: its batch waits for approval, and it is not closed.
/// </summary>
public sealed partial class SeedDemo
{
    private const int AsksOn = 20;
    private const int ClosesOn = 1;
    private const int PaysOn = 2;
    private const int AnsweredOn = 3;

    /// <summary>Every so manieth transfer is rejected.</summary>
    private const int Rejected = 9;

    /// <summary>The first of the operator's people in each role.</summary>
    private readonly Dictionary<Role, Actor> operators = [];

    private readonly Dictionary<Guid, Guid> payoutAccounts = [];
    private Guid? batch;

    private Actor Maker => operators[Role.Finance];

    private Actor Approver => operators[Role.FinanceApprover];

    /// <summary>What happens about money at the end of a day.</summary>
    private async Task MoveMoneyAsync(DateOnly day, DateOnly today, CancellationToken cancellationToken)
    {
        var before = LocalCalendar.Month(day).AddMonths(-1);
        var isLast = before >= LocalCalendar.Month(today).AddMonths(-1);
        switch (day.Day)
        {
            case AsksOn:
                await AskAsync(cancellationToken);
                break;
            case ClosesOn when !isLast:
                Made(await Get<CloseMonth>().RunAsync(Maker, before, cancellationToken));
                break;
            case PaysOn:
            case ClosesOn when day == today: // nobody who tries the portal on the first finds it without a batch to approve
                await PayAsync(before, isLast, cancellationToken);
                break;
            case AnsweredOn when batch is { } sent:
                await AnswerAsync(sent, cancellationToken);
                break;
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        foreach (var (planned, partner) in partners.Where(one => one.Key.Identity == IdentityState.Approved))
        {
            var own = ActorOf(partner.Id, partner.Name);
            var standing = Made(await Get<WithdrawalQueries>().StandingAsync(own, partner.Id, cancellationToken));
            if (standing.Payable < Math.Max(standing.Minimum, 1))
                continue;

            if (!payoutAccounts.TryGetValue(partner.Id, out var account))
                payoutAccounts[partner.Id] = account = await AddAccountAsync(own, planned, cancellationToken);

            // whoever tries the portal as the main partner finds two requests of a month, which can end differently
            var first = planned.Name == DemoData.People.MainPartner && standing.Payable >= 2 * standing.Minimum
                ? standing.Payable / 2 : standing.Payable;
            foreach (var amount in new[] { first, standing.Payable - first }.Where(amount => amount > 0))
                Made(await Get<RequestWithdrawal>()
                    .RunAsync(own, partner.Id, new RequestWithdrawal.Input(amount, account), cancellationToken));
        }
    }

    /// <summary>An account whose number follows from their phone, at one of the large banks.</summary>
    private async Task<Guid> AddAccountAsync(Actor own, PlannedPartner planned, CancellationToken cancellationToken)
    {
        var bank = Banks.All[planned.Phone.Sum(letter => letter) % 8];
        var input = new AddBankAccount.Input(bank.Code, "10" + planned.Phone.Trim('+'), SearchText.Fold(planned.Name).ToUpperInvariant());
        return Made(await Get<AddBankAccount>().RunAsync(own, own.PartnerId!.Value, input, cancellationToken)).Id;
    }

    private async Task PayAsync(DateOnly month, bool isLast, CancellationToken cancellationToken)
    {
        batch = null;
        var made = await Get<MakePayoutBatch>().RunAsync(Maker, month, cancellationToken);
        if (made.Refusal?.Code == PayoutRefusals.NothingToPay || isLast)
            return;

        batch = Made(await Get<ApprovePayoutBatch>().RunAsync(Approver, Made(made).Id, cancellationToken)).Id;
    }

    private async Task AnswerAsync(Guid sent, CancellationToken cancellationToken)
    {
        await using var db = await Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken);
        var lines = await db.PayoutLines.AsNoTracking().Where(line => line.BatchId == sent && line.State == PayoutLineState.Included)
            .OrderBy(line => line.Amount).ThenBy(line => line.HolderId).Select(line => line.WithdrawalId).ToListAsync(cancellationToken);
        var results = lines.Select(
            (id, index) => new RecordPayoutResults.Result(id, index % Rejected != Rejected - 1, DemoData.People.RejectReason));
        Made(await Get<RecordPayoutResults>().RunAsync(Maker, sent, new RecordPayoutResults.Input([.. results]), cancellationToken));
    }

    /// <summary>So that the ledger is sealed and audited from the start.</summary>
    private async Task AuditAsync(CancellationToken cancellationToken) => Made(await Get<AuditLedger>().RunAsync(Maker, cancellationToken));
}
