using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Rewards;

namespace Portal.App.Risk;

/// <summary>
/// An admin keeps the rewards that cases concern from being paid, one case or many at once, or some orders of one. What is held
/// already stays held and is looked at again later: holding again is how a hold is reviewed without ending it.
/// </summary>
public sealed class HoldRewards(RiskReviewing reviewing, PortalSettings settings, TimeProvider clock)
{
    public Task<Outcome<RiskReviewed>> RunAsync(Actor actor, RiskChoice choice, CancellationToken cancellationToken) => reviewing.RunAsync(
        actor,
        choice,
        RiskRefusals.NothingToHold,
        async (db, row, now, stop) =>
        {
            var orders = choice.Orders;
            var rewards = await db.Rewards.AsNoTracking().ConcernedBy(db, row.Id)
                .Where(reward => (orders == null || orders.Contains(reward.OrderId))
                    && (reward.State == RewardState.Pending || reward.State == RewardState.Earned))
                .Select(reward => new { reward.OrderId, reward.ProgrammeId })
                .Distinct()
                .ToListAsync(stop);
            var holds = await db.RewardHolds
                .Where(hold => hold.CaseId == row.Id && (orders == null || orders.Contains(hold.OrderId)))
                .ToListAsync(stop);
            var due = now + settings.Risk.ReviewWithin;
            var kept = holds.FindAll(hold => hold.ReleasedAt is null);
            foreach (var hold in kept)
                (hold.DueAt, hold.Reason) = (due, choice.Reason!.Trim());

            var added = rewards.FindAll(
                reward => !kept.Exists(hold => (hold.OrderId, hold.ProgrammeId) == (reward.OrderId, reward.ProgrammeId)));
            if (kept.Count + added.Count == 0)
                return null;

            foreach (var reward in added)
            {
                db.RewardHolds.Add(new RewardHold
                {
                    Id = Ids.New(clock),
                    CaseId = row.Id,
                    OrderId = reward.OrderId,
                    ProgrammeId = reward.ProgrammeId,
                    PartnerId = row.PartnerId,
                    Number = 1 + holds.Where(hold => (hold.OrderId, hold.ProgrammeId) == (reward.OrderId, reward.ProgrammeId))
                        .Select(hold => hold.Number).DefaultIfEmpty().Max(),
                    Reason = choice.Reason!.Trim(),
                    HeldBy = actor.Name,
                    HeldAt = now,
                    DueAt = due,
                });
            }

            await RiskReviewing.Signals(db, row, orders).Where(signal => signal.Review != RiskReview.Held || signal.ReviewedAt != now)
                .UpdateInPartsAsync(signal => signal.Id,
                set => set.SetProperty(signal => signal.Review, RiskReview.Held).SetProperty(signal => signal.ReviewedAt, now), stop);
            if (added.Count > 0)
                reviewing.Log(db, row, RiskActionKind.Held, choice.Reason, actor.Name, added.Count);
            if (kept.Count > 0)
                reviewing.Log(db, row, RiskActionKind.Kept, choice.Reason, actor.Name, kept.Count);
            return [.. kept.Select(hold => hold.OrderId), .. added.Select(reward => reward.OrderId)];
        },
        cancellationToken);
}
