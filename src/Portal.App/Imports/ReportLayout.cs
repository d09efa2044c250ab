using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using Portal.Domain.Common;

namespace Portal.App.Imports;

/// <summary>A row of a report. <see cref="Number"/> is as a spreadsheet counts: the heading is row 1.</summary>
/// <param name="Number">The row's number.</param>
/// <param name="Cells">Its cells as they stand.</param>
/// <param name="Broken">Set when its quotes do not match, so that its cells mean nothing.</param>
/// <param name="TooManyCells">Set when it has more cells than the heading, so that they may stand under the wrong ones.</param>
public sealed record ReportRow(int Number, IReadOnlyList<string> Cells, FieldError? Broken, FieldError? TooManyCells)
{
    public bool Blank => Broken is null && Cells.All(string.IsNullOrWhiteSpace);

    /// <summary>The cell's text without surrounding space; empty where the row is shorter, because some programs leave empty cells at its end out.</summary>
    public string Cell(int index) => index < Cells.Count ? Cells[index].Trim() : "";
}

/// <summary>
/// How a report is laid out: what stands between its cells, its headings, and whether a line <c>sep=;</c> that Excel writes
/// and hides comes first.
/// </summary>
public sealed record ReportLayout(char Delimiter, IReadOnlyList<string> Headings, bool SeparatorLine)
{
    public const int MostColumns = 200;

    private const int MostBytesARow = 1024 * 1024;
    private const int LongestHeading = 64 * 1024;
    private static readonly char[] Delimiters = [';', '\t', ','];

    /// <summary>
    /// Reads the head of a file. Refuses what is no table of texts: <c>file_is_spreadsheet</c>, <c>file_not_utf8</c>,
    /// <c>file_not_a_table</c>, <c>file_too_many_columns</c>.
    /// </summary>
    public static async Task<Outcome<ReportLayout>> OfAsync(Stream file, CancellationToken cancellationToken)
    {
        var start = new byte[8];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        if (start.AsSpan(0, read) is [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..])
            return Refusal.Rule(FileCodes.IsSpreadsheet);

        file.Position = 0;
        using var text = ImportFiles.Reader(file);
        var buffer = new char[LongestHeading];
        var head = new string(buffer, 0, await text.ReadBlockAsync(buffer, cancellationToken));
        var (delimiter, separatorLine) = DelimiterOf(head);
        var layout = new ReportLayout(delimiter, [], separatorLine);
        await foreach (var row in layout.RecordsAsync(new StringReader(head), cancellationToken))
        {
            if (row.Cells.Any(cell => cell.Contains(Rune.ReplacementChar.ToString(), StringComparison.Ordinal)))
                return Refusal.Rule(FileCodes.NotUtf8);
            var headings = Named(row.Cells);
            if (row.Broken is not null || row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) < 2 || row.Cells.Any(cell => cell.Any(IsControl)))
                return Refusal.Rule(FileCodes.NotATable);
            if (headings.Count > MostColumns)
                return Refusal.Rule(FileCodes.TooManyColumns).With("max", MostColumns.ToString(CultureInfo.InvariantCulture));
            return layout with { Headings = headings };
        }

        return Refusal.Rule(FileCodes.NotATable);
    }

    /// <summary>The rows below the heading, one at a time.</summary>
    public async IAsyncEnumerable<ReportRow> RowsAsync(TextReader text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heading = true;
        await foreach (var row in RecordsAsync(text, cancellationToken))
        {
            if (!heading)
                yield return row;
            heading = false;
        }
    }

    private async IAsyncEnumerable<ReportRow> RecordsAsync(TextReader text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var broken = new Dictionary<long, FieldError>();
        // The heading is read as a row like the others: its names may repeat, and positions are what the mapping gives. Empty
        // lines are read too, so that rows have the numbers that a spreadsheet gives them.
        await using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = Delimiter,
            HasHeader = false,
            DetectSeparatorHint = false,
            SkipEmptyLines = false,
            MaxRecordSize = MostBytesARow,
            OnMalformedRecord = record =>
            {
                // a quote within a text that has none around it (27" Monitor) is just a letter
                if (record.Reason != CsvMalformedReason.StrayQuote)
                    broken[record.RecordNumber] = BrokenQuotes(record.RawRecord);
            },
        }, leaveOpen: true);
        var hidden = SeparatorLine ? 1 : 0;
        while (await csv.ReadAsync(cancellationToken))
        {
            if (csv.RowNumber <= hidden)
                continue;

            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = csv.GetString(i);
            broken.Remove(csv.RowNumber, out var error);
            yield return new ReportRow(checked((int)csv.RowNumber) - hidden, cells, error, TooMany(cells));
        }
    }

    private FieldError? TooMany(string[] cells)
    {
        var used = cells.Length;
        while (used > Headings.Count && string.IsNullOrWhiteSpace(cells[used - 1]))
            used--;
        return Headings.Count == 0 || used <= Headings.Count
            ? null
            : new FieldError("row", ReportCodes.TooManyCells)
                .With("expected", Headings.Count.ToString(CultureInfo.InvariantCulture))
                .With("actual", used.ToString(CultureInfo.InvariantCulture));
    }

    private static FieldError BrokenQuotes(string raw) =>
        new FieldError("row", ReportCodes.BrokenQuotes).With("lines", (1 + raw.TrimEnd().Count(letter => letter == '\n')).ToString(CultureInfo.InvariantCulture));

    /// <summary>What Excel says in a first line of its own, else whichever candidate stands most often in the heading, outside of quotes.</summary>
    private static (char Delimiter, bool SeparatorLine) DelimiterOf(string head)
    {
        var end = head.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? head : head[..end];
        if (line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Length == 5 && Delimiters.Contains(line[4]))
            return (line[4], true);

        var counts = new int[Delimiters.Length];
        var quoted = false;
        foreach (var letter in head)
        {
            if (letter == '"')
                quoted = !quoted;
            else if (!quoted && letter is '\r' or '\n')
                break;
            else if (!quoted && Array.IndexOf(Delimiters, letter) is >= 0 and var i)
                counts[i]++;
        }

        return (Delimiters[Array.IndexOf(counts, counts.Max())], false);
    }

    /// <summary>Every heading can be told from the others: a column is mapped by its heading, and without a name it goes by its number.</summary>
    private static List<string> Named(IReadOnlyList<string> cells)
    {
        var headings = new List<string>();
        for (var i = 0; i < cells.Count; i++)
        {
            var name = cells[i].Trim() is { Length: > 0 } given ? given : $"#{i + 1}";
            var unique = name;
            for (var number = 2; headings.Contains(unique, StringComparer.Ordinal); number++)
                unique = $"{name} ({number})";
            headings.Add(unique);
        }

        return headings;
    }

    private static bool IsControl(char letter) => char.IsControl(letter) && letter is not ('\r' or '\n' or '\t');
}
