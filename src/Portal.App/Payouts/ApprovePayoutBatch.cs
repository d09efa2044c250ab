using Microsoft.EntityFrameworkCore;
using Portal.App.Auditing;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Ledger;
using Portal.App.Security;
using Portal.App.Withdrawals;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Payouts;

/// <summary>
/// A second person lets a batch go to the bank (R6.6). Held lines go on to the next batch, lines that were left out give their money back,
/// and the tax of the others is fixed.
/// </summary>
public sealed class ApprovePayoutBatch(Work work, PayoutQueries queries, LedgerWriter ledger, TimeProvider clock)
{
    /// <summary>Whoever made it cannot approve it.</summary>
    public const string Own = "own_batch";

    public async Task<Outcome<PayoutBatchView>> RunAsync(Actor actor, Guid batchId, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorPayoutsApprove))
            return Refusal.Forbidden();

        return await work.RunAsync<PayoutBatchView>(
            actor,
            async (db, stop) =>
            {
                if (await db.PayoutBatches.SingleOrDefaultAsync(row => row.Id == batchId, stop) is not { } batch)
                    return Refusal.NotFound("batch_not_found");
                if (batch.State != PayoutBatchState.Made)
                    return Refusal.Conflict(ChangePayoutLines.NotOpen);
                if (batch.MadeById == actor.ClientId)
                    return Refusal.Forbidden(Own);

                var now = clock.GetUtcNow();
                (batch.State, batch.ApprovedBy, batch.ApprovedAt) = (PayoutBatchState.Approved, actor.Name, now);
                batch.Version++;
                await db.SaveChangesAsync(stop);
                if (await PayoutTaxes.ApplyAsync(db, batchId, LocalCalendar.Day(now), stop) is { } refusal)
                    return refusal;
                if (!await db.PayoutLines.AnyAsync(line => line.BatchId == batchId && line.State == PayoutLineState.Included, stop))
                    return Refusal.Rule(MakePayoutBatch.Nothing);

                await PassOnAsync(db, batchId, stop);
                await GiveBackAsync(db, batchId, now, actor.Name, stop);
                await db.SaveChangesAsync(stop);
                var view = await queries.ViewAsync(db, batchId, stop);
                db.Audit(
                    actor, clock, AuditActions.BatchApproved, batch.Number, batch.Id, new { state = PayoutBatchState.Made, batch.MadeBy },
                    new { batch.State, view.Count, view.Total, view.Tax });
                db.Note(ChangeTopics.Money, batchId, clock);
                return view;
            },
            cancellationToken);
    }

    private static Task PassOnAsync(PortalDb db, Guid batchId, CancellationToken cancellationToken) => db.Withdrawals
        .Where(row => row.BatchId == batchId && db.PayoutLines.Any(line => line.BatchId == batchId && line.WithdrawalId == row.Id && line.State == PayoutLineState.Held))
        .OrderBy(row => row.Id)
        .UpdateInPartsAsync(
            set => set.SetProperty(row => row.State, WithdrawalState.Requested).SetProperty(row => row.BatchId, (Guid?)null).SetProperty(row => row.Version, row => row.Version + 1),
            cancellationToken);

    private async Task GiveBackAsync(PortalDb db, Guid batchId, DateTimeOffset now, string by, CancellationToken cancellationToken)
    {
        var left = await db.PayoutLines.AsNoTracking().Where(line => line.BatchId == batchId && line.State == PayoutLineState.Excluded)
            .Join(db.Withdrawals, line => line.WithdrawalId, row => row.Id, (line, row) => new { Withdrawal = row, Reason = line.Reason! })
            .AsTracking().ToListAsync(cancellationToken);
        foreach (var (withdrawal, reason) in left.Select(row => (row.Withdrawal, row.Reason)))
        {
            (withdrawal.State, withdrawal.Reason, withdrawal.EndedAt) = (WithdrawalState.Returned, reason, now);
            withdrawal.Version++;
            db.Note(ChangeTopics.Money, withdrawal.Id, clock, withdrawal.PartnerId);
        }

        await ledger.AppendAsync(db, [.. left.Select(row => WithdrawalEntries.Return(row.Withdrawal, now, by, row.Reason))], cancellationToken);
    }
}
