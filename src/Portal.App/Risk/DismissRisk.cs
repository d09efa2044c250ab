using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Risk;

/// <summary>
/// An admin finds that there is nothing to the signals that nobody has reviewed yet, of one case or many. What is held stays held
/// until it is released, and a signal that comes later makes the case new again.
/// </summary>
public sealed class DismissRisk(RiskReviewing reviewing)
{
    public Task<Outcome<RiskReviewed>> RunAsync(Actor actor, RiskChoice choice, CancellationToken cancellationToken) => reviewing.RunAsync(
        actor,
        choice,
        RiskRefusals.NothingNew,
        async (db, row, now, stop) =>
        {
            var dismissed = await RiskReviewing.Signals(db, row, choice.Orders).Where(signal => signal.Review == null)
                .UpdateInPartsAsync(signal => signal.Id,
                set => set.SetProperty(signal => signal.Review, RiskReview.Dismissed).SetProperty(signal => signal.ReviewedAt, now), stop);
            if (dismissed == 0)
                return null;

            reviewing.Log(db, row, RiskActionKind.Dismissed, choice.Reason, actor.Name, 0);
            return [];
        },
        cancellationToken);
}
