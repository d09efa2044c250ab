using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>A reviewer asks the author for more (R8.3), who then has the turn.</summary>
public sealed class AskForInformation(DisputeChanges changes, DisputeMails mails, PortalSettings settings, TimeProvider clock)
{
    public sealed record Input(string? Text);

    public async Task<Outcome<DisputeDetail>> RunAsync(Actor actor, Guid id, Input input, CancellationToken cancellationToken)
    {
        if (Lines.Required("text", input.Text, Lengths.Note) is { } wrong)
            return Refusal.Invalid(wrong);

        return await changes.RunAsync(
            actor, id, DisputeAct.AskForInformation, null,
            async turn =>
            {
                turn.Row.Turn(settings.Disputes.Clock(), turn.Now);
                turn.Db.Step(turn.Row, DisputeStepKind.InformationWanted, turn.Party, actor.Name, Lines.Clean(input.Text), clock);
                await mails.AskedAsync(turn.Db, turn.Row, Lines.Clean(input.Text), turn.Stop);
                return null;
            },
            cancellationToken);
    }
}
