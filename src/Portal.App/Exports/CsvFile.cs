using System.Buffers;
using System.Text;

namespace Portal.App.Exports;

/// <summary>One column of a CSV file: its head, and what a row says in it.</summary>
public sealed record CsvColumn<T>(string Head, Func<T, string> Cell);

/// <summary>
/// CSV as spreadsheet programs open it without asking: UTF-8 with its mark, commas, quotes where needed (RFC 4180). A text
/// that a spreadsheet would take for a formula is kept from it by an apostrophe, because sub-ids and product names come from
/// strangers.
/// </summary>
public static class CsvFile
{
    private const int FlushEvery = 500;

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",;\"\r\n\t");

    /// <summary>Writes row by row as the rows come, and returns how many there were.</summary>
    public static async Task<int> WriteAsync<T>(
        Stream stream, IReadOnlyList<CsvColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', columns.Select(column => Cell(column.Head))).AsMemory(), cancellationToken);
        var count = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteLineAsync(string.Join(',', columns.Select(column => Cell(column.Cell(row)))).AsMemory(), cancellationToken);
            if (++count % FlushEvery == 0)
                await writer.FlushAsync(cancellationToken);
        }

        return count;
    }

    /// <summary>A text as one cell. A whole number below zero stays a number.</summary>
    public static string Cell(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !(text.Length > 1 && text[0] == '-' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0))
            text = "'" + text;
        return text.AsSpan().ContainsAny(NeedQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
