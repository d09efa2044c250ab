using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using Portal.App.Platform.Files;
using Portal.Domain.Common;

namespace Portal.App.Orders.Import;

/// <summary>A row of a report. <see cref="Number"/> is as a spreadsheet counts: the heading is row 1.</summary>
/// <param name="Number">The row's number.</param>
/// <param name="Cells">Its cells as they stand.</param>
/// <param name="Broken">Set when its quotes do not match, so that its cells mean nothing.</param>
/// <param name="TooManyCells">Set when it has more cells than the heading, so that they may stand under the wrong ones.</param>
public sealed record ReportRow(int Number, IReadOnlyList<string> Cells, FieldError? Broken, FieldError? TooManyCells)
{
    public bool Blank => Broken is null && Cells.All(cell => CellText.Of(cell).Length == 0);

    /// <summary>
    /// The cell's text without what a spreadsheet put around it (<see cref="CellText.Of"/>); empty where the row is shorter, because
    /// some programs leave empty cells at its end out.
    /// </summary>
    public string Cell(int index) => index < Cells.Count ? CellText.Of(Cells[index]) : "";
}

/// <summary>
/// How a report is laid out: what stands between its cells, its headings, and whether a line <c>sep=;</c> that Excel writes
/// and hides comes first. Rows above the headings, such as a title, are passed over: the headings are found by what they say.
/// </summary>
public sealed record ReportLayout(char Delimiter, IReadOnlyList<string> Headings, bool SeparatorLine)
{
    public const int MostColumns = 200;

    private const int MostBytesARow = 1024 * 1024;
    private const int LongestHeading = 64 * 1024;
    private const int HeadingWithin = 20;

    /// <summary>One or two known words may stand in a title, or in a row below headings that nobody knows.</summary>
    private const int LeastRecognised = 3;

    private static readonly char[] Delimiters = [';', '\t', ','];

    /// <summary>Reads the head of an order report; see the other overload.</summary>
    public static Task<Outcome<ReportLayout>> OfAsync(Stream file, CancellationToken cancellationToken) =>
        OfAsync(file, headings => ImportColumns.Propose(headings).Count, cancellationToken);

    /// <summary>
    /// Reads the head of a file. Refuses what is no table of texts: <c>file_is_spreadsheet</c>, <c>file_not_utf8</c>,
    /// <c>file_not_a_table</c>, <c>file_too_many_columns</c>.
    /// </summary>
    /// <param name="file">The report, from its start.</param>
    /// <param name="recognised">How many of these headings are known to whoever reads the report.</param>
    public static async Task<Outcome<ReportLayout>> OfAsync(
        Stream file, Func<IReadOnlyList<string>, int> recognised, CancellationToken cancellationToken)
    {
        var start = new byte[8];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        if (start.AsSpan(0, read) is [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..])
            return Refusal.Rule(FileRefusals.IsSpreadsheet);

        file.Position = 0;
        using var text = ImportFiles.Reader(file);
        var buffer = new char[LongestHeading];
        var head = new string(buffer, 0, await text.ReadBlockAsync(buffer, cancellationToken));
        var (named, separatorLine) = SeparatorLineOf(head);
        Head? best = null;
        foreach (var delimiter in named is { } only ? [only] : Delimiters)
        {
            var found = await HeadAsync(new ReportLayout(delimiter, [], separatorLine), head, recognised, cancellationToken);
            if (found is not null && (best is null || found.IsBetterThan(best)))
                best = found;
        }

        return best is null ? Refusal.Rule(FileRefusals.NotATable) : best.Refusal is { } refusal ? refusal : best.Layout;
    }

    /// <summary>
    /// The headings as they read with one delimiter: of the first rows, the one in which most of them are recognised; else the first
    /// row of at least two cells. Null when there is none.
    /// </summary>
    private static async Task<Head?> HeadAsync(
        ReportLayout layout, string text, Func<IReadOnlyList<string>, int> recognised, CancellationToken cancellationToken)
    {
        Head? first = null;
        Head? best = null;
        await foreach (var row in layout.RecordsAsync(new StringReader(text), cancellationToken))
        {
            if (row.Number > HeadingWithin)
                break;
            var headings = Named(row.Cells);
            var used = row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell));
            var found = new Head(layout with { Headings = headings }, RefusalOf(row, headings), recognised(headings), row.Number, used);
            if (found.Cells < 2 && found.Refusal?.Code != FileRefusals.NotUtf8)
                continue;
            first ??= found;
            if (found.Recognised >= LeastRecognised && found.Recognised > (best?.Recognised ?? 0))
                best = found;
        }

        return best ?? first;
    }

    private static Refusal? RefusalOf(ReportRow row, List<string> headings)
    {
        if (row.Cells.Any(cell => cell.Contains(Rune.ReplacementChar.ToString(), StringComparison.Ordinal)))
            return Refusal.Rule(FileRefusals.NotUtf8);
        if (row.Broken is not null || row.Cells.Any(cell => cell.Any(IsControl)))
            return Refusal.Rule(FileRefusals.NotATable);
        return headings.Count > MostColumns
            ? Refusal.Rule(FileRefusals.TooManyColumns).With("max", MostColumns.ToString(CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>The rows below the heading, one at a time.</summary>
    public async IAsyncEnumerable<ReportRow> RowsAsync(TextReader text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var below = false;
        await foreach (var row in RecordsAsync(text, cancellationToken))
        {
            if (below)
                yield return row;
            else
                below = Named(row.Cells).SequenceEqual(Headings, StringComparer.Ordinal);
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

            // a row may hold as many commas as bytes; of what stands beyond all columns it only counts that there is something
            var cells = new string[Math.Min(csv.FieldCount, MostColumns + 1)];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = csv.GetString(i);
            for (var i = cells.Length; i < csv.FieldCount && string.IsNullOrWhiteSpace(cells[^1]); i++)
                cells[^1] = csv.GetString(i);
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
            : new FieldError("row", ImportRefusals.TooManyCells)
                .With("expected", Headings.Count.ToString(CultureInfo.InvariantCulture))
                .With("actual", used.ToString(CultureInfo.InvariantCulture));
    }

    private static FieldError BrokenQuotes(string raw) =>
        new FieldError("row", ImportRefusals.BrokenQuotes)
            .With("lines", (1 + raw.TrimEnd().Count(letter => letter == '\n')).ToString(CultureInfo.InvariantCulture));

    /// <summary>What Excel says in a first line of its own.</summary>
    private static (char? Delimiter, bool SeparatorLine) SeparatorLineOf(string head)
    {
        var end = head.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? head : head[..end];
        return line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Length == 5 && Delimiters.Contains(line[4])
            ? (line[4], true)
            : (null, false);
    }

    /// <summary>
    /// Every heading can be told from the others: a column is mapped by its heading, and without a name it goes by its number.
    /// </summary>
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

    /// <summary>A row that may be the headings, and why a file with these headings is refused.</summary>
    private sealed record Head(ReportLayout Layout, Refusal? Refusal, int Recognised, int Row, int Cells)
    {
        /// <summary>More is recognised; else it comes earlier; else it has more cells.</summary>
        public bool IsBetterThan(Head other) => (Recognised, -Row, Cells).CompareTo((other.Recognised, -other.Row, other.Cells)) > 0;
    }

    private static bool IsControl(char letter) => char.IsControl(letter) && letter is not ('\r' or '\n' or '\t');
}
