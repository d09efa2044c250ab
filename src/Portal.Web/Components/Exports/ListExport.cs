using Portal.App.Documents.Exports;

namespace Portal.Web.Components.Exports;

/// <summary>A list of a page, taken out by the page's own query. See <see cref="PagedExportable{T}"/>.</summary>
/// <param name="sort">The page's default order.</param>
public abstract class PagedList<T>(ExportSide side, string name, string permission, string sort, ListFilters filters) : PagedExportable<T>
{
    public override string Name => name;

    public override ExportSide Side => side;

    public override string ReadPermission => permission;

    public override IReadOnlyList<string> Filters => filters.Names;

    protected override string DefaultSort => sort;

    public override bool IsKnown(string filter, string value) => filters.IsKnown(filter, value);
}

/// <summary>A list that can have millions of rows, streamed while the database reads it.</summary>
public abstract class StreamedList<T>(ExportSide side, string name, string permission, ListFilters filters) : Exportable<T>
{
    public override string Name => name;

    public override ExportSide Side => side;

    public override string ReadPermission => permission;

    public override IReadOnlyList<string> Filters => filters.Names;

    public override bool IsKnown(string filter, string value) => filters.IsKnown(filter, value);
}
