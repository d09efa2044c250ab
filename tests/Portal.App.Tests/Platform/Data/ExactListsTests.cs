using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Platform.Data;

/// <summary>
/// Lists of any length compared with columns of a collation of their own, on SQL Server: a short one goes as parameters, a longer one as
/// JSON in the column's collation. <see cref="SqlServerTwin"/> looks at the same for whatever the other tests ask.
/// </summary>
public sealed class ExactListsTests
{
    private static readonly IReadOnlySet<(string Table, string Column)> Exact = ExactColumns();

    public static TheoryData<string, string, int> Columns
    {
        get
        {
            using var db = new OfflineContexts(new OfflineSqlServer()).CreateDbContext();
            var all = new TheoryData<string, string, int>();
            foreach (var entity in db.Model.GetEntityTypes())
            {
                foreach (var property in entity.GetProperties()
                    .Where(property => property.FindAnnotation(ExactComparison.Annotation) is not null))
                {
                    foreach (var elements in (int[])[1, 2_000, SqlServerScript.MostParameters, 10_000])
                        all.Add(entity.Name, property.Name, elements);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_list_against_a_column_that_is_compared_exactly_is_in_its_collation_and_in_few_parameters(
        string entity, string column, int elements)
    {
        var offline = new OfflineSqlServer();
        using var db = new OfflineContexts(offline).CreateDbContext();
        GetType().GetMethod(nameof(Ask), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .MakeGenericMethod(db.Model.FindEntityType(entity)!.ClrType).Invoke(null, [db, column, Values(elements)]);

        var sent = Assert.Single(offline.Commands);
        Assert.Null(SqlServerScript.Wrong(sent.Text));
        Assert.InRange(sent.Parameters, 1, SqlServerScript.MostParameters);
        Assert.Empty(SqlServerScript.ConflictingLists(sent.Text, Exact));
        Assert.Equal(elements > SqlServerScript.MostParameters,
            sent.Text.Contains($"[Value] COLLATE {ExactComparison.SqlServer}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1_049, 1_049)]
    [InlineData(1_100, 1_100)]
    [InlineData(2_097, 1)]
    [InlineData(2_098, 1)]
    public void Lists_that_are_too_long_only_together_stay_below_the_limit_too(int first, int second)
    {
        var offline = new OfflineSqlServer();
        using var db = new OfflineContexts(offline).CreateDbContext();
        var (keys, clients, now) =
            (Values(first), Enumerable.Range(0, second).Select(_ => Guid.CreateVersion7()).ToArray(), DateTimeOffset.UnixEpoch);

        _ = db.IdempotentRequests.Where(row => keys.Contains(row.Key) && clients.Contains(row.ClientId) && row.ExpiresAt > now).ToList();

        var sent = Assert.Single(offline.Commands);
        Assert.InRange(sent.Parameters, 2, SqlServerScript.MostParameters);
        Assert.Empty(SqlServerScript.ConflictingLists(sent.Text, Exact));
    }

    [Fact]
    public void Other_columns_are_compared_as_they_are_and_beside_each_other_each_in_its_own_way()
    {
        var offline = new OfflineSqlServer();
        using var db = new OfflineContexts(offline).CreateDbContext();
        var values = Values(10_000);

        _ = db.Orders.Where(order => values.Contains(order.ExternalId)
            && db.Shops.Any(shop => shop.Id == order.ShopId && values.Contains(shop.Code))).ToList();
        _ = db.Shops.Where(shop => !values.Contains(shop.Code)).ToList();

        Assert.All(offline.Commands, sent => Assert.Empty(SqlServerScript.ConflictingLists(sent.Text, Exact)));
        Assert.Equal([1, 0], offline.Commands.Select(sent => sent.Text.Split("COLLATE").Length - 1));
        Assert.All(offline.Commands, sent => Assert.Contains("[s].[Code]", sent.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[o].[ExternalId]", "[v].[Value]", true)]
    [InlineData("[o].[ExternalId]", "[v].[Value] COLLATE Latin1_General_100_BIN2", false)]
    [InlineData("[o].[Status]", "[v].[Value]", false)]
    [InlineData("[o].[Status]", "[v].[Value] COLLATE Latin1_General_100_BIN2", true)]
    public void A_conflict_of_collations_is_seen(string column, string value, bool conflicts)
    {
        const string List = "OPENJSON(@list) WITH ([Value] nvarchar(64) '$') AS [v]";
        Assert.Equal(conflicts, SqlServerScript.ConflictingLists(
            $"SELECT 1 FROM [Orders] AS [o] WHERE {column} IN (SELECT {value} FROM {List})", Exact).Count > 0);
        Assert.Equal(conflicts, SqlServerScript.ConflictingLists(
            $"SELECT 1 FROM [Orders] AS [o] WHERE EXISTS (SELECT 1 FROM {List} WHERE {value} = {column})", Exact).Count > 0);
    }

    private static string[] Values(int elements) => [.. Enumerable.Range(1, elements).Select(i => $"DH-{i}")];

    private static void Ask<T>(PortalDb db, string column, string[] values)
        where T : class =>
        _ = db.Set<T>().Where(row => values.Contains(EF.Property<string>(row, column))).Count();

    private static IReadOnlySet<(string Table, string Column)> ExactColumns()
    {
        using var db = new OfflineContexts(new OfflineSqlServer()).CreateDbContext();
        return SqlServerTwin.ExactColumns(db);
    }
}
