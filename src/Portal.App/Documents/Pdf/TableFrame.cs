using Portal.App.Documents.Model;

namespace Portal.App.Documents.Pdf;

/// <summary>What the rows of a table have in common: its columns, its head, and the rows that say what was carried over.</summary>
internal sealed class TableFrame
{
    private readonly DocumentWords _words;

    public TableFrame(DocumentTable table, double width, DocumentWords words)
    {
        _words = words;
        Model = table;
        Width = width;
        Columns = TableColumns.Of(table, width);
        Head = TableRowPiece.Head(this);
        CarriedHeight = table.Rows.FirstOrDefault(row => row.Carried is not null) is { Carried: { } carried }
            ? Math.Max(TableRowPiece.Carry(this, carried, null).Height, TableRowPiece.Carry(this, carried, words["BroughtForward"]).Height)
            : 0;
    }

    public DocumentTable Model { get; }

    public TableColumns Columns { get; }

    public double Width { get; }

    public TableRowPiece Head { get; }

    /// <summary>What a page keeps free at its foot while the table goes on; 0 in tables that add nothing up.</summary>
    public double CarriedHeight { get; }

    public TableRowPiece CarriedOver(TableRowPiece last) => TableRowPiece.Carry(this, last.Carried!, null);

    public TableRowPiece BroughtForward(TableRowPiece last) => TableRowPiece.Carry(this, last.Carried!, _words["BroughtForward"]);

    /// <summary>The head, and the rows that follow it; what belongs together is kept together.</summary>
    public IEnumerable<Piece> Pieces(int section, double before)
    {
        yield return TableRowPiece.Head(this, section, before);
        if (Model.Rows.Count == 0)
            yield return TableRowPiece.Empty(this, section);
        for (var i = 0; i < Model.Rows.Count; i++)
        {
            var next = i + 1 < Model.Rows.Count ? Model.Rows[i + 1].Kind : (DocumentRowKind?)null;
            var keeps = i == 0 || Model.Rows[i].Kind == DocumentRowKind.Group || next is DocumentRowKind.Subtotal or DocumentRowKind.Total;
            yield return TableRowPiece.Of(this, Model.Rows[i], section, keeps && next is not null);
        }
    }
}
