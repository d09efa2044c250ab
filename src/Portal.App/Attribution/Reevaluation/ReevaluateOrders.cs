using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.App.Attribution.Reevaluation;

/// <summary>
/// Works off <see cref="ReevaluationRequest"/>s: reads the orders concerned page by page, decides them by what is known now, and
/// writes what comes out otherwise as new decisions. A page is one transaction, in which the reevaluation moves on. Where a page
/// fails its orders are decided one by one, and those that cannot be are put aside, each with a reevaluation of its own.
/// </summary>
public sealed class ReevaluateOrders(
    IDbContextFactory<PortalDb> contexts, SqliteWriteGate turns, Transactions transactions, ProgrammeCatalogue catalogue,
    OrderReevaluator again,
    FailedWork failed, TimeProvider clock)
{
    /// <summary>Orders of one reevaluation in one transaction.</summary>
    public const int Page = 200;

    /// <summary>Requests that are looked up at once.</summary>
    private const int AtOnce = 50;

    /// <summary>Orders that are looked at while somebody waits: some pages, and less than a second.</summary>
    private const int MostAtOnce = 3 * Page;

    /// <summary>As how many orders a transaction counts, however few it has.</summary>
    private const int ATransaction = 10;

    /// <summary>
    /// For whoever has somebody waiting: does these now, and what they ask for in turn, up to a few hundred orders; what is left is due for
    /// the worker at once. What was done meanwhile is passed over. What fails is put aside and not thrown.
    /// </summary>
    public Task RunAsync(IEnumerable<Guid> reevaluations, CancellationToken cancellationToken) =>
        RunAsync(new Queue<Guid>(reevaluations), MostAtOnce, cancellationToken);

    /// <summary>Does what is due: what nobody finished, second looks, and what failed and rested.</summary>
    /// <returns>False when nothing was due.</returns>
    public async Task<bool> RunDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var resting = db.Resting(WorkKind.Reevaluation, now);
        var due = await db.ReevaluationRequests.AsNoTracking().Where(row => row.DueAt <= now && !resting.Contains(row.Id))
            .OrderBy(row => row.DueAt).Select(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);
        await RunAsync(new Queue<Guid>(due), AtOnce * Page, cancellationToken);
        return due.Count > 0;
    }

    /// <summary>
    /// What a ruling asked for, in its transaction, up to a few hundred orders; what is left is the worker's. What fails fails all of it.
    /// </summary>
    /// <returns>How many orders were looked at, and whether any are left.</returns>
    internal async Task<(int Looked, bool HasMore)> RunRulingAsync(PortalDb db, Guid dispute, CancellationToken cancellationToken)
    {
        for (var (done, looked) = (0, 0); ;)
        {
            await db.SaveChangesAsync(cancellationToken);
            var next = await db.ReevaluationRequests.AsNoTracking().Where(row => row.DisputeId == dispute)
                .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
            if (next is null || done >= MostAtOnce)
                return (looked, next is not null);

            var (page, _, _) = await LookAtPageAsync(db, next.Value, Page, null, cancellationToken);
            looked += page;
            done += Math.Max(page, ATransaction);
        }
    }

    /// <summary>One order, in the transaction of its caller, with whatever depends on it left to be asked for.</summary>
    internal async Task<IReadOnlyCollection<Change>> RunOrderAsync(
        PortalDb db, Guid order, DecisionCause cause, CancellationToken cancellationToken) =>
        await LookAsync(
            db, await Looked(db.Orders.AsNoTracking().Where(row => row.Id == order)).ToListAsync(cancellationToken), cause,
            new DecisionRows(), clock.GetUtcNow(), cancellationToken);

    private async Task RunAsync(Queue<Guid> waiting, int most, CancellationToken cancellationToken)
    {
        for (var done = 0; done < most && waiting.TryPeek(out var next);)
        {
            var (looked, more) = await RetryAsync(next, waiting, cancellationToken);
            done += Math.Max(looked, ATransaction);

            // page by page in turns, so that a long one holds up no other
            waiting.Dequeue();
            if (more)
                waiting.Enqueue(next);
        }

        if (waiting.Count > 0)
            await HandOverAsync([.. waiting.Distinct()], cancellationToken);
    }

    private async Task HandOverAsync(Guid[] left, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        using var turn = await turns.TakeAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ReevaluationRequests.Where(row => left.Contains(row.Id) && row.DueAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), cancellationToken);
    }

    /// <returns>How many orders were looked at, and whether there is another page.</returns>
    private async Task<(int Looked, bool More)> RetryAsync(Guid id, Queue<Guid> waiting, CancellationToken cancellationToken)
    {
        try
        {
            return await RunPageAsync(id, Page, waiting, null, cancellationToken);
        }
        catch (Exception failure) when (FailedWork.IsItsOwn(failure, cancellationToken))
        {
            return await OneByOneAsync(id, failure, waiting, cancellationToken);
        }
    }

    /// <summary>The orders of a page that failed, each by itself, so that those that can be are decided.</summary>
    private async Task<(int Looked, bool More)> OneByOneAsync(
        Guid id, Exception failure, Queue<Guid> waiting, CancellationToken cancellationToken)
    {
        try
        {
            for (var order = 1; order <= Page; order++)
            {
                bool more;
                try
                {
                    (_, more) = await RunPageAsync(id, 1, waiting, null, cancellationToken);
                }
                catch (Exception own) when (FailedWork.IsItsOwn(own, cancellationToken))
                {
                    failure = own;
                    (_, more) = await RunPageAsync(id, 1, waiting, own, cancellationToken);
                }

                if (!more)
                    return (order, false);
            }

            return (Page, true);
        }
        catch (Exception own) when (FailedWork.IsItsOwn(own, cancellationToken))
        {
            // not even putting an order aside went through: the reevaluation rests as a whole
            await failed.NoteAsync(new WorkItem(WorkKind.Reevaluation, id, ""), failure, cancellationToken);
            return (Page, false);
        }
    }

    /// <param name="id">The reevaluation.</param>
    /// <param name="size">How many orders.</param>
    /// <param name="waiting">Where further reevaluations go.</param>
    /// <param name="failure">With what the one order failed that is passed over and put aside; null decides it.</param>
    /// <returns>How many orders were looked at, and whether there is another page.</returns>
    private async Task<(int Looked, bool More)> RunPageAsync(
        Guid id, int size, Queue<Guid> waiting, Exception? failure, CancellationToken cancellationToken)
    {
        var (looked, more, asked) =
            await transactions.RunAsync((db, stop) => LookAtPageAsync(db, id, size, failure, stop), _ => true, cancellationToken);
        foreach (var next in asked)
            waiting.Enqueue(next.Id);
        return (looked, more);
    }

    private async Task<(int Looked, bool More, IReadOnlyList<ReevaluationRequest> Asked)> LookAtPageAsync(
        PortalDb db, Guid id, int size, Exception? failure, CancellationToken cancellationToken)
    {
        if (await db.ReevaluationRequests.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } task)
            return (0, false, []);

        db.Dispute = task.DisputeId;
        var now = clock.GetUtcNow();
        var found = await Looked(Concerned(db, task).Take(size)).ToListAsync(cancellationToken);
        var (looking, isLast) = Cut(task, found, size);
        var rows = new DecisionRows();
        List<Change> changes = [];
        if (failure is null)
        {
            changes = await LookAsync(
                db, looking, new DecisionCause(task.Cause, task.CauseOrderId, task.DisputeId), rows, now, cancellationToken);
        }
        else if (looking is [var order])
            await PutAsideAsync(db, order, task, failure, now, cancellationToken);

        if (!isLast)
        {
            task.AfterPlacedAt = found[^1].PlacedAt;
            task.AfterExternalId = found[^1].ExternalId;
        }
        else if (failure is null || task.By != ReevaluateBy.Order)
        {
            db.ReevaluationRequests.Remove(task);
            await db.WorkFailures.Where(row => row.Kind == WorkKind.Reevaluation && row.SubjectId == id)
                .ExecuteDeleteAsync(cancellationToken);
        }

        db.Changes.AddRange(changes);
        return (looking.Count, !isLast, rows.ReevaluationRequests);
    }

    private async Task<List<Change>> LookAsync(
        PortalDb db, IReadOnlyList<Found> looking, DecisionCause cause, DecisionRows rows, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var ids = looking.Select(order => order.Id).ToArray();
        var programmes = await catalogue.KeepAsync(db, [.. looking.Select(order => order.ShopId)], cancellationToken);
        await KeyLocks.TakeAsync(
            db, looking.SelectMany(order => OrderKeys.LocksOf(order.AccountKey, order.DeviceHash, order.PairKey)), cancellationToken);
        var orders = await db.Orders.AsNoTracking().Include(order => order.Lines).Where(order => ids.Contains(order.Id))
            .ToListAsync(cancellationToken);
        return await DecideAsync(db, orders, programmes, cause, rows, now, cancellationToken);
    }

    /// <summary>The order gets a reevaluation of its own under its own id, which rests; there is one, however often it fails.</summary>
    private async Task PutAsideAsync(
        PortalDb db, Found order, ReevaluationRequest task, Exception failure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await failed.NoteAsync(db, new WorkItem(WorkKind.Reevaluation, order.Id, order.ExternalId), failure, cancellationToken);
        if (await db.ReevaluationRequests.AnyAsync(row => row.Id == order.Id, cancellationToken))
            return;

        db.ReevaluationRequests.AddRange(ReevaluationRequest.For(db, [new ReevaluationRequest
        {
            Id = order.Id,
            By = ReevaluateBy.Order,
            Key = order.Id.ToByteArray(),
            ShopId = order.ShopId,
            AfterPlacedAt = DateTimeOffset.UnixEpoch,
            AfterExternalId = "",
            All = true,
            Cause = task.Cause,
            CauseOrderId = task.CauseOrderId,
            DueAt = now,
            CreatedAt = now,
        }]));
    }

    private async Task<List<Change>> DecideAsync(
        PortalDb db, IReadOnlyList<Order> orders, IReadOnlyList<CatalogueProgramme> programmes, DecisionCause cause, DecisionRows rows,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var written = await again.RunAsync(db, orders, programmes, _ => cause, rows, always: false, cancellationToken);
        return
        [
            .. written.SelectMany(one => new[] { (one.New.Decision as RewardDecision)?.PartnerId, one.Replaced?.PartnerId }
                .Where((partner, i) => partner is not null || i == 0)
                .Distinct()
                .Select(partner => new Change { Topic = ChangeTopics.Order, SubjectId = one.New.Order.Id, PartnerId = partner,
                    ShopId = one.New.Order.ShopId, At = now })),
        ];
    }

    private static IQueryable<Found> Looked(IQueryable<Order> orders) => orders.Select(order => new Found(
        order.Id, order.ShopId, order.ExternalId, order.PlacedAt, order.Status, order.EarnedAt, order.AccountKey, order.DeviceHash,
        order.PairKey));

    private static IQueryable<Order> Concerned(PortalDb db, ReevaluationRequest task)
    {
        var (shop, key, after, number) = (task.ShopId, task.Key, task.AfterPlacedAt, task.AfterExternalId);
        var code = task.By == ReevaluateBy.Code ? Encoding.UTF8.GetString(key) : null;
        var orders = task.By switch
        {
            ReevaluateBy.Account => db.Orders.Where(order => order.ShopId == shop && order.AccountKey == key),
            ReevaluateBy.Device => db.Orders.Where(order => order.ShopId == shop && order.DeviceHash == key),
            ReevaluateBy.Pair => db.Orders.Where(order => order.ShopId == shop && order.PairKey == key && order.DeviceHash == null),
            ReevaluateBy.Code => db.Orders.Where(order => order.ShopId == shop && order.ReferralCode == code),
            ReevaluateBy.Order => db.Orders.Where(order => order.Id == task.Id),
            ReevaluateBy.Shop => db.Orders.Where(order => order.ShopId == shop),
            ReevaluateBy.Email => db.Orders.Where(order => order.ShopId == shop && order.EmailHash == key),
            _ => db.Orders.Where(order => order.VisitorId == key),
        };
        return orders.AsNoTracking()
            .Where(order => order.PlacedAt >= after && (order.PlacedAt > after || string.Compare(order.ExternalId, number) > 0))
            .OrderBy(order => order.PlacedAt).ThenBy(order => order.ExternalId);
    }

    /// <summary>What of a page still has to be looked at, and whether that is the end.</summary>
    private static (IReadOnlyList<Found> Orders, bool IsLast) Cut(ReevaluationRequest task, List<Found> page, int size)
    {
        if (!task.All)
        {
            var last = page.FindIndex(order => order.Stands && (task.UntilAt is not { } until || order.PlacedAt >= until));
            if (last >= 0)
                return (page[..(last + 1)], true);
        }

        return (page, page.Count < size || task.By == ReevaluateBy.Order);
    }

    /// <summary>An order that is concerned, with no more of it than is needed to find its page.</summary>
    private sealed record Found(
        Guid Id, Guid ShopId, string ExternalId, DateTimeOffset PlacedAt, OrderStatus Status, DateTimeOffset? EarnedAt,
        byte[]? AccountKey, byte[]? DeviceHash, byte[]? PairKey)
    {
        /// <summary>As <see cref="Order.Stands"/>.</summary>
        public bool Stands => Status != OrderStatus.Cancelled || EarnedAt is not null;
    }
}
