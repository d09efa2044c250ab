using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Rewards;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Posts earned rewards that had to wait (<see cref="WaitingReward"/>), as soon as something was done about what they waited for. One that
/// cannot be posted is put aside and keeps back no other.
/// </summary>
public sealed class PostWaitingRewards(
    IDbContextFactory<PortalDb> contexts, UnitOfWork work, RewardPoster poster, FailedWork failed, TimeProvider clock)
{
    private const int Part = 200;

    public async Task PostAsync(CancellationToken cancellationToken)
    {
        while (await DueAsync(cancellationToken) is { Count: > 0 } due)
        {
            try
            {
                await PostAsync([.. due.Keys], cancellationToken);
            }
            catch (Exception failure) when (FailedWork.IsItsOwn(failure, cancellationToken))
            {
                // one of them, and it is not known which
                await failed.RunAsync(
                    [.. due.Select(reward => new WorkItem(WorkKind.WaitingReward, reward.Key, reward.Value))],
                    (item, stop) => PostAsync([item.Id], stop), cancellationToken);
            }
        }
    }

    private Task PostAsync(Guid[] ids, CancellationToken cancellationToken) => work.RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            // the orders' versions make an event that comes at the same moment, and this, follow each other
            var orders = await db.Rewards.Where(reward => ids.Contains(reward.Id)).Select(reward => reward.OrderId).Distinct()
                .ToArrayAsync(stop);
            await db.Orders.Where(order => orders.Contains(order.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(order => order.Version, order => order.Version + 1), stop);
            var rewards = await db.Rewards.Where(reward => ids.Contains(reward.Id)).ToListAsync(stop);
            await poster.ApplyAsync(
                db, [.. rewards.Where(reward => reward is { State: RewardState.Earned, IsReplaced: false })], null, stop);

            // what is posted now waits no more (one that was taken back and is earned again has entries that come to nothing), nor what was
            // voided meanwhile; the rest waits until another policy comes
            await db.WaitingRewards
                .Where(row => ids.Contains(row.RewardId)
                    && (db.JournalEntries.Where(entry => entry.RewardId == row.RewardId).Sum(entry => entry.Earned) != 0
                    || db.Rewards.Any(reward => reward.Id == row.RewardId && (reward.State != RewardState.Earned || reward.IsReplaced))))
                .ExecuteDeleteAsync(stop);
            await db.WaitingRewards.Where(row => ids.Contains(row.RewardId))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, (DateTimeOffset?)null), stop);
            await db.WorkFailures.Where(row => row.Kind == WorkKind.WaitingReward && ids.Contains(row.SubjectId)).ExecuteDeleteAsync(stop);
            return default(Done);
        },
        cancellationToken);

    /// <summary>Those that are due, each with its order's number.</summary>
    private async Task<Dictionary<Guid, string>> DueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var resting = db.Resting(WorkKind.WaitingReward, now);
        return await db.WaitingRewards.Where(row => row.DueAt <= now && !resting.Contains(row.RewardId))
            .OrderBy(row => row.DueAt).Take(Part)
            .Join(db.Rewards, row => row.RewardId, reward => reward.Id, (row, reward) => new { row.RewardId, reward.OrderId })
            .Join(db.Orders, row => row.OrderId, order => order.Id, (row, order) => new { row.RewardId, order.ExternalId })
            .ToDictionaryAsync(row => row.RewardId, row => row.ExternalId, cancellationToken);
    }
}
