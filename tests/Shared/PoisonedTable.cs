using Microsoft.EntityFrameworkCore;

namespace Portal.Tests.Shared;

/// <summary>Makes rows of a table fail in the database itself, on every node and whatever writes them.</summary>
public static class PoisonedTable
{
    /// <param name="world">Whose database.</param>
    /// <param name="table">Into which no such row can be written.</param>
    /// <param name="condition">Which, in SQL; the row is <c>NEW</c>.</param>
    public static async Task PoisonAsync(this World world, string table, string condition)
    {
        await using var db = await world.DbAsync();
        foreach (var statement in Statements(db.Database.IsSqlite(), table, condition))
            await db.Database.ExecuteSqlRawAsync(statement);
    }

    /// <summary>No entry of the partner's can be written.</summary>
    public static Task AilsAsync(this World world, Guid partnerId) =>
        world.PoisonAsync("JournalEntries", $"upper(CAST(NEW.\"HolderId\" AS text)) = '{partnerId.ToString().ToUpperInvariant()}'");

    public static async Task HealAsync(this World world, string table = "JournalEntries")
    {
        await using var db = await world.DbAsync();
        await db.Database.ExecuteSqlRawAsync(
            db.Database.IsSqlite() ? $"DROP TRIGGER \"Poison_{table}\"" : $"DROP TRIGGER \"Poison_{table}\" ON \"{table}\"");
    }

    private static IEnumerable<string> Statements(bool sqlite, string table, string condition) => sqlite
        ? [$"CREATE TRIGGER \"Poison_{table}\" BEFORE INSERT ON \"{table}\" WHEN {condition} BEGIN SELECT RAISE(ABORT, 'Poisoned.'); END"]
        :
        [
            $"CREATE OR REPLACE FUNCTION poison_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN RAISE EXCEPTION 'Poisoned.'; END IF; RETURN NEW; END $$",
            $"CREATE TRIGGER \"Poison_{table}\" BEFORE INSERT ON \"{table}\" FOR EACH ROW EXECUTE FUNCTION poison_{table}()",
        ];
}
