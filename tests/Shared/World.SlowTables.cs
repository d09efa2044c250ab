using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;

namespace Portal.Tests.Shared;

/// <summary>Tables that take their time, so that a process is most likely killed in the middle of a transaction.</summary>
public sealed partial class World
{
    /// <summary>Each row that is added to one of the tables takes so many milliseconds.</summary>
    public async Task SlowsDownAsync(params IEnumerable<(string Table, int Milliseconds)> tables)
    {
        await using var db = await DbAsync();
        foreach (var (table, milliseconds) in tables)
        {
            string[] statements = Provider == DatabaseProvider.Sqlite
                ? [$"""
                    CREATE TRIGGER "{table}_slowly" AFTER INSERT ON "{table}" BEGIN
                      SELECT count(*) FROM (
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {milliseconds} * 10000) SELECT i FROM n);
                    END
                    """]
                : [$"""
                    CREATE FUNCTION "{table}_slowly"() RETURNS trigger LANGUAGE plpgsql
                    AS 'BEGIN PERFORM pg_sleep({milliseconds} / 1000.0); RETURN NEW; END'
                    """,
                    $"CREATE TRIGGER slowly BEFORE INSERT ON \"{table}\" FOR EACH ROW EXECUTE FUNCTION \"{table}_slowly\"()"];
            foreach (var statement in statements)
                await db.Database.ExecuteSqlRawAsync(statement);
        }
    }
}
