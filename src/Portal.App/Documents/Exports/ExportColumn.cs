using System.Text.Json;
using Portal.App.Platform.Files;
using Portal.App.Platform.Texts;

namespace Portal.App.Documents.Exports;

/// <summary>What the cells of a column are.</summary>
public enum ExportKind
{
    Text,
    Number,

    /// <summary>Đồng.</summary>
    Dong,

    Instant,
    Day,
}

/// <summary>A column as files name it.</summary>
/// <param name="Key">Stable: programs name the column by it.</param>
/// <param name="Title">In the reader's language.</param>
public record ExportHead(string Key, string Title, ExportKind Kind);

/// <summary>One cell: empty, a text, or a number. Instants are UTC ticks and days are day numbers.</summary>
public readonly record struct ExportValue
{
    public ExportValue(string? text, string? code = null) => (Text, Code) = (text, code);

    public ExportValue(long? number) => Number = number;

    public string? Text { get; }

    /// <summary>What programs read in place of a word in somebody's language.</summary>
    public string? Code { get; }

    public long? Number { get; }
}

/// <summary>A column of a list, and what a row says in it.</summary>
public sealed record ExportColumn<T>(string Key, string Title, ExportKind Kind, Func<T, ExportValue> Cell) : ExportHead(Key, Title, Kind);

/// <summary>The columns of one list, as its class names them.</summary>
public sealed class ExportColumns<T> : List<ExportColumn<T>>
{
    public ExportColumns<T> Text(string key, string title, Func<T, string?> text) =>
        With(key, title, ExportKind.Text, row => new ExportValue(text(row)));

    /// <summary>A word for people, and a stable code for programs.</summary>
    public ExportColumns<T> Word(string key, string title, Func<T, string?> code, Func<T, string?> word) =>
        With(key, title, ExportKind.Text, row => new ExportValue(word(row), code(row)));

    /// <summary>The same for a member of an enum, whose code is its name in small letters.</summary>
    public ExportColumns<T> Word<TEnum>(string key, string title, Func<T, TEnum> value, Func<TEnum, string> word)
        where TEnum : struct, Enum => Word(key, title, row => CodeOf(value(row).ToString()), row => word(value(row)));

    public ExportColumns<T> Number(string key, string title, Func<T, long?> number) =>
        With(key, title, ExportKind.Number, row => new ExportValue(number(row)));

    public ExportColumns<T> Dong(string key, string title, Func<T, long?> amount) =>
        With(key, title, ExportKind.Dong, row => new ExportValue(amount(row)));

    public ExportColumns<T> Instant(string key, string title, Func<T, DateTimeOffset?> at) =>
        With(key, title, ExportKind.Instant, row => new ExportValue(at(row)?.UtcTicks));

    public ExportColumns<T> Day(string key, string title, Func<T, DateOnly?> day) =>
        With(key, title, ExportKind.Day, row => new ExportValue(day(row)?.DayNumber));

    /// <summary>The same for whoever writes CSV directly.</summary>
    public IReadOnlyList<CsvColumn<T>> AsCsv() => [.. this.Select(AsCsv)];

    private static CsvColumn<T> AsCsv(ExportColumn<T> column) => column.Kind switch
    {
        ExportKind.Number or ExportKind.Dong => new CsvColumn<T>(column.Title, row => column.Cell(row).Number),
        ExportKind.Instant => new CsvColumn<T>(
            column.Title, row => column.Cell(row).Number is { } at ? TextTemplate.Instant(new DateTimeOffset(at, TimeSpan.Zero)) : ""),
        ExportKind.Day => new CsvColumn<T>(
            column.Title, row => column.Cell(row).Number is { } day ? TextTemplate.Day(DateOnly.FromDayNumber((int)day)) : ""),
        _ => new CsvColumn<T>(column.Title, row => column.Cell(row).Text ?? ""),
    };

    private static string CodeOf(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private ExportColumns<T> With(string key, string title, ExportKind kind, Func<T, ExportValue> cell)
    {
        Add(new ExportColumn<T>(key, title, kind, cell));
        return this;
    }
}
