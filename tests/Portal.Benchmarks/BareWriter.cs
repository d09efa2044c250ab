using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Portal.App.Platform.Data;
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
    private readonly Dictionary<string, TableRows> rows = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public BareWriter(string sourceFile)
    {
        source = sourceFile;
        using var connection = Open(sourceFile);
        foreach (var table in Tables)
            rows[table] = Read(connection, table);
        foreach (var table in Tables)
            rows[table] = InOrder(rows[table]);
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
                var all = rows[table];
                Insert(commands[table], transaction, all.Rows, all.Before(first), all.Before(Math.Min(first + group, Orders)));
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

    private static SqliteCommand Prepare(SqliteConnection connection, TableRows table)
    {
        var command = connection.CreateCommand();
        command.CommandText = table.Insert;
        for (var column = 0; column < table.Columns; column++)
            command.Parameters.AddWithValue($"$p{column}", DBNull.Value);
        command.Prepare();
        return command;
    }

    private TableRows Read(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY rowid";
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var owner = columns.IndexOf(table == "Orders" ? "Id" : "OrderId");
        var all = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[columns.Count];
            reader.GetValues(row);
            if (table == "Orders")
                places[Key(row[owner])] = all.Count;
            all.Add(row);
        }

        var insert = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
        return new TableRows(insert, columns.Count, owner, all, []);
    }

    /// <summary>
    /// The rows in the sequence of their orders, so that each is written with its own order and none before it. Those of tables
    /// that name no order go by proportion.
    /// </summary>
    private TableRows InOrder(TableRows table)
    {
        int Place(object[] row, int at) => table.Owner < 0 ? (int)((long)Orders * at / table.Rows.Count) : places[Key(row[table.Owner])];
        var placed = table.Rows.Select((row, at) => (Row: row, Place: Place(row, at))).OrderBy(row => row.Place).ToList();
        return table with { Rows = placed.ConvertAll(row => row.Row), Places = placed.ConvertAll(row => row.Place) };
    }

    private static string Key(object id) => id is byte[] bytes ? Convert.ToHexString(bytes) : (string)id;

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

    /// <param name="Owner">The column that names the order; below zero where none does.</param>
    /// <param name="Places">Of each row, which order it belongs to.</param>
    private sealed record TableRows(string Insert, int Columns, int Owner, List<object[]> Rows, List<int> Places)
    {
        /// <summary>How many rows belong to orders before this one.</summary>
        public int Before(int order)
        {
            var (low, high) = (0, Places.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = Places[middle] < order ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }
}
