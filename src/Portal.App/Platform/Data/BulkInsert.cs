using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.App.Platform.Data;

/// <summary>
/// Inserts many rows of one entity by statements made from the model: names, types and converters are EF's own, only its change
/// tracker is left out, which costs more than the insert itself. For what the order intake writes; everything else adds to the
/// context. Runs in the context's transaction, at once, so the order of calls is the order of foreign keys.
/// </summary>
public static class BulkInsert
{
    private static readonly ConcurrentDictionary<(IModel, Type), Plan> Plans = new();
    private static readonly ConcurrentDictionary<(IModel, Type), Plan> Sums = new();

    public static async Task InsertAsync<T>(this PortalDb db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Count == 0)
            return;

        await RunAsync<T>(
            db,
            db.Database.IsSqlServer()
                ? () => SqlServerRows.InsertAsync(db, rows, cancellationToken)
                : () => RunAsync(db, Plans.GetOrAdd((db.Model, typeof(T)), static (_, db) => Plan.Of<T>(db), db), rows, cancellationToken));
    }

    /// <summary>
    /// Inserts the rows whose key is not there, and adds the numbers of the others to those that are there. Each key stands once
    /// among the rows; they are locked in the order given. Nobody can come between: who does makes it a lost race.
    /// </summary>
    public static async Task AddUpAsync<T>(this PortalDb db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Count == 0)
            return;

        await RunAsync<T>(
            db,
            db.Database.IsSqlServer()
                ? () => SqlServerRows.AddUpAsync(db, rows, cancellationToken)
                : () => RunAsync(db, Sums.GetOrAdd((db.Model, typeof(T)), static (_, db) => Plan.Of<T>(db).AddingUp<T>(db), db), rows,
                    cancellationToken));
    }

    /// <summary>The columns that a new row brings along; the database makes the others.</summary>
    internal static IEnumerable<IProperty> Written(IEntityType entity) =>
        entity.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never || !property.IsPrimaryKey());

    /// <summary>The columns of a row that is there to which those of another are added; the others say whose row it is.</summary>
    internal static bool AddsUp(IProperty property) =>
        !property.IsPrimaryKey() && (property.ClrType == typeof(long) || property.ClrType == typeof(int));

    private static async Task RunAsync<T>(PortalDb db, Func<Task> statements)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Rows are inserted in a transaction.");

        try
        {
            await statements();
        }
        catch (DbException failure)
        {
            // the same exception as from SaveChanges, so that callers tell a lost race in one way
            throw new DbUpdateException($"Rows of {typeof(T).Name} could not be inserted.", failure);
        }
    }

    private static Task RunAsync<T>(PortalDb db, Plan plan, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        return connection.CanCreateBatch
            ? InOneRoundTripAsync(plan, rows, connection, transaction, cancellationToken)
            : OneByOneAsync(plan, rows, connection, transaction, cancellationToken);
    }

    /// <summary>PostgreSQL is a round trip away: all rows go in one. After a failure it runs none of the rest.</summary>
    private static async Task InOneRoundTripAsync<T>(
        Plan plan, IReadOnlyCollection<T> rows, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
        where T : class
    {
        await using var batch = connection.CreateBatch();
        await using var maker = connection.CreateCommand();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = plan.Sql;
            foreach (var column in plan.Columns)
                command.Parameters.Add(column.Parameter(maker, row));
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>SQLite is in this process: one statement, compiled once, run for each row.</summary>
    private static async Task OneByOneAsync<T>(
        Plan plan, IReadOnlyCollection<T> rows, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
        where T : class
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = plan.Sql;
        var prepared = false;
        foreach (var row in rows)
        {
            for (var i = 0; i < plan.Columns.Length; i++)
            {
                if (prepared)
                    command.Parameters[i].Value = plan.Columns[i].Value(row);
                else
                    command.Parameters.Add(plan.Columns[i].Parameter(command, row));
            }

            if (!prepared)
                await command.PrepareAsync(cancellationToken);
            prepared = true;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <param name="Sql">The statement.</param>
    /// <param name="Columns">Its parameters, in the order of the statement.</param>
    private sealed record Plan(string Sql, Column[] Columns)
    {
        public static Plan Of<T>(PortalDb db)
        {
            var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not an entity.");
            var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            var sql = db.GetService<ISqlGenerationHelper>();
            var properties = Written(entity).ToArray();
            var names = properties.Select(property => sql.DelimitIdentifier(property.GetColumnName(table)!));
            var columns = properties.Select((property, i) => new Column(property, sql.GenerateParameterName($"p{i}"))).ToArray();
            return new Plan(
                $"INSERT INTO {sql.DelimitIdentifier(table.Name, table.Schema)} ({string.Join(", ", names)}) "
                + $"VALUES ({string.Join(", ", columns.Select(column => column.Name))})",
                columns);
        }

        public Plan AddingUp<T>(PortalDb db)
        {
            var entity = db.Model.FindEntityType(typeof(T))!;
            var sql = db.GetService<ISqlGenerationHelper>();
            var table = sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema());
            var keys = entity.FindPrimaryKey()!.Properties.Select(property => sql.DelimitIdentifier(property.GetColumnName())).ToArray();
            var numbers = Written(entity).Where(AddsUp).Select(property => sql.DelimitIdentifier(property.GetColumnName()));
            return this with
            {
                Sql = $"{Sql} ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET "
                    + string.Join(", ", numbers.Select(name => $"{name} = {table}.{name} + excluded.{name}")),
            };
        }
    }

    private sealed class Column(IProperty property, string name)
    {
        private readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();

        /// <summary>The parameter's name in the statement.</summary>
        public string Name => name;

        public DbParameter Parameter(DbCommand command, object row) =>
            mapping.CreateParameter(command, name, property.GetGetter().GetClrValue(row), property.IsNullable);

        public object Value(object row)
        {
            var value = property.GetGetter().GetClrValue(row);
            return (mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        }
    }
}
