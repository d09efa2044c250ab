namespace Portal.App.Documents.Pdf;

/// <summary>A piece of a document that stands on a page as a whole: a heading, some lines of text, a row of a table, a chart.</summary>
internal abstract class Piece
{
    public abstract double Height { get; }

    /// <summary>What stays free above it, unless it stands at the head of a page.</summary>
    public double Before { get; init; }

    /// <summary>Whether it stands on the same page as what follows.</summary>
    public bool KeepsNext { get; init; }

    /// <summary>The table of which it is a row.</summary>
    public TableFrame? Table { get; init; }

    /// <summary>The section in which it stands, by its number; 0 outside of sections.</summary>
    public int Section { get; init; }

    /// <summary>What it is called in the list of sections that viewers show beside the pages; null of all but headings.</summary>
    public virtual string? Bookmark => null;

    /// <summary>Draws what lies under the text: rules and grounds, which say nothing to those who listen.</summary>
    public virtual void DrawGround(PdfCanvas canvas, double top)
    {
    }

    public abstract void Draw(PdfCanvas canvas, double top);

    /// <summary>What of it fits a height, and the rest; null where it cannot be cut there.</summary>
    public virtual (Piece First, Piece Others)? Split(double height) => null;
}

/// <summary>A piece where it stands.</summary>
/// <param name="IsRepeated">Whether it only says again, for those who see the pages, what stands elsewhere.</param>
internal sealed record PlacedPiece(Piece Piece, double Top, bool IsRepeated = false);
