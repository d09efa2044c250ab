using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>How cases ended, of one shop or reviewer.</summary>
/// <param name="Name">The shop's or reviewer's; null of what the portal decided by itself.</param>
/// <param name="MedianDays">
/// Days, in tenths, from filing, or of a reviewer from filing or appeal, to the decision; null where nothing is decided.
/// </param>
public sealed record DisputeOutcomes(
    Guid? Id, string? Name, int Filed, int Accepted, int Rejected, int Withdrawn, int Pending, double? MedianDays)
{
    public int Decided => Accepted + Rejected;

    /// <summary>The share of decided cases that were accepted, in basis points; null where nothing is decided.</summary>
    public int? AcceptedShare => Decided == 0 ? null : (int)((10_000L * Accepted) / Decided);
}

/// <param name="All">Over all shops.</param>
/// <param name="Shops">A page of them, by what was filed in the period.</param>
/// <param name="Reviewers">By what was decided in it; those who decided most.</param>
public sealed record DisputeStatistics(DisputeOutcomes All, PageOf<DisputeOutcomes> Shops, IReadOnlyList<DisputeOutcomes> Reviewers);

/// <summary>
/// Outcome rates and median days, for the operator's people. The database counts: what is read does not grow with the cases, since medians
/// come from how many cases took each tenth of a day.
/// </summary>
public sealed class DisputeStatisticsQueries(IDbContextFactory<PortalDb> contexts)
{
    /// <summary>Reviewers who are told of.</summary>
    public const int MostReviewers = 100;

    private const int TenthOfDay = 144; // minutes

    /// <summary>A hundred days; what took longer counts as that, so that there are so many tenths at most.</summary>
    private const int MostTenths = 1_000;

    /// <param name="actor">One of the operator's people.</param>
    /// <param name="from">Filed or decided from here on; null: from the beginning.</param>
    /// <param name="to">And before this.</param>
    /// <param name="page">Which shops; those with the most cases come first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<DisputeStatistics?> OutcomesAsync(
        Actor actor, DateTimeOffset? from, DateTimeOffset? to, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var filed = db.Disputes.AsNoTracking()
            .Where(row => row.FiledAt != null && (from == null || row.FiledAt >= from) && (to == null || row.FiledAt < to));
        var states = await filed.GroupBy(row => row.State).Select(group => new { State = group.Key, Cases = group.Count() })
            .ToDictionaryAsync(count => count.State, count => count.Cases, cancellationToken);
        var ended = filed.Where(row => row.State == DisputeState.Accepted || row.State == DisputeState.Rejected);
        var all = new Counted
        {
            Filed = states.Values.Sum(),
            Accepted = states.GetValueOrDefault(DisputeState.Accepted),
            Rejected = states.GetValueOrDefault(DisputeState.Rejected),
            Withdrawn = states.GetValueOrDefault(DisputeState.Withdrawn),
        };
        var tenths = await TenthsAsync(
            ended.Select(row => new Timed { Minutes = row.MinutesFromFiling!.Value }), cancellationToken);

