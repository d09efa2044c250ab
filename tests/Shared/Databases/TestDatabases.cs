using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.App.Platform.Data;

namespace Portal.Tests.Shared.Databases;

/// <summary>
/// Fresh databases for tests. The schema is migrated once per process into a template, and each test gets a copy of it: a file on SQLite;
/// on PostgreSQL <c>CREATE DATABASE … TEMPLATE</c>, or what another test left, emptied.
/// </summary>
public static class TestDatabases
{
    private const string PostgresVariable = "PORTAL_TEST_POSTGRES";
    private const string SqlServerVariable = "PORTAL_TEST_SQLSERVER";

    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly PostgresDatabases Postgres = new(PostgresConnection);

    /// <summary>Null when tests can run on the database, otherwise how to make them.</summary>
    public static string? WhyNot(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.PostgreSql when Variable(PostgresVariable) is null =>
            $"{PostgresVariable} names no PostgreSQL server (./test.sh starts one)",
        DatabaseProvider.SqlServer when Variable(SqlServerVariable) is null => $"{SqlServerVariable} names no SQL Server",
        _ => null,
    };

    /// <summary>Makes a migrated, empty database; disposing drops it.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        var name = $"portal_test_{Guid.CreateVersion7():N}";
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                var file = Path.Combine(Path.GetTempPath(), name + ".db");
                File.Copy(await SqliteTemplate.Value, file);
                return new TestDatabase(provider, $"Data Source={file}", () => DropSqliteAsync(file));
            case DatabaseProvider.PostgreSql:
                await Postgres.TakeAsync(name);
                return new TestDatabase(provider, PostgresConnection(name), () => Postgres.GiveBackAsync(name));
            case DatabaseProvider.SqlServer:
                var connection = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(
                    Variable(SqlServerVariable))
                { InitialCatalog = name }.ToString();
                await MigrateAsync(provider, connection);
                return new TestDatabase(provider, connection, async () =>
                {
                    await using var db = Context(provider, connection);
                    await db.Database.EnsureDeletedAsync();
                });
            default:
                throw new ArgumentOutOfRangeException(nameof(provider), provider, null);
        }
    }

    public static PortalDb Context(DatabaseProvider provider, string connectionString)
    {
        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UsePortalDatabase(provider, connectionString);
        return new PortalDb(options.Options);
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static async Task MigrateAsync(DatabaseProvider provider, string connectionString)
    {
        await using var db = Context(provider, connectionString);
        await db.Database.MigrateAsync();
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), $"portal_template_{Environment.ProcessId}.db");
        await DropSqliteAsync(file);
        var connection = $"Data Source={file}";
        await MigrateAsync(DatabaseProvider.Sqlite, connection);

        // A copy of the file alone must hold everything.
        await using (var open = new SqliteConnection(connection))
        {
            await open.OpenAsync();
            await using var checkpoint = open.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync();
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(file);
        return file;
    }

    private static Task DropSqliteAsync(string file)
    {
        SqliteConnection.ClearAllPools();
        Delete(file);
        return Task.CompletedTask;
    }

    private static void Delete(string file)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(file + suffix);
    }

    private static string PostgresConnection(string database) =>
        new NpgsqlConnectionStringBuilder(Variable(PostgresVariable))
        {
            Database = database,
            MaxPoolSize = 20,
            Timeout = 120, // seconds for a connection of the pool: a busy machine needs some
            CommandTimeout = 120,
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 2,
        }.ToString();
}

/// <summary>One test's database.</summary>
public sealed class TestDatabase(DatabaseProvider provider, string connectionString, Func<Task> drop) : IAsyncDisposable
{
    public DatabaseProvider Provider { get; } = provider;

    public string ConnectionString { get; } = connectionString;

    public async ValueTask DisposeAsync() => await drop();
}
