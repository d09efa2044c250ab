namespace Portal.App.Traffic.Clicks;

/// <summary>
/// Where clicks are kept: a file of their own beside a SQLite database, because SQLite has one writer per file and money
/// must not queue behind clicks; tables of the portal's database on a server. See <see cref="SqliteClickStore"/> and
/// <see cref="ServerClickStore"/>.
/// </summary>
public interface IClickStore
{
    /// <summary>How many clicks of one visitor are looked at; the newest ones count (R1.4).</summary>
    const int NewestPerVisitor = 200;

    /// <summary>
    /// Makes all these clicks, and their part in the days' sums, durable in one transaction. A click that is already there
    /// changes nothing. Blocks: it is the one thread of <see cref="ClickWriter"/> that calls it, and the filling of a fresh
    /// database.
    /// </summary>
    void Insert(IReadOnlyList<ClickRecord> clicks);

    /// <summary>The highest id stored, or 0.</summary>
    Task<long> LastIdAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<ClickRecord>> ByIdAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>
    /// The clicks of these visitors in [from, to), newest first within each, at most
    /// <see cref="NewestPerVisitor"/> of each.
    /// </summary>
    Task<IReadOnlyList<ClickRecord>> ByVisitorsAsync(
        IReadOnlyCollection<VisitorId> visitors, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>
    /// A visitor's first click as a person on the links of each partner, and of the shop, in each programme: what binds and
    /// introduces (R1.7, R7.6), however many clicks followed.
    /// </summary>
    Task<IReadOnlyList<ClickRecord>> FirstsAsync(IReadOnlyCollection<VisitorId> visitors, CancellationToken cancellationToken);

    /// <summary>Clicks per link and local day, from the first to the last day, both included; days without clicks are left out.</summary>
    Task<IReadOnlyList<ClickDay>> DaysAsync(
        IReadOnlyCollection<Guid> links, DateOnly first, DateOnly last, CancellationToken cancellationToken);

    /// <summary>How many clicks <see cref="ReadAsync"/> reads.</summary>
    Task<long> CountAsync(ClickFilter filter, CancellationToken cancellationToken);

    /// <summary>All clicks that the filter lets through, the latest recorded first, while they are read.</summary>
    IAsyncEnumerable<ClickRecord> ReadAsync(ClickFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Visitors and addresses from which this many clicks of people or more came within the hour, by partner and programme. Reads
    /// the clicks with the hour's ids.
    /// </summary>
    Task<IReadOnlyList<ClickFlood>> FloodsAsync(DateTimeOffset hour, int ofVisitor, int ofAddress, CancellationToken cancellationToken);
}

/// <summary>Which clicks. What is null does not narrow.</summary>
/// <param name="From">From then on.</param>
/// <param name="To">Before then.</param>
public sealed record ClickFilter(Guid? PartnerId = null, Guid? LinkId = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
