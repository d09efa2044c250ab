using System.Buffers;
using System.Collections.Concurrent;
using System.Data;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.Json;

namespace Portal.App.Platform.Data;

/// <summary>
/// SQL Server's part of <see cref="BulkInsert"/>: the rows go in one statement, as JSON in one parameter, and only very many of them
/// in several, one after the other. A batch with a statement a row would go on after a deadlock in one of them, outside of any
/// transaction; and a parameter a value ends at 2,098.
/// </summary>
internal sealed class SqlServerRows
{
    private static readonly ConcurrentDictionary<(IModel, Type), SqlServerRows> Known = new();
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly (IProperty Property, JsonValueReaderWriter Json)[] columns;
    private readonly string insert;
    private readonly string update;
    private readonly string insertMissing;

    private SqlServerRows(PortalDb db, Type type)
    {
        var entity = db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} is not an entity.");
        var sql = db.GetService<ISqlGenerationHelper>();
        columns =
        [
            .. BulkInsert.Written(entity).Select(property => (property,
                property.GetJsonValueReaderWriter() ?? property.GetTypeMapping().JsonValueReaderWriter
                ?? throw new InvalidOperationException($"{type.Name}.{property.Name} has no JSON."))),
        ];
        var names = columns.Select(column => sql.DelimitIdentifier(column.Property.GetColumnName())).ToArray();
        var keys = entity.FindPrimaryKey()!.Properties.Select(property => sql.DelimitIdentifier(property.GetColumnName())).ToArray();
        var table = sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema());
        var rows = $"OPENJSON(@rows) WITH ({string.Join(", ", columns.Select((column, i) => $"{names[i]} {ReadAs(column.Property)} '$[{i}]'"))}) AS added";
        var same = string.Join(" AND ", keys.Select(key => $"held.{key} = added.{key}"));
        insert = $"INSERT INTO {table} ({string.Join(", ", names)})\nSELECT {string.Join(", ", names.Select(name => $"added.{name}"))}\nFROM {rows}";

        // the rows are locked in the order in which they were given, so that nobody waits in a ring
        var numbers = columns.Select(column => column.Property).Where(BulkInsert.AddsUp)
            .Select(property => sql.DelimitIdentifier(property.GetColumnName()));
        update = $"UPDATE held SET {string.Join(", ", numbers.Select(name => $"{name} = held.{name} + added.{name}"))}\n"
            + $"FROM {rows}\nINNER JOIN {table} AS held ON {same}\nOPTION (FORCE ORDER, LOOP JOIN)";
        insertMissing = $"{insert}\nWHERE NOT EXISTS (SELECT 1 FROM {table} AS held WHERE {same})";
    }

    public static async Task InsertAsync<T>(PortalDb db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        var statements = Of<T>(db);
        foreach (var part in rows.Chunk(Parts.Size))
        {
            var inserted = await RunAsync(db, statements.insert, statements.Json(part), cancellationToken);
            if (inserted != part.Length)
                throw new InvalidOperationException($"{inserted} of {part.Length} rows of {typeof(T).Name} were inserted.");
        }
    }

    /// <exception cref="DbUpdateConcurrencyException">Somebody else inserted one of them between the two statements.</exception>
    public static async Task AddUpAsync<T>(PortalDb db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        var statements = Of<T>(db);
        foreach (var part in rows.Chunk(Parts.Size))
        {
            var json = statements.Json(part);
            var updated = await RunAsync(db, statements.update, json, cancellationToken);
            if (updated == part.Length)
                continue;

            var inserted = await RunAsync(db, statements.insertMissing, json, cancellationToken);
            if (updated + inserted != part.Length)
                throw new DbUpdateConcurrencyException(
                    $"{updated} rows of {typeof(T).Name} were there, {inserted} were added, of {part.Length}.");
        }
    }

    private static SqlServerRows Of<T>(PortalDb db) =>
        Known.GetOrAdd((db.Model, typeof(T)), static (_, db) => new SqlServerRows(db, typeof(T)), db);

    private static Task<int> RunAsync(PortalDb db, string statement, string json, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(statement, [new SqlParameter("@rows", SqlDbType.NVarChar, -1) { Value = json }], cancellationToken);

    /// <summary>
    /// The type in which a value is read from the JSON: the column's, but for texts and bytes as long as they come, so that one
    /// that is too long is refused by the table instead of being cut on the way. Keys are compared and have one length.
    /// </summary>
    private static string ReadAs(IProperty property)
    {
        var stored = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return stored == typeof(string) ? "nvarchar(max)"
            : stored == typeof(byte[]) && !property.IsPrimaryKey() ? "varbinary(max)"
            : property.GetColumnType();
    }

    /// <summary>An array of rows, each an array of its values in the order of the columns.</summary>
    private string Json<T>(IReadOnlyCollection<T> rows)
        where T : class
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Compact))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartArray();
                foreach (var (property, writer) in columns)
                {
                    if (property.GetGetter().GetClrValue(row) is { } value)
                        writer.ToJson(json, value);
                    else
                        json.WriteNullValue();
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
