using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Portal.App.Platform.Data;

/// <summary>
/// Tables of which the database itself refuses to change or delete a row. The model says which; the triggers follow from it with whatever a
/// migration does to such a table, since SQLite drops a table's triggers when it rebuilds it (<see cref="GuardedSqliteMigrations"/> and the
/// like).
/// </summary>
public static class AppendOnly
{
    private const string Suffix = "_append_only";

    public static void IsAppendOnly(this TableBuilder table) => table.HasTrigger(table.Name + Suffix);

    /// <summary>
    /// What makes the protected tables among those that these operations touch stand protected again; each can be run twice.
    /// </summary>
    /// <param name="operations">Of one migration.</param>
    /// <param name="model">As it is after the migration.</param>
    /// <param name="provider">The database's provider, by its name.</param>
    internal static IReadOnlyList<MigrationOperation> Guards(IReadOnlyList<MigrationOperation> operations, IModel? model, string? provider)
    {
        if (model is null)
            return [];

        var touched = operations.Select(TableOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. model.GetEntityTypes()
                .Where(entity => IsProtected(entity) && touched.Contains(entity.GetTableName()))
                .OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal)
                .SelectMany(entity =>
                    Statements(provider, entity.GetTableName()!, entity.FindPrimaryKey()!.Properties.Single().GetColumnName()))
                .Select(statement => new SqlOperation { Sql = statement }),
        ];
    }

    internal static bool IsProtected(IReadOnlyEntityType entity) =>
        entity.GetDeclaredTriggers().Any(trigger => trigger.ModelName.EndsWith(Suffix, StringComparison.Ordinal));

    private static string? TableOf(MigrationOperation operation) => operation switch
    {
        CreateTableOperation made => made.Name,
        AlterTableOperation altered => altered.Name,
        RenameTableOperation renamed => renamed.NewName ?? renamed.Name,
        ITableMigrationOperation part => part.Table,
        _ => null,
    };

    private static string[] Statements(string? provider, string table, string key) => provider switch
    {
        "Microsoft.EntityFrameworkCore.Sqlite" =>
        [
            $"""
             CREATE TRIGGER IF NOT EXISTS "{table}_no_update" BEFORE UPDATE ON "{table}"
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
             """,
            $"""
             CREATE TRIGGER IF NOT EXISTS "{table}_no_delete" BEFORE DELETE ON "{table}"
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
             """,
        ],
        "Npgsql.EntityFrameworkCore.PostgreSQL" =>
        [
            """
            CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
            """,
            $"""
             CREATE OR REPLACE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}"
             FOR EACH ROW EXECUTE FUNCTION refuse_change();
             """,
            $"""
             CREATE OR REPLACE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}"
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
             """,
        ],
        _ =>
        [
            // of its own batch; EXEC makes it one inside an idempotent script
            $"EXEC(N'CREATE OR ALTER TRIGGER [{table}_append_only] ON [{table}] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; "
            + $"THROW 51000, ''{table} is append-only'', 1; END')",
            TruncateGuard(table, key),
        ],
    };

    /// <summary>
    /// SQL Server: TRUNCATE passes all triggers, but not a foreign key. So each protected table has one that leads to it, from a table
    /// that stays empty, whose column is made like the key, of whatever type that is.
    /// </summary>
    private static string TruncateGuard(string table, string key) =>
        $"IF OBJECT_ID(N'[{table}_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [{key}] INTO [{table}_no_truncate] FROM [{table}]; "
        + $"ALTER TABLE [{table}_no_truncate] ADD CONSTRAINT [FK_{table}_no_truncate] FOREIGN KEY ([{key}]) REFERENCES [{table}] ([{key}]);')";
}
