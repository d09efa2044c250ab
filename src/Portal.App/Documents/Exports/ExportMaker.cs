using System.Globalization;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;

namespace Portal.App.Documents.Exports;

/// <summary>What is to be made.</summary>
/// <param name="Columns">Keys of the chosen ones, in the order of the list; empty for all.</param>
/// <param name="Language"><c>vi</c> or <c>en</c>.</param>
internal sealed record ExportOrder(
    IExportable List, Actor Actor, ExportFormat Format, ExportFilter Filter, IReadOnlyCollection<string> Columns, string Language,
    DateTimeOffset AskedAt);

/// <summary>How far a file is; whoever watches reads it while it is written.</summary>
internal sealed class ExportProgress
{
    private long rows = -1;
    private long done;

    /// <summary>Null while nobody counted.</summary>
    public long? Rows
    {
        get => Volatile.Read(ref rows) is >= 0 and var counted ? counted : null;
        set => Volatile.Write(ref rows, value ?? -1);
    }

    public long Done
    {
        get => Volatile.Read(ref done);
        set => Volatile.Write(ref done, value);
    }
}

/// <summary>Writes a list into a stream, at once or behind the pages: out of one snapshot, in the reader's language, row by row.</summary>
public sealed class ExportMaker(ReadSnapshots snapshots)
{
    /// <summary>False when there are more rows than <paramref name="most"/>; then nothing was written.</summary>
    internal async Task<bool> WriteAsync(
        ExportOrder order, Stream stream, ExportProgress progress, long? most, CancellationToken cancellationToken)
    {
        // of this call alone: culture goes with the flow of asynchronous calls, not back to the caller
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureOf(order.Language);
        await using var snapshot = await snapshots.OpenAsync(cancellationToken);
        var source = Source(order, snapshot);
        var rows = await order.List.CountAsync(source, cancellationToken);
        if (rows > most)
            return false;

        progress.Rows = rows;
        var columns = await order.List.ColumnsAsync(source, cancellationToken);
        if (order.Columns.Count > 0)
            columns = [.. columns.Where(column => order.Columns.Contains(column.Key))];
        await using var writer = await ExportWriter.BeginAsync(
            order.Format, stream, order.List.Title, columns, rows, cancellationToken);
        await foreach (var row in order.List.RowsAsync(source, columns, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.WriteAsync(row, cancellationToken);
            progress.Done++;
        }

        await writer.FinishAsync(cancellationToken);
        progress.Rows = progress.Done;
        return true;
    }

    /// <summary>How many rows the filter shows now.</summary>
    public async Task<long> CountAsync(
        Actor actor, IExportable list, ExportFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!actor.MayExport(list))
            return 0;

        await using var snapshot = await snapshots.OpenAsync(cancellationToken);
        return await list.CountAsync(new ExportSource(actor, snapshot, filter.Of(list), new StillClock(now)), cancellationToken);
    }

    /// <summary>The columns that the list has for the actor, in the language of whoever reads now.</summary>
    public async Task<IReadOnlyList<ExportHead>> ColumnsAsync(Actor actor, IExportable list, CancellationToken cancellationToken)
    {
        await using var snapshot = await snapshots.OpenAsync(cancellationToken);
        return await list.ColumnsAsync(
            new ExportSource(actor, snapshot, ExportFilter.None, new StillClock(DateTimeOffset.UnixEpoch)), cancellationToken);
    }

    /// <summary>What the file is called for people: the list and the day, in letters that every disk takes.</summary>
    internal static string FileName(IExportable list, ExportFormat format, DateTimeOffset at, string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureOf(language);
        try
        {
            var title = SearchText.Fold(list.Title).Replace(' ', '-');
            var day = LocalCalendar.Day(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return $"{title}_{day}.{format.Word()}";
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    internal static CultureInfo CultureOf(string language) => language == "en" ? TextCatalog.English : TextCatalog.Vietnamese;

    private static ExportSource Source(ExportOrder order, ReadSnapshot snapshot) =>
        new(order.Actor, snapshot, order.Filter, new StillClock(order.AskedAt));

    /// <summary>Stands still at one instant.</summary>
    private sealed class StillClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at.ToUniversalTime();
    }
}
