using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Orders;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Rewards;

namespace Portal.App.Ledger;

/// <summary>
/// Posts earned rewards that have no entry yet: those that waited for a tax policy, and those that were earned before there was a ledger.
/// </summary>
public sealed class PostWaitingRewards(IDbContextFactory<PortalDb> contexts, Work work, RewardPoster poster)
{
    private const int Part = 200;

    public async Task PostAsync(CancellationToken cancellationToken)
    {
        var after = Guid.Empty;
        while (true)
        {
            var ids = await WaitingAsync(after, cancellationToken);
            if (ids.Count == 0)
                return;

            await work.RunAsync<Done>(
                Actor.System,
                async (db, stop) =>
                {
                    // the orders' versions make an event that comes at the same moment, and this, follow each other
                    var rewards = await db.Rewards.Where(reward => ids.Contains(reward.Id)).ToListAsync(stop);
                    var orders = rewards.Select(reward => reward.OrderId).Distinct().ToArray();
                    await db.Orders.Where(order => orders.Contains(order.Id)).ExecuteUpdateAsync(set => set.SetProperty(order => order.Version, order => order.Version + 1), stop);
                    foreach (var reward in rewards)
                        await db.Entry(reward).ReloadAsync(stop);
                    await poster.ApplyAsync(db, rewards, null, stop);
                    return default(Done);
                },
                cancellationToken);
            after = ids[^1];
        }
    }

    private async Task<IReadOnlyList<Guid>> WaitingAsync(Guid after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Rewards
            .Where(reward => reward.State == RewardState.Earned && !reward.IsReplaced && reward.Gross != 0 && reward.Id.CompareTo(after) > 0
                && !db.JournalEntries.Any(entry => entry.RewardId == reward.Id))
            .OrderBy(reward => reward.Id).Select(reward => reward.Id).Take(Part).ToListAsync(cancellationToken);
    }
}
