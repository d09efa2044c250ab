using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Money.Statements;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Gives a batch up before it is approved; its requests wait for another one, and can be taken
/// back again; what it was to settle with shops remains of their statements.
/// </summary>
public sealed class DiscardPayoutBatch(UnitOfWork work, PayoutQueries queries, LedgerWriter ledger, TimeProvider clock)
{
    public async Task<Outcome<PayoutBatchView>> RunAsync(Actor actor, Guid batchId, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write))
            return Refusal.Forbidden();

        return await work.RunAsync<PayoutBatchView>(
            actor,
            async (db, stop) =>
            {
                if (await db.PayoutBatches.SingleOrDefaultAsync(row => row.Id == batchId, stop) is not { } batch)
                    return Refusal.NotFound(PayoutRefusals.NotFound);
                if (batch.State != PayoutBatchState.Made)
                    return Refusal.Conflict(PayoutRefusals.NotOpen);

                (batch.State, batch.EndedAt) = (PayoutBatchState.Discarded, clock.GetUtcNow());
                batch.Version++;
                await db.SaveChangesAsync(stop);
                if (batch.Week is not null)
                    await CancelAsync(db, batch, actor.Name, stop);
                await db.Withdrawals.Where(row => row.BatchId == batchId && row.Holder == LedgerHolder.Partner)
                    .UpdateInPartsAsync(row => row.Id,
                    set => set.SetProperty(row => row.State, WithdrawalState.Requested).SetProperty(row => row.BatchId, (Guid?)null)
                    .SetProperty(row => row.Version, row => row.Version + 1),
                    stop);
                var lines = await db.PayoutLines.Where(line => line.BatchId == batchId).GroupBy(_ => 1)
                    .Select(all => new { Count = all.Count(), Total = all.Sum(line => line.Amount) }).SingleOrDefaultAsync(stop);
                db.Audit(
                    actor, clock, AuditActions.BatchDiscarded, batch.Number, batch.Id, new { state = PayoutBatchState.Made },
                    new { batch.State, lines?.Count, lines?.Total });
                db.NotifyChange(ChangeTopics.Money, batchId, clock);
                await db.SaveChangesAsync(stop);
                return await queries.ViewAsync(db, batchId, stop);
            },
            cancellationToken);
    }

    /// <summary>Payments of a settlement have no life without their batch: what they were to settle remains of its statements.</summary>
    private async Task CancelAsync(PortalDb db, PayoutBatch batch, string by, CancellationToken cancellationToken)
    {
        var payments = await db.Withdrawals.Where(row => row.BatchId == batch.Id).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        foreach (var payment in payments)
        {
            (payment.State, payment.EndedAt) = (WithdrawalState.Cancelled, batch.EndedAt);
            payment.Version++;
        }

        await StatementPayments.GiveBackAsync(db, payments, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await ledger.AppendAsync(
            db, [.. payments.Select(payment => WithdrawalEntries.Cancel(payment, batch.EndedAt!.Value, by))], cancellationToken);
    }
}
