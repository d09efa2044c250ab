using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>A row of a table.</summary>
internal sealed class TableRowPiece : Piece
{
    private const string ColumnHead = "<</O/Table/Scope/Column>>";

    private readonly List<PlacedCell> _cells;
    private readonly RowLook _look;
    private readonly double _height;

    private TableRowPiece(TableFrame table, RowLook look, List<PlacedCell> cells)
    {
        Table = table;
        _look = look;
        _cells = cells;
        _height = cells.Max(cell => cell.Text.Height) + look.Above + look.Below;
    }

    private enum RowLookKind
    {
        Head,
        Line,
        Group,
        Sum,
        Total,
        Carried,
        Empty,
    }

    /// <param name="Above">What stays free above the text.</param>
    private sealed record RowLook(RowLookKind Kind, double Above = 3, double Below = 3);

    /// <param name="Span">Over how many columns it goes.</param>
    private sealed record PlacedCell(DocumentCell Cell, TextLines Text, double Left, double Width, TextAlign Align, int Span, bool IsHead);

    public override double Height => _height;

    /// <summary>What all lines up to and with this one come to.</summary>
    public IReadOnlyList<DocumentCell>? Carried { get; private init; }

    public static TableRowPiece Head(TableFrame table, int section = 0, double before = 0)
    {
        var heads = table.Model.Columns.Select(column => DocumentCell.Words(column.Head)).ToList();
        var cells = Cells(table, heads, table.Columns.HeadStyle, spans: false);
        return new TableRowPiece(table, new RowLook(RowLookKind.Head, 5, 5), [.. cells.Select(cell => cell with { IsHead = true })])
        {
            KeepsNext = true,
            Section = section,
            Before = before,
        };
    }

    public static TableRowPiece Of(TableFrame table, DocumentRow row, int section, bool keepsNext)
    {
        var columns = table.Columns;
        var (look, cells) = row.Kind switch
        {
            DocumentRowKind.Group => (new RowLook(RowLookKind.Group, 7, 4), Whole(table, row.Cells[0], columns.StrongStyle, isHead: true)),
            DocumentRowKind.Subtotal => (new RowLook(RowLookKind.Sum), Cells(table, row.Cells, columns.StrongStyle, spans: true)),
            DocumentRowKind.Total => (new RowLook(RowLookKind.Total, 4.5, 4.5), Cells(table, row.Cells, columns.StrongStyle, spans: true)),
            _ => (new RowLook(RowLookKind.Line), Cells(table, row.Cells, columns.Style, spans: false)),
        };
        return new TableRowPiece(table, look, cells) { Carried = row.Carried, Section = section, KeepsNext = keepsNext };
    }

    /// <summary>The row that stands in place of rows where there are none.</summary>
    public static TableRowPiece Empty(TableFrame table, int section) => new(
        table, new RowLook(RowLookKind.Empty, 7, 7),
        Whole(table, DocumentCell.Words(table.Model.Empty), table.Columns.Style with { Color = Look.Quiet }, isHead: false))
    {
        Section = section,
    };

    /// <param name="table">The table that goes on.</param>
    /// <param name="carried">What its lines come to so far.</param>
    /// <param name="words">In place of the row's own word.</param>
    public static TableRowPiece Carry(TableFrame table, IReadOnlyList<DocumentCell> carried, string? words) => new(
        table, new RowLook(RowLookKind.Carried),
        Cells(table, words is null ? carried : [DocumentCell.Words(words), .. carried.Skip(1)],
            table.Columns.Style with { Color = Look.Quiet }, spans: true));

