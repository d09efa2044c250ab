namespace Portal.App.Documents.Model;

/// <summary>What a row of a table is.</summary>
public enum DocumentRowKind
{
    Line,

    /// <summary>The heading of the lines that follow; its first cell goes over the whole width.</summary>
    Group,

    /// <summary>What the lines since the last heading come to.</summary>
    Subtotal,

    /// <summary>What all lines come to.</summary>
    Total,
}

/// <summary>A column.</summary>
/// <param name="Head">With the unit where it has one.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="Width">Its share of the width, in about as many letters as it needs.</param>
/// <param name="IsSummed">Whether subtotals, totals and what is carried over add it up.</param>
public sealed record DocumentColumn(string Head, DocumentCellKind Kind, int Width, bool IsSummed = false);

/// <summary>A row with a cell for each column.</summary>
public sealed record DocumentRow(DocumentRowKind Kind, IReadOnlyList<DocumentCell> Cells)
{
    /// <summary>
    /// What all lines up to and with this one come to, with a cell for each column: what is carried over where a page ends after it. Null
    /// of headings, and in tables that add nothing up.
    /// </summary>
    public IReadOnlyList<DocumentCell>? Carried { get; init; }
}

/// <summary>Rows under columns.</summary>
/// <param name="Empty">What stands in place of rows where there are none.</param>
public sealed record DocumentTable(IReadOnlyList<DocumentColumn> Columns, IReadOnlyList<DocumentRow> Rows, string Empty)
{
    /// <summary>Makes a table of lines, with what they come to under them.</summary>
    /// <param name="columns">The columns; the first is not summed, it names the sums.</param>
    /// <param name="lines">A cell for each column.</param>
    /// <param name="words">What the table says by itself.</param>
    public static DocumentTable Of(
        IReadOnlyList<DocumentColumn> columns, IReadOnlyList<IReadOnlyList<DocumentCell>> lines, TableWords words) =>
        Of(columns, [(null, lines)], words);

    /// <summary>The same of lines in groups, each under its heading (null: none) with a sum of its own.</summary>
    public static DocumentTable Of(
        IReadOnlyList<DocumentColumn> columns,
        IReadOnlyList<(string? Heading, IReadOnlyList<IReadOnlyList<DocumentCell>> Lines)> groups, TableWords words)
    {
        var isSummed = columns.Any(column => column.IsSummed);
        var running = new long[columns.Count];
        List<DocumentRow> rows = [];
        foreach (var (heading, lines) in groups)
        {
            if (heading is not null)
                rows.Add(new DocumentRow(DocumentRowKind.Group, [DocumentCell.Words(heading)]));
            var before = (long[])running.Clone();
            foreach (var line in lines)
            {
                for (var i = 0; i < columns.Count; i++)
                    running[i] = checked(running[i] + (columns[i].IsSummed && line[i].Value is long amount ? amount : 0));
                rows.Add(new DocumentRow(DocumentRowKind.Line, line) { Carried = isSummed ? Sums(columns, running, words.Carried) : null });
            }

            if (heading is not null && isSummed)
            {
                rows.Add(new DocumentRow(
                    DocumentRowKind.Subtotal, Sums(columns, [.. running.Zip(before, (sum, start) => sum - start)], words.Subtotal))
                {
                    Carried = Sums(columns, running, words.Carried),
                });
            }
        }

        if (isSummed && rows.Count > 0)
            rows.Add(new DocumentRow(DocumentRowKind.Total, Sums(columns, running, words.Total)));
        return new DocumentTable(columns, rows, words.Empty);
    }

    private static DocumentCell[] Sums(IReadOnlyList<DocumentColumn> columns, IReadOnlyList<long> amounts, string name) =>
    [
        .. columns.Select((column, i) => i == 0 ? DocumentCell.Words(name)
            : !column.IsSummed ? DocumentCell.Empty
            : column.Kind == DocumentCellKind.Count ? DocumentCell.Count(amounts[i]) : DocumentCell.Dong(amounts[i])),
    ];
}

/// <summary>What a table says by itself.</summary>
/// <param name="Total">Of all lines.</param>
/// <param name="Subtotal">Of a group.</param>
/// <param name="Carried">Of what stands on earlier pages.</param>
/// <param name="Empty">In place of rows where there are none.</param>
public sealed record TableWords(string Total, string Subtotal, string Carried, string Empty);
