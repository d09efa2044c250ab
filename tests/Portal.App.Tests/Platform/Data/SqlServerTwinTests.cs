using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Platform.Data;

/// <summary>The twin looks: what SQL Server would refuse fails on SQLite.</summary>
public sealed class SqlServerTwinTests
{
    [Fact]
    public async Task A_query_that_SQL_Server_does_not_know_fails_where_it_is_asked()
    {
        await using var world = await World.CreateAsync();
        var twin = new SqlServerTwin();
        await using var db = Context(world, twin);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => db.Shops.Where(shop => Regex.IsMatch(shop.Name, "^a")).ToListAsync());

        Assert.StartsWith("For SQL Server this is not sent", failure.Message, StringComparison.Ordinal);
        Assert.Single(twin.Failures);
    }

    [Fact]
    public async Task A_query_a_deed_and_a_save_are_seen_in_its_words()
    {
        await using var world = await World.CreateAsync();
        var twin = new SqlServerTwin();
        await using var db = Context(world, twin);
        db.KeyLocks.Add(new KeyLock { Key = new byte[32], Taken = 1 });

        await db.SaveChangesAsync();
        await db.KeyLocks.Where(row => row.Taken == 77).ExecuteDeleteAsync();
        await db.KeyLocks.Where(row => row.Taken == 78).Select(row => row.Taken + 1).ToListAsync();

        Assert.Contains(twin.Statements, statement => statement.Contains("INSERT INTO [KeyLocks]", StringComparison.Ordinal));
        Assert.Contains(twin.Statements, statement => statement.StartsWith("DELETE FROM [k]", StringComparison.Ordinal));
        Assert.Contains(twin.Statements, statement => statement.StartsWith("SELECT [k].[Taken] +", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT [Id] FROM [Shops] WHERE", true)]
    [InlineData("SELECT [Id] FROM [Shops] LIMIT 1", true)]
    [InlineData("SELECT TOP(1) [Id] FROM [Shops]", false)]
    public void What_is_not_T_SQL_is_told(string sql, bool wrong) => Assert.Equal(wrong, SqlServerScript.Wrong(sql) is not null);

    [Fact]
    public void A_column_in_a_choice_is_found_and_a_choice_without_one_is_not()
    {
        Assert.Single(SqlServerScript.HiddenColumns(
            "SELECT 1 FROM [Links] AS l WHERE CASE WHEN l.[PausedAt] IS NULL THEN 1 ELSE 0 END = @paused"));
        Assert.Empty(SqlServerScript.HiddenColumns(
            "SELECT CASE WHEN l.[PausedAt] IS NULL THEN 1 ELSE 0 END FROM [Links] AS l WHERE l.[PausedAt] IS NULL"));
    }

    private static PortalDb Context(World world, SqlServerTwin twin)
    {
        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UsePortalDatabase(DatabaseProvider.Sqlite, world.Settings.ConnectionStrings.Portal);
        options.AddInterceptors(twin);
        return new PortalDb(options.Options);
    }
}
