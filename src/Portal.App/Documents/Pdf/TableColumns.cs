using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>How wide a table's columns are. Figures and times stand in one line; words are broken where there is no room.</summary>
internal sealed record TableColumns(TextStyle Style, IReadOnlyList<double> Widths)
{
    public const double Padding = 4;

    /// <summary>No column of words is asked to be wider for the sake of one long word.</summary>
    private const double LongWord = 84;

    /// <summary>Nor is it given more than this at the cost of others.</summary>
    private const double LongText = 230;

    /// <summary>What a column of figures keeps beyond what it must have.</summary>
    private const double Air = 10;

    /// <summary>A letter's width, of its size, as words have it in the middle.</summary>
    private const double Letter = 0.52;

    private static readonly double[] Sizes = [8.5, 7.5, 6.5];

    /// <summary>
    /// The width that the table needs to be read well: each column's letters, and no less than what must stand in one line.
    /// </summary>
    public static double Needed(DocumentTable table)
    {
        var style = StyleOf(Sizes[0]);
        return Least(table, style)
            .Zip(table.Columns, (least, column) => Math.Max(least, column.Width * Letter * style.Size + 2 * Padding)).Sum();
    }

    public static TableColumns Of(DocumentTable table, double width)
    {
        var style = StyleOf(Sizes[0]);
        var least = Least(table, style);
        foreach (var size in Sizes.Skip(1).TakeWhile(_ => least.Sum() > width))
        {
            style = StyleOf(size);
            least = Least(table, style);
        }

        if (least.Sum() > width)
            return new TableColumns(style, [.. least.Select(one => one * width / least.Sum())]);
        double shares = Math.Max(1, table.Columns.Sum(column => column.Width));
        double[] widths = [.. table.Columns.Select((column, i) => Math.Max(least[i], column.Width / shares * width))];
        var over = widths.Sum() - width;
        var spare = widths.Sum() - least.Sum();
        if (over > 0 && spare > 0)
            widths = [.. widths.Select((one, i) => one - (one - least[i]) * over / spare)];
        return new TableColumns(style, Lend(table, style, widths, least));
    }

    /// <summary>Columns lend what they do not need to those whose words would be broken.</summary>
    private static double[] Lend(DocumentTable table, TextStyle style, double[] widths, List<double> least)
    {
        var strong = Look.BodyStrong with { Size = style.Size };
        var lent = new double[widths.Length];
        var asked = new double[widths.Length];
        for (var i = 0; i < widths.Length; i++)
        {
            var isFirm = IsFirm(table.Columns[i].Kind);
            var whole = isFirm ? least[i] + Air : Whole(table, style, i);
            lent[i] = Math.Max(0, widths[i] - Math.Max(whole, strong.WidthOf(table.Columns[i].Head) + 2 * Padding));
            asked[i] = isFirm ? 0 : Math.Max(0, Math.Min(LongText, whole) - widths[i]);
        }

        var moved = Math.Min(lent.Sum(), asked.Sum());
        return moved <= 0 ? widths
            : [.. widths.Select((one, i) => one - lent[i] * moved / lent.Sum() + asked[i] * moved / asked.Sum())];
    }

    /// <summary>What a column of words needs to have each cell in one line.</summary>
    private static double Whole(DocumentTable table, TextStyle style, int column)
    {
        var widest = 0.0;
        foreach (var row in table.Rows)
        {
            if (row.Kind == DocumentRowKind.Line)
                widest = Math.Max(widest, style.WidthOf(row.Cells[column].Text));
        }

        return widest + 2 * Padding + 0.5;
    }

    private static bool IsFirm(DocumentCellKind kind) => kind is not (DocumentCellKind.Text or DocumentCellKind.Code);

    public static TextAlign AlignOf(DocumentCellKind kind) =>
        kind is DocumentCellKind.Dong or DocumentCellKind.Count or DocumentCellKind.Rate ? TextAlign.Right : TextAlign.Left;

    public TextStyle HeadStyle => Look.SmallStrong with { Size = Style.Size - 0.75, Leading = Style.Leading - 0.5, Color = Look.Quiet };

    public TextStyle StrongStyle => Style with { Face = Look.BodyStrong.Face };

    private static TextStyle StyleOf(double size) => Look.Body with { Size = size, Leading = size + 3.5 };

    /// <summary>What a column must have so that its figures stand in one line and its common words are whole.</summary>
    private static List<double> Least(DocumentTable table, TextStyle style)
    {
        var strong = Look.BodyStrong with { Size = style.Size };
        var result = table.Columns.Select(column => Words(column.Head).Max(word => strong.WidthOf(word)) * 0.92).ToList();
        foreach (var row in table.Rows)
        {
            if (row.Kind == DocumentRowKind.Group)
                continue;
            Widen(table, row.Kind == DocumentRowKind.Line ? style : strong, row.Cells, row.Kind != DocumentRowKind.Line, result);
            if (row.Carried is { } carried)
                Widen(table, style, carried, true, result);
        }

        return [.. result.Select(one => one + 2 * Padding + 0.5)];
    }

    private static void Widen(
        DocumentTable table, TextStyle style, IReadOnlyList<DocumentCell> cells, bool isSum, List<double> result)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            var text = cells[i].Text;
            if (IsFirm(table.Columns[i].Kind))
                result[i] = Math.Max(result[i], style.WidthOf(text));
            else if (!isSum && result[i] < LongWord)
                result[i] = Math.Max(result[i], Math.Min(LongWord, Words(text).Max(word => style.WidthOf(word))));
        }
    }

    private static string[] Words(string text) => text.Contains(' ') ? text.Split(' ') : [text];
}
