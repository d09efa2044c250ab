using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>The author takes a case back, or throws a draft away; what was held is released (R8.7).</summary>
public sealed class WithdrawDispute(DisputeChanges changes, DisputeDeciding deciding, DisputeMails mails, TimeProvider clock)
{
    public Task<Outcome<DisputeDetail>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken) => changes.RunAsync(
        actor, id, DisputeAct.Withdraw,

        // what the other side appeals is no longer its author's alone to end
        turn => Task.FromResult(turn.Row.Decision == DisputeState.Accepted
            ? Refusal.Conflict(DisputeRefusals.WrongState).With("state", DisputeCodes.Of(turn.Row.State))
            : null),
        async turn =>
        {
            turn.Row.End();
            if (turn.Was == DisputeState.Draft)
                return null;

            turn.Db.Step(turn.Row, DisputeStepKind.Withdrawn, turn.Party, actor.Name, null, clock);
            await deciding.ReleaseAsync(turn.Db, turn.Row, turn.Stop);
            await mails.WithdrawnAsync(turn.Db, turn.Row, turn.Stop);
            return null;
        },
        cancellationToken);
}
