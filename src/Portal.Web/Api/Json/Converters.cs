using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain.Common;

namespace Portal.Web.Api.Json;

/// <summary>Money as an integer: no fractions, no text, no exponent.</summary>
internal sealed class DongConverter : JsonConverter<Dong>
{
    public override Dong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var amount) ? new Dong(amount) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Dong value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Amount);
}

/// <summary>
/// Instants in ISO 8601 with an offset, answered in UTC. A time without an offset is refused: which clock it was read from
/// cannot be guessed where money depends on it.
/// </summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private static readonly string[] WithOffset = ["Z", "+", "-"];

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var instant) ? instant : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        var separator = text?.IndexOf('T', StringComparison.Ordinal) ?? -1;
        return separator == 10
            && WithOffset.Any(mark => text!.IndexOf(mark, separator, StringComparison.Ordinal) > 0)
            && TryRead(text!, out instant);
    }

    // The reader's own parser is strict about ISO 8601; DateTimeOffset.Parse takes far more than that.
    private static bool TryRead(string text, out DateTimeOffset instant)
    {
        Span<byte> json = stackalloc byte[64];
        instant = default;
        if (text.Length > 40 || text.Any(letter => letter is '"' or '\\' or > '~' or < ' '))
            return false;

        json[0] = (byte)'"';
        for (var i = 0; i < text.Length; i++)
            json[i + 1] = (byte)text[i];
        json[text.Length + 1] = (byte)'"';
        var reader = new Utf8JsonReader(json[..(text.Length + 2)]);
        if (!reader.Read() || !reader.TryGetDateTimeOffset(out instant))
            return false;

        // PostgreSQL keeps microseconds: a finer instant would differ from itself when it is sent again
        instant = instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
        return true;
    }
}

/// <summary>Local days as <c>2024-06-12</c>.</summary>
internal sealed class DayConverter : JsonConverter<DateOnly>
{
    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

/// <summary>
/// Ids are opaque texts to callers. One that the portal could never have made is the empty id, which nothing has: so it is
/// answered as any other id that is not there, and not as a matter of spelling.
/// </summary>
internal sealed class IdConverter : JsonConverter<Guid>
{
    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public static Guid? ParseOptional(string? text) => text is null ? null : Parse(text);

    public static Guid Parse(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : Guid.Empty;
}
