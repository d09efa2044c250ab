using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Risk;

/// <summary>
/// An admin ends the holds of cases, one or many at once, or those of some orders of one. The rewards are then as before; one that
/// another case holds too stays held by that.
/// </summary>
public sealed class ReleaseRewards(RiskReviewing reviewing)
{
    public Task<Outcome<RiskReviewed>> RunAsync(Actor actor, RiskChoice choice, CancellationToken cancellationToken) => reviewing.RunAsync(
        actor,
        choice,
        RiskRefusals.NothingHeld,
        async (db, row, now, stop) =>
        {
            var orders = choice.Orders;
            var holds = await db.RewardHolds
                .Where(hold => hold.CaseId == row.Id && hold.ReleasedAt == null && (orders == null || orders.Contains(hold.OrderId)))
                .ToListAsync(stop);
            if (holds.Count == 0)
                return null;

            foreach (var hold in holds)
                (hold.ReleasedAt, hold.ReleasedBy, hold.ReleaseReason) = (now, actor.Name, choice.Reason!.Trim());
            await RiskReviewing.Signals(db, row, orders).Where(signal => signal.Review == RiskReview.Held)
                .UpdateInPartsAsync(signal => signal.Id,
                set => set.SetProperty(signal => signal.Review, RiskReview.Released).SetProperty(signal => signal.ReviewedAt, now), stop);
            reviewing.Log(db, row, RiskActionKind.Released, choice.Reason, actor.Name, holds.Count);
            return [.. holds.Select(hold => hold.OrderId)];
        },
        cancellationToken);
}
