using Portal.Tests.Shared;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Platform.Data;

/// <summary>Comes after all other tests of this project, which run beside each other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AfterAllTests
{
    public const string Name = "after all other tests";
}

/// <summary>
/// What the whole run asked and saved, in SQL Server's words (see <see cref="SqlServerTwin"/>). A single wrong statement has failed the
/// test that sent it; this sees to it that the twin looked at all, and at what no single test can see.
/// </summary>
[Collection(AfterAllTests.Name)]
public sealed class SqlServerStatementsTests(ITestOutputHelper output)
{
    /// <summary>Fewer than a whole run makes, many more than are made by chance.</summary>
    private const int Fewest = 800;

    [Fact]
    public async Task Every_statement_of_the_run_was_translated_for_SQL_Server_and_parsed()
    {
        await using var world = await World.CreateAsync();
        var shop = await world.HasShopAsync();
        await world.RecordedAsync(shop, world.Order("DH-1"));
        var seen = SqlServerTwin.Instance.Statements;

        output.WriteLine($"{seen.Count} different statements for SQL Server");
        Assert.Empty(SqlServerTwin.Instance.Failures);

        // ./test.sh says so: of a filtered run nobody can know how much there is to see
        Assert.InRange(seen.Count, WholeRun.IsIt ? Fewest : 5, int.MaxValue);
    }

    [Fact]
    public void No_condition_hides_a_column_in_a_choice()
    {
        var hidden = SqlServerTwin.Instance.Statements.SelectMany(SqlServerScript.HiddenColumns)
            .Concat(SqlServerScript.HiddenColumns(Queries()))
            .Distinct(StringComparer.Ordinal).ToList();

        Assert.True(hidden.Count == 0, string.Join("\n\n", hidden));
    }

    private static string Queries() =>
        File.ReadAllText(Path.Combine(Repository.Root, "migrations/Portal.Migrations.SqlServer/queries.sql"));
}
