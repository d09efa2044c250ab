using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Platform.Data;

/// <summary>Protected tables stay as they are, whatever is tried, in each database.</summary>
public sealed partial class AppendOnlyTests
{
    [DatabaseTheory]
    public async Task Nothing_takes_rows_out_of_a_protected_table(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var db = await world.DbAsync();
        var tables = Protected(db);
        Assert.Contains("JournalEntries", tables);

        foreach (var table in tables)
        {
            // an empty table is refused too: TRUNCATE asks nobody about rows
            if (provider != DatabaseProvider.Sqlite)
            {
                var failure = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
                    () => db.Database.ExecuteSqlRawAsync(
                        provider == DatabaseProvider.SqlServer ? $"TRUNCATE TABLE [{table}]" : $"TRUNCATE \"{table}\" CASCADE"));
                Assert.True(provider == DatabaseProvider.SqlServer || failure.Message.Contains("append-only", StringComparison.Ordinal),
                    failure.Message);
            }
        }
    }

    [DatabaseTheory]
    public async Task A_migration_that_changes_a_protected_table_leaves_it_protected(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.SqlServer)
            return; // it never makes a table anew, and its script is compared

        await using var world = await World.CreateAsync(provider);
        await using var db = await world.DbAsync();
        var model = db.GetService<IDesignTimeModel>().Model;
        foreach (var table in Protected(db))
        {
            await RunAsync(db, provider == DatabaseProvider.Sqlite ? Rebuild(
                model, table) : new AddColumnOperation { Table = table, Name = "Added", ClrType = typeof(string), IsNullable = true });

            var triggers = await TriggersAsync(db, table);
            Assert.Equal(2, triggers.Count);
            await db.Database.ExecuteSqlRawAsync(string.Join(";",
                triggers.Select(name => $"DROP TRIGGER \"{name}\"" + (provider == DatabaseProvider.Sqlite ? "" : $" ON \"{table}\""))));
            Assert.Empty(await TriggersAsync(db, table));
            await RunAsync(db, new AlterTableOperation { Name = table });
            Assert.Equal(triggers, await TriggersAsync(db, table));
        }
    }

    /// <summary>What makes SQLite build the table anew: it cannot change a column.</summary>
    private static AlterColumnOperation Rebuild(IModel model, string table)
    {
        var entity = model.GetEntityTypes().Single(entity => entity.GetTableName() == table);
        var column = entity.GetProperties().First(property => !property.IsPrimaryKey());
        var type = column.FindRelationalTypeMapping()!;
        AlterColumnOperation Column() => new()
        {
            Table = table,
            Name = column.GetColumnName(),
            ClrType = type.ClrType,
            ColumnType = column.GetColumnType(),
            IsNullable = column.IsNullable,
        };
        var changed = Column();
        changed.OldColumn = Column();
        changed.OldColumn.IsNullable = !column.IsNullable;
        return changed;
    }

    private static async Task RunAsync(PortalDb db, MigrationOperation operation)
    {
        var commands = db.GetService<IMigrationsSqlGenerator>().Generate([operation], db.GetService<IDesignTimeModel>().Model);
        await db.GetService<IMigrationCommandExecutor>().ExecuteNonQueryAsync(commands, db.GetService<IRelationalConnection>());
    }

    private static async Task<List<string>> TriggersAsync(PortalDb db, string table) => await (db.Database.IsSqlite()
        ? db.Database.SqlQuery<string>(
            $"SELECT name AS Value FROM sqlite_master WHERE type = 'trigger' AND tbl_name = {table} ORDER BY name")
        : db.Database.SqlQuery<string>($"""SELECT tgname::text AS "Value" FROM pg_trigger WHERE tgrelid = ('"' || {table} || '"')::regclass AND NOT tgisinternal ORDER BY tgname"""))
        .ToListAsync();

    [Fact]
    public async Task SQL_Server_guards_each_protected_table_from_TRUNCATE_by_a_foreign_key_to_its_key()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "migrations/Portal.Migrations.SqlServer/schema.sql"));
        await using var db = new OfflineContexts(new OfflineSqlServer()).CreateDbContext();

        var guards = Guard().Matches(script).ToLookup(match => match.Groups["table"].Value, match => match.Groups["key"].Value);

        foreach (var table in Protected(db))
        {
            var key = db.Model.GetEntityTypes().Single(entity => entity.GetTableName() == table).FindPrimaryKey()!.Properties.Single()
                .GetColumnName();
            Assert.True(guards[table].Any() && guards[table].All(column => column == key),
                $"{table} is guarded at {string.Join(", ", guards[table])} and not at {key}");
        }
    }

    private static List<string> Protected(PortalDb db) =>
    [
        .. db.Model.GetEntityTypes()
            .Where(entity => entity.GetDeclaredTriggers()
                .Any(trigger => trigger.ModelName.EndsWith("_append_only", StringComparison.Ordinal)))
            .Select(entity => entity.GetTableName()!),
    ];

    [GeneratedRegex(@"FOREIGN KEY \(\[(?<key>\w+)\]\) REFERENCES \[(?<table>\w+)\] \(\[\k<key>\]\);''?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Guard();
}
