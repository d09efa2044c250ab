using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Portal.Web.Api.Json;

/// <summary>Months as <c>2024-06</c>: every day whose name ends in "month" is one, its first day.</summary>
internal sealed class MonthConverter : JsonConverter<DateOnly>
{
    private const string Format = "yyyy-MM";

    private static readonly MonthConverter Whole = new();
    private static readonly Optional OrNone = new();

    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var month) ? month : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    public static string Text(DateOnly month) => month.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateOnly month) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out month)
            && month.Year is > 2000 and < 9000;

    /// <summary>Tells a type's properties which of them are months.</summary>
    public static void Apply(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(IsMonth))
            property.CustomConverter = property.PropertyType == typeof(DateOnly) ? Whole : OrNone;
    }

    public static bool IsMonth(JsonPropertyInfo property) =>
        (property.PropertyType == typeof(DateOnly) || property.PropertyType == typeof(DateOnly?))
            && property.Name.EndsWith("month", StringComparison.OrdinalIgnoreCase);

    private sealed class Optional : JsonConverter<DateOnly?>
    {
        public override DateOnly? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? null : Whole.Read(ref reader, typeof(DateOnly), options);

        public override void Write(Utf8JsonWriter writer, DateOnly? value, JsonSerializerOptions options)
        {
            if (value is { } month)
                Whole.Write(writer, month, options);
            else
                writer.WriteNullValue();
        }
    }
}
