using Microsoft.AspNetCore.Components;
using Portal.App.Platform.Data;

namespace Portal.Web.Components.Shared;

public partial class ListTable<TRow>
{
    private readonly List<ListColumn<TRow>> columns = [];
    private string?[] drawn = [];

    [Parameter, EditorRequired] public string Caption { get; set; } = "";
    [Parameter, EditorRequired] public IReadOnlyList<TRow>? Rows { get; set; }
    [Parameter] public int Total { get; set; }
    [Parameter] public PageRequest? Paging { get; set; }
    [Parameter] public Func<TRow, string>? RowHref { get; set; }
    [Parameter] public Func<TRow, bool>? Selected { get; set; }
    [Parameter, EditorRequired] public RenderFragment? Columns { get; set; }
    [Parameter] public RenderFragment? Empty { get; set; }
    [Parameter] public ListChoice<TRow>? Choice { get; set; }
    [Parameter] public RenderFragment? Bulk { get; set; }

    internal void Add(ListColumn<TRow> column) => columns.Add(column);

    internal void Remove(ListColumn<TRow> column) => columns.Remove(column);

    /// <summary>The cells of all rows as text; null for a row in which something is alive, which is drawn as usual.</summary>
    private string?[] Draw(IReadOnlyList<TRow> rows, string?[] before)
    {
        var now = rows.Select(row => Still.TryOf(Cells(row))).ToArray();
        // the same text is the same object, so that what was drawn before and what is drawn now share it
        for (var i = 0; i < Math.Min(now.Length, before.Length); i++)
            now[i] = now[i] == before[i] ? before[i] : now[i];
        return now;
    }

    private List<Guid> Choosable => Choice is { } choice && Rows is not null ? [.. Rows.Where(choice.May).Select(choice.Key)] : [];

    private bool AllChosen => Choice is { } choice && Choosable is { Count: > 0 } all && all.TrueForAll(choice.Chosen.Contains);

    private Task ChooseOne(TRow row, bool chosen)
    {
        if (chosen)
            Choice!.Chosen.Add(Choice.Key(row));
        else
            Choice!.Chosen.Remove(Choice.Key(row));
        return Choice.Changed.InvokeAsync();
    }

    private Task ChooseAll(bool all)
    {
        Choice!.Chosen.Clear();
        if (all)
            Choice.Chosen.UnionWith(Choosable);
        return Choice.Changed.InvokeAsync();
    }

    private string RowCss(TRow row) => (RowHref is null ? "" : "linked ") + (Selected?.Invoke(row) == true ? "selected" : "");

    private static string Css(ListColumn<TRow> column) => (column.Numeric ? "number " : "") + column.Card switch
    {
        CardPart.Figure => "card-figure",
        CardPart.Chip => "card-chip",
        CardPart.Hidden => "card-hidden",
        _ => "",
    };

    private bool Sorted(ListColumn<TRow> column) => column.Sort is not null && Paging?.Sort == column.Sort;

    private string? Direction(ListColumn<TRow> column) => Sorted(column) ? Paging!.Descending ? "descending" : "ascending" : null;

    private string SortIcon(ListColumn<TRow> column) => Direction(column) switch
    {
        "ascending" => Icons.Up,
        "descending" => Icons.Down,
        _ => Icons.UpDown,
    };

    // the first click sorts figures and dates from the top, because that is where people look; a second turns it round
    private string SortHref(ListColumn<TRow> column) => Nav.Filtered(("sort",
        Sorted(column) ? Paging!.Descending ? column.Sort : "-" + column.Sort : column.Numeric ? "-" + column.Sort : column.Sort));
}
