using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Platform.Data;

/// <summary>What keeps three databases one: no drift between model and migrations, and a SQL Server client that really works.</summary>
public sealed class ProviderParityTests
{
    private static string Offline(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => "Data Source=offline.db",
        DatabaseProvider.SqlServer => "Server=offline;Database=Portal;Encrypt=False",
        _ => "Host=offline;Database=portal",
    };

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.SqlServer)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public void Model_has_no_change_without_a_migration(DatabaseProvider provider)
    {
        using var db = TestDatabases.Context(provider, Offline(provider));

        Assert.False(db.Database.HasPendingModelChanges(), "Run eng/add-migration.sh <Name>");
    }

    [Fact]
    public void Script_for_SQL_Server_is_the_one_checked_in()
    {
        using var db = TestDatabases.Context(DatabaseProvider.SqlServer, Offline(DatabaseProvider.SqlServer));
        var checkedIn = File.ReadAllText(Path.Combine(Repository.Root, "migrations/Portal.Migrations.SqlServer/schema.sql"));

        var head = File.ReadAllText(Path.Combine(Repository.Root, "migrations/Portal.Migrations.SqlServer/schema.head.sql"));

        var generated = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.Equal(Normalised(head + generated), Normalised(checkedIn));
    }

    [Fact]
    public void Script_for_SQL_Server_can_be_applied_by_a_client_that_takes_quotes_for_texts()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "migrations/Portal.Migrations.SqlServer/schema.sql"));
        var statements = script.ReplaceLineEndings("\n").Split('\n').SkipWhile(line => line.StartsWith("--", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(["SET QUOTED_IDENTIFIER, ANSI_NULLS, XACT_ABORT ON;", "GO"], statements[..2]);
        Assert.DoesNotContain('"', script);
        Assert.Null(SqlServerScript.Wrong(script));
    }

    [Fact]
    public void SQL_Server_parameters_infer_their_types_without_the_absent_package()
    {
        Assert.Equal(System.Data.SqlDbType.Int, new SqlParameter("@p", 1).SqlDbType);
        Assert.Equal(System.Data.SqlDbType.DateTimeOffset, new SqlParameter("@p", World.Start).SqlDbType);
    }

    [Fact]
    public void Every_method_of_the_SQL_Server_client_finds_its_neighbours()
    {
        var failures = new List<string>();
        foreach (var method in typeof(SqlConnection).Assembly.GetTypes()
                     .Where(type => !type.ContainsGenericParameters)
                     .SelectMany(type => type.GetMethods(
                         BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
                         | BindingFlags.DeclaredOnly))
                     .Where(method => !method.IsAbstract && !method.ContainsGenericParameters && method.GetMethodBody() is not null))
        {
            try
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
            catch (Exception failure) when (failure is FileNotFoundException or TypeLoadException or MissingMethodException)
            {
                failures.Add($"{method.DeclaringType}.{method.Name}: {failure.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [DatabaseTheory]
    public async Task A_fresh_database_takes_every_migration(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var db = await world.DbAsync();

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(0, await db.Orders.CountAsync());
    }

    private static string Normalised(string script) => script.TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim();
}
