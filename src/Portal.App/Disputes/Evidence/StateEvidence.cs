using Microsoft.EntityFrameworkCore;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// Whoever brought a file says when it was that it shows, and what (R8.2). Once in a filed dispute; in a draft as often as they like.
/// </summary>
public sealed class StateEvidence(UnitOfWork work, EvidenceStore store, TimeProvider clock)
{
    public sealed record Input(Guid DisputeId, Guid EvidenceId, DateTimeOffset? StatedAt, string? Note);

    public Task<Outcome<EvidenceView>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<EvidenceView>(
            actor,
            async (db, stop) =>
            {
                if (await DisputeEvidence.RefuseAsync(db, actor, input.DisputeId, stop) is { } no)
                    return no;
                if (input.StatedAt is null)
                    return Refusal.Invalid(new FieldError("statedAt", FieldCodes.Required));

                var file = await db.EvidenceFiles.SingleOrDefaultAsync(
                    row => row.Id == input.EvidenceId && row.DisputeId == input.DisputeId, stop);
                if (file is null || !EvidenceAccess.IsOf(actor, file))
                    return Refusal.NotFound(EvidenceRefusals.NotFound);

                var isDraft = await db.Disputes.AnyAsync(row => row.Id == input.DisputeId && row.State == DisputeState.Draft, stop);
                if (store.State(file, new EvidenceStore.Statement(input.StatedAt, input.Note), isDraft) is { } refusal)
                    return refusal;

                db.NotifyChange(ChangeTopics.Evidence, file.DisputeId, clock, file.PartnerId, file.ShopId);
                return EvidenceView.Of(file);
            },
            cancellationToken);
}
