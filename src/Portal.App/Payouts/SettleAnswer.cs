using Microsoft.EntityFrameworkCore;
using Portal.App.Auditing;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Payouts;

/// <summary>A person says what became of a line of the bank's answer that fitted nothing. It moves no money. Doing it twice changes nothing.</summary>
public sealed class SettleAnswer(Work work, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, Guid answerId, string? note, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorPayoutsWrite))
            return Refusal.Forbidden();
        if (TextCheck.RequiredText("note", note, Lengths.Note) is { } error)
            return Refusal.Invalid(error);

        return await work.RunAsync<Done>(
            actor,
            async (db, stop) =>
            {
                if (await db.UnmatchedAnswers.SingleOrDefaultAsync(row => row.Id == answerId, stop) is not { } answer)
                    return Refusal.NotFound("answer_not_found");
                if (answer.SettledAt is not null)
                    return default(Done);

                (answer.SettledAt, answer.SettledBy, answer.Note) = (clock.GetUtcNow(), actor.Name, note!.Trim());
                db.Audit(actor, clock, AuditActions.AnswerSettled, answer.Reference ?? "–", answer.Id, new { answer.Kind, answer.Amount }, new { answer.Note });
                db.Note(ChangeTopics.Money, answer.BatchId, clock);
                return default(Done);
            },
            cancellationToken);
    }
}
