using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.App.Platform.Files;

/// <summary>One column of a CSV file: its head, and what a row says in it, a text or a number.</summary>
public sealed record CsvColumn<T>
{
    public CsvColumn(string head, Func<T, string> text) => (Head, Text) = (head, text);

    /// <summary>Bare digits, so that a spreadsheet adds them up whatever its language; null is an empty cell.</summary>
    public CsvColumn(string head, Func<T, long?> number) => (Head, Number) = (head, number);

    public string Head { get; }

    internal Func<T, string>? Text { get; }

    internal Func<T, long?>? Number { get; }
}

/// <summary>Who opens a CSV file next.</summary>
public enum CsvReaderKind
{
    /// <summary>A spreadsheet, which shortens long numbers, drops leading zeros and makes dates of what looks like one.</summary>
    Spreadsheet,

    /// <summary>A program that reads the cells as they stand, such as a bank's.</summary>
    Program,
}

/// <summary>
/// CSV as spreadsheet programs open it without asking: UTF-8 with its mark, commas, quotes where needed (RFC 4180). A text
/// that a spreadsheet would take for a formula is kept from it by an apostrophe, because sub-ids and product names come from
/// strangers. One that it would take for a number and change (<c>576460752303423488</c>, <c>0901234567</c>, <c>12E5</c>,
/// <c>1-2</c>) is wrapped as <c>="…"</c>, which it shows as the text that it is; imports take the wrapping off.
/// </summary>
public static partial class CsvFile
{
    private const int FlushEvery = 500;

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",;\"\r\n\t");

    /// <summary>Writes row by row as the rows come, and returns how many there were.</summary>
    public static async Task<int> WriteAsync<T>(
        Stream stream, IReadOnlyList<CsvColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken cancellationToken,
        CsvReaderKind reader = CsvReaderKind.Spreadsheet)
    {
        await using var writer =
            new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', columns.Select(column => Cell(column.Head, reader))).AsMemory(), cancellationToken);
        var count = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteLineAsync(string.Join(',', columns.Select(column => Of(column, row, reader))).AsMemory(), cancellationToken);
            if (++count % FlushEvery == 0)
                await writer.FlushAsync(cancellationToken);
        }

        return count;
    }

    /// <summary>A text as one cell. A whole number below zero stays a number.</summary>
    public static string Cell(string text, CsvReaderKind reader = CsvReaderKind.Spreadsheet)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]
            && !(text.Length > 1 && text[0] == '-' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0))
            text = "'" + text;
        else if (reader == CsvReaderKind.Spreadsheet && ChangedBySpreadsheets().IsMatch(text))
            text = $"=\"{text}\"";
        return text.AsSpan().ContainsAny(NeedQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Of<T>(CsvColumn<T> column, T row, CsvReaderKind reader) =>
        column.Text is { } text ? Cell(text(row), reader) : column.Number!(row)?.ToString(CultureInfo.InvariantCulture) ?? "";

    // Twelve digits are shown as 1.23E+11 and from the sixteenth on they are zeros; a leading zero is dropped; E is an exponent;
    // two numbers with a sign between them are a day. Only digits and such signs, so that what is wrapped is never a formula.
    [GeneratedRegex("^(-?[0-9]{12,}|0[0-9]+|[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+|[0-9]{1,4}[-/][0-9]{1,4})\\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ChangedBySpreadsheets();
}
