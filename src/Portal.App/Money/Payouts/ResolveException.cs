using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// A person says what became of a line of the bank's answer that fitted nothing. It moves no money. Doing it twice changes nothing. One
/// that could be accepted instead, see <see cref="AcceptBankCorrection"/>, is left to those who could do that, and who did not bring it:
/// once settled, it cannot be accepted.
/// </summary>
public sealed class ResolveException(UnitOfWork work, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, Guid answerId, string? note, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write) && !actor.May(PayoutPermissions.Approve))
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
                    return default(Done);
                if (!answer.IsContradiction && !actor.May(PayoutPermissions.Write))
                    return Refusal.Forbidden();
                if (answer.IsContradiction && !actor.May(PayoutPermissions.Approve))
                    return Refusal.Forbidden(PayoutRefusals.AnswerContradicts);
                if (answer.IsContradiction && FourEyes.RefuseOwn(actor, answer.ListedById, PayoutRefusals.OwnAnswer) is { } own)
                    return own; // saying that nothing is to be done about it is a decision too
                if (answer is { IsContradiction: true, Reference: { } said }
                    && await OwnAsync(db, actor, answer.BatchId, said, stop) is { } ownPartner)
                    return ownPartner;

                (answer.SettledAt, answer.SettledBy, answer.Note) = (clock.GetUtcNow(), actor.Name, note!.Trim());
                db.Audit(actor, clock, AuditActions.AnswerSettled, answer.Reference ?? "–", answer.Id, new { answer.Kind, answer.Amount },
                    new { answer.Note });
                db.NotifyChange(ChangeTopics.Money, answer.BatchId, clock);
                return default(Done);
            },
            cancellationToken);
    }

    private static Task<Refusal?> OwnAsync(PortalDb db, Actor actor, Guid batchId, string said, CancellationToken cancellationToken)
    {
        var reference = PaymentReference.Find(said);
        return FourEyes.RefuseOwnPayeeAsync(
            db, actor, db.Withdrawals.Where(row => row.BatchId == batchId && row.Reference == reference).Select(row => row.HolderId),
            cancellationToken);
    }
}
