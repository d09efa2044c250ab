using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.App.Data;

/// <summary>
/// Tables of which the database itself refuses to change or delete a row. Called from migrations, again whenever one rebuilds
/// such a table on SQLite, which drops its triggers.
/// </summary>
public static class AppendOnly
{
    /// <summary>All of them, for a migration that makes the whole database.</summary>
    public static void ProtectAll(MigrationBuilder migration)
    {
        Protect(migration, "JournalEntries");
        Protect(migration, "LedgerSeals", key: "Block");
        Protect(migration, "AuditRecords");
    }

    /// <param name="migration">The migration that makes the table.</param>
    /// <param name="table">Its name.</param>
    /// <param name="key">The column of its primary key.</param>
    public static void Protect(MigrationBuilder migration, string table, string key = "Id")
    {
        foreach (var statement in Statements(migration.ActiveProvider ?? "", table, key))
            migration.Sql(statement);
    }

    /// <summary>
    /// SQL Server: TRUNCATE passes all triggers, but not a foreign key. So each protected table has one that leads to it, from a table
    /// that stays empty. Part of <see cref="Protect"/>; by itself for tables that were protected before there was this guard.
    /// </summary>
    public static void RefuseTruncate(MigrationBuilder migration, string table, string key = "Id")
    {
        if (migration.ActiveProvider is "Microsoft.EntityFrameworkCore.SqlServer")
            migration.Sql(TruncateGuard(table, key));
    }

    // its column is made like the key, of whatever type that is
    private static string TruncateGuard(string table, string key) =>
        $"IF OBJECT_ID(N'[{table}_no_truncate]') IS NULL EXEC(N'SELECT TOP (0) [{key}] INTO [{table}_no_truncate] FROM [{table}]; "
        + $"ALTER TABLE [{table}_no_truncate] ADD CONSTRAINT [FK_{table}_no_truncate] FOREIGN KEY ([{key}]) REFERENCES [{table}] ([{key}]);')";

    private static string[] Statements(string provider, string table, string key) => provider switch
    {
        "Microsoft.EntityFrameworkCore.Sqlite" =>
        [
            $"""
             CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}"
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
             """,
            $"""
             CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}"
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
             CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}"
             FOR EACH ROW EXECUTE FUNCTION refuse_change();
             """,
            $"""
             CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}"
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
             """,
        ],
        _ =>
        [
            // of its own batch; EXEC makes it one inside an idempotent script
            $"EXEC(N'CREATE TRIGGER [{table}_append_only] ON [{table}] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; "
            + $"THROW 51000, ''{table} is append-only'', 1; END')",
            TruncateGuard(table, key),
        ],
    };
}
