using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Money.Ledger;
using Portal.App.Money.Statements;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// A second person lets a batch go to the bank (R6.6). What making the batch looked at is looked at again: a line that cannot be paid any
/// more is held, with the reason. Nobody approves what pays themselves. Held lines go on to the next batch, lines that were left out give
/// their money back, and the tax of the others is fixed as of this day.
/// </summary>
public sealed class ApprovePayoutBatch(UnitOfWork work, PayoutQueries queries, LedgerWriter ledger, PayoutMails mails, TimeProvider clock)
{
    public async Task<Outcome<PayoutBatchView>> RunAsync(Actor actor, Guid batchId, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Approve))
            return Refusal.Forbidden();

        return await work.RunAsync<PayoutBatchView>(
            actor,
            async (db, stop) =>
            {
                if (await db.PayoutBatches.SingleOrDefaultAsync(row => row.Id == batchId, stop) is not { } batch)
                    return Refusal.NotFound(PayoutRefusals.NotFound);
                if (batch.State != PayoutBatchState.Made)
                    return Refusal.Conflict(PayoutRefusals.NotOpen);
                if (FourEyes.RefuseOwn(actor, batch.MadeById, PayoutRefusals.OwnBatch) is { } own)
                    return own;

                var now = clock.GetUtcNow();
                (batch.State, batch.ApprovedBy, batch.ApprovedAt) = (PayoutBatchState.Approved, actor.Name, now);
                batch.Version++;
                await HoldAsync(db, actor, batch, now, stop);
                await db.SaveChangesAsync(stop);
                var paid = db.PayoutLines.Where(line => line.BatchId == batchId && line.State == PayoutLineState.Included)
                    .Select(line => line.HolderId);
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, paid, stop) is { } ownPartner)
                    return ownPartner;
                if (await PayoutTaxes.ApplyAsync(db, batchId, LocalCalendar.Day(now), stop) is { } refusal)
                    return refusal;
                if (!await db.PayoutLines.AnyAsync(line => line.BatchId == batchId && line.State == PayoutLineState.Included, stop))
                    return Refusal.Rule(PayoutRefusals.NothingToPay);

                if (batch.Week is null)
                    await PassOnAsync(db, batchId, stop);
                await GiveBackAsync(db, batch, now, actor.Name, stop);
                await mails.TellAsync(db, db.PayoutLines.Where(line => line.BatchId == batchId), stop);
                await db.SaveChangesAsync(stop);
                var view = await queries.ViewAsync(db, batchId, stop);
                db.Audit(
                    actor, clock, AuditActions.BatchApproved, batch.Number, batch.Id, new { state = PayoutBatchState.Made, batch.MadeBy },
                    new { batch.State, view.Count, view.Total, view.Tax });
                db.NotifyChange(ChangeTopics.Money, batchId, clock);
                return view;
            },
            cancellationToken);
    }

    /// <summary>Holds what was to be paid and cannot be, as things are now.</summary>
    private async Task HoldAsync(PortalDb db, Actor actor, PayoutBatch batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reasons = await PayoutChecks.ReasonsAsync(db, db.Withdrawals.Where(row => row.BatchId == batch.Id), now, cancellationToken);
        var held = reasons.Count == 0
            ? [] : await db.PayoutLines.Where(line => line.BatchId == batch.Id && line.State == PayoutLineState.Included)
            .ToListAsync(cancellationToken);
        foreach (var line in held.Where(line => reasons.ContainsKey(line.WithdrawalId)))
        {
            var reason = reasons[line.WithdrawalId];
            db.Audit(
                actor, clock, AuditActions.BatchLineChanged, batch.Number, line.WithdrawalId, new { line.State, line.Reason },
                new { State = PayoutLineState.Held, Reason = reason, line.Amount }, line.HolderId);
            (line.State, line.Reason, line.ChangedAt) = (PayoutLineState.Held, reason, now);
        }
    }

    /// <summary>They wait for the next batch, and say why.</summary>
    private async Task PassOnAsync(PortalDb db, Guid batchId, CancellationToken cancellationToken)
    {
        var held = await db.PayoutLines.Where(line => line.BatchId == batchId && line.State == PayoutLineState.Held)
            .Join(db.Withdrawals, line => line.WithdrawalId, row => row.Id, (line, row) => new { Withdrawal = row, line.Reason })
            .ToListAsync(cancellationToken);
        foreach (var (withdrawal, reason) in held.Select(row => (row.Withdrawal, row.Reason)))
        {
            (withdrawal.State, withdrawal.BatchId, withdrawal.Reason) = (WithdrawalState.Requested, null, reason);
            withdrawal.Version++;
            db.NotifyChange(ChangeTopics.Money, withdrawal.Id, clock, withdrawal.HolderId);
        }
    }

    /// <summary>
    /// What was left out is available again. Of a settlement also what is held: the next one pays what then remains of the statement, to
    /// the account that then is there.
    /// </summary>
    private async Task GiveBackAsync(
        PortalDb db, PayoutBatch batch, DateTimeOffset now, string by, CancellationToken cancellationToken)
    {
        var alsoHeld = batch.Week is not null;
        var left = await db.PayoutLines.AsNoTracking()
            .Where(line => line.BatchId == batch.Id
                && (line.State == PayoutLineState.Excluded || (alsoHeld && line.State == PayoutLineState.Held)))
            .Join(db.Withdrawals, line => line.WithdrawalId, row => row.Id, (line, row) => new { Withdrawal = row, Reason = line.Reason! })
            .AsTracking().ToListAsync(cancellationToken);
        foreach (var (withdrawal, reason) in left.Select(row => (row.Withdrawal, row.Reason)))
        {
            (withdrawal.State, withdrawal.Reason, withdrawal.EndedAt) = (WithdrawalState.Returned, reason, now);
            withdrawal.Version++;
            db.NotifyChange(ChangeTopics.Money, withdrawal.Id, clock, withdrawal.HolderId);
        }

        await StatementPayments.GiveBackAsync(db, left.Select(row => row.Withdrawal), cancellationToken);
        await ledger.AppendAsync(
            db, [.. left.Select(row => WithdrawalEntries.Return(row.Withdrawal, now, by, row.Reason))], cancellationToken);
    }
}
