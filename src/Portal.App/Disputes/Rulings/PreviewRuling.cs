using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Rulings;
using Portal.App.Money.Ledger;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Disputes.Rulings;

/// <summary>
/// What accepting a dispute would do (R8.4): runs the same code in a transaction that is not committed. The caller has checked who may see
/// it.
/// </summary>
public sealed class PreviewRuling(
    IDbContextFactory<PortalDb> contexts, Transactions transactions, RulingWriter writer, DisputeHolds holds)
{
    /// <summary>As many changes and entries as somebody reads.</summary>
    private const int Most = 200;

    public async Task<Outcome<RulingPreview>> RunAsync(RulingDraft draft, CancellationToken cancellationToken)
    {
        var tried = await transactions.RunAsync((db, stop) => TryAsync(db, draft, stop), _ => false, cancellationToken);
        if (!tried.Succeeded)
            return tried.Refusal!;

        // as they stand, which what was tried does not tell any more
        var (stake, orders, after, entries, result) = tried.Value;
        var ids = orders.ConvertAll(order => order.Id);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await OrderVerdicts.LoadAsync(db, ids, null, change: false, cancellationToken);
        var stored = await db.Orders.AsNoTracking().Where(order => ids.Contains(order.Id))
            .ToDictionaryAsync(order => order.Id, cancellationToken);
        var changes = orders.OrderBy(order => order.Position).SelectMany(order => after.Of(order).Select(view => new RulingChange(
            order.Id, order.ExternalId,
            before.Of(stored[order.Id]).FirstOrDefault(old => old.Program == view.Program), view)))
            .Where(change => !IsSame(change)).ToList();
        var places = orders.Select((order, i) => (order.Id, i)).ToDictionary(one => one.Id, one => one.i);
        return new RulingPreview(
            stake, [.. changes.Take(Most)],
            [.. entries.OrderBy(entry => places.GetValueOrDefault(entry.OrderId ?? Guid.Empty)).ThenBy(Rank).Take(Most)], result.Orders,
            result.HasMore || changes.Count > Most || entries.Count > Most);
    }

    private async Task<Outcome<Tried>> TryAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken)
    {
        var stake = await holds.AtStakeAsync(db, draft, cancellationToken);
        if (!stake.Succeeded)
            return stake.Refusal!;

        var knownEntries = await db.JournalEntries.Where(entry => entry.DisputeId == draft.DisputeId).Select(entry => entry.Id)
            .ToListAsync(cancellationToken);
        var knownDecisions = await db.OrderDecisions.Where(decision => decision.DisputeId == draft.DisputeId)
            .Select(decision => decision.Id).ToListAsync(cancellationToken);
        var result = await writer.AddAsync(db, draft, cancellationToken);
        if (!result.Succeeded)
            return result.Refusal!;

        await holds.ReleaseAsync(db, draft.DisputeId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var posted = db.JournalEntries.AsNoTracking()
            .Where(entry => entry.DisputeId == draft.DisputeId && !knownEntries.Contains(entry.Id));
        var entries = await LedgerQueries.ViewsOfAsync(
            db, Actor.System, posted.OrderBy(entry => entry.RecordedAt).ThenBy(entry => entry.Id).Take(Most + 1), cancellationToken);
        var decided = db.OrderDecisions.Where(
            decision => decision.DisputeId == draft.DisputeId && !knownDecisions.Contains(decision.Id));
        var orders = await db.Orders.AsNoTracking()
            .Where(order => decided.Any(decision => decision.OrderId == order.Id)
                || posted.Any(entry => entry.OrderId == order.Id) || order.Id == draft.OrderId)
            .OrderBy(order => order.PlacedAt).ThenBy(order => order.ExternalId).Take(Most + 1).ToListAsync(cancellationToken);
        var after = await OrderVerdicts.LoadAsync(db, orders.ConvertAll(order => order.Id), null, change: false, cancellationToken);
        return new Tried(stake.Value, orders, after, entries, result.Value);
    }

    /// <summary>What goes is told before what comes: all of it is posted at one instant.</summary>
    private static int Rank(EntryView entry) => entry.Reason switch
    {
        EntryReason.Reversal or EntryReason.SurchargeReversal => 0,
        EntryReason.Reward or EntryReason.Surcharge => 1,
        _ => 2,
    };

    private static bool IsSame(RulingChange change) => change.Before is { } before
        && before.Decision == change.After.Decision && before.PartnerId == change.After.PartnerId
        && before.Surcharge == change.After.Surcharge && before.Rewards.SequenceEqual(change.After.Rewards);

    private sealed record Tried(
        Dong Stake, List<Order> Orders, OrderVerdicts After, IReadOnlyList<EntryView> Entries, RulingResult Result);
}

/// <summary>What accepting would change. At most so many rows of each as a person reads.</summary>
/// <param name="AmountAtStake">As it is now, in đồng.</param>
/// <param name="Decisions">The decisions that would come out otherwise, in the orders' order in time.</param>
/// <param name="Entries">
/// Exactly what the ledger would post, by the orders' order in time; their ids are not those that accepting gives them.
/// </param>
/// <param name="Orders">How many orders would be decided again.</param>
/// <param name="HasMore">True where more would change than is shown.</param>
public sealed record RulingPreview(
    Dong AmountAtStake, IReadOnlyList<RulingChange> Decisions, IReadOnlyList<EntryView> Entries, int Orders, bool HasMore);

/// <summary>One programme's decision about one order, as it is and as it would be.</summary>
/// <param name="Order">The shop's number of the order.</param>
/// <param name="Before">Null where there was none.</param>
public sealed record RulingChange(Guid OrderId, string Order, OrderProgrammeView? Before, OrderProgrammeView After);
