using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.App.Platform.Data;

namespace Portal.Tests.Shared.Databases;

/// <summary>
/// PostgreSQL copies a database file by file, and this schema has hundreds of them: a third of a second for each test. So what a test
/// leaves behind is emptied and renamed for the next one. The new name sees to it that nobody who still holds the old one reaches it. What
/// a test changed beyond rows (a trigger, a constraint, a function) or filled very much is thrown away instead.
/// </summary>
internal sealed class PostgresDatabases(Func<string, string> connectionTo)
{
    /// <summary>More bytes than an empty one has, above which a new copy is quicker than emptying.</summary>
    private const long MuchMore = 20_000_000;

    private const string DatabaseSize = "SELECT pg_database_size(current_database())";

    /// <summary>All that is not rows, in one text.</summary>
    private const string Shape = """
        SELECT md5(concat_ws('|',
          (SELECT string_agg(concat_ws(' ', relname, relkind, reloptions), ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
          (SELECT string_agg(concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull), ',' ORDER BY attrelid::regclass::text, attnum)
             FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0),
          (SELECT string_agg(concat_ws(' ', conrelid::regclass, conname, convalidated), ',' ORDER BY conrelid::regclass::text, conname) FROM pg_constraint WHERE connamespace = 'public'::regnamespace),
          (SELECT string_agg(concat_ws(' ', tgrelid::regclass, CASE WHEN tgisinternal THEN '' ELSE tgname END, tgenabled), ',' ORDER BY tgrelid::regclass::text, tgname) FROM pg_trigger),
          (SELECT string_agg(concat_ws(' ', proname, md5(prosrc)), ',' ORDER BY proname) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
          (SELECT string_agg(setconfig::text, ',') FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database())))
        """;

    /// <summary>Empties every table that has rows, whatever its triggers say, and lets every sequence begin again.</summary>
    private const string Empty = """
        DO $$
        DECLARE one record; filled boolean;
        BEGIN
          SET LOCAL session_replication_role = replica;
          FOR one IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %s)', one.name) INTO filled;
            IF filled THEN EXECUTE format('DELETE FROM %s', one.name); END IF;
          END LOOP;
          FOR one IN SELECT seqrelid::regclass AS name, seqstart FROM pg_sequence JOIN pg_class ON pg_class.oid = seqrelid WHERE relnamespace = 'public'::regnamespace LOOP
            PERFORM setval(one.name, one.seqstart, false);
          END LOOP;
        END $$;
        """;

    private readonly SemaphoreSlim copying = new(1);
    private readonly ConcurrentBag<string> ready = [];
    private Lazy<Task<Made>>? template;

    /// <summary>A migrated, empty database.</summary>
    public async Task<string> TakeAsync(string name)
    {
        var made = await LazyInitializer.EnsureInitialized(ref template, () => new Lazy<Task<Made>>(MakeTemplateAsync)).Value;
        while (ready.TryTake(out var used))
        {
            try
            {
                await OnServerAsync($"ALTER DATABASE \"{used}\" RENAME TO \"{name}\"");
                return name;
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.ObjectInUse)
            {
                // what an earlier test left running came back to it under the old name
                await OnServerAsync(DropOf(used));
            }
        }

        // Two copies of one template at once disturb each other.
        await copying.WaitAsync();
        try
        {
            await OnServerAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{made.Name}\" {made.Strategy}");
            return name;
        }
        finally
        {
            copying.Release();
        }
    }

    public async Task GiveBackAsync(string name)
    {
        var made = await template!.Value;
        if (!await EmptyAsync(name, made))
        {
            await OnServerAsync(DropOf(name));
            return;
        }

        ready.Add(name);
    }

    private async Task<bool> EmptyAsync(string name, Made made)
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(connectionTo(name)));
        await OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        await using var connection = new NpgsqlConnection(connectionTo(name) + ";Pooling=false");
        await connection.OpenAsync();
        if (await AskAsync(connection, Shape) is not string shape || shape != made.Shape
            || (long)(await AskAsync(connection, DatabaseSize))! > made.Size + MuchMore)
            return false;

        await using var emptying = new NpgsqlCommand(Empty + made.Rows, connection);
        await emptying.ExecuteNonQueryAsync();
        return true;
    }

    private async Task<Made> MakeTemplateAsync()
    {
        var name = $"portal_template_{Environment.ProcessId}";
        await OnServerAsync(DropOf(name));
        await using (var db = TestDatabases.Context(DatabaseProvider.PostgreSql, connectionTo(name)))
            await db.Database.MigrateAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var left in ready.Append(name))
                OnServer(DropOf(left));
        };

        // A database that anybody is connected to cannot be a template.
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(connectionTo(name) + ";Pooling=false");
        await connection.OpenAsync();
        return new Made(
            name, (string)(await AskAsync(connection, Shape))!, (long)(await AskAsync(connection, DatabaseSize))!,
            await RowsAsync(connection),
            connection.PostgreSqlVersion.Major >= 15 ? "STRATEGY FILE_COPY" : "");
    }

    /// <summary>The rows that the migrations themselves bring, as statements.</summary>
    private static async Task<string> RowsAsync(NpgsqlConnection connection)
    {
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand(
            "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'", connection))
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
                tables.Add(rows.GetString(0));
        }

        var statements = new StringBuilder();
        foreach (var table in tables)
        {
            if (await AskAsync(connection, $"SELECT json_agg(row)::text FROM {table} row") is string rows)
                statements.Append($"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::{table}, $rows${rows}$rows$);");
        }

        return statements.ToString();
    }

    private static string DropOf(string name) => $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)";

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>For the end of the process, which waits for nothing asynchronous.</summary>
    private void OnServer(string sql)
    {
        using var connection = new NpgsqlConnection(connectionTo("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The migrated template: its shape and size, the rows it holds, and how it is copied quickest.</summary>
    private sealed record Made(string Name, string Shape, long Size, string Rows, string Strategy);
}
