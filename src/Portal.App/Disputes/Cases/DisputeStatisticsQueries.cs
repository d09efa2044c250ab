using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>How cases ended, of one shop or reviewer.</summary>
/// <param name="Name">The shop's or reviewer's; null of what the portal decided by itself.</param>
/// <param name="MedianDays">
/// Days from filing, or of a reviewer from filing or appeal, to the decision; null where nothing is decided.
/// </param>
public sealed record DisputeOutcomes(
    Guid? Id, string? Name, int Filed, int Accepted, int Rejected, int Withdrawn, int Pending, double? MedianDays)
{
    public int Decided => Accepted + Rejected;

    /// <summary>The share of decided cases that were accepted, in basis points; null where nothing is decided.</summary>
    public int? AcceptedShare => Decided == 0 ? null : (int)((10_000L * Accepted) / Decided);
}

/// <param name="All">Over all shops.</param>
/// <param name="Shops">By what was filed in the period.</param>
/// <param name="Reviewers">By what was decided in it.</param>
public sealed record DisputeStatistics(
    DisputeOutcomes All, IReadOnlyList<DisputeOutcomes> Shops, IReadOnlyList<DisputeOutcomes> Reviewers);

/// <summary>Outcome rates and median days, for the operator's people.</summary>
public sealed class DisputeStatisticsQueries(IDbContextFactory<PortalDb> contexts)
{
    /// <param name="actor">One of the operator's people.</param>
    /// <param name="from">Filed or decided from here on; null: from the beginning.</param>
    /// <param name="to">And before this.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<DisputeStatistics?> OutcomesAsync(
        Actor actor, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var filed = await db.Disputes.AsNoTracking()
            .Where(row => row.FiledAt != null && (from == null || row.FiledAt >= from) && (to == null || row.FiledAt < to))
            .Select(row => new { row.ShopId, row.State, FiledAt = row.FiledAt!.Value, row.DecidedAt })
            .ToListAsync(cancellationToken);
        var names = await db.Shops.Where(shop => db.Disputes.Any(row => row.ShopId == shop.Id)).Select(shop => new { shop.Id, shop.Name })
            .ToDictionaryAsync(shop => shop.Id, shop => shop.Name, cancellationToken);
        var decided = await db.Disputes.AsNoTracking()
            .Where(row => row.DecidedAt != null && (from == null || row.DecidedAt >= from) && (to == null || row.DecidedAt < to))
            .Select(row => new
            {
                row.DecidedById,
                row.DecidedBy,
                row.Decision,
                Begun = row.AppealedAt ?? row.FiledAt!.Value,
                row.DecidedAt,
            })
            .ToListAsync(cancellationToken);

        DisputeOutcomes Of(
            Guid? id, string? name, IReadOnlyCollection<(DisputeState State, DateTimeOffset From, DateTimeOffset? To)> rows) => new(
                id, name, rows.Count, rows.Count(row => row.State == DisputeState.Accepted),
                rows.Count(row => row.State == DisputeState.Rejected), rows.Count(row => row.State == DisputeState.Withdrawn),
                rows.Count(row => row.State.IsPending()),
                Median([.. rows.Where(row => row.To >= row.From && row.State is DisputeState.Accepted or DisputeState.Rejected)
                    .Select(row => (row.To!.Value - row.From).TotalDays)]));

        return new DisputeStatistics(
            Of(null, null, filed.ConvertAll(row => (row.State, row.FiledAt, row.DecidedAt))),
            [
                .. filed.GroupBy(row => row.ShopId).Select(group => Of(
                    group.Key, group.Key is { } id ? names.GetValueOrDefault(id) : null,
                    [.. group.Select(row => (row.State, row.FiledAt, row.DecidedAt))]))
                    .OrderByDescending(shop => shop.Filed).ThenBy(shop => shop.Name, StringComparer.Ordinal),
            ],
            [
                .. decided.GroupBy(row => row.DecidedById).Select(group => Of(
                    group.Key, group.Key is null ? null : group.OrderByDescending(row => row.DecidedAt).First().DecidedBy,
                    [.. group.Select(row => (row.Decision!.Value, row.Begun, row.DecidedAt))]))
                    .OrderByDescending(one => one.Decided).ThenBy(one => one.Name, StringComparer.Ordinal),
            ]);
    }

    private static double? Median(List<double> days)
    {
        if (days.Count == 0)
            return null;

        days.Sort();
        var middle = days.Count / 2;
        return days.Count % 2 == 1 ? days[middle] : (days[middle - 1] + days[middle]) / 2;
    }
}
