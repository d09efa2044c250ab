using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Money.Ledger;

/// <summary>A second person agrees to a correction above the limit, which posts it, or rejects it with the reason.</summary>
public sealed class DecideAdjustment(UnitOfWork work, LedgerWriter ledger, LedgerQueries queries, TimeProvider clock)
{
    /// <param name="Accept">Post it, or reject it.</param>
    /// <param name="Reason">Why; required for a rejection.</param>
    public sealed record Input(bool Accept, string? Reason = null);

    public async Task<Outcome<AdjustmentView>> RunAsync(Actor actor, Guid adjustmentId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(LedgerPermissions.AdjustmentsApprove))
            return Refusal.Forbidden();
        if ((input.Accept ? TextCheck.Text("reason", input.Reason, Lengths.Note) : TextCheck.RequiredText(
            "reason", input.Reason, Lengths.Note)) is { } error)
            return Refusal.Invalid(error);

        return await work.RunAsync<AdjustmentView>(
            actor,
            async (db, stop) =>
            {
                if (await db.Adjustments.SingleOrDefaultAsync(row => row.Id == adjustmentId, stop) is not { } adjustment)
                    return Refusal.NotFound(LedgerRefusals.AdjustmentNotFound);
                if (adjustment.State != AdjustmentState.Proposed)
                    return Refusal.Conflict(LedgerRefusals.AdjustmentDecided);
                if (FourEyes.RefuseOwn(actor, adjustment.ProposedById, LedgerRefusals.OwnAdjustment) is { } own)
                    return own;
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, [adjustment.PartnerId], stop) is { } ownPartner)
                    return ownPartner;

                var now = clock.GetUtcNow();
                adjustment.State = input.Accept ? AdjustmentState.Posted : AdjustmentState.Rejected;
                (adjustment.DecidedBy, adjustment.DecidedAt, adjustment.DecisionReason) =
                    (actor.Name, now, string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason.Trim());
                adjustment.Version++;
                await db.SaveChangesAsync(stop);
                if (input.Accept && await AdjustmentPosting.PostAsync(db, ledger, adjustment, now, actor.Name, stop) is { } refusal)
                    return refusal;

                var partner = await db.Partners.Where(row => row.Id == adjustment.PartnerId).Select(row => row.Name).SingleAsync(stop);
                db.Audit(
                    actor, clock, input.Accept ? AuditActions.AdjustmentPosted : AuditActions.AdjustmentRejected, partner, adjustment.Id,
                    new { state = AdjustmentState.Proposed, adjustment.Gross, adjustment.ProposedBy },
                    new { adjustment.State, adjustment.DecisionReason }, adjustment.PartnerId);
                db.NotifyChange(ChangeTopics.Money, adjustment.Id, clock, adjustment.PartnerId);
                return await queries.AdjustmentAsync(db, adjustment.Id, stop);
            },
            cancellationToken);
    }
}
