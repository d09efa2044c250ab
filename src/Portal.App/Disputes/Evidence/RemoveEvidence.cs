using Microsoft.EntityFrameworkCore;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Evidence;

/// <summary>The author takes a file out of a draft. Once a dispute is filed nothing goes away any more.</summary>
public sealed class RemoveEvidence(UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(Guid DisputeId, Guid EvidenceId);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) => work.RunAsync<Done>(
        actor,
        async (db, stop) =>
        {
            if (await DisputeEvidence.RefuseAsync(db, actor, input.DisputeId, stop) is { } no)
                return no;

            var state = await db.Disputes.Where(row => row.Id == input.DisputeId).Select(row => row.State).SingleAsync(stop);
            if (state != DisputeState.Draft)
                return Refusal.Conflict(DisputeRefusals.WrongState).With("state", DisputeCodes.Of(state));
            if (await db.EvidenceFiles.SingleOrDefaultAsync(
                row => row.Id == input.EvidenceId && row.DisputeId == input.DisputeId, stop) is not { } file)
                return Refusal.NotFound(EvidenceRefusals.NotFound);

            await EvidenceStore.RemoveAsync(db, file, stop);
            db.NotifyChange(ChangeTopics.Evidence, file.DisputeId, clock, file.PartnerId, file.ShopId);
            return default(Done);
        },
        cancellationToken);
}
