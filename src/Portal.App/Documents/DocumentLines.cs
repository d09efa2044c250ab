using System.Globalization;
using Portal.App.Documents.Model;

namespace Portal.App.Documents;

/// <summary>
/// Gathers the lines of a table as the database reads them, in groups. Where there are more than a document has room for, it keeps a line
/// for each group and day, so that nothing is left out of a sum and memory stays small.
/// </summary>
/// <param name="columns">The first names the lines of a day.</param>
/// <param name="count">How many lines there are.</param>
/// <param name="words">What the table says by itself.</param>
internal sealed class DocumentLines(IReadOnlyList<DocumentColumn> columns, int count, DocumentWords words)
{
    private readonly List<(string Heading, List<IReadOnlyList<DocumentCell>> Lines)> groups = [];
    private readonly Dictionary<(string Heading, DateOnly Day), Sum> days = [];

    public bool IsByDay { get; } = count > DocumentFrame.MostLines;

    /// <param name="heading">Of its group; groups stand in the order in which they come first.</param>
    /// <param name="day">The local day that the fact is of.</param>
    /// <param name="cells">One for each column.</param>
    public void Add(string heading, DateOnly day, IReadOnlyList<DocumentCell> cells)
    {
        if (groups.FindIndex(group => group.Heading == heading) < 0)
            groups.Add((heading, []));
        if (!IsByDay)
        {
            groups.Find(group => group.Heading == heading).Lines.Add(cells);
            return;
        }

        if (!days.TryGetValue((heading, day), out var sum))
            days[(heading, day)] = sum = new Sum(new long[columns.Count]);
        sum.Lines++;
        for (var i = 0; i < columns.Count; i++)
            sum.Amounts[i] = checked(sum.Amounts[i] + (columns[i].IsSummed && cells[i].Value is long amount ? amount : 0));
    }

    public DocumentTable ToTable()
    {
        foreach (var ((heading, day), sum) in days.OrderBy(row => row.Key.Day))
            groups.Find(group => group.Heading == heading).Lines.Add(OfDay(day, sum));
        return DocumentTable.Of(
            columns, [.. groups.Select(group => ((string?)group.Heading, (IReadOnlyList<IReadOnlyList<DocumentCell>>)group.Lines))],
            words.Table);
    }

    private DocumentCell[] OfDay(DateOnly day, Sum sum)
    {
        var dated = columns.ToList().FindIndex(column => column.Kind is DocumentCellKind.Instant or DocumentCellKind.Day);
        return
        [
            .. columns.Select((column, i) => i == 0
                ? DocumentCell.Words(words.Of("LinesOfDay", ("count", sum.Lines.ToString(CultureInfo.InvariantCulture))))
                : i == dated ? DocumentCell.Day(day) : column.IsSummed ? DocumentCell.Dong(sum.Amounts[i]) : DocumentCell.Empty),
        ];
    }

    private sealed class Sum(long[] amounts)
    {
        public int Lines { get; set; }

        public long[] Amounts { get; } = amounts;
    }
}
