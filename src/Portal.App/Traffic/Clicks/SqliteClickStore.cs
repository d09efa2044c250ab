using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Portal.Domain.Common;
using SQLitePCL;

namespace Portal.App.Traffic.Clicks;

/// <summary>
/// Clicks in a SQLite file of their own. Instants are Unix milliseconds, ids are 16 bytes, days are day numbers. There
/// is one write connection; each read opens its own, which the write-ahead log keeps from waiting.
/// </summary>
public sealed class SqliteClickStore : IClickStore, IDisposable
{
    private const int PageSize = 4096;
    private const int LinksAStatement = 500;

    private const string Columns =
        "Id, LinkId, PartnerId, ProgrammeId, VisitorId, At, Kind, IpHash, UserAgent, Referrer, DeviceHash, Restored";

    private readonly string connectionString;
    private readonly long? pages;
    private readonly Lock gate = new();
    private Writer? writer;

    /// <param name="file">The file; made when missing.</param>
    /// <param name="limitMegabytes">How large the file may grow, so that a flood of clicks leaves room for money; null for
    /// as large as the disk.</param>
    public SqliteClickStore(string file, int? limitMegabytes = null)
    {
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Cache = SqliteCacheMode.Private,
            Pooling = true,
            DefaultTimeout = 10,
        }.ToString();
        pages = limitMegabytes * (1024L * 1024 / PageSize);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var connection = Open();
        Execute(connection, """
            PRAGMA journal_mode=WAL;
            CREATE TABLE IF NOT EXISTS Clicks (
                Id INTEGER NOT NULL PRIMARY KEY, LinkId BLOB, PartnerId BLOB, ProgrammeId BLOB NOT NULL, VisitorId BLOB NOT NULL,
                At INTEGER NOT NULL, Kind INTEGER NOT NULL, IpHash BLOB, UserAgent TEXT, Referrer TEXT, DeviceHash BLOB,
                Restored INTEGER NOT NULL) STRICT;
            CREATE INDEX IF NOT EXISTS ClicksByVisitor ON Clicks (VisitorId, At);
            CREATE TABLE IF NOT EXISTS ClickDays (
                LinkId BLOB NOT NULL, Day INTEGER NOT NULL, Humans INTEGER NOT NULL, Bots INTEGER NOT NULL,
                PRIMARY KEY (LinkId, Day)) STRICT, WITHOUT ROWID;
            """);
    }

    private static SqliteCommand Filtered(SqliteConnection connection, string what, ClickFilter filter, string order)
    {
        var command = connection.CreateCommand();
        var where = new List<string>();
        Narrow(filter.PartnerId?.ToByteArray(bigEndian: true), "PartnerId =", "@partner");
        Narrow(filter.LinkId?.ToByteArray(bigEndian: true), "LinkId =", "@link");
        Narrow(filter.From is { } from ? ClickRecord.ToMillisecondsUp(from).ToUnixTimeMilliseconds() : null, "At >=", "@from");
        Narrow(filter.To is { } to ? ClickRecord.ToMillisecondsUp(to).ToUnixTimeMilliseconds() : null, "At <", "@to");
        command.CommandText =
            $"SELECT {what} FROM Clicks {(where.Count == 0 ? "" : "WHERE ")}{string.Join(" AND ", where)} {order}";
        return command;

        void Narrow(object? value, string column, string parameter)
        {
            if (value is null)
                return;
            where.Add($"{column} {parameter}");
            command.Parameters.AddWithValue(parameter, value);
        }
    }

    public void Dispose()
    {
        writer?.Dispose();
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    public void Insert(IReadOnlyList<ClickRecord> clicks)
    {
        lock (gate)
        {
            writer ??= new Writer(Open(), pages);
            try
            {
                writer.Insert(clicks);
            }
            catch
            {
                // After a full or broken disk nothing is known about the connection; the next batch starts with a new one.
                writer.Dispose();
                writer = null;
                throw;
            }
        }
    }

    public Task<long> LastIdAsync(CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT ifnull(max(Id), 0) FROM Clicks";
        return Task.FromResult((long)command.ExecuteScalar()!);
    }

    public Task<IReadOnlyList<ClickRecord>> ByIdAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM Clicks WHERE Id = @id";
        var id = command.Parameters.Add("@id", SqliteType.Integer);
        command.Prepare();

        var found = new List<ClickRecord>(ids.Count);
        foreach (var wanted in ids)
        {
            id.Value = wanted;
            using var reader = command.ExecuteReader();
            if (reader.Read()) found.Add(Click(reader));
        }

        return Task.FromResult<IReadOnlyList<ClickRecord>>(found);
    }

    public Task<IReadOnlyList<ClickRecord>> ByVisitorsAsync(
        IReadOnlyCollection<VisitorId> visitors, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        // One look-up a visitor: in process that costs microseconds, and the index answers each without a sort of all.
        command.CommandText = $"""
            SELECT {Columns} FROM Clicks WHERE VisitorId = @visitor AND At >= @from AND At < @to
            ORDER BY At DESC, Id DESC LIMIT {IClickStore.NewestPerVisitor}
            """;
        var visitor = command.Parameters.Add("@visitor", SqliteType.Blob);
        command.Parameters.AddWithValue("@from", ClickRecord.ToMillisecondsUp(from).ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("@to", ClickRecord.ToMillisecondsUp(to).ToUnixTimeMilliseconds());
        command.Prepare();

        var found = new List<ClickRecord>();
        foreach (var wanted in visitors.Distinct())
        {
            visitor.Value = wanted.ToArray();
            using var reader = command.ExecuteReader();
            while (reader.Read()) found.Add(Click(reader));
        }

        return Task.FromResult<IReadOnlyList<ClickRecord>>(found);
    }

    public Task<IReadOnlyList<ClickRecord>> FirstsAsync(IReadOnlyCollection<VisitorId> visitors, CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {Columns} FROM (
                SELECT {Columns}, row_number() OVER (PARTITION BY ProgrammeId, PartnerId ORDER BY At, Id) AS Place
                FROM Clicks WHERE VisitorId = @visitor AND Kind = {(int)ClickKind.Human})
            WHERE Place = 1
            """;
        var visitor = command.Parameters.Add("@visitor", SqliteType.Blob);
        command.Prepare();

        var found = new List<ClickRecord>();
        foreach (var wanted in visitors.Distinct())
        {
            visitor.Value = wanted.ToArray();
            using var reader = command.ExecuteReader();
            while (reader.Read()) found.Add(Click(reader));
        }

        return Task.FromResult<IReadOnlyList<ClickRecord>>(found);
    }

    public Task<IReadOnlyList<ClickDay>> DaysAsync(
        IReadOnlyCollection<Guid> links, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        using var connection = Open();
        var found = new List<ClickDay>();
        // A page's links are one statement; a partner with thousands takes a few, because a statement has so many parameters.
        foreach (var wanted in links.Distinct().Chunk(LinksAStatement))
        {
            using var command = connection.CreateCommand();
            // Only names that are made here go into the text; the ids themselves are parameters.
            command.CommandText = $"""
                SELECT LinkId, Day, Humans, Bots FROM ClickDays
                WHERE LinkId IN ({string.Join(", ", wanted.Select((_, i) => $"@link{i}"))}) AND Day BETWEEN @first AND @last
                ORDER BY LinkId, Day
                """;
            for (var i = 0; i < wanted.Length; i++)
                command.Parameters.AddWithValue($"@link{i}", wanted[i].ToByteArray(bigEndian: true));
            command.Parameters.AddWithValue("@first", first.DayNumber);
            command.Parameters.AddWithValue("@last", last.DayNumber);

            using var reader = command.ExecuteReader();
            while (reader.Read())
                found.Add(new ClickDay(
                    Id(reader, 0)!.Value, DateOnly.FromDayNumber(reader.GetInt32(1)), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return Task.FromResult<IReadOnlyList<ClickDay>>(found);
    }

    public Task<long> CountAsync(ClickFilter filter, CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = Filtered(connection, "count(*)", filter, "");
        return Task.FromResult((long)command.ExecuteScalar()!);
    }

    public async IAsyncEnumerable<ClickRecord> ReadAsync(
        ClickFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = Open();
        await using var command = Filtered(connection, Columns, filter, "ORDER BY Id DESC");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return Click(reader);
    }

    public Task<IReadOnlyList<ClickFlood>> FloodsAsync(
        DateTimeOffset hour, int ofVisitor, int ofAddress, CancellationToken cancellationToken)
    {
        using var connection = Open();
        var found = new List<ClickFlood>();
        using (var reader = Floods(connection, "VisitorId", hour, ofVisitor).ExecuteReader())
        {
            while (reader.Read())
                found.Add(new ClickFlood(
                    Id(reader, 0)!.Value, Id(reader, 1)!.Value, VisitorId.FromBytes(Bytes(reader, 2)), null, reader.GetInt32(3), 1));
        }

        using (var reader = Floods(connection, "IpHash", hour, ofAddress).ExecuteReader())
        {
            while (reader.Read())
                found.Add(new ClickFlood(
                    Id(reader, 0)!.Value, Id(reader, 1)!.Value, null, Bytes(reader, 2), reader.GetInt32(3), reader.GetInt32(4)));
        }

        return Task.FromResult<IReadOnlyList<ClickFlood>>(found);
    }

    /// <param name="source">The column by which clicks are counted; made here, never from outside.</param>
    private static SqliteCommand Floods(SqliteConnection connection, string source, DateTimeOffset hour, int threshold)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT PartnerId, ProgrammeId, {source}, count(*), count(DISTINCT VisitorId) FROM Clicks
            WHERE Id >= @first AND Id < @end AND At >= @from AND At < @to AND Kind = {(int)ClickKind.Human}
                AND PartnerId IS NOT NULL AND {source} IS NOT NULL
            GROUP BY PartnerId, ProgrammeId, {source} HAVING count(*) >= @threshold
            """;
        command.Parameters.AddWithValue("@first", ClickIds.LowestAt(hour));
        command.Parameters.AddWithValue("@end", ClickIds.LowestAt(hour.AddHours(1)));
        command.Parameters.AddWithValue("@from", hour.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("@to", hour.AddHours(1).ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("@threshold", threshold);
        return command;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        // FULL: what was answered survives a power cut.
        Execute(connection, "PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA temp_store=MEMORY");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static ClickRecord Click(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        LinkId = Id(row, 1),
        PartnerId = Id(row, 2),
        ProgrammeId = Id(row, 3)!.Value,
        VisitorId = VisitorId.FromBytes(row.GetFieldValue<byte[]>(4)),
        At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        Kind = (ClickKind)row.GetByte(6),
        IpHash = Bytes(row, 7),
        UserAgent = Text(row, 8),
        Referrer = Text(row, 9),
        DeviceHash = Bytes(row, 10),
        Restored = row.GetBoolean(11),
    };

    private static Guid? Id(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true);

    private static byte[]? Bytes(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>
    /// The write connection with its statements, prepared once. It speaks to SQLite directly: a command object looks up each
    /// parameter by name for each row, which costs more than the insert.
    /// </summary>
    private sealed class Writer : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly sqlite3_stmt begin;
        private readonly sqlite3_stmt insert;
        private readonly sqlite3_stmt count;
        private readonly sqlite3_stmt commit;
        private readonly Dictionary<(Guid Link, DateOnly Day), (long Humans, long Bots)> days = [];

        public Writer(SqliteConnection connection, long? pages)
        {
            this.connection = connection;
            // A limit lies on the connection, and this one may have been used before under another.
            Execute(connection, $"PRAGMA wal_autocheckpoint=20000; PRAGMA cache_size=-32000; PRAGMA max_page_count={pages ?? uint.MaxValue - 1}");
            begin = Prepare("BEGIN IMMEDIATE");
            insert = Prepare($"INSERT INTO Clicks ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
            count = Prepare("""
                INSERT INTO ClickDays (LinkId, Day, Humans, Bots) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET Humans = Humans + excluded.Humans, Bots = Bots + excluded.Bots
                """);
            commit = Prepare("COMMIT");
        }

        public void Dispose()
        {
            foreach (var statement in new[] { begin, insert, count, commit }) statement.Dispose();
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0) raw.sqlite3_exec(connection.Handle, "ROLLBACK");
            connection.Dispose();
        }

        public void Insert(IReadOnlyList<ClickRecord> clicks)
        {
            Step(begin);
            days.Clear();
            Span<byte> visitor = stackalloc byte[VisitorId.Length];
            foreach (var click in clicks)
            {
                raw.sqlite3_bind_int64(insert, 1, click.Id);
                Bind(insert, 2, click.LinkId);
                Bind(insert, 3, click.PartnerId);
                Bind(insert, 4, click.ProgrammeId);
                click.VisitorId.WriteTo(visitor);
                raw.sqlite3_bind_blob(insert, 5, visitor);
                raw.sqlite3_bind_int64(insert, 6, click.At.ToUnixTimeMilliseconds());
                raw.sqlite3_bind_int(insert, 7, (int)click.Kind);
                Bind(insert, 8, click.IpHash);
                Bind(insert, 9, click.UserAgent);
                Bind(insert, 10, click.Referrer);
                Bind(insert, 11, click.DeviceHash);
                raw.sqlite3_bind_int(insert, 12, click.Restored ? 1 : 0);
                Step(insert);
                if (raw.sqlite3_changes(connection.Handle) == 0 || click.LinkId is not { } link) continue;

                var day = (link, LocalCalendar.Day(click.At));
                var (humans, bots) = days.GetValueOrDefault(day);
                days[day] = click.EarnsCredit ? (humans + 1, bots) : (humans, bots + 1);
            }

            foreach (var ((link, day), (humans, bots)) in days)
            {
                Bind(count, 1, link);
                raw.sqlite3_bind_int(count, 2, day.DayNumber);
                raw.sqlite3_bind_int64(count, 3, humans);
                raw.sqlite3_bind_int64(count, 4, bots);
                Step(count);
            }

            Step(commit);
        }

        private sqlite3_stmt Prepare(string sql)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement), connection.Handle);
            return statement;
        }

        private void Step(sqlite3_stmt statement)
        {
            var result = raw.sqlite3_step(statement);
            raw.sqlite3_reset(statement);
            if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }

        private static void Bind(sqlite3_stmt statement, int position, Guid? id)
        {
            if (id is not { } known)
            {
                raw.sqlite3_bind_null(statement, position);
                return;
            }

            Span<byte> bytes = stackalloc byte[16];
            known.TryWriteBytes(bytes, bigEndian: true, out _);
            raw.sqlite3_bind_blob(statement, position, bytes);
        }

        private static void Bind(sqlite3_stmt statement, int position, byte[]? bytes)
        {
            if (bytes is null) raw.sqlite3_bind_null(statement, position);
            else raw.sqlite3_bind_blob(statement, position, bytes);
        }

        private static void Bind(sqlite3_stmt statement, int position, string? text)
        {
            if (text is null) raw.sqlite3_bind_null(statement, position);
            else raw.sqlite3_bind_text(statement, position, text);
        }
    }
}
