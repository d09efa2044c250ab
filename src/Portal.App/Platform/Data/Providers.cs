using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Portal.App.Platform.Data;

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
        this DbContextOptionsBuilder options, DatabaseProvider provider, string connectionString) =>
        // What a caller expects and answers (a replay, a lost race) is no error; what nobody does is logged by whoever answers it.
        options.ConfigureWarnings(warnings => warnings.Log(
            (CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug)))
                .UseProvider(provider, connectionString);

    private static DbContextOptionsBuilder UseProvider(
        this DbContextOptionsBuilder options, DatabaseProvider provider, string connectionString) => provider switch
        {
            DatabaseProvider.Sqlite => options
                .UseSqlite(Private(connectionString), sqlite => sqlite.MigrationsAssembly("Portal.Migrations.Sqlite"))
                .ReplaceService<IMigrationsSqlGenerator, GuardedSqliteMigrations>()
                .AddInterceptors(SqlitePragmas.Instance),
            DatabaseProvider.SqlServer => options
                .UseSqlServer(connectionString, server => server.MigrationsAssembly("Portal.Migrations.SqlServer")
                    .UseCompatibilityLevel(SqlServerRequirements.CompatibilityLevel))
                .ReplaceService<IExceptionDetector, SqlServerCancellation>()
                .ReplaceService<IQuerySqlGeneratorFactory, SqlServerExactLists>()
                .ReplaceService<IMigrationsSqlGenerator, GuardedSqlServerMigrations>()
                .AddInterceptors(SqlServerRowCounts.Instance),
            DatabaseProvider.PostgreSql => options
                .UseNpgsql(connectionString, postgres => postgres.MigrationsAssembly("Portal.Migrations.PostgreSql"))
                .ReplaceService<IMigrationsSqlGenerator, GuardedPostgreSqlMigrations>(),
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
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
