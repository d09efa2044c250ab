using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// Who may bring evidence to a dispute: its author from its draft on, the other side and the reviewers once it is filed, all of them until
/// it is decided.
/// </summary>
public static class DisputeEvidence
{
    /// <returns>Why the actor may not add to it now; null when they may.</returns>
    public static async Task<Refusal?> RefuseAsync(PortalDb db, Actor actor, Guid disputeId, CancellationToken cancellationToken)
    {
        if (await db.Disputes.AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(row => row.Id == disputeId, cancellationToken)
            is not { } row)
            return Refusal.NotFound(DisputeRefusals.NotFound);

        var party = row.PartyOf(actor);
        if (party == DisputeParty.Reviewer && !actor.May(DisputePermissions.Review))
            return Refusal.Forbidden();

        return row.State == DisputeState.Draft || row.State.IsPending()
            ? null
            : Refusal.Conflict(DisputeRefusals.WrongState).With("state", DisputeCodes.Of(row.State));
    }

    /// <summary>Whether the actor may know of the dispute at all; what of its evidence they may read is asked file by file.</summary>
    public static Task<bool> MayKnowAsync(PortalDb db, Actor actor, Guid disputeId, CancellationToken cancellationToken) =>
        db.Disputes.VisibleTo(actor).AnyAsync(row => row.Id == disputeId, cancellationToken);
}