        return new DisputeStatistics(
            all.Outcomes(tenths),
            await ShopsAsync(db, filed, ended, page, cancellationToken),
            await ReviewersAsync(db, from, to, cancellationToken));
    }

    private static async Task<PageOf<DisputeOutcomes>> ShopsAsync(
        PortalDb db, IQueryable<Dispute> filed, IQueryable<Dispute> ended, PageRequest page, CancellationToken cancellationToken)
    {
        var counted =
            from row in filed
            join shop in db.Shops on row.ShopId equals shop.Id into found
            from shop in found.DefaultIfEmpty()
            group row by new { row.ShopId, shop.Name } into cases
            select new Counted
            {
                Id = cases.Key.ShopId,
                Name = cases.Key.Name,
                Filed = cases.Count(),
                Accepted = cases.Count(row => row.State == DisputeState.Accepted),
                Rejected = cases.Count(row => row.State == DisputeState.Rejected),
                Withdrawn = cases.Count(row => row.State == DisputeState.Withdrawn),
            };
        var shops = await counted.OrderByDescending(shop => shop.Filed).ThenBy(shop => shop.Name).ThenBy(shop => shop.Id)
            .Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var ids = shops.ConvertAll(shop => shop.Id);
        var tenths = await TenthsByIdAsync(
            ended.Where(row => ids.Contains(row.ShopId))
                .Select(row => new Timed { Id = row.ShopId, Minutes = row.MinutesFromFiling!.Value }),
            cancellationToken);
        var total = await filed.Select(row => row.ShopId).Distinct().CountAsync(cancellationToken);
        return new PageOf<DisputeOutcomes>(shops.ConvertAll(shop => shop.Outcomes(tenths[shop.Id])), total);
    }

    private static async Task<IReadOnlyList<DisputeOutcomes>> ReviewersAsync(
        PortalDb db, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var decided = db.Disputes.AsNoTracking()
            .Where(row => row.DecidedAt != null && (from == null || row.DecidedAt >= from) && (to == null || row.DecidedAt < to));
        var reviewers = await decided.GroupBy(row => row.DecidedById)
            .Select(cases => new Counted
            {
                Id = cases.Key,
                Name = decided.Where(row => row.DecidedById == cases.Key).OrderByDescending(row => row.DecidedAt)
                    .Select(row => row.DecidedBy).FirstOrDefault(),
                Filed = cases.Count(),
                Accepted = cases.Count(row => row.Decision == DisputeState.Accepted),
                Rejected = cases.Count(row => row.Decision == DisputeState.Rejected),
            })
            .OrderByDescending(reviewer => reviewer.Filed).ThenBy(reviewer => reviewer.Id)
            .Take(MostReviewers).ToListAsync(cancellationToken);
        var ids = reviewers.ConvertAll(reviewer => reviewer.Id);
        var tenths = await TenthsByIdAsync(
            decided.Where(row => ids.Contains(row.DecidedById))
                .Select(row => new Timed { Id = row.DecidedById, Minutes = row.MinutesOfReview!.Value }),
            cancellationToken);
        return
        [
            .. reviewers.Select(one => (one.Id is null ? one with { Name = null } : one).Outcomes(tenths[one.Id]))
                .OrderByDescending(one => one.Decided).ThenBy(one => one.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>How many cases took how many tenths of a day.</summary>
    private static async Task<IEnumerable<Took>> TenthsAsync(IQueryable<Timed> cases, CancellationToken cancellationToken) =>
        await cases
            .GroupBy(row => row.Minutes >= MostTenths * TenthOfDay ? MostTenths : (row.Minutes + (TenthOfDay / 2)) / TenthOfDay)
            .Select(group => new Took { Tenths = group.Key, Cases = group.Count() })
            .ToListAsync(cancellationToken);

    /// <summary>The same of each shop or reviewer.</summary>
    private static async Task<ILookup<Guid?, Took>> TenthsByIdAsync(IQueryable<Timed> cases, CancellationToken cancellationToken)
    {
        var rows = await cases
            .GroupBy(row => new
            {
                row.Id,
                Tenths = row.Minutes >= MostTenths * TenthOfDay ? MostTenths : (row.Minutes + (TenthOfDay / 2)) / TenthOfDay,
            })
            .Select(group => new Took { Id = group.Key.Id, Tenths = group.Key.Tenths, Cases = group.Count() })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.Id);
    }

    private static double? MedianDays(IEnumerable<Took> took)
    {
        var ascending = took.OrderBy(row => row.Tenths).ToList();
        var cases = ascending.Sum(row => row.Cases);
        return cases == 0 ? null : (Nth((cases - 1) / 2) + Nth(cases / 2)) / 20.0;

        int Nth(int at)
        {
            var before = 0;
            return ascending.First(row => (before += row.Cases) > at).Tenths;
        }
    }

    private sealed class Timed
    {
        public Guid? Id { get; init; }

        public int Minutes { get; init; }
    }

    private sealed class Took
    {
        public Guid? Id { get; init; }

        public int Tenths { get; init; }

        public int Cases { get; init; }
    }

    private sealed record Counted
    {
        public Guid? Id { get; init; }

        public string? Name { get; init; }

        public int Filed { get; init; }

        public int Accepted { get; init; }

        public int Rejected { get; init; }

        public int Withdrawn { get; init; }

        public DisputeOutcomes Outcomes(IEnumerable<Took> took) => new(
            Id, Name, Filed, Accepted, Rejected, Withdrawn, Filed - Accepted - Rejected - Withdrawn, MedianDays(took));
    }
}
