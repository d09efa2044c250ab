using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// The author of a case that was rejected asks once for another decision, which another admin makes (R8.6). Until then what is at stake is
/// held again.
/// </summary>
public sealed class AppealDispute(DisputeChanges changes, DisputeDeciding deciding, PortalSettings settings, TimeProvider clock)
{
    public sealed record Input(string? Reason);

    public async Task<Outcome<DisputeDetail>> RunAsync(Actor actor, Guid id, Input input, CancellationToken cancellationToken)
    {
        if (Lines.Required("reason", input.Reason, Lengths.Note) is { } wrong)
            return Refusal.Invalid(wrong);

        return await changes.RunAsync(
            actor, id, DisputeAct.Appeal,
            turn => Task.FromResult(
                turn.Row.AppealedAt is not null ? Refusal.Conflict(DisputeRefusals.AlreadyAppealed)
                : !settings.Disputes.Clock().MayAppeal(turn.Row.DecidedAt!.Value, turn.Now) ? Refusal.Rule(DisputeRefusals.AppealTooLate)
                : null),
            async turn =>
            {
                turn.Row.AppealedAt = turn.Now;
                turn.Row.Turn(settings.Disputes.Clock(), turn.Now);
                turn.Db.Step(turn.Row, DisputeStepKind.Appealed, turn.Party, actor.Name, Lines.Clean(input.Reason), clock);
                turn.Row.AtStake = await deciding.HoldAsync(turn.Db, turn.Row, turn.Stop);
                return null;
            },
            cancellationToken);
    }
}
