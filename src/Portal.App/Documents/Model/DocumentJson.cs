using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.App.Documents.Model;

/// <summary>
/// What a document says as bytes: the same document gives the same bytes, which are hashed when it is issued, kept, and read back to render
/// it again.
/// </summary>
public static class DocumentJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new CultureConverter(), new CellConverter() },
    };

    public static byte[] Write(Document document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    /// <exception cref="JsonException">They are no document's.</exception>
    public static Document Read(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<Document>(bytes, Options)!;

    private sealed class CultureConverter : JsonConverter<CultureInfo>
    {
        public override CultureInfo Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            CultureInfo.GetCultureInfo(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, CultureInfo value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Name);
    }

    /// <summary>A cell as its kind, its value where it is no text, how it is written, and where it leads.</summary>
    private sealed class CellConverter : JsonConverter<DocumentCell>
    {
        public override DocumentCell Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var cell = JsonSerializer.Deserialize<Written>(ref reader, options)!;
            object? value = cell.Kind switch
            {
                _ when cell is { Value: null, Text.Length: 0 } => null,
                DocumentCellKind.Instant => DateTimeOffset.ParseExact(cell.Value!, "O", CultureInfo.InvariantCulture),
                DocumentCellKind.Day => DateOnly.ParseExact(cell.Value!, "O", CultureInfo.InvariantCulture),
                DocumentCellKind.Dong or DocumentCellKind.Count or DocumentCellKind.Rate =>
                    long.Parse(cell.Value!, CultureInfo.InvariantCulture),
                _ => cell.Text,
            };
            return DocumentCell.Restore(cell.Kind, value, cell.Text) with { Link = cell.Link };
        }

        public override void Write(Utf8JsonWriter writer, DocumentCell value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(
                writer,
                new Written(
                    value.Kind,
                    value.Value switch
                    {
                        DateTimeOffset at => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
                        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
                        long amount => amount.ToString(CultureInfo.InvariantCulture),
                        _ => null,
                    },
                    value.Text, value.Link),
                options);

        private sealed record Written(
            [property: JsonPropertyName("k")] DocumentCellKind Kind, [property: JsonPropertyName("v")] string? Value,
            [property: JsonPropertyName("t")] string Text, [property: JsonPropertyName("l")] string? Link);
    }
}
