using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// Somebody writes in the thread (R8.3). Of the author it is the answer where information is wanted, and the reviewers have the turn again.
/// </summary>
public sealed class WriteMessage(DisputeChanges changes, DisputeMails mails, PortalSettings settings, TimeProvider clock)
{
    public sealed record Input(string? Text);

    public async Task<Outcome<DisputeDetail>> RunAsync(Actor actor, Guid id, Input input, CancellationToken cancellationToken)
    {
        if (Lines.Required("text", input.Text, DisputeMessage.MaxText) is { } wrong)
            return Refusal.Invalid(wrong);

        return await changes.RunAsync(
            actor, id, DisputeAct.Write, null,
            async turn =>
            {
                turn.Db.DisputeMessages.Add(new DisputeMessage
                {
                    Id = Ids.New(clock),
                    DisputeId = turn.Row.Id,
                    Number = turn.Row.Version,
                    Party = turn.Party,
                    HolderId = DisputeOrganisation.Of(actor)?.HolderId,
                    By = actor.Name,
                    Text = Lines.Clean(input.Text),
                    At = turn.Now,
                });
                if (turn.Was == DisputeState.MoreInformation && turn.Row.State == DisputeState.UnderReview)
                {
                    turn.Row.Turn(settings.Disputes.Clock(), turn.Now);
                    turn.Db.Step(turn.Row, DisputeStepKind.Answered, turn.Party, actor.Name, null, clock);
                }

                await mails.WrittenAsync(turn.Db, turn.Row, turn.Party, turn.Stop);
                return null;
            },
            cancellationToken);
    }
}
