using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// A reviewer accepts or rejects a case, with a reason (R8.3), or decides its appeal. Accepting adds a ruling, by which the domain decides
/// again and the ledger posts the difference (R8.4). Of two who decide at once one does; the other finds it decided.
/// </summary>
public sealed class DecideDispute(DisputeChanges changes, DisputeDeciding deciding)
{
    public sealed record Input(bool Accept, string? Reason);

    public async Task<Outcome<DisputeDetail>> RunAsync(Actor actor, Guid id, Input input, CancellationToken cancellationToken)
    {
        if (Lines.Required("reason", input.Reason, Lengths.Note) is { } wrong)
            return Refusal.Invalid(wrong);

        return await changes.RunAsync(
            actor, id, input.Accept ? DisputeAct.Accept : DisputeAct.Reject,
            async turn => turn.Row.AppealedAt is not null && FourEyes.IsOwn(actor, turn.Row.DecidedById)
                ? Refusal.Forbidden(DisputeRefusals.OwnDecision)
                : await RefuseOwnAsync(turn),
            turn => deciding.DecideAsync(turn, input.Accept, Lines.Clean(input.Reason)),
            cancellationToken);
    }

    /// <summary>Nobody decides for an organisation that they belong to, nor against the one that disputes with it.</summary>
    private static async Task<Refusal?> RefuseOwnAsync(DisputeTurn turn)
    {
        Guid[] sides = [.. new[] { turn.Row.HolderId, turn.Row.CounterpartId, turn.Row.ShopId }.OfType<Guid>()];
        return await turn.Db.Memberships.AnyAsync(
            held => held.UserId == turn.Actor.RootId && sides.Contains(held.OrganisationId), turn.Stop)
            ? Refusal.Forbidden(DisputeRefusals.OwnDispute)
            : null;
    }
}
