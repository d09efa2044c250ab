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
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Accepts an answer of the bank that says the opposite of what it said before: a payment that came back after all gives the money back,
/// one that went through after all takes it again. Whoever brought the answer cannot accept it themselves, for it moves money (R6.6).
/// </summary>
public sealed class AcceptBankCorrection(UnitOfWork work, LedgerWriter ledger, PayoutMails mails, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, Guid answerId, string? note, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Approve))
            return Refusal.Forbidden();
        if (TextCheck.RequiredText("note", note, Lengths.Note) is { } error)
            return Refusal.Invalid(error);

        return await work.RunAsync<Done>(
            actor,
            async (db, stop) =>
            {
                if (await db.ReconciliationExceptions.SingleOrDefaultAsync(row => row.Id == answerId, stop) is not { } answer)
                    return Refusal.NotFound(PayoutRefusals.AnswerNotFound);
                if (answer.SettledAt is not null)
                    return Refusal.Conflict(PayoutRefusals.AnswerSettled);
                if (FourEyes.RefuseOwn(actor, answer.ListedById, PayoutRefusals.OwnAnswer) is { } own)
                    return own;
                if (answer is not { Kind: PayoutMismatch.AnsweredOtherwise, Paid: { } paid, Reference: { } said })
                    return Refusal.Rule(PayoutRefusals.AnswerNotOpposite);

                var reference = PaymentReference.Find(said);
                var withdrawal = await db.Withdrawals.SingleOrDefaultAsync(
                    row => row.BatchId == answer.BatchId && row.Reference == reference, stop);
                var before = paid ? (PayoutLineState.Rejected, WithdrawalState.Returned) : (PayoutLineState.Paid, WithdrawalState.Paid);
                if (withdrawal is null || await db.PayoutLines.SingleOrDefaultAsync(
                    line => line.BatchId == answer.BatchId && line.WithdrawalId == withdrawal.Id, stop) is not { } line
                    || (line.State, withdrawal.State) != before)
                    return Refusal.Rule(PayoutRefusals.AnswerNotOpposite);
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, [withdrawal.HolderId], stop) is { } ownPartner)
                    return ownPartner;

                var now = clock.GetUtcNow();
                await TurnAsync(db, actor, withdrawal, line, answer, now, stop);
                (answer.SettledAt, answer.SettledBy, answer.Note) = (now, actor.Name, note!.Trim());
                db.Audit(
                    actor, clock, AuditActions.AnswerAccepted, withdrawal.Reference, answer.Id, new { State = before.Item1 },
                    new { line.State, line.Net, answer.Note }, withdrawal.HolderId);
                db.NotifyChange(ChangeTopics.Money, answer.BatchId, clock);
                db.NotifyChange(ChangeTopics.Money, withdrawal.Id, clock, withdrawal.HolderId);
                return default(Done);
            },
            cancellationToken);
    }

    private async Task TurnAsync(
        PortalDb db, Actor actor, Withdrawal withdrawal, PayoutLine line, ReconciliationException answer, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var paid = answer.Paid!.Value;
        var period = await LedgerPeriod.KeepOpenAsync(db, cancellationToken);
        var last = await db.JournalEntries.AsNoTracking()
            .Where(entry => entry.WithdrawalId == withdrawal.Id
                && (entry.Reason == EntryReason.PaidOut || entry.Reason == EntryReason.Returned)
                && !db.JournalEntries.Any(other => other.CorrectsId == entry.Id))
            .SingleAsync(cancellationToken);
        var remitted = !paid && await IsRemittedAsync(db, period, last, cancellationToken);
        var reason = paid ? null : answer.Text ?? "";
        await ledger.AppendAsync(db, period,
            [WithdrawalEntries.Turn(withdrawal, answer.Id, last, line.Tax, remitted, now, actor.Name, reason)], cancellationToken);
        (line.State, line.Reason, line.ChangedAt, line.ChangedBy) =
            (paid ? PayoutLineState.Paid : PayoutLineState.Rejected, reason, now, actor.Name);
        (withdrawal.State, withdrawal.Reason, withdrawal.EndedAt) = (paid ? WithdrawalState.Paid : WithdrawalState.Returned, reason, now);
        withdrawal.Tax = paid ? line.Tax : 0;
        withdrawal.Version++;
        await (paid ? StatementPayments.TakeAsync(db, [withdrawal], cancellationToken)
            : StatementPayments.GiveBackAsync(db, [withdrawal], cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        await mails.TellAsync(
            db, db.PayoutLines.Where(row => row.BatchId == line.BatchId && row.WithdrawalId == line.WithdrawalId), cancellationToken);
    }

    /// <summary>Whether the tax of a payment went to the state.</summary>
    private static async Task<bool> IsRemittedAsync(
        PortalDb db, LedgerPeriod period, JournalEntry payment, CancellationToken cancellationToken) =>
        payment is { TaxWithheld: not 0, TaxMonth: { } month } && period.IsClosed(month)
        && await ClosedTax.IsSettledAsync(db, payment.HolderId, month, cancellationToken);
}
