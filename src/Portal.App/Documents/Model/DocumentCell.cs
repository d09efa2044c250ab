using System.Globalization;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;

namespace Portal.App.Documents.Model;

/// <summary>What a cell holds, by which it is aligned, and by which a workbook types it.</summary>
public enum DocumentCellKind
{
    Text,

    /// <summary>A number, code or hash that must not be taken for a figure.</summary>
    Code,

    /// <summary>Whole đồng.</summary>
    Dong,

    Count,

    /// <summary>Basis points, shown as a share.</summary>
    Rate,

    /// <summary>A point in time, shown in Vietnam time to the minute.</summary>
    Instant,

    Day,
}

/// <summary>A value and how it is written; PDF and page show the text, a workbook keeps the value.</summary>
public sealed record DocumentCell
{
    private DocumentCell(DocumentCellKind kind, object? value, string text) => (Kind, Value, Text) = (kind, value, text);

    public static readonly DocumentCell Empty = new(DocumentCellKind.Text, null, "");

    public DocumentCellKind Kind { get; }

    /// <summary>
    /// A string, a <see cref="long"/> of đồng, counted things or basis points, a <see cref="DateTimeOffset"/> or a <see cref="DateOnly"/>;
    /// null of an empty cell.
    /// </summary>
    public object? Value { get; }

    public string Text { get; }

    /// <summary>Where it leads; null where nowhere.</summary>
    public string? Link { get; init; }

    public static DocumentCell Words(string? text) => text is { Length: > 0 } ? new(DocumentCellKind.Text, text, text) : Empty;

    public static DocumentCell Code(string? code) => code is { Length: > 0 } ? new(DocumentCellKind.Code, code, code) : Empty;

    /// <summary>An amount in a table, whose column's head says that it is đồng: <c>1.234.567</c>.</summary>
    public static DocumentCell Dong(long amount) => new(DocumentCellKind.Dong, amount, new Dong(amount).ToString()[..^2]);

    public static DocumentCell Dong(long? amount) => amount is { } known ? Dong(known) : Empty;

    /// <summary>An amount by itself: <c>1.234.567 ₫</c>.</summary>
    public static DocumentCell Money(long amount) => new(DocumentCellKind.Dong, amount, new Dong(amount).ToString());

    public static DocumentCell Count(long count) => new(DocumentCellKind.Count, count, new Dong(count).ToString()[..^2]);

    public static DocumentCell Rate(int basisPoints, CultureInfo culture) => new(
        DocumentCellKind.Rate, (long)basisPoints,
        TextTemplate.Fill("{rate:rate}", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["rate"] = basisPoints.ToString(CultureInfo.InvariantCulture),
        }, culture));

    public static DocumentCell Instant(DateTimeOffset? at) =>
        at is { } known ? new(DocumentCellKind.Instant, known, TextTemplate.Minute(known)) : Empty;

    public static DocumentCell Day(DateOnly? day) =>
        day is { } known ? new(DocumentCellKind.Day, known, TextTemplate.Day(known)) : Empty;

    /// <summary>One that was written down before.</summary>
    internal static DocumentCell Restore(DocumentCellKind kind, object? value, string text) => value is null
        ? Empty : new(kind, value, text);
}
