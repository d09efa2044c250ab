using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Documents.Exports;

/// <summary>Whose list it is: what one name means differs with who asks.</summary>
public enum ExportSide
{
    Partner,
    Shop,
    Operator,
}

/// <summary>
/// A list of the portal that can be taken out as a file. It stands beside the page of the list and reads the address as the page does, so
/// that the file holds what the page shows, in its order (R9.6).
/// </summary>
public interface IExportable
{
    /// <summary>Stable: addresses and programs name the list by it.</summary>
    string Name { get; }

    ExportSide Side { get; }

    /// <summary>What it takes to see the list. Taking it out takes a right of its own beside it, see <see cref="ExportRights"/>.</summary>
    string ReadPermission { get; }

    /// <summary>What the address of the page can narrow or sort the list by.</summary>
    IReadOnlyList<string> Filters { get; }

    /// <summary>Without these it is no list.</summary>
    IReadOnlyList<string> Needed => [];

    /// <summary>Whether the filter has such a value; what it has not, a program is told.</summary>
    bool IsKnown(string filter, string value);

    /// <summary>What the list is called, in the reader's language.</summary>
    string Title { get; }

    Task<IReadOnlyList<ExportHead>> ColumnsAsync(ExportSource source, CancellationToken cancellationToken);

    Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken);

    /// <summary>The rows in the order of the page. Each is the same array, filled anew.</summary>
    IAsyncEnumerable<ExportValue[]> RowsAsync(
        ExportSource source, IReadOnlyList<ExportHead> columns, CancellationToken cancellationToken);
}

/// <summary>Whose list is read, out of what, and how it is narrowed.</summary>
/// <param name="Actor">Whoever asked.</param>
/// <param name="Snapshot">What is read.</param>
/// <param name="Filter">The query of the page's address.</param>
/// <param name="Clock">Stands at when it was asked for, so that "the last 30 days" stay those.</param>
public sealed record ExportSource(Actor Actor, ReadSnapshot Snapshot, ExportFilter Filter, TimeProvider Clock)
{
    /// <summary>A parameter of the address, or null.</summary>
    public string? Read(string name) => Filter.Read(name);

    public PageRequest Page(string defaultSort)
    {
        var sort = Read(ExportFilter.Sort) ?? defaultSort;
        return new PageRequest(Sort: sort.TrimStart('-'), Descending: sort.StartsWith('-'));
    }
}
