using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>
/// Works on reports that wait for their dry run (nothing is stored but what would happen) or their import. A report is
/// claimed by a conditional update and read from its start. Orders go in batches through the use cases of the API, so a run
/// can be killed at any moment and run again: what is there already is only counted.
/// </summary>
public sealed class ImportRunner(
    IDbContextFactory<PortalDb> contexts, ImportFiles files, ImportLeases leases, ImportDryRun dryRun, ImportIntake intake,
    FailedWork failed, PortalSettings settings,
    TimeProvider clock, ILogger<ImportRunner> log)
{
    private const int Batch = 250;

    /// <summary>Works on the oldest report that nobody works on; false when there is none.</summary>
    public async Task<bool> RunNextAsync(CancellationToken cancellationToken)
    {
        if (await leases.ClaimAsync(cancellationToken) is not { } import)
            return false;

        await failed.RunAsync(
            [new WorkItem(WorkKind.Import, import.Id, import.FileName)], (_, stop) => RunAsync(import, stop), cancellationToken);
        return true;
    }

    private async Task RunAsync(OrderImport import, CancellationToken cancellationToken)
    {
        var real = import.State == ImportState.Importing;
        var columns = ColumnMap.Parse(import.Mapping!);
        var progress = new ImportProgress(import.Id, columns);
        try
        {
            await ReadAsync(import, columns, progress, real, cancellationToken);
            var done = real ? ImportState.Done : ImportState.Checked;
            if (await leases.SaveAsync(import, progress, done, import.Bytes, cancellationToken) && real)
                files.Delete(import.Id); // names and phones of customers are not kept longer than they are needed
        }
        catch (OvertakenException)
        {
            log.LogInformation("Import {Import} was discarded or taken over meanwhile", import.Id);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await leases.ReleaseAsync(import);
            throw;
        }
        catch (Exception failure) when (!failure.IsPassing())
        {
            var code = failure switch
            {
                CsvFormatException => FileRefusals.NotATable,
                FileNotFoundException => FileRefusals.Gone,
                RightsEndedException => ImportRefusals.NotAllowed,
                _ => ImportRefusals.Stopped,
            };
            log.LogError(failure, "Import {Import} failed: {Code}", import.Id, code);
            import.FailureCode = code;
            if (failure is CsvFormatException { RecordNumber: > 0 and var record })
                progress.Note(new RowProblem(checked((int)record), null, null, new FieldError("", FileRefusals.NotATable)));
            await leases.SaveAsync(import, progress, ImportState.Failed, import.BytesRead, cancellationToken);
        }
    }

    private async Task ReadAsync(
        OrderImport import, ColumnMap columns, ImportProgress progress, bool real, CancellationToken cancellationToken)
    {
        // each run tells its problems anew
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await db.ImportProblems.Where(problem => problem.ImportId == import.Id)
                .DeleteInPartsAsync(problem => problem.Number, cancellationToken);
        }

        var headings = JsonSerializer.Deserialize<List<string>>(import.Headings) ?? [];
        var layout = new ReportLayout(import.Delimiter[0], headings, import.SeparatorLine);
        var positions = columns.Positions(headings);
        IReadOnlySet<string> scattered;
        using (var once = ImportFiles.Reader(files.Open(import.Id)))
            scattered = await ReportReader.ScatteredAsync(once, layout, positions, cancellationToken);

        await using var stream = files.Open(import.Id);
        using var text = ImportFiles.Reader(stream);
        var batch = new List<ReportOrder>(Batch);
        var reader = new ReportReader(text, layout, positions, scattered, import.UploadedAt);
        await foreach (var order in reader.ReadAsync(cancellationToken))
        {
            progress.HeadingRow = reader.HeadingRow ?? 1;
            batch.Add(order);
            if (batch.Count < Batch)
                continue;
            await TakeAsync(import, batch, progress, real, cancellationToken);
            if (!await leases.SaveAsync(import, progress, import.State, stream.Position, cancellationToken))
                throw new OvertakenException();
            batch.Clear();
        }

        await TakeAsync(import, batch, progress, real, cancellationToken);
    }

    private async Task TakeAsync(
        OrderImport import, List<ReportOrder> batch, ImportProgress progress, bool real, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;

        progress.Rows = batch[^1].LastRow - progress.HeadingRow;
        var good = new List<ReportOrder>(batch.Count);
        foreach (var order in batch)
        {
            var problems = order.Order is null
                ? order.Problems : RowProblems.Check(order, clock.GetUtcNow(), settings.Orders.ClockTolerance);
            if (problems.Count > 0)
            {
                progress.Refuse(problems, order.Again);
                continue;
            }

            good.Add(order);
            foreach (var warning in OrderWarnings.Of(order.Order!.Customer))
                progress.Note(new RowProblem(order.FirstRow, order.OrderId, RowProblems.ColumnOf(warning.Field), warning));
        }

        if (good.Count == 0)
            return;
        if (real)
            await intake.TakeAsync(import, good, progress, cancellationToken);
        else
            await dryRun.CompareAsync(import, good, progress, cancellationToken);
    }

    /// <summary>The report was discarded, or another worker took it over.</summary>
    private sealed class OvertakenException : Exception;
}
