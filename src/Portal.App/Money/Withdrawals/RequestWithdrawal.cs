using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Withdrawals;

/// <summary>
/// A partner asks for money (R6.5): it is set aside in the transaction that checks that it is there. Requests of one partner follow
/// each other by their balance, so no two of them spend the same đồng.
/// </summary>
public sealed class RequestWithdrawal(UnitOfWork work, LedgerWriter ledger, TimeProvider clock)
{
    /// <param name="Amount">Đồng.</param>
    /// <param name="BankAccountId">One of the partner's own.</param>
    public sealed record Input(long Amount, Guid BankAccountId);

    public async Task<Outcome<WithdrawalView>> RunAsync(Actor actor, Guid partnerId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, WithdrawalPermissions.PartnerWrite, WithdrawalPermissions.OperatorWrite))
            return actor.PartnerId == partnerId || actor.IsOperator ? Refusal.Forbidden() : Refusal.NotFound(PartnerRefusals.NotFound);
        if (input.Amount is < 1 or > Dong.Largest)
        {
            return Refusal.Invalid(new FieldError("amount", FieldCodes.OutOfRange)
                .With("min", "1").With("max", Dong.Largest.ToString(CultureInfo.InvariantCulture)));
        }

        return await work.RunAsync<WithdrawalView>(
            actor,
            async (db, stop) =>
            {
                if (await db.Partners.AsNoTracking().SingleOrDefaultAsync(row => row.Id == partnerId, stop) is not { } partner)
                    return Refusal.NotFound(PartnerRefusals.NotFound);
                if (await db.BankAccounts.AsNoTracking()
                    .SingleOrDefaultAsync(row => row.Id == input.BankAccountId && row.OwnerId == partnerId, stop) is not { } account)
                    return Refusal.NotFound(BankAccountRefusals.NotFound);

                var now = clock.GetUtcNow();
                var balance = await LedgerWriter.TakeBalanceAsync(db, partnerId, stop);
                var facts = new WithdrawalFacts(
                    partner.Identity == IdentityState.Approved, partner.AgreementSignedAt is not null, account.RemovedAt is null
                    && account.UsableFrom <= now,
                    balance.Payable, await WithdrawalMinimum.OfAsync(db, partnerId, now, stop));
                var amount = new Dong(input.Amount);
                if (WithdrawalCheck.Check(facts, amount) is { } refusal)
                    return refusal;
                if (await FreshSecondFactor.RefuseAsync(db, actor, clock, stop) is { } unproved)
                    return unproved;

                var (available, preTax) = WithdrawalCheck.Split(amount, balance.Available);
                var month = LocalCalendar.Month(LocalCalendar.Day(now));
                var withdrawal = new Withdrawal
                {
                    Id = Ids.New(clock),
                    HolderId = partnerId,
                    BankAccountId = account.Id,
                    Amount = input.Amount,
                    Available = available.Amount,
                    AvailablePreTax = preTax.Amount,
                    Reference = PaymentReference.Of(
                        month, RandomNumberGenerator.GetString(PaymentReference.Alphabet, PaymentReference.DrawnLength)),
                    Month = month,
                    State = WithdrawalState.Requested,
                    RequestedAt = now,
                    RequestedBy = actor.Name,
                };
                db.Withdrawals.Add(withdrawal);
                await ledger.AppendAsync(db, [WithdrawalEntries.Reserve(withdrawal, actor.Name)], stop);
                db.Audit(actor, clock, AuditActions.WithdrawalRequested, withdrawal.Reference, withdrawal.Id, null,
                    new { withdrawal.Amount, account = account.NumberEnd }, partnerId);
                db.NotifyChange(ChangeTopics.Money, withdrawal.Id, clock, partnerId);
                return WithdrawalView.Of(withdrawal, partner.Name, account, null, null, LocalCalendar.Day(now));
            },
            cancellationToken);
    }
}
