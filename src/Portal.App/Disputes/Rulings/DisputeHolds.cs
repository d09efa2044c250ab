using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Rulings;
using Portal.App.Attribution.Surcharges;
using Portal.App.Catalogue.Programmes;
using Portal.App.Money.Ledger;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Risk;
using Portal.Domain.Common;

namespace Portal.App.Disputes.Rulings;

/// <summary>
/// Holds the amount at stake while a dispute is open, and no other (R8.7). All of it happens in the transaction of its caller: the holds
/// are rows, and the ledger moves by them as by those of a risk case, whatever becomes of the orders meanwhile.
/// </summary>
public sealed class DisputeHolds(
    OrderDecider decider, ProgrammeCatalogue catalogue, Func<IEnumerable<IRewardStep>> steps, TimeProvider clock) : IRewardStep
{
    private readonly Stakes stakes = new(decider, catalogue);

    /// <summary>What is at stake, in đồng. Writes nothing.</summary>
    public async Task<Outcome<Dong>> AtStakeAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken)
    {
        var ruling = await RulingDrafts.ResolveAsync(db, draft, clock, cancellationToken);
        return ruling.Succeeded ? Sum(await stakes.OfAsync(db, ruling.Value, cancellationToken)) : ruling.Refusal!;
    }

    /// <summary>
    /// When a case is filed, or what it wants changes: holds what is at stake by it. Calling it again moves what is held to the new draft.
    /// </summary>
    /// <returns>The amount at stake.</returns>
    public async Task<Outcome<Dong>> HoldAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken)
    {
        var resolved = await RulingDrafts.ResolveAsync(db, draft, clock, cancellationToken);
        if (!resolved.Succeeded)
            return resolved.Refusal!;

        var found = await stakes.OfAsync(db, resolved.Value, cancellationToken);
        var total = Sum(found);
        using (db.Follows(draft.DisputeId))
        {
            await KeepAsync(db, found, cancellationToken);
            await NoteAsync(db, draft, resolved.Value, total, cancellationToken);
            var touched = await HoldRewardsAsync(db, draft, found, cancellationToken);
            touched.UnionWith(await HoldSurchargesAsync(db, draft, found, cancellationToken));
            await db.SaveChangesAsync(cancellationToken);
            await PostAsync(db, touched, cancellationToken);
        }

        return total;
    }

    /// <summary>
    /// When it is withdrawn or rejected, or after <see cref="RulingWriter.AddAsync"/> when it is accepted. Twice does nothing.
    /// </summary>
    public async Task ReleaseAsync(PortalDb db, Guid disputeId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rewards = await db.RewardHolds.Where(hold => hold.DisputeId == disputeId && hold.ReleasedAt == null)
            .ToListAsync(cancellationToken);
        var surcharges = await db.SurchargeHolds.Where(hold => hold.DisputeId == disputeId && hold.ReleasedAt == null)
            .ToListAsync(cancellationToken);
        rewards.ForEach(hold => Release(hold, now));
        surcharges.ForEach(hold => hold.ReleasedAt = now);
        await db.DisputeStakes.Where(stake => stake.DisputeId == disputeId && stake.ReleasedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(stake => stake.ReleasedAt, now), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        using (db.Follows(disputeId))
        {
            await PostAsync(
                db, [.. rewards.Select(hold => hold.OrderId), .. surcharges.Select(hold => hold.OrderId)], cancellationToken);
        }
    }

    /// <summary>
    /// Orders that are decided again (something came back, they were amended, a late fact turned up, another dispute was ruled) move what
    /// is at stake by the disputes about them.
    /// </summary>
    async Task IRewardStep.DecidedAsync(
        PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, CancellationToken cancellationToken)
    {
        var again = written.Where(one => one.Replaced is not null).Select(one => one.New.Order).DistinctBy(order => order.Id).ToList();
        if (again.Count == 0)
            return;

        var ids = again.ConvertAll(order => order.Id);
        var shops = again.Select(order => order.ShopId).Distinct().ToArray();
        var customers = again.Keys(order => order.AccountKey);
        var drafts = await db.DisputeStakes.AsNoTracking()
            .Where(stake => stake.ReleasedAt == null && stake.DisputeId != db.Dispute
                && ((stake.OrderId != null && ids.Contains(stake.OrderId.Value))
                    || (stake.CustomerKey != null && shops.Contains(stake.ShopId) && customers.Contains(stake.CustomerKey))))
            .OrderBy(stake => stake.HeldAt).ThenBy(stake => stake.DisputeId).Select(stake => stake.Draft).ToListAsync(cancellationToken);
        foreach (var draft in drafts)
            await HoldAsync(db, JsonSerializer.Deserialize<RulingDraft>(draft)!, cancellationToken);
    }

    private static Dong Sum(IEnumerable<Stake> found) => new(found.Sum(stake => stake.Amount));

    private static void Release(RewardHold hold, DateTimeOffset now) =>
        (hold.ReleasedAt, hold.ReleasedBy, hold.ReleaseReason) = (now, hold.HeldBy, hold.HeldBy);

    private async Task NoteAsync(PortalDb db, RulingDraft draft, Ruling wanted, Dong total, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(draft with { RuledBy = "", Reason = "" });
        var order = wanted.CustomerKey is null ? wanted.OrderId : null;
        if (await db.DisputeStakes.SingleOrDefaultAsync(row => row.DisputeId == draft.DisputeId, cancellationToken) is { } stake)
        {
            (stake.Amount, stake.Draft, stake.ReleasedAt) = (total.Amount, json, null);
            (stake.OrderId, stake.CustomerKey) = (order, wanted.CustomerKey);
            return;
        }

        db.DisputeStakes.Add(new DisputeStake
        {
            DisputeId = draft.DisputeId,
            DisputeNumber = draft.DisputeNumber,
            ShopId = draft.ShopId,
            OrderId = order,
            CustomerKey = wanted.CustomerKey,
            Amount = total.Amount,
            Draft = json,
            HeldAt = clock.GetUtcNow(),
        });
    }

    private async Task<HashSet<Guid>> HoldRewardsAsync(
        PortalDb db, RulingDraft draft, IReadOnlyList<Stake> found, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await db.RewardHolds.Where(hold => hold.DisputeId == draft.DisputeId).ToListAsync(cancellationToken);
        var open = rows.FindAll(hold => hold.ReleasedAt is null);
        var touched = new HashSet<Guid>();
        foreach (var stake in found.Where(stake => stake.LosingPartner is not null && stake.LosingPart != 0))
        {
            var key = (stake.Order.Id, stake.ProgrammeId, stake.LosingPartner!.Value);
            touched.Add(stake.Order.Id);
            if (open.Find(hold => KeyOf(hold) == key) is { } held)
            {
                held.Part = stake.LosingPart;
                open.Remove(held);
                continue;
            }

            db.RewardHolds.Add(new RewardHold
            {
                Id = Ids.New(clock),
                DisputeId = draft.DisputeId,
                OrderId = stake.Order.Id,
                ProgrammeId = stake.ProgrammeId,
                PartnerId = key.Item3,
                Part = stake.LosingPart,
                Number = 1 + rows.Where(hold => KeyOf(hold) == key).Select(hold => hold.Number).DefaultIfEmpty().Max(),
                Reason = draft.DisputeNumber,
                HeldBy = draft.DisputeNumber,
                HeldAt = now,
                DueAt = now,
            });
        }

        foreach (var ended in open)
        {
            Release(ended, now);
            touched.Add(ended.OrderId);
        }

        return touched;
    }

    private static (Guid, Guid, Guid) KeyOf(RewardHold hold) => (hold.OrderId, hold.ProgrammeId, hold.PartnerId);

    private async Task<IReadOnlyCollection<Guid>> HoldSurchargesAsync(
        PortalDb db, RulingDraft draft, IReadOnlyList<Stake> found, CancellationToken cancellationToken)
    {
        var concerned = found.Where(stake => stake.ShopGains != 0).ToList();
        var rows = await db.SurchargeHolds.Where(hold => hold.DisputeId == draft.DisputeId).ToListAsync(cancellationToken);
        if (concerned.Count == 0 && rows.Count == 0)
            return [];

        var held = await HeldAsync(db, concerned, cancellationToken);
        var room = new HoldRoom((await LedgerWriter.TakeBalanceAsync(db, draft.ShopId, cancellationToken)).Available.Amount);
        var touched = new HashSet<Guid>();
        foreach (var stake in concerned)
        {
            touched.Add(stake.Order.Id);
            var hold = rows.Find(row => row.OrderId == stake.Order.Id && row.ProgrammeId == stake.ProgrammeId);
            var amount = room.Take(stake, held.GetValueOrDefault((stake.Order.Id, stake.ProgrammeId)));
            if (hold is not null)
            {
                (hold.Amount, hold.ReleasedAt) = (amount, null);
                rows.Remove(hold);
                continue;
            }

            db.SurchargeHolds.Add(new SurchargeHold
            {
                DisputeId = draft.DisputeId,
                OrderId = stake.Order.Id,
                ProgrammeId = stake.ProgrammeId,
                Amount = amount,
                HeldAt = clock.GetUtcNow(),
            });
        }

        foreach (var ended in rows.Where(row => row.ReleasedAt is null))
        {
            ended.ReleasedAt = clock.GetUtcNow();
            touched.Add(ended.OrderId);
        }

        return touched;
    }

    /// <summary>What the ledger holds of their surcharges.</summary>
    private static async Task<Dictionary<(Guid Order, Guid Programme), long>> HeldAsync(
        PortalDb db, IReadOnlyList<Stake> concerned, CancellationToken cancellationToken)
    {
        var orders = concerned.Select(stake => stake.Order.Id).Distinct().ToArray();
        var rows = await db.Surcharges.AsNoTracking().Where(row => orders.Contains(row.OrderId) && !row.IsReplaced)
            .Select(row => new
            {
                row.OrderId,
                row.ProgrammeId,
                Held = db.JournalEntries.Where(entry => entry.SurchargeId == row.PostedId).Sum(entry => entry.Held),
            })
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(row => (row.OrderId, row.ProgrammeId), row => row.Held);
    }

    /// <summary>An event about one of the orders comes before, and is seen here, or after, and then sees the holds.</summary>
    private static async Task KeepAsync(PortalDb db, IReadOnlyList<Stake> found, CancellationToken cancellationToken)
    {
        foreach (var read in found.Select(stake => stake.Order).DistinctBy(order => order.Id).GroupBy(order => order.Version)
            .OrderBy(read => read.Key))
        {
            foreach (var ids in read.Select(order => order.Id).Order().Chunk(Parts.Size))
            {
                var kept = await db.Orders.Where(order => ids.Contains(order.Id) && order.Version == read.Key)
                    .ExecuteUpdateAsync(set => set.SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);
                if (kept != ids.Length)
                    throw new DbUpdateConcurrencyException("An event was first.");
            }
        }
    }

    private async Task PostAsync(PortalDb db, IReadOnlyCollection<Guid> orders, CancellationToken cancellationToken)
    {
        foreach (var part in orders.Distinct().Order().Chunk(Parts.Size))
        {
            await db.Orders.Where(order => part.Contains(order.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);
            var rewards = await db.Rewards.AsNoTracking().Where(reward => part.Contains(reward.OrderId)).ToListAsync(cancellationToken);
            await steps().ChangedAsync(db, rewards, null, cancellationToken);
            var rows = await db.Surcharges.AsNoTracking().Where(row => part.Contains(row.OrderId) && !row.IsReplaced)
                .ToListAsync(cancellationToken);
            var ofRows = await db.Orders.AsNoTracking().Where(order => part.Contains(order.Id))
                .ToDictionaryAsync(order => order.Id, cancellationToken);
            await steps().ChangedAsync(
                db, [.. rows.Select(row => new StandingSurcharge(row, ofRows[row.OrderId]))], cancellationToken);
        }
    }
}
