namespace Portal.App.Documents.Pdf;

/// <summary>
/// Puts pieces on pages, one under the other: what belongs together stays together, and a table that goes on says on both pages what was
/// carried over.
/// </summary>
internal sealed class PageFlow
{
    private readonly double _height;
    private readonly List<List<PlacedPiece>> _pages = [[]];
    private double _used;
    private Piece? _last;

    private PageFlow(double height) => _height = height;

    public static List<List<PlacedPiece>> Place(IReadOnlyList<Piece> pieces, double height)
    {
        var flow = new PageFlow(height);
        for (var start = 0; start < pieces.Count;)
        {
            var end = start;
            while (pieces[end].KeepsNext && end + 1 < pieces.Count)
                end++;
            flow.PlaceTogether([.. pieces.Skip(start).Take(end - start + 1)], end + 1 < pieces.Count ? pieces[end + 1] : null);
            start = end + 1;
        }

        return flow._pages;
    }

    private void PlaceTogether(List<Piece> unit, Piece? next)
    {
        if (Fits(unit, next))
        {
            unit.ForEach(Put);
            return;
        }

        // A long text begins under its heading; a row of a table is not cut while it fits a page.
        if (unit[^1].Table is null && Fits(unit[..^1], unit[^1]) && Cut(unit[^1], unit[..^1]) is { } cut)
        {
            unit[..^1].ForEach(Put);
            Put(cut.First);
            PlaceTogether([cut.Others], next);
            return;
        }

        if (_used > 0)
            TurnPage(unit[0]);
        if (Fits(unit, next))
            unit.ForEach(Put);
        else
            PlaceOneByOne(unit, next);
    }

    /// <summary>For what is longer than a page.</summary>
    private void PlaceOneByOne(List<Piece> unit, Piece? next)
    {
        for (var i = 0; i < unit.Count; i++)
        {
            var piece = unit[i];
            var following = i + 1 < unit.Count ? unit[i + 1] : next;
            var isFresh = true;
            while (!Fits([piece], following))
            {
                if (Cut(piece, []) is { } cut)
                {
                    Put(cut.First);
                    piece = cut.Others;
                }
                else if (!isFresh)
                {
                    break;
                }

                TurnPage(piece);
                isFresh = false;
            }

            Put(piece);
        }
    }

    private bool Fits(List<Piece> unit, Piece? next) =>
        _used + HeightOf(unit) + Reserve(unit.Count > 0 ? unit[^1] : _last, next) <= _height;

    /// <summary>What the row that is carried over needs, should the page end after this piece.</summary>
    private static double Reserve(Piece? last, Piece? next) =>
        last?.Table is { } table && ReferenceEquals(next?.Table, table) ? table.CarriedHeight : 0;

    private double HeightOf(List<Piece> unit)
    {
        var height = 0.0;
        foreach (var piece in unit)
            height += piece.Height + (_used + height > 0 ? piece.Before : 0);
        return height;
    }

    private (Piece First, Piece Others)? Cut(Piece piece, List<Piece> before)
    {
        var used = _used + HeightOf(before);
        return piece.Split(_height - used - (used > 0 ? piece.Before : 0) - (piece.Table?.CarriedHeight ?? 0));
    }

    private void Put(Piece piece)
    {
        if (_used > 0)
            _used += piece.Before;
        _pages[^1].Add(new PlacedPiece(piece, PdfSheet.Top + _used));
        _used += piece.Height;
        _last = piece;
    }

    private void TurnPage(Piece next)
    {
        var table = ReferenceEquals(_last?.Table, next.Table) ? next.Table : null;
        if (table is not null && _last is TableRowPiece { Carried: not null } row)
            PutAgain(table.CarriedOver(row));
        _pages.Add([]);
        _used = 0;
        if (table is null)
            return;
        PutAgain(table.Head);
        if (_last is TableRowPiece { Carried: not null } last)
            PutAgain(table.BroughtForward(last));
    }

    private void PutAgain(Piece piece)
    {
        _pages[^1].Add(new PlacedPiece(piece, PdfSheet.Top + _used, IsRepeated: true));
        _used += piece.Height;
    }
}