    public override void DrawGround(PdfCanvas canvas, double top)
    {
        var width = Table!.Width;
        switch (_look.Kind)
        {
            case RowLookKind.Head:
                canvas.Fill(Look.Ground, PdfSheet.Left, top, width, Height);
                canvas.Rule(Look.Line, 0.7, PdfSheet.Left, top + Height, width);
                break;
            case RowLookKind.Carried:
                canvas.Fill(Look.Ground, PdfSheet.Left, top, width, Height);
                canvas.Rule(Look.Hairline, 0.6, PdfSheet.Left, top + Height, width);
                break;
            case RowLookKind.Sum:
                canvas.Rule(Look.Line, 0.6, PdfSheet.Left, top, width);
                canvas.Rule(Look.Hairline, 0.6, PdfSheet.Left, top + Height, width);
                break;
            case RowLookKind.Total:
                canvas.Fill(Look.AccentQuiet, PdfSheet.Left, top, width, Height);
                canvas.Rule(Look.Ink, 0.9, PdfSheet.Left, top, width);
                break;
            default:
                canvas.Rule(Look.Hairline, 0.6, PdfSheet.Left, top + Height, width);
                break;
        }
    }

    public override void Draw(PdfCanvas canvas, double top)
    {
        canvas.Tags.Open("TR");
        foreach (var cell in _cells)
        {
            var attributes = cell.Span > 1 ? $"<</O/Table/ColSpan {cell.Span}>>" : _look.Kind == RowLookKind.Head ? ColumnHead : null;
            canvas.Tags.Open(cell.IsHead ? "TH" : "TD", attributes);
            // Heads stand on their rule.
            var lower = _look.Kind == RowLookKind.Head ? Height - _look.Above - _look.Below - cell.Text.Height : 0;
            canvas.Cell(cell.Cell, cell.Text, cell.Left, cell.Width, top + _look.Above + lower, cell.Align);
            canvas.Tags.Close();
        }

        canvas.Tags.Close();
    }

    public override (Piece First, Piece Others)? Split(double height)
    {
        var count = (int)((height - _look.Above - _look.Below) / Table!.Columns.Style.Leading);
        if (_look.Kind != RowLookKind.Line || count < 1 || _cells.Max(cell => cell.Text.Lines.Count) <= count)
            return null;
        var cuts = _cells.Select(cell => (Cell: cell, Text: cell.Text.SplitAt(count))).ToList();
        return (
            new TableRowPiece(Table, _look, [.. cuts.Select(cut => cut.Cell with { Text = cut.Text.First })])
            {
                Carried = Carried,
                Section = Section,
            },
            new TableRowPiece(Table, _look, [.. cuts.Select(cut => cut.Cell with { Text = cut.Text.Others })])
            {
                Carried = Carried,
                Section = Section,
                KeepsNext = KeepsNext,
            });
    }

    private static List<PlacedCell> Whole(TableFrame table, DocumentCell cell, TextStyle style, bool isHead)
    {
        var width = table.Width - 2 * TableColumns.Padding;
        return
        [
            new PlacedCell(
                cell, TextLines.Of(cell.Text, style, width), PdfSheet.Left + TableColumns.Padding, width, TextAlign.Left,
                table.Model.Columns.Count, isHead),
        ];
    }

    /// <param name="table">Its columns.</param>
    /// <param name="cells">One for each.</param>
    /// <param name="style">Of their text.</param>
    /// <param name="spans">Whether the first cell, which names a sum, goes over the empty ones beside it.</param>
    private static List<PlacedCell> Cells(TableFrame table, IReadOnlyList<DocumentCell> cells, TextStyle style, bool spans)
    {
        var widths = table.Columns.Widths;
        List<PlacedCell> result = [];
        var left = PdfSheet.Left;
        for (var i = 0; i < cells.Count;)
        {
            var span = 1;
            while (spans && i == 0 && i + span < cells.Count && cells[i + span].Text.Length == 0)
                span++;
            var whole = 0.0;
            for (var column = i; column < i + span; column++)
                whole += widths[column];
            var width = whole - 2 * TableColumns.Padding;
            var align = i == 0 && spans ? TextAlign.Left : TableColumns.AlignOf(table.Model.Columns[i].Kind);
            result.Add(new PlacedCell(
                cells[i], TextLines.Of(cells[i].Text, style, width), left + TableColumns.Padding, width, align, span, IsHead: false));
            left += whole;
            i += span;
        }

        return result;
    }
}
