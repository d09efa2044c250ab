using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.App.Documents.Exports;

/// <summary>
/// A JSON object a line, for programs: the columns' stable keys, codes in place of words, instants as ISO 8601 in UTC, and null where a
/// cell is empty.
/// </summary>
internal sealed class JsonLinesExportWriter : ExportWriter
{
    private const int FlushAt = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream stream;
    private readonly ExportKind[] kinds;
    private readonly JsonEncodedText[] keys;
    private readonly ArrayBufferWriter<byte> buffer = new(FlushAt * 2);
    private readonly Utf8JsonWriter json;

    public JsonLinesExportWriter(Stream stream, IReadOnlyList<ExportHead> columns)
    {
        this.stream = stream;
        kinds = [.. columns.Select(column => column.Kind)];
        keys = [.. columns.Select(column => JsonEncodedText.Encode(column.Key))];
        json = new Utf8JsonWriter(buffer, Options);
    }

    public override async ValueTask WriteAsync(ExportValue[] row, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
            Write(keys[i], row[i], kinds[i]);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        json.Reset();
        buffer.Write("\n"u8);
        if (buffer.WrittenCount >= FlushAt)
            await FlushAsync(cancellationToken);
    }

    public override Task FinishAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    public override ValueTask DisposeAsync() => json.DisposeAsync();

    private void Write(JsonEncodedText key, ExportValue value, ExportKind kind)
    {
        if ((value.Code ?? value.Text) is { } text)
            json.WriteString(key, text);
        else if (value.Number is not { } number)
            json.WriteNull(key);
        else if (kind == ExportKind.Instant)
            json.WriteString(key, new DateTime(number, DateTimeKind.Utc));
        else if (kind == ExportKind.Day)
            json.WriteString(key, DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        else
            json.WriteNumber(key, number);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }
}
