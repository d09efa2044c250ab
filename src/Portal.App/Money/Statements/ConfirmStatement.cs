using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Statements;

namespace Portal.App.Money.Statements;

/// <summary>A shop's owner says that a statement is right (R7.8): it is final from then on. Saying it again changes nothing.</summary>
public sealed class ConfirmStatement(UnitOfWork work, StatementQueries queries, TimeProvider clock)
{
    public async Task<Outcome<StatementView>> RunAsync(Actor actor, Guid statementId, CancellationToken cancellationToken)
    {
        if (!actor.May(StatementPermissions.Confirm) || actor.ShopId is not { } shopId)
            return actor.IsOperator || actor.May(StatementPermissions.Read) ? Refusal.Forbidden()
                : Refusal.NotFound(StatementRefusals.NotFound);

        return await work.RunAsync<StatementView>(
            actor,
            async (db, stop) =>
            {
                if (await db.WeeklyStatements.SingleOrDefaultAsync(row => row.Id == statementId && row.ShopId == shopId, stop)
                    is not { } statement)
                    return Refusal.NotFound(StatementRefusals.NotFound);

                var now = clock.GetUtcNow();
                if (StatementStates.Of(statement.ConfirmedAt, statement.ReviewUntil, now) == StatementState.InReview)
                {
                    (statement.ConfirmedAt, statement.ConfirmedBy) = (now, actor.Name);
                    statement.Version++;
                    db.Audit(actor, clock, AuditActions.StatementConfirmed, statement.Number, statement.Id, null,
                        new { statement.Net, statement.Week });
                    db.NotifyChange(ChangeTopics.Money, statement.Id, clock, shopId: shopId);
                    await db.SaveChangesAsync(stop);
                }

                return await queries.ViewAsync(db, statement.Id, stop);
            },
            cancellationToken);
    }
}
