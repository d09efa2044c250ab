using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Ledger;
using Portal.App.Orders;
using Portal.App.Programs;
using Portal.App.Risk;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programs;

namespace Portal.App.Deciding;

/// <summary>
/// Works off <see cref="Reconsideration"/>s: reads the orders concerned page by page, decides them by what is known now, and
/// writes what comes out otherwise as new decisions. A page is one transaction, in which the reconsideration moves on.
/// </summary>
public sealed class Redecide(
    IDbContextFactory<PortalDb> contexts, WriteTurn turns, ProgrammeCatalogue catalogue, OrderDecider decider, RiskWriter risk, RewardPoster poster, ChangeNotifier notifier, TimeProvider clock)
{
    /// <summary>Orders of one reconsideration in one transaction.</summary>
    public const int Page = 200;

    private const int Attempts = 5;

    private readonly DecisionWriter writer = new(clock);

    /// <summary>Does these now, and what they ask for in turn. What was done meanwhile is passed over.</summary>
    public async Task RunAsync(IEnumerable<Guid> reconsiderations, CancellationToken cancellationToken)
    {
        var waiting = new Queue<Guid>(reconsiderations);
        while (waiting.TryDequeue(out var next))
        {
            while (await RetryAsync(next, waiting, cancellationToken))
            {
                // page after page
            }
        }
    }

    /// <summary>Does what is due: what nobody finished, and second looks.</summary>
    /// <returns>False when nothing was due.</returns>
    public async Task<bool> RunDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var due = await db.Reconsiderations.AsNoTracking().Where(row => row.DueAt <= now)
            .OrderBy(row => row.DueAt).Select(row => row.Id).Take(50).ToListAsync(cancellationToken);
        await RunAsync(due, cancellationToken);
        return due.Count > 0;
    }

    private async Task<bool> RetryAsync(Guid id, Queue<Guid> waiting, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunPageAsync(id, waiting, cancellationToken);
            }
            catch (Exception failure) when (attempt < Attempts && failure.IsLostRace())
            {
                // another process was first; the next attempt sees what it wrote
            }
        }
    }

    /// <returns>True when there is another page.</returns>
    private async Task<bool> RunPageAsync(Guid id, Queue<Guid> waiting, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);
        if (await db.Reconsiderations.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } task)
            return false;

        var now = clock.GetUtcNow();
        var found = await Concerned(db, task).Take(Page)
            .Select(order => new { order.Id, order.ShopId, order.AccountKey, order.DeviceHash, order.PairKey })
            .ToListAsync(cancellationToken);
        var ids = found.ConvertAll(order => order.Id);
        await KeyLocks.TakeAsync(db, found.SelectMany(order => LocksOf(order.AccountKey, order.DeviceHash, order.PairKey)), cancellationToken);

        var orders = await db.Orders.AsNoTracking().Include(order => order.Lines).Where(order => ids.Contains(order.Id)).ToListAsync(cancellationToken);
        orders.Sort((one, other) => one.Position.CompareTo(other.Position));
        var (looking, isLast) = Cut(task, orders);
        var rows = new DecisionRows();
        var changes = await DecideAsync(db, looking, task, rows, now, cancellationToken);
        if (!isLast)
        {
            task.AfterPlacedAt = orders[^1].PlacedAt;
            task.AfterExternalId = orders[^1].ExternalId;
        }
        else
        {
            db.Reconsiderations.Remove(task);
        }

        db.Changes.AddRange(changes);
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        notifier.Publish(changes);
        foreach (var more in rows.Reconsiderations)
            waiting.Enqueue(more.Id);
        return !isLast;
    }

    private async Task<List<Change>> DecideAsync(
        PortalDb db, IReadOnlyList<Order> orders, Reconsideration task, DecisionRows rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var programmes = new List<CatalogueProgramme>();
        foreach (var shop in orders.Select(order => order.ShopId).Distinct())
            programmes.AddRange(await catalogue.OfShopAsync(shop, cancellationToken) ?? []);

        var decided = await decider.DecideAsync(db, orders, programmes, [], null, cancellationToken);
        var standing = await StandingDecisions.LoadAsync(db, [.. orders.Select(order => order.Id)], cancellationToken);
        var cause = new DecisionCause(task.Cause, task.CauseOrderId);
        var written = writer.Write(decided.Decisions, standing, _ => cause, rows, now);
        await KeepAsync(db, written.Select(one => one.New.Order), cancellationToken);
        rows.Reconsiderations.AddRange(await LaterOrders.OfMovedAsync(db, decided.Firsts, orders, clock, cancellationToken));
        await db.SaveChangesAsync(cancellationToken); // ended rewards and surcharges
        await rows.SaveAsync(db, decided.Firsts, cancellationToken);
        await poster.ApplyAsync(db, [.. written.Select(one => standing.Reward(one.New)).OfType<Reward>(), .. rows.Rewards], null, cancellationToken);
        await risk.ApplyAsync(db, written, cancellationToken);
        return
        [
            .. written.SelectMany(one => new[] { (one.New.Decision as RewardDecision)?.PartnerId, one.Replaced?.PartnerId }
                .Where((partner, i) => partner is not null || i == 0)
                .Distinct()
                .Select(partner => new Change { Topic = ChangeTopics.Order, SubjectId = one.New.Order.Id, PartnerId = partner, ShopId = one.New.Order.ShopId, At = now })),
        ];
    }

    /// <summary>
    /// An event that another transaction applied since the orders were read would leave their new rewards in the state of before;
    /// one that comes now waits for this transaction, and then finds that the order is not the one that it read. The keys' locks
    /// do not tell: where no order depends on another, events take none.
    /// </summary>
    private static async Task KeepAsync(PortalDb db, IEnumerable<Order> decided, CancellationToken cancellationToken)
    {
        foreach (var read in decided.DistinctBy(order => order.Id).GroupBy(order => order.Version).OrderBy(read => read.Key))
        {
            var ids = read.Select(order => order.Id).ToArray();
            var kept = await db.Orders
                .Where(order => ids.Contains(order.Id) && order.Version == read.Key)
                .ExecuteUpdateAsync(set => set.SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);
            if (kept != ids.Length)
                throw new DbUpdateConcurrencyException("An event was first.");
        }
    }

    private static IQueryable<Order> Concerned(PortalDb db, Reconsideration task)
    {
        var (shop, key, after, number) = (task.ShopId, task.Key, task.AfterPlacedAt, task.AfterExternalId);
        var code = task.By == ReconsiderBy.Code ? Encoding.UTF8.GetString(key) : null;
        var orders = task.By switch
        {
            ReconsiderBy.Account => db.Orders.Where(order => order.ShopId == shop && order.AccountKey == key),
            ReconsiderBy.Device => db.Orders.Where(order => order.ShopId == shop && order.DeviceHash == key),
            ReconsiderBy.Pair => db.Orders.Where(order => order.ShopId == shop && order.PairKey == key && order.DeviceHash == null),
            ReconsiderBy.Code => db.Orders.Where(order => order.ShopId == shop && order.ReferralCode == code),
            ReconsiderBy.Email => db.Orders.Where(order => order.ShopId == shop && order.EmailHash == key),
            _ => db.Orders.Where(order => order.VisitorId == key),
        };
        return orders.AsNoTracking()
            .Where(order => order.PlacedAt >= after && (order.PlacedAt > after || string.Compare(order.ExternalId, number) > 0))
            .OrderBy(order => order.PlacedAt).ThenBy(order => order.ExternalId);
    }

    /// <summary>What of a page still has to be looked at, and whether that is the end.</summary>
    private static (IReadOnlyList<Order> Orders, bool IsLast) Cut(Reconsideration task, List<Order> page)
    {
        if (!task.All)
        {
            var last = page.FindIndex(order => order.Stands && (task.UntilAt is not { } until || order.PlacedAt >= until));
            if (last >= 0)
                return (page[..(last + 1)], true);
        }

        return (page, page.Count < Page);
    }

    /// <summary>The keys that a decision about such an order depends on; see <see cref="KeyLocks"/>.</summary>
    internal static IEnumerable<byte[]> LocksOf(byte[]? account, byte[]? device, byte[]? pair)
    {
        if (account is not null)
            yield return account;
        if (device is not null)
            yield return device;
        else if (pair is not null)
            yield return pair;
    }
}
