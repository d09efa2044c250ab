using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Ledger;

/// <summary>How much was corrected on one person's word alone, by a person and of a partner.</summary>
internal static class AdjustedSums
{
    /// <summary>
    /// Reads both for a correction that is about to be posted. Corrections of one person, and those of one partner, follow each other from
    /// here to their commits: of two at once, each just below the limit, the second counts the first.
    /// </summary>
    public static async Task<IReadOnlyList<AdjustedAlone>> TakeAsync(
        PortalDb db, Guid personId, Guid partnerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await KeyLocks.TakeAsync(db, [LockOf(personId), LockOf(partnerId)], cancellationToken);
        var today = LocalCalendar.Day(now);
        return
        [
            await SumAsync(db.Adjustments.Where(row => row.ProposedById == personId), today, cancellationToken),
            await SumAsync(db.Adjustments.Where(row => row.PartnerId == partnerId), today, cancellationToken),
        ];
    }

    /// <summary>Those that a second person agreed to are not counted: two people looked at them.</summary>
    private static async Task<AdjustedAlone> SumAsync(IQueryable<Adjustment> rows, DateOnly today, CancellationToken cancellationToken)
    {
        var (midnight, first) = (LocalCalendar.StartOf(today), LocalCalendar.StartOf(LocalCalendar.Month(today)));
        var sums = await rows.Where(row => row.ProposedAt >= first && row.State == AdjustmentState.Posted && row.DecidedAt == null)
            .GroupBy(row => row.ProposedAt >= midnight)
            .Select(group => new { IsToday = group.Key, Size = group.Sum(row => Math.Abs(row.Gross)) })
            .ToListAsync(cancellationToken);
        return new AdjustedAlone(new Dong(sums.Where(sum => sum.IsToday).Sum(sum => sum.Size)), new Dong(sums.Sum(sum => sum.Size)));
    }

    private static byte[] LockOf(Guid id) => [.. "adjust"u8, .. id.ToByteArray()];
}
