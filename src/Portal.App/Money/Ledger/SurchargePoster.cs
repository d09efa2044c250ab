using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Keeps the ledger as the surcharges are, in the transaction that changes them: of an order that became successful the surcharge and the
/// promotion that the platform owes are posted (R7.3, R7.9), what is not owed any more is taken back (R7.5), and what a dispute is about is
/// held (R8.7). It compares what is owed and held with what the entries add up to, so that calling it twice changes nothing.
/// </summary>
internal sealed class SurchargePoster(LedgerWriter ledger, TimeProvider clock) : IRewardStep
{
    async Task IRewardStep.ChangedAsync(
        PortalDb db, IReadOnlyCollection<StandingSurcharge> surcharges, CancellationToken cancellationToken)
    {
        // one that was replaced goes with the one that stands in its place where that is the same money
        var concerned = surcharges.Where(one => Of(one.Surcharge) != default).OrderBy(one => one.Surcharge.IsReplaced)
            .DistinctBy(one => one.Surcharge.PostedId).ToList();
        if (concerned.Count == 0)
            return;

        var ids = concerned.Select(one => one.Surcharge.PostedId).ToArray();
        var entries = (await db.JournalEntries.AsNoTracking()
            .Where(entry => entry.SurchargeId != null && ids.Contains(entry.SurchargeId.Value)).ToListAsync(cancellationToken))
            .ToLookup(entry => entry.SurchargeId!.Value);

        // an order that is decided about anew: what stood before goes and what stands now comes at one and the same time
        var again = concerned.Where(one => one.Surcharge.IsReplaced && entries[one.Surcharge.PostedId].Any())
            .Select(one => one.Order.Id).ToHashSet();
        var holds = await HoldsAsync(db, concerned, cancellationToken);
        await ledger.AppendAsync(
            db,
            [
                .. concerned.SelectMany(one => Drafts(
                    one, [.. entries[one.Surcharge.PostedId]], again.Contains(one.Order.Id),
                    [.. holds[(one.Surcharge.OrderId, one.Surcharge.ProgrammeId)]], db.Dispute)),
            ],
            cancellationToken);
    }

    private static async Task<ILookup<(Guid Order, Guid Programme), SurchargeHold>> HoldsAsync(
        PortalDb db, IReadOnlyList<StandingSurcharge> surcharges, CancellationToken cancellationToken)
    {
        var orders = surcharges.Select(one => one.Surcharge.OrderId).Distinct().ToArray();
        var holds = await db.SurchargeHolds.AsNoTracking().Where(hold => orders.Contains(hold.OrderId) && hold.ReleasedAt == null)
            .ToListAsync(cancellationToken);
        return holds.ToLookup(hold => (hold.OrderId, hold.ProgrammeId));
    }

    private IEnumerable<EntryDraft> Drafts(
        StandingSurcharge one, IReadOnlyList<JournalEntry> entries, bool isAgain, IReadOnlyList<SurchargeHold> holds,
        Guid? dispute)
    {
        var surcharge = one.Surcharge;
        var posted = entries.Aggregate(default(LedgerAmounts), (sum, entry) => sum + entry.Amounts);
        var moved = Draft(one, posted, entries, isAgain);
        if (moved is not null)
            yield return moved;
        if (!one.IsOwed)
            yield break;

        // of several disputes about the same money, the one that wants most
        var due = SurchargeHold.Due(holds, surcharge);
        var held = posted.Held;
        if (due == held)
            yield break;

        yield return new EntryDraft(
            surcharge.ShopId,
            Math.Abs(due.Amount) > Math.Abs(held.Amount) ? EntryReason.Hold : EntryReason.Release,
            Key(surcharge, entries.Count + (moved is null ? 1 : 2)),
            clock.GetUtcNow(),
            Postings.Hold(due - held))
        {
            Holder = LedgerHolder.Shop,
            SurchargeId = surcharge.PostedId,
            OrderId = surcharge.OrderId,
            DisputeId = dispute ?? holds.MaxBy(hold => Math.Abs(hold.Amount))?.DisputeId,
        };
    }

    private static string Key(Surcharge surcharge, int number) =>
        $"surcharge:{surcharge.PostedId:N}:{number.ToString(CultureInfo.InvariantCulture)}";

    private EntryDraft? Draft(StandingSurcharge one, LedgerAmounts posted, IReadOnlyList<JournalEntry> entries, bool isAgain)
    {
        var surcharge = one.Surcharge;
        if (one.IsOwed == (posted.Surcharged != Dong.Zero || posted.Promoted != Dong.Zero))
            return null;

        var last = one.IsOwed ? null : entries.Single(
            entry => entry.Reason == EntryReason.Surcharge && !entries.Any(other => other.CorrectsId == entry.Id));
        return new EntryDraft(
            surcharge.ShopId,
            one.IsOwed ? EntryReason.Surcharge : EntryReason.SurchargeReversal,
            Key(surcharge, entries.Count + 1),
            isAgain ? clock.GetUtcNow() : At(one),
            one.IsOwed ? Of(surcharge) : -posted)
        {
            Holder = LedgerHolder.Shop,
            SurchargeId = surcharge.PostedId,
            OrderId = surcharge.OrderId,
            CorrectsId = last?.Id,
        };
    }

    /// <summary>When the order became successful, or was taken back.</summary>
    private static DateTimeOffset At(StandingSurcharge one) =>
        one.IsOwed ? one.Order.PaidAt ?? one.Order.EarnedAt!.Value : one.Order.StatusAt;

    private static LedgerAmounts Of(Surcharge surcharge) =>
        Postings.Surcharge(new Dong(surcharge.Amount), new Dong(surcharge.PlatformPromotion));
}
