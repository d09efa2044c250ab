using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Data;

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
                    () => db.Database.ExecuteSqlRawAsync(provider == DatabaseProvider.SqlServer ? $"TRUNCATE TABLE [{table}]" : $"TRUNCATE \"{table}\" CASCADE"));
                Assert.True(provider == DatabaseProvider.SqlServer || failure.Message.Contains("append-only", StringComparison.Ordinal), failure.Message);
            }
        }
    }

    [Fact]
    public async Task SQL_Server_guards_each_protected_table_from_TRUNCATE_by_a_foreign_key_to_its_key()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "migrations/Portal.Migrations.SqlServer/schema.sql"));
        await using var db = new OfflineContexts(new OfflineSqlServer()).CreateDbContext();

        var guards = Guard().Matches(script).ToLookup(match => match.Groups["table"].Value, match => match.Groups["key"].Value);

        foreach (var table in Protected(db))
        {
            var key = db.Model.GetEntityTypes().Single(entity => entity.GetTableName() == table).FindPrimaryKey()!.Properties.Single().GetColumnName();
            Assert.True(guards[table].Any() && guards[table].All(column => column == key), $"{table} is guarded at {string.Join(", ", guards[table])} and not at {key}");
        }
    }

    private static List<string> Protected(PortalDb db) =>
    [
        .. db.Model.GetEntityTypes()
            .Where(entity => entity.GetDeclaredTriggers().Any(trigger => trigger.ModelName.EndsWith("_append_only", StringComparison.Ordinal)))
            .Select(entity => entity.GetTableName()!),
    ];

    [GeneratedRegex(@"FOREIGN KEY \(\[(?<key>\w+)\]\) REFERENCES \[(?<table>\w+)\] \(\[\k<key>\]\);''?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Guard();
}
