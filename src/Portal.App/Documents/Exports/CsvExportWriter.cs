using System.Globalization;
using System.Text;
using Portal.App.Platform.Files;
using Portal.App.Platform.Texts;

namespace Portal.App.Documents.Exports;

/// <summary>CSV as <see cref="CsvFile"/> has it: instants and days as people in Vietnam write them, amounts as bare digits.</summary>
internal sealed class CsvExportWriter : ExportWriter
{
    private const int FlushAt = 32 * 1024;

    private readonly IReadOnlyList<ExportHead> columns;
    private readonly StreamWriter writer;
    private readonly StringBuilder lines = new();

    private CsvExportWriter(Stream stream, IReadOnlyList<ExportHead> columns)
    {
        this.columns = columns;
        writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), FlushAt, leaveOpen: true);
    }

    public static async Task<CsvExportWriter> BeginAsync(
        Stream stream, IReadOnlyList<ExportHead> columns, CancellationToken cancellationToken)
    {
        var csv = new CsvExportWriter(stream, columns);
        csv.lines.AppendJoin(',', columns.Select(column => CsvFile.Cell(column.Title))).Append("\r\n");
        await csv.FlushAsync(cancellationToken);
        return csv;
    }

    public override async ValueTask WriteAsync(ExportValue[] row, CancellationToken cancellationToken)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0)
                lines.Append(',');
            Append(row[i], columns[i].Kind);
        }

        lines.Append("\r\n");
        if (lines.Length >= FlushAt)
            await FlushAsync(cancellationToken);
    }

    public override async Task FinishAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await writer.FlushAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync() => writer.DisposeAsync();

    private void Append(ExportValue value, ExportKind kind)
    {
        if (value.Text is { } text)
            lines.Append(CsvFile.Cell(text));
        else if (value.Number is { } number)
            _ = kind switch
            {
                ExportKind.Instant => lines.Append(TextTemplate.Instant(new DateTimeOffset(number, TimeSpan.Zero))),
                ExportKind.Day => lines.Append(TextTemplate.Day(DateOnly.FromDayNumber((int)number))),
                _ => lines.Append(CultureInfo.InvariantCulture, $"{number}"),
            };
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var chunk in lines.GetChunks())
            await writer.WriteAsync(chunk, cancellationToken);
        lines.Clear();
    }
}
