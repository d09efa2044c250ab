using System.Runtime.CompilerServices;
using Portal.App.Platform.Data;

namespace Portal.App.Documents.Exports;

/// <summary>A list whose rows are read one by one.</summary>
public abstract class Exportable<T> : IExportable
{
    public abstract string Name { get; }

    public abstract ExportSide Side { get; }

    public abstract string ReadPermission { get; }

    public abstract IReadOnlyList<string> Filters { get; }

    public abstract string Title { get; }

    public virtual IReadOnlyList<string> Needed => [];

    public virtual bool IsKnown(string filter, string value) => true;

    public abstract Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken);

    public async Task<IReadOnlyList<ExportHead>> ColumnsAsync(ExportSource source, CancellationToken cancellationToken) =>
        await AllAsync(source, cancellationToken);

    public async IAsyncEnumerable<ExportValue[]> RowsAsync(
        ExportSource source, IReadOnlyList<ExportHead> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = (await AllAsync(source, cancellationToken)).ToDictionary(column => column.Key, StringComparer.Ordinal);
        var cells = columns.Select(column => all[column.Key].Cell).ToArray();
        var row = new ExportValue[cells.Length];
        await foreach (var item in ReadAsync(source, cancellationToken))
        {
            for (var i = 0; i < cells.Length; i++)
                row[i] = cells[i](item);
            yield return row;
        }
    }

    /// <summary>The columns, where they are the same for everybody.</summary>
    protected abstract ExportColumns<T> Columns();

    /// <summary>The columns that this list has for whoever asks.</summary>
    protected virtual Task<ExportColumns<T>> AllAsync(ExportSource source, CancellationToken cancellationToken) =>
        Task.FromResult(Columns());

    protected abstract IAsyncEnumerable<T> ReadAsync(ExportSource source, CancellationToken cancellationToken);
}

/// <summary>
/// A list that its page's own query reads, in large pages out of one snapshot. For lists of thousands: a page further on takes longer.
/// </summary>
public abstract class PagedExportable<T> : Exportable<T>
{
    private const int PageSize = 1000;

    /// <summary>As the page's address has it.</summary>
    protected abstract string DefaultSort { get; }

    public override async Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken) =>
        (await PageAsync(source, source.Page(DefaultSort) with { Size = 1 }, cancellationToken)).Total;

    /// <summary>The page's query.</summary>
    protected abstract Task<PageOf<T>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken);

    protected override async IAsyncEnumerable<T> ReadAsync(
        ExportSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = source.Page(DefaultSort) with { Size = PageSize };
        for (var number = 1; ; number++)
        {
            var page = await PageAsync(source, request with { Number = number }, cancellationToken);
            foreach (var item in page.Items)
                yield return item;
            if (page.Items.Count < PageSize)
                break;
        }
    }
}
