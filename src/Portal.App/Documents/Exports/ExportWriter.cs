using Portal.App.Platform.Files;

namespace Portal.App.Documents.Exports;

/// <summary>As what a list is taken out.</summary>
public enum ExportFormat
{
    Xlsx,
    Csv,
    Jsonl,
}

/// <summary>Writes a list into a stream, row by row: no row stays in memory, however many there are.</summary>
public abstract class ExportWriter : IAsyncDisposable
{
    public abstract ValueTask WriteAsync(ExportValue[] row, CancellationToken cancellationToken);

    /// <summary>Nothing is left to be written when it returns.</summary>
    public abstract Task FinishAsync(CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <param name="title">What the list is called.</param>
    /// <param name="rows">How many there will be.</param>
    /// <param name="mostRows">How many a sheet of a workbook can have, its head included.</param>
    public static async Task<ExportWriter> BeginAsync(
        ExportFormat format, Stream stream, string title, IReadOnlyList<ExportHead> columns, long rows,
        CancellationToken cancellationToken, int mostRows = XlsxExportWriter.MostRows) => format switch
        {
            ExportFormat.Xlsx => await XlsxExportWriter.BeginAsync(
                stream, title, columns, rows, mostRows, cancellationToken),
            ExportFormat.Csv => await CsvExportWriter.BeginAsync(stream, columns, cancellationToken),
            _ => new JsonLinesExportWriter(stream, columns),
        };
}

/// <summary>What differs between the formats outside of their files.</summary>
public static class ExportFormats
{
    /// <summary>As addresses and programs name it; null when there is no such format.</summary>
    public static ExportFormat? Parse(string? word) => word switch
    {
        "xlsx" => ExportFormat.Xlsx,
        "csv" => ExportFormat.Csv,
        "jsonl" => ExportFormat.Jsonl,
        _ => null,
    };

    public static string Word(this ExportFormat format) => format switch
    {
        ExportFormat.Xlsx => "xlsx",
        ExportFormat.Csv => "csv",
        _ => "jsonl",
    };

    public static string ContentType(this ExportFormat format) => format switch
    {
        ExportFormat.Xlsx => XlsxFile.ContentType,
        ExportFormat.Csv => "text/csv; charset=utf-8",
        _ => "application/jsonl; charset=utf-8",
    };
}
