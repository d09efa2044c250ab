using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Traffic.Clicks;

/// <summary>
/// Clicks as tables of the portal's own server database. Each batch is written by one statement (PostgreSQL) or by
/// <see cref="SqlServerClicks"/>; reads are ordinary queries.
/// </summary>
public sealed class ServerClickStore : IClickStore
{
    private readonly IDbContextFactory<PortalDb> contexts;
    private readonly string connectionString;
    private readonly Action<IReadOnlyList<ClickRecord>> insert;

    public ServerClickStore(DatabaseProvider provider, string connectionString, IDbContextFactory<PortalDb> contexts)
    {
        this.contexts = contexts;
        this.connectionString = connectionString;
        insert = provider switch
        {
            DatabaseProvider.PostgreSql => InsertIntoPostgreSql,
            DatabaseProvider.SqlServer => InsertIntoSqlServer,
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "SQLite has a store of its own."),
        };
    }

    public void Insert(IReadOnlyList<ClickRecord> clicks)
    {
        try
        {
            insert(clicks);
        }
        catch (DbException failure) when (!failure.IsTimeout())
        {
            // A connection that broke while it lay in the pool, a deadlock with another node, a click that another node
            // restored at this very moment: the second attempt finds things in order, and what is already there stays.
            insert(clicks);
        }
    }

    public async Task<long> LastIdAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<ClickRow>().OrderByDescending(click => click.Id).Select(click => click.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ClickRecord>> ByIdAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await ById(db, ids).ToListAsync(cancellationToken);
        return rows.ConvertAll(Click);
    }

    public async Task<IReadOnlyList<ClickRecord>> ByVisitorsAsync(
        IReadOnlyCollection<VisitorId> visitors, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await ByVisitors(db, visitors, from, to).ToListAsync(cancellationToken);
        return rows.ConvertAll(Click);
    }

    public async Task<IReadOnlyList<ClickRecord>> FirstsAsync(IReadOnlyCollection<VisitorId> visitors, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Firsts(db, visitors).ToListAsync(cancellationToken);
        return rows.ConvertAll(Click);
    }

    public async Task<IReadOnlyList<ClickDay>> DaysAsync(
        IReadOnlyCollection<Guid> links, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Days(db, links, first, last).ToListAsync(cancellationToken);
    }

    public async Task<long> CountAsync(ClickFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Filtered(db, filter).LongCountAsync(cancellationToken);
    }

    public async IAsyncEnumerable<ClickRecord> ReadAsync(
        ClickFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Filtered(db, filter).OrderByDescending(click => click.Id).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
            yield return Click(row);
    }

    public async Task<IReadOnlyList<ClickFlood>> FloodsAsync(
        DateTimeOffset hour, int ofVisitor, int ofAddress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visitors = await FloodsOfVisitors(db, hour, ofVisitor).ToListAsync(cancellationToken);
        var addresses = await FloodsOfAddresses(db, hour, ofAddress).ToListAsync(cancellationToken);
        return
        [
            .. visitors.Select(flood =>
                new ClickFlood(flood.PartnerId, flood.ProgrammeId, VisitorId.FromBytes(flood.Source), null, flood.Clicks, 1)),
            .. addresses.Select(
                flood => new ClickFlood(flood.PartnerId, flood.ProgrammeId, null, flood.Source, flood.Clicks, flood.Visitors)),
        ];
    }

    private static IQueryable<FloodRow> FloodsOfVisitors(PortalDb db, DateTimeOffset hour, int threshold) => OfHour(db, hour)
        .GroupBy(click => new { click.PartnerId, click.ProgrammeId, click.VisitorId })
        .Where(group => group.Count() >= threshold)
        .Select(group => new FloodRow
        {
            PartnerId = group.Key.PartnerId!.Value,
            ProgrammeId = group.Key.ProgrammeId,
            Source = group.Key.VisitorId,
            Clicks = group.Count(),
            Visitors = 1,
        });

    private static IQueryable<FloodRow> FloodsOfAddresses(PortalDb db, DateTimeOffset hour, int threshold) => OfHour(db, hour)
        .Where(click => click.IpHash != null)
        .GroupBy(click => new { click.PartnerId, click.ProgrammeId, click.IpHash })
        .Where(group => group.Count() >= threshold)
        .Select(group => new FloodRow
        {
            PartnerId = group.Key.PartnerId!.Value,
            ProgrammeId = group.Key.ProgrammeId,
            Source = group.Key.IpHash!,
            Clicks = group.Count(),
            Visitors = group.Select(click => click.VisitorId).Distinct().Count(),
        });

    private static IQueryable<ClickRow> OfHour(PortalDb db, DateTimeOffset hour)
    {
        var (first, end, next) = (ClickIds.LowestAt(hour), ClickIds.LowestAt(hour.AddHours(1)), hour.AddHours(1));
        return db.Set<ClickRow>().AsNoTracking().Where(click => click.Id >= first && click.Id < end
            && click.At >= hour && click.At < next && click.Kind == (byte)ClickKind.Human && click.PartnerId != null);
    }

    private sealed class FloodRow
    {
        public required Guid PartnerId { get; init; }

        public required Guid ProgrammeId { get; init; }

        public required byte[] Source { get; init; }

        public required int Clicks { get; init; }

        public required int Visitors { get; init; }
    }

    private static IQueryable<ClickRow> Filtered(PortalDb db, ClickFilter filter)
    {
        var clicks = db.Set<ClickRow>().AsNoTracking();
        if (filter.PartnerId is { } partner)
            clicks = clicks.Where(click => click.PartnerId == partner);
        if (filter.LinkId is { } link)
            clicks = clicks.Where(click => click.LinkId == link);
        if (filter.From is { } from)
            clicks = clicks.Where(click => click.At >= from);
        if (filter.To is { } to)
            clicks = clicks.Where(click => click.At < to);
        return clicks;
    }

    private static IQueryable<ClickRow> ById(PortalDb db, IReadOnlyCollection<long> ids) =>
        db.Set<ClickRow>().AsNoTracking().Where(click => ids.Contains(click.Id));

    private static IQueryable<ClickRow> ByVisitors(
        PortalDb db, IReadOnlyCollection<VisitorId> visitors, DateTimeOffset from, DateTimeOffset to)
    {
        var ids = visitors.Distinct().Select(visitor => visitor.ToArray()).ToList();
        var (first, end) = (ClickRecord.ToMillisecondsUp(from), ClickRecord.ToMillisecondsUp(to));
        var clicks = db.Set<ClickRow>().AsNoTracking().Where(click => click.At >= first && click.At < end);
        return clicks.Where(click => ids.Contains(click.VisitorId)).Select(click => click.VisitorId).Distinct()
            .SelectMany(visitor => clicks
                .Where(click => click.VisitorId == visitor)
                .OrderByDescending(click => click.At).ThenByDescending(click => click.Id)
                .Take(IClickStore.NewestPerVisitor));
    }

    private static IQueryable<ClickRow> Firsts(PortalDb db, IReadOnlyCollection<VisitorId> visitors)
    {
        var ids = visitors.Distinct().Select(visitor => visitor.ToArray()).ToList();
        return db.Set<ClickRow>().AsNoTracking()
            .Where(click => ids.Contains(click.VisitorId) && click.Kind == (byte)ClickKind.Human)
            .GroupBy(click => new { click.VisitorId, click.ProgrammeId, click.PartnerId })
            .Select(group => group.OrderBy(click => click.At).ThenBy(click => click.Id).First());
    }

    private static IQueryable<ClickDay> Days(PortalDb db, IReadOnlyCollection<Guid> links, DateOnly first, DateOnly last) =>
        db.Set<ClickDayRow>()
            .Where(day => links.Contains(day.LinkId) && day.Day >= first && day.Day <= last)
            .OrderBy(day => day.LinkId).ThenBy(day => day.Day)
            .Select(day => new ClickDay(day.LinkId, day.Day, day.Humans, day.Bots));

    private static ClickRecord Click(ClickRow row) => new()
    {
        Id = row.Id,
        LinkId = row.LinkId,
        PartnerId = row.PartnerId,
        ProgrammeId = row.ProgrammeId,
        VisitorId = VisitorId.FromBytes(row.VisitorId),
        At = row.At,
        Kind = (ClickKind)row.Kind,
        IpHash = row.IpHash,
        UserAgent = row.UserAgent,
        Referrer = row.Referrer,
        DeviceHash = row.DeviceHash,
        Restored = row.Restored,
    };

    private void InsertIntoSqlServer(IReadOnlyList<ClickRecord> clicks)
    {
        foreach (var part in clicks.Chunk(Parts.Size))
            SqlServerClicks.Insert(connectionString, part);
    }

    /// <summary>One statement: what the first part really added is what the second part counts. Days are taken in one order
    /// by all nodes, so that two batches never wait for each other in a ring.</summary>
    private void InsertIntoPostgreSql(IReadOnlyList<ClickRecord> clicks)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            WITH fresh AS (
                SELECT * FROM unnest(@id, @link, @partner, @programme, @visitor, @at, @kind, @ip, @agent, @referrer, @device, @restored, @day)
                    AS f(id, link, partner, programme, visitor, at, kind, ip, agent, referrer, device, restored, day)),
            added AS (
                INSERT INTO "Clicks" ("Id", "LinkId", "PartnerId", "ProgrammeId", "VisitorId", "At", "Kind", "IpHash", "UserAgent",
                    "Referrer", "DeviceHash", "Restored")
                SELECT id, link, partner, programme, visitor, at, kind, ip, agent, referrer, device, restored FROM fresh
                ON CONFLICT ("Id") DO NOTHING RETURNING "Id")
            INSERT INTO "ClickDays" AS d ("LinkId", "Day", "Humans", "Bots")
            SELECT link, day, count(*) FILTER (WHERE kind = 0), count(*) FILTER (WHERE kind <> 0)
            FROM (SELECT DISTINCT ON (id) id, link, day, kind FROM fresh) f JOIN added ON added."Id" = f.id
            WHERE link IS NOT NULL GROUP BY link, day ORDER BY link, day
            ON CONFLICT ("LinkId", "Day") DO UPDATE SET "Humans" = d."Humans" + excluded."Humans", "Bots" = d."Bots" + excluded."Bots"
            """;
        Add("id", NpgsqlDbType.Bigint, click => click.Id);
        Add("link", NpgsqlDbType.Uuid, click => click.LinkId);
        Add("partner", NpgsqlDbType.Uuid, click => click.PartnerId);
        Add("programme", NpgsqlDbType.Uuid, click => click.ProgrammeId);
        Add("visitor", NpgsqlDbType.Bytea, click => click.VisitorId.ToArray());
        Add("at", NpgsqlDbType.TimestampTz, click => click.At.ToUniversalTime());
        Add("kind", NpgsqlDbType.Smallint, click => (short)click.Kind);
        Add("ip", NpgsqlDbType.Bytea, click => click.IpHash);
        Add("agent", NpgsqlDbType.Text, click => click.UserAgent);
        Add("referrer", NpgsqlDbType.Text, click => click.Referrer);
        Add("device", NpgsqlDbType.Bytea, click => click.DeviceHash);
        Add("restored", NpgsqlDbType.Boolean, click => click.Restored);
        Add("day", NpgsqlDbType.Date, click => LocalCalendar.Day(click.At));
        command.ExecuteNonQuery();

        void Add<T>(string name, NpgsqlDbType type, Func<ClickRecord, T> value)
        {
            var values = new T[clicks.Count];
            for (var i = 0; i < values.Length; i++) values[i] = value(clicks[i]);
            command.Parameters.Add(new NpgsqlParameter<T[]>(name, NpgsqlDbType.Array | type) { TypedValue = values });
        }
    }
}
