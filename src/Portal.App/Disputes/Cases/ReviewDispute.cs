using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>A reviewer takes a case up (R8.3). By when it is to be decided stays as it was when it was filed.</summary>
public sealed class ReviewDispute(DisputeChanges changes, TimeProvider clock)
{
    public Task<Outcome<DisputeDetail>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken) => changes.RunAsync(
        actor, id, DisputeAct.Review, null,
        turn =>
        {
            turn.Db.Step(turn.Row, DisputeStepKind.ReviewStarted, turn.Party, actor.Name, null, clock);
            return Task.FromResult<Refusal?>(null);
        },
        cancellationToken);
}
