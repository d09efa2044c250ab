using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.App.Data;

/// <summary>
/// Tables of which the database itself refuses to change or delete a row. Called from migrations, again whenever one rebuilds
/// such a table on SQLite, which drops its triggers.
/// </summary>
public static class AppendOnly
{
    public static void Protect(MigrationBuilder migration, string table)
    {
        foreach (var statement in Statements(migration.ActiveProvider ?? "", table))
            migration.Sql(statement);
    }

    private static string[] Statements(string provider, string table) => provider switch
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
        ],
    };
}
