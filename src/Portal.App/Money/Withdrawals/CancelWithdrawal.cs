using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Withdrawals;

/// <summary>Takes a request back until its batch is made (R6.6); the money is available again. Doing it twice changes nothing.</summary>
public sealed class CancelWithdrawal(UnitOfWork work, LedgerWriter ledger, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(Actor actor, Guid withdrawalId, CancellationToken cancellationToken) => work.RunAsync<Done>(
        actor,
        async (db, stop) =>
        {
            var asOperator = actor.May(WithdrawalPermissions.OperatorWrite);
            var own = actor.May(WithdrawalPermissions.PartnerWrite) ? actor.PartnerId : null;
            var withdrawals = db.Withdrawals.Where(row => row.Id == withdrawalId && (asOperator || row.HolderId == own));
            var now = clock.GetUtcNow();

            // of this and the making of a batch, whoever changes the row first has it
            var cancelled = await withdrawals.Where(row => row.State == WithdrawalState.Requested).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, WithdrawalState.Cancelled).SetProperty(row => row.EndedAt, now)
                .SetProperty(row => row.Reason, (string?)null).SetProperty(row => row.Version, row => row.Version + 1),
                stop);
            if (await withdrawals.AsNoTracking().SingleOrDefaultAsync(stop) is not { } withdrawal)
                return Refusal.NotFound(WithdrawalRefusals.NotFound);
            if (cancelled == 0)
                return withdrawal.State == WithdrawalState.Cancelled ? default(Done) : Refusal.Conflict(WithdrawalRefusals.TooLate);

            await ledger.AppendAsync(db, [WithdrawalEntries.Cancel(withdrawal, now, actor.Name)], stop);
            db.Audit(
                actor, clock, AuditActions.WithdrawalCancelled, withdrawal.Reference, withdrawal.Id,
                new { state = WithdrawalState.Requested },
                new { state = WithdrawalState.Cancelled, withdrawal.Amount }, withdrawal.HolderId);
            db.NotifyChange(ChangeTopics.Money, withdrawal.Id, clock, withdrawal.HolderId);
            return default(Done);
        },
        cancellationToken);
}
