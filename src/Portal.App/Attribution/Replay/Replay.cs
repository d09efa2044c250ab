using Portal.Domain.Common;

namespace Portal.App.Attribution.Replay;

/// <summary>How far a replay has come.</summary>
public readonly record struct ReplayProgress(int Done, int Total);

/// <summary>What would have become of a past month under other settings. Nothing of it is stored.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Orders">How many orders were looked at.</param>
/// <param name="Changed">How many of them would have been decided otherwise.</param>
/// <param name="Rows">Whom that concerns, the largest difference first; the shop where the programme charges it.</param>
/// <param name="Samples">Some of the orders concerned, of each kind of change the first ones.</param>
public sealed record ReplayResult(
    DateOnly Month, int Orders, int Changed, IReadOnlyList<ReplayRow> Rows, IReadOnlyList<ReplaySample> Samples)
{
    /// <summary>Đồng before tax, of what is pending or earned, or of what the shop is charged.</summary>
    public long Before => Rows.Sum(row => row.AmountBefore);

    public long After => Rows.Sum(row => row.AmountAfter);
}

/// <summary>
/// One partner, or the shop: orders that count for them and what they come to in đồng, as it was and as it would have been.
/// </summary>
/// <param name="PartnerId">Null for the shop.</param>
/// <param name="Why">What their orders would have changed from and to, the most frequent first.</param>
public sealed record ReplayRow(
    Guid? PartnerId, string Name, int OrdersBefore, int OrdersAfter, long AmountBefore, long AmountAfter, IReadOnlyList<ReplayChange> Why)
{
    public long Difference => AmountAfter - AmountBefore;
}

/// <summary>
/// So many orders would have been decided as <paramref name="After"/> instead of <paramref name="Before"/>: stable codes, equal where only
/// the amount differs.
/// </summary>
public sealed record ReplayChange(string Before, string After, int Orders);

/// <summary>One order that would have been decided otherwise, and why.</summary>
public sealed record ReplaySample(
    string ExternalId, DateTimeOffset PlacedAt, string Before, string After, string? PartnerBefore, string? PartnerAfter,
    long AmountBefore, long AmountAfter, IReadOnlyList<TraceStep> Trace);
