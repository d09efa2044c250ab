using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.App.Platform.Data;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Platform.Data;

/// <summary>
/// Rows go to SQL Server by one statement each: a batch of several would go on after a deadlock that ended its transaction.
/// </summary>
public sealed class SqlServerRowsTests
{
    private static readonly MethodInfo InsertMethod = typeof(SqlServerRowsTests)
        .GetMethod(nameof(InsertAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static TheoryData<string> Entities()
    {
        using var db = new OfflineContexts(new OfflineSqlServer()).CreateDbContext();
        return new TheoryData<string>(db.Model.GetEntityTypes().Where(entity => !entity.IsOwned()).Select(entity => entity.Name));
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Rows_of_any_entity_are_one_statement_with_one_parameter_for_each_two_thousand(string name)
    {
        var sizes = new Queue<int>([2_000, 1_000]);
        var offline = new OfflineSqlServer { Counts = _ => sizes.Dequeue() };
        await using var db = new OfflineContexts(offline).CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();

        await (Task)InsertMethod.MakeGenericMethod(db.Model.FindEntityType(name)!.ClrType).Invoke(null, [db])!;

        Assert.Equal(2, offline.Commands.Count);
        Assert.All(offline.Commands, sent => Assert.Equal(1, sent.Parameters));
        Assert.Null(SqlServerScript.Wrong(offline.Commands[0].Text));
    }

    [Theory]
    [InlineData(2, 0, 1, true)] // all are there
    [InlineData(1, 1, 2, true)] // one is new
    [InlineData(1, 0, 2, false)] // one came from somebody else in between
    [InlineData(-1, -1, 2, false)] // nobody counts
    public async Task Numbers_are_added_to_what_is_there_and_the_rest_is_inserted_or_the_race_is_lost(
        int updated, int inserted, int statements, bool succeeds)
    {
        var offline = new OfflineSqlServer { Counts = text => text.StartsWith("UPDATE", StringComparison.Ordinal) ? updated : inserted };
        await using var db = new OfflineContexts(offline).CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        KeyLock[] rows = [new() { Key = new byte[32], Taken = 1 }, new() { Key = [1, .. new byte[31]], Taken = 1 }];

        var failure = await Record.ExceptionAsync(() => db.AddUpAsync(rows, CancellationToken.None));

        Assert.Equal(succeeds, failure is null);
        Assert.Equal(!succeeds, failure?.IsLostRace() ?? false);
        Assert.Equal(statements, offline.Commands.Count);
        Assert.All(offline.Commands, command => Assert.Null(SqlServerScript.Wrong(command.Text)));
        Assert.All(offline.Commands, command => Assert.DoesNotContain("HOLDLOCK", command.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_were_not_all_inserted_are_an_error()
    {
        var offline = new OfflineSqlServer { Counts = _ => 1 };
        await using var db = new OfflineContexts(offline).CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => InsertAsync<KeyLock>(db));
    }

    private static Task InsertAsync<T>(PortalDb db)
        where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var rows = new List<T>();
        for (var i = 0; i < 3_000; i++)
        {
            var row = (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
            foreach (var property in entity.GetProperties().Where(property => !property.IsShadowProperty()))
                Set(row, property);
            rows.Add(row);
        }

        return db.InsertAsync(rows, CancellationToken.None);
    }

    private static void Set(object row, IReadOnlyProperty property)
    {
        var value = Sample.Of(property.ClrType, 1);
        if (property.FieldInfo is { } field)
            field.SetValue(row, value);
        else
            property.PropertyInfo!.SetValue(row, value);
    }
}
