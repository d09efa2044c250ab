using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace Portal.App.Platform.Data;

/// <summary>
/// SQLite's migrations, each followed by what protects the append-only tables that it touched (<see cref="AppendOnly"/>).
/// </summary>
internal sealed class GuardedSqliteMigrations(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations, IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default) =>
    [
        .. base.Generate(operations, model, options),
        .. base.Generate(AppendOnly.Guards(operations, model, Dependencies.CurrentContext.Context.Database.ProviderName), model, options),
    ];
}

/// <summary>The same for SQL Server.</summary>
internal sealed class GuardedSqlServerMigrations(MigrationsSqlGeneratorDependencies dependencies, ICommandBatchPreparer batches)
    : SqlServerMigrationsSqlGenerator(dependencies, batches)
{
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations, IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default) =>
    [
        .. base.Generate(operations, model, options),
        .. base.Generate(AppendOnly.Guards(operations, model, Dependencies.CurrentContext.Context.Database.ProviderName), model, options),
    ];
}

/// <summary>The same for PostgreSQL.</summary>
[SuppressMessage("Usage", "EF1001", Justification = "The generator asks for its options by an interface that counts as internal")]
internal sealed class GuardedPostgreSqlMigrations(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
{
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations, IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default) =>
    [
        .. base.Generate(operations, model, options),
        .. base.Generate(AppendOnly.Guards(operations, model, Dependencies.CurrentContext.Context.Database.ProviderName), model, options),
    ];
}
