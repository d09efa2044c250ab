using Microsoft.EntityFrameworkCore;
using Portal.App.Disputes.Rulings;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// What accepting a case would do (R8.4), for the operator's people; of an appealed acceptance, what taking it back would.
/// </summary>
public sealed class DisputePreviewQueries(IDbContextFactory<PortalDb> contexts, PreviewRuling preview)
{
    public async Task<Outcome<RulingPreview>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.NotFound(DisputeRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Disputes.AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row)
            return Refusal.NotFound(DisputeRefusals.NotFound);
        if (!row.State.IsPending())
            return Refusal.Conflict(DisputeRefusals.WrongState).With("state", DisputeCodes.Of(row.State));

        return await DisputeDeciding.DraftAsync(db, row, cancellationToken) is { } draft
            ? await preview.RunAsync(draft, cancellationToken)
            : Refusal.Rule(DisputeRefusals.CannotBeRuled);
    }
}
