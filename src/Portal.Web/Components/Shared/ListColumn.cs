using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Shared;

/// <summary>What a column is on the card that its row becomes on a phone.</summary>
public enum CardPart
{
    Line,

    /// <summary>Stands out under the head; two of them stand side by side.</summary>
    Figure,

    /// <summary>Stands beside the head: what the row is in a word.</summary>
    Chip,
    Hidden,
}

/// <summary>A column of <see cref="ListTable{TRow}"/>: it only describes; the table draws.</summary>
public sealed class ListColumn<TRow> : ComponentBase, IDisposable
{
    [CascadingParameter]
    private ListTable<TRow>? Table { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>The query's name of this order; a column without one cannot be sorted by.</summary>
    [Parameter]
    public string? Sort { get; set; }

    /// <summary>Figures stand to the right.</summary>
    [Parameter]
    public bool Numeric { get; set; }

    [Parameter]
    public CardPart Card { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment<TRow> ChildContent { get; set; } = _ => _ => { };

    /// <summary>The column's part of the total row, over all pages.</summary>
    [Parameter]
    public RenderFragment? Sum { get; set; }

    public void Dispose() => Table?.Remove(this);

    protected override void OnInitialized() =>
        (Table ?? throw new InvalidOperationException("A ListColumn stands in the Columns of a ListTable.")).Add(this);
}
