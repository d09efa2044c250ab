using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Portal.App.Data;
using Portal.Tests.Shared.Databases;

namespace Portal.Benchmarks;

/// <summary>
/// The yardstick for order writes: takes the rows that the portal wrote and inserts the very same rows into a fresh database
/// of the same schema and settings, with nothing but prepared statements.
/// </summary>
internal sealed class BareWriter
{
    private static readonly string[] Tables = ["Orders", "OrderLines", "OrderDecisions", "Rewards", "Changes", "IdempotentRequests"];

    /// <summary>Everything else that the rows refer to.</summary>
    private static readonly string[] Parents = ["Shops", "Programmes", "ProgrammeVersions", "Partners", "PartnerProgrammes", "Links"];

    private readonly string source;
    private readonly Dictionary<string, (string Insert, List<object[]> Rows)> rows = [];

    public BareWriter(string sourceFile)
    {
        source = sourceFile;
        using var connection = Open(sourceFile);
        foreach (var table in Tables)
            rows[table] = Read(connection, table);
    }

    public int Orders => rows["Orders"].Rows.Count;

    /// <returns>Orders a second when the rows of that many orders share a commit.</returns>
    public async Task<double> RunAsync(int group, int most)
    {
        await using var fresh = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        var file = new SqliteConnectionStringBuilder(fresh.ConnectionString).DataSource;
        using var connection = Open(file);
        Execute(connection, $"ATTACH '{source}' AS portal");
        foreach (var table in Parents)
            Execute(connection, $"INSERT INTO main.{table} SELECT * FROM portal.{table}");
        Execute(connection, "DETACH portal");

        // the same settings as the portal's own connections
        Execute(connection, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=20000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;");
        var commands = Tables.ToDictionary(table => table, table => Prepare(connection, rows[table]));
        var count = Math.Min(Orders, most);
        var watch = Stopwatch.StartNew();
        for (var first = 0; first < count; first += group)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var table in Tables)
            {
                var (_, all) = rows[table];
                // each table's rows in proportion: an order's lines, decision, reward and key come with it
                var from = (int)((long)all.Count * first / Orders);
                var to = (int)((long)all.Count * Math.Min(first + group, Orders) / Orders);
                Insert(commands[table], transaction, all, from, to);
            }

            transaction.Commit();
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    private static void Insert(SqliteCommand command, SqliteTransaction transaction, List<object[]> all, int from, int to)
    {
        command.Transaction = transaction;
        for (var row = from; row < to; row++)
        {
            for (var column = 0; column < all[row].Length; column++)
                command.Parameters[column].Value = all[row][column];
            command.ExecuteNonQuery();
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection, (string Insert, List<object[]> Rows) table)
    {
        var command = connection.CreateCommand();
        command.CommandText = table.Insert;
        for (var column = 0; column < table.Rows[0].Length; column++)
            command.Parameters.AddWithValue($"$p{column}", DBNull.Value);
        command.Prepare();
        return command;
    }

    private static (string Insert, List<object[]> Rows) Read(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY rowid";
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount).ToList();
        var all = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            all.Add(row);
        }

        var insert = $"INSERT INTO {table} ({string.Join(", ", columns.Select(reader.GetName))}) VALUES ({string.Join(", ", columns.Select(i => $"$p{i}"))})";
        return (insert, all);
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
