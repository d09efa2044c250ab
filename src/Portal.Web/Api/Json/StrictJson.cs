using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Portal.Domain.Common;

namespace Portal.Web.Api.Json;

/// <summary>
/// Reads a body. The way of good bodies is one pass of the serializer; only when that fails is the body gone through again,
/// to name every field that is unknown, repeated, missing or of the wrong type instead of the first one.
/// </summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = PortalJson.MaxDepth };

    public static Outcome<T> Read<T>(ReadOnlyMemory<byte> body)
        where T : notnull
    {
        if (Check(body) is { } refusal)
            return refusal;

        try
        {
            if (JsonSerializer.Deserialize<T>(body.Span, PortalJson.Options) is { } value && !HasNullItem(body.Span))
                return value;
        }
        catch (JsonException)
        {
            // Explained below.
        }

        return Parse(body) is { Succeeded: true, Value: var document } ? Explained<T>(document) : Malformed(body);
    }

    /// <summary>As for a whole body, for a part of a body that is already parsed; paths start at the part.</summary>
    public static Outcome<T> Read<T>(JsonElement element)
        where T : notnull
    {
        try
        {
            if (element.Deserialize<T>(PortalJson.Options) is { } value && !HasNullItem(JsonMarshal.GetRawUtf8Value(element)))
                return value;
        }
        catch (JsonException)
        {
            // Explained below.
        }

        return Explain<T>(element);
    }

    /// <summary>A body as a document whose parts are read one by one.</summary>
    public static Outcome<JsonDocument> Parse(ReadOnlyMemory<byte> body)
    {
        if (Check(body) is { } refusal)
            return refusal;

        try
        {
            return JsonDocument.Parse(body, Lenient);
        }
        catch (JsonException)
        {
            return Malformed(body);
        }
    }

    private static Refusal? Check(ReadOnlyMemory<byte> body) =>
        body.IsEmpty ? new Refusal(RefusalKind.Malformed, ApiRefusals.BodyMissing)
        : !Utf8.IsValid(body.Span) ? new Refusal(RefusalKind.Malformed, ApiRefusals.BodyNotUtf8)
        : null;

    private static Refusal Malformed(ReadOnlyMemory<byte> body)
    {
        try
        {
            JsonDocument.Parse(body, Lenient).Dispose();
            return new Refusal(RefusalKind.Malformed, ApiRefusals.MalformedJson);
        }
        catch (JsonException failure)
        {
            return new Refusal(RefusalKind.Malformed, ApiRefusals.MalformedJson)
                .With("line", ((failure.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture))
                .With("column", ((failure.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Nullability is known of fields, not of the items of lists; a null among them is looked for here.</summary>
    private static bool HasNullItem(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("null"u8) < 0)
            return false;

        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = PortalJson.MaxDepth });
        var previous = JsonTokenType.None;
        // Within an object a value always follows its name.
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null && previous != JsonTokenType.PropertyName)
                return true;
            previous = reader.TokenType;
        }

        return false;
    }

    private static Outcome<T> Explained<T>(JsonDocument document)
        where T : notnull
    {
        using (document)
            return Explain<T>(document.RootElement);
    }

    private static Outcome<T> Explain<T>(JsonElement element)
        where T : notnull
    {
        var errors = new List<FieldError>();
        Walk(errors, "", element, PortalJson.Options.GetTypeInfo(typeof(T)));
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        try
        {
            // A null where the portal reads any JSON (settings): whoever reads it on will judge it.
            if (element.Deserialize<T>(PortalJson.Options) is { } value)
                return value;
        }
        catch (JsonException)
        {
            // Refused below.
        }

        return Refusal.Invalid(WrongType("", "object"));
    }

    private static void Walk(List<FieldError> errors, string path, JsonElement element, JsonTypeInfo type)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                WalkObject(errors, path, element, type);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                var items = PortalJson.Options.GetTypeInfo(type.ElementType!);
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Walk(errors, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), item, items);
                break;
            default:
                if (Leaf(path, element, type) is { } error)
                    errors.Add(error);
                break;
        }
    }

    private static void WalkObject(List<FieldError> errors, string path, JsonElement element, JsonTypeInfo type)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(WrongType(path, "object"));
            return;
        }

        var properties = type.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            // A half surrogate in a name cannot be read as text at all.
            var name = NameOf(member);
            var field = path.Length == 0 ? name : $"{path}.{name}";
            if (!properties.TryGetValue(name, out var property))
                errors.Add(new FieldError(field, FieldCodes.UnknownField));
            else if (!seen.Add(name))
                errors.Add(new FieldError(field, FieldCodes.DuplicateField));
            else if (member.Value.ValueKind == JsonValueKind.Null)
            {
                if (!property.IsSetNullable)
                    errors.Add(new FieldError(field, FieldCodes.Required));
            }
            else
            {
                Walk(errors, field, member.Value, PortalJson.Options.GetTypeInfo(property.PropertyType));
            }
        }

        errors.AddRange(properties.Values.Where(property => property.IsRequired && !seen.Contains(property.Name))
            .Select(property => new FieldError(path.Length == 0 ? property.Name : $"{path}.{property.Name}", FieldCodes.Required)));
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    private static FieldError? Leaf(string path, JsonElement element, JsonTypeInfo type)
    {
        var clr = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (element.ValueKind == JsonValueKind.Null && !clr.IsValueType)
            return new FieldError(path, FieldCodes.Required);

        try
        {
            element.Deserialize(type);
            return null;
        }
        catch (JsonException)
        {
            if (element.ValueKind == JsonValueKind.String && !IsText(element))
                return new FieldError(path, FieldCodes.UnprintableCharacter);
            if (clr.IsEnum && element.ValueKind == JsonValueKind.String)
                return new FieldError(path, FieldCodes.NotAllowed).With("allowed", string.Join(", ", Names(clr)));
            if (IsNumber(clr) && element.ValueKind == JsonValueKind.Number && element.GetRawText() is var digits
                && digits.TrimStart('-').All(char.IsAsciiDigit))
            {
                return digits.StartsWith('-')
                    ? new FieldError(path, FieldCodes.Negative)
                    : new FieldError(path, FieldCodes.TooLarge).With("max", Dong.Largest.ToString(CultureInfo.InvariantCulture));
            }

            return WrongType(path, Expected(clr, type.Kind));
        }
    }

    private static bool IsText(JsonElement element)
    {
        try
        {
            element.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Names(Type type) =>
        Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(Dong);

    private static string Expected(Type type, JsonTypeInfoKind kind) => type switch
    {
        _ when kind is JsonTypeInfoKind.Enumerable => "list",
        _ when kind is JsonTypeInfoKind.Dictionary => "object",
        _ when IsNumber(type) => "number",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(DateTimeOffset) => "instant",
        _ when type == typeof(DateOnly) => "date",
        _ => "text",
    };

    private static FieldError WrongType(string path, string expected) =>
        new FieldError(path.Length == 0 ? "$" : path, FieldCodes.WrongType).With("expected", expected);
}
