using Portal.App.Disputes.Cases;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// Somebody adds a file to a dispute (R8.2): its author from its draft on, the other side and reviewers once it is filed.
/// </summary>
public sealed class AddEvidence(UnitOfWork work, EvidenceStore store)
{
    /// <param name="File">What came in already; whoever received it disposes of it.</param>
    public sealed record Input(Guid DisputeId, ReceivedEvidence File, EvidenceStore.Statement Statement);

    /// <summary>Asked before a byte is received, so that whoever may not send fills no disk.</summary>
    public async Task<Refusal?> RefuseAsync(
        Actor actor, Guid disputeId, EvidenceStore.Statement statement, CancellationToken cancellationToken) =>
        (await work.RunAsync<Done>(
            actor.ForPart,
            async (db, stop) => (store.Check(statement) ?? await DisputeEvidence.RefuseAsync(db, actor, disputeId, stop)) is { } refusal
                ? refusal : default(Done),
            cancellationToken)).Refusal;

    public Task<Outcome<EvidenceView>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<EvidenceView>(
            actor,
            async (db, stop) =>
            {
                if (await DisputeEvidence.RefuseAsync(db, actor, input.DisputeId, stop) is { } refusal)
                    return refusal;

                var added = await store.AddAsync(db, actor, input.DisputeId, input.File, input.Statement, stop);
                return added.Map(EvidenceView.Of);
            },
            cancellationToken);
}
