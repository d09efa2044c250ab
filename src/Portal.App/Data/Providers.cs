using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.App.Data;

/// <summary>The databases that the portal runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
    PostgreSql,
}

/// <summary>The only place that knows how the databases differ in being reached.</summary>
public static class Providers
{
    public static DbContextOptionsBuilder UsePortalDatabase(
        this DbContextOptionsBuilder options, DatabaseProvider provider, string connectionString) => provider switch
        {
            DatabaseProvider.Sqlite => options
                .UseSqlite(Private(connectionString), sqlite => sqlite.MigrationsAssembly("Portal.Migrations.Sqlite"))
                .AddInterceptors(SqlitePragmas.Instance),
            DatabaseProvider.SqlServer => options
                .UseSqlServer(connectionString, server => server.MigrationsAssembly("Portal.Migrations.SqlServer").UseCompatibilityLevel(130)),
            DatabaseProvider.PostgreSql => options
                .UseNpgsql(connectionString, postgres => postgres.MigrationsAssembly("Portal.Migrations.PostgreSql")),
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
        };

    /// <summary>True when the database refused a row because a unique key already holds it: somebody else was first.</summary>
    public static bool IsUniqueViolation(this Exception failure) => OfDatabase(failure) switch
    {
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        Npgsql.PostgresException { SqlState: "23505" } => true,
        Microsoft.Data.SqlClient.SqlException { Number: 2627 or 2601 } => true,
        _ => false,
    };

    /// <summary>True when another transaction was first, by a unique key, a version or a deadlock: the next attempt sees what it wrote.</summary>
    public static bool IsLostRace(this Exception failure) =>
        failure is DbUpdateConcurrencyException || failure.IsUniqueViolation() || OfDatabase(failure) is
            Npgsql.PostgresException { SqlState: "40001" or "40P01" } or Microsoft.Data.SqlClient.SqlException { Number: 1205 };

    /// <summary>What the database said, behind what EF wraps it in: saving changes does, and any statement whose failure it takes to be transient.</summary>
    private static Exception? OfDatabase(Exception? failure) => failure is null or DbException ? failure : OfDatabase(failure.InnerException);

    /// <summary>True when the database itself cannot take the write now (disk full, locked for too long, not reachable): sending it again later helps.</summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        _ when failure.IsLostRace() => false,
        SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 or 14 } => true, // busy, locked, I/O, full, cannot open
        Npgsql.PostgresException { SqlState: "53100" or "53200" or "53300" } => true, // disk full, out of memory, too many connections
        DbException { IsTransient: true } => true,
        { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };

    // A shared cache turns waiting for a lock into an error that the busy handler does not cover.
    private static string Private(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { Cache = SqliteCacheMode.Private, Pooling = true }.ToString();

    /// <summary>
    /// WAL, so that readers and the writer do not wait for each other; FULL, so that what was answered survives a power cut.
    /// A long automatic checkpoint distance keeps commits short under load.
    /// </summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        private const string Pragmas =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON; " +
            "PRAGMA wal_autocheckpoint=20000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            // SQLite has no asynchronous I/O; its async methods run like this one.
            Apply(connection);
            return Task.CompletedTask;
        }

        private static void Apply(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
    }
}
