using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;

namespace Portal.App.Risk;

/// <summary>Counts cases on by what is entered, or again, from their signals and holds.</summary>
internal static class RiskCounts
{
    /// <summary>Adds a signal as it is now, or takes it away as it was.</summary>
    /// <param name="row">The case, written in this transaction already.</param>
    /// <param name="signal">Null counts nothing.</param>
    /// <param name="times">1 to add, -1 to take away.</param>
    public static void Add(RiskCase row, RiskSignal? signal, int times)
    {
        if (signal is not { WithdrawnAt: null })
            return;

        row.Signals += times;
        row.Unreviewed += signal.Review is null ? times : 0;
        if (signal.OccurredAt > row.LastAt)
            row.LastAt = signal.OccurredAt;
    }

    /// <summary>Two queries for any number of cases. The caller saves.</summary>
    public static async Task CountAsync(
        PortalDb db, IReadOnlyCollection<RiskCase> cases, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = cases.Select(row => row.Id).ToArray();
        var signals = await db.RiskSignals
            .Where(signal => ids.Contains(signal.CaseId) && signal.WithdrawnAt == null)
            .GroupBy(signal => signal.CaseId)
            .Select(group => new
            {
                group.Key,
                All = group.Count(),
                Unreviewed = group.Count(signal => signal.Review == null),
                Last = group.Max(signal => signal.OccurredAt),
            })
            .ToDictionaryAsync(group => group.Key, cancellationToken);
        var holds = await db.RewardHolds
            .Where(hold => hold.CaseId != null && ids.Contains(hold.CaseId.Value) && hold.ReleasedAt == null)
            .GroupBy(hold => hold.CaseId!.Value)
            .Select(group => new { group.Key, All = group.Count(), Due = group.Min(hold => hold.DueAt) })
            .ToDictionaryAsync(group => group.Key, cancellationToken);
        foreach (var row in cases)
        {
            var found = signals.GetValueOrDefault(row.Id);
            (row.Signals, row.Unreviewed, row.LastAt) = (found?.All ?? 0, found?.Unreviewed ?? 0, found?.Last ?? row.LastAt);
            Hold(row, holds.GetValueOrDefault(row.Id)?.All ?? 0, holds.GetValueOrDefault(row.Id)?.Due, now);
        }
    }

    private static void Hold(RiskCase row, int held, DateTimeOffset? due, DateTimeOffset now)
    {
        (row.Held, row.DueAt) = (held, due);
        if (due is null || due > now)
            (row.EscalateAt, row.Escalations) = (due, 0);
        else
            row.EscalateAt ??= due;
    }
}
