using System.Globalization;
using System.Text.Json;
using Portal.Domain.Common;

namespace Portal.Domain.Programmes;

/// <summary>
/// Reads one JSON object by name and keeps account: whatever was not asked for in the end is an unknown name. A value that is
/// wrong is told and read as its default, so that one pass finds every error.
/// </summary>
internal sealed class SettingsReader
{
    private readonly Dictionary<string, JsonElement> left = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly bool isObject;

    private SettingsReader(string path, bool isObject, List<FieldError> errors)
    {
        this.path = path;
        this.isObject = isObject;
        Errors = errors;
    }

    public List<FieldError> Errors { get; }

    public static SettingsReader Of(JsonElement json, string path) => Of(json, path, []);

    private static SettingsReader Of(JsonElement json, string path, List<FieldError> errors)
    {
        var reader = new SettingsReader(path, json.ValueKind == JsonValueKind.Object, errors);
        if (!reader.isObject)
        {
            errors.Add(WrongType(path, "object"));
            return reader;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (Decoded(() => property.Name) is not { } name)
                errors.Add(new FieldError(path, FieldCodes.UnprintableCharacter));
            else if (!reader.left.TryAdd(name, property.Value))
                reader.Refuse(name, FieldCodes.DuplicateField);
        }

        return reader;
    }

    public void Refuse(string name, string code) => Errors.Add(new FieldError(Path(name), code));

    public void RefuseTheRest()
    {
        foreach (var name in left.Keys)
            Refuse(name, FieldCodes.UnknownField);
        left.Clear();
    }

    public bool Bool(string name, bool otherwise)
    {
        if (!left.Remove(name, out var value))
            return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();

        Errors.Add(WrongType(Path(name), "boolean"));
        return otherwise;
    }

    public int Int(string name, int otherwise, int min, int max) => (int)Number(name, otherwise, min, max);

    public Dong Money(string name, Dong otherwise) => new(Number(name, otherwise.Amount, 0, Dong.Largest));

    public Dong RequiredMoney(string name)
    {
        if (IsMissing(name))
            Refuse(name, FieldCodes.Required);
        return Money(name, Dong.Zero);
    }

    public BasisPoints Rate(string name, BasisPoints otherwise) => new(Int(name, otherwise.Value, 0, BasisPoints.Whole));

    public T Choice<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return otherwise;
        foreach (var choice in Enum.GetValues<T>())
        {
            if (Name(choice) == text)
                return choice;
        }

        Errors.Add(new FieldError(Path(name), FieldCodes.NotAllowed)
            .With("allowed", string.Join(", ", Enum.GetValues<T>().Select(Name))));
        return otherwise;
    }

    public DateOnly Day(string name, DateOnly otherwise)
    {
        if (Text(name, "date") is not { } text)
            return otherwise;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;

        Errors.Add(WrongType(Path(name), "date"));
        return otherwise;
    }

    public string RequiredText(string name, int max)
    {
        var missing = IsMissing(name);
        var text = Text(name);
        if ((missing || text is not null) && TextCheck.RequiredText(Path(name), text, max) is { } error)
            Errors.Add(error);
        return text ?? "";
    }

    public SettingsReader? Object(string name) =>
        left.Remove(name, out var value) ? Of(value, Path(name), Errors) : null;

    public IReadOnlyList<SettingsReader>? List(string name, int min, int max)
    {
        if (!left.Remove(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Errors.Add(WrongType(Path(name), "list"));
            return null;
        }

        var count = value.GetArrayLength();
        if (count >= min && count <= max)
            return [.. value.EnumerateArray().Select((item, i) => Of(item, $"{Path(name)}[{Invariant.Text(i)}]", Errors))];

        Errors.Add(new FieldError(Path(name), FieldCodes.WrongCount)
            .With("min", Invariant.Text(min)).With("max", Invariant.Text(max)).With("actual", Invariant.Text(count)));
        return null;
    }

    /// <summary>Every name of this object as a category with its rate; two spellings of one name are one too many.</summary>
    public IReadOnlyDictionary<string, BasisPoints> AllRates(int maxName)
    {
        var rates = new Dictionary<string, BasisPoints>(Spelling.Same);
        foreach (var name in left.Keys.ToList())
        {
            var rate = Rate(name, default);
            if (TextCheck.Id(Path(name), name, maxName) is { } error)
                Errors.Add(error);
            else if (!rates.TryAdd(name.Normalize(), rate))
                Refuse(name, FieldCodes.DuplicateField);
        }

        return rates;
    }

    /// <summary>A choice as the JSON writes it: <c>LastClick</c> is <c>last_click</c>.</summary>
    public static string Name<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(choice.ToString());

    private long Number(string name, long otherwise, long min, long max)
    {
        if (!left.Remove(name, out var value))
            return otherwise;
        if (value.ValueKind != JsonValueKind.Number)
        {
            Errors.Add(WrongType(Path(name), "number"));
            return otherwise;
        }

        if (value.TryGetInt64(out var number) && number >= min && number <= max)
            return number;

        // not whole, too large for any amount, or past the edge: for the caller all of it is out of range
        Errors.Add(new FieldError(Path(name), FieldCodes.OutOfRange).With("min", Invariant.Text(min)).With("max", Invariant.Text(max)));
        return otherwise;
    }

    private string? Text(string name, string expected = "text")
    {
        if (!left.Remove(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
            Errors.Add(WrongType(Path(name), expected));
        else if (Decoded(() => value.GetString()!) is { } text)
            return text;
        else
            Errors.Add(new FieldError(Path(name), FieldCodes.UnprintableCharacter));

        return null;
    }

    // the parser lets an escaped half character (\ud800) pass, and only reading it throws
    private static string? Decoded(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // what is no object at all misses nothing in particular
    private bool IsMissing(string name) => isObject && !left.ContainsKey(name);

    private string Path(string name) => $"{path}.{name}";

    private static FieldError WrongType(string path, string expected) =>
        new FieldError(path, FieldCodes.WrongType).With("expected", expected);
}
