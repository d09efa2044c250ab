using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Orders.Import;

/// <summary>
/// Says which heading of an uploaded report is which column, keeps that for the shop's next reports, and starts the dry run.
/// Refuses a mapping without a required column, with a heading that the file lacks, or with one heading used twice.
/// </summary>
public sealed class MapImportColumns(UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(Guid ImportId, IReadOnlyDictionary<ImportColumn, string> Headings);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(
            actor,
            async (db, cancellation) =>
            {
                var import = await ImportScope.FindAsync(db, actor, input.ImportId, cancellation);
                if (import is null)
                    return Refusal.NotFound(ImportRefusals.NotFound);
                var columns = new ColumnMap(input.Headings).ToJson();
                if (import.State == ImportState.Checking && import.Mapping == columns)
                    return default(Done); // pressed twice
                if (import.State is not (ImportState.Uploaded or ImportState.Checked or ImportState.Failed))
                    return Refusal.Conflict(ImportRefusals.Busy);

                var headings = JsonSerializer.Deserialize<List<string>>(import.Headings) ?? [];
                var errors = Errors(input.Headings, headings);
                if (errors.Count > 0)
                    return Refusal.Invalid(errors);

                var now = clock.GetUtcNow();
                var known = await db.ImportMappings.SingleOrDefaultAsync(mapping => mapping.ShopId == import.ShopId, cancellation);
                if (known is null)
                {
                    db.Add(new ImportMapping { ShopId = import.ShopId, Columns = columns, ChangedAt = now });
                }
                else
                {
                    known.Columns = columns;
                    known.ChangedAt = now;
                }

                import.Mapping = columns;
                import.State = ImportState.Checking;
                import.FailureCode = null;
                import.LeasedUntil = null;
                import.FinishedAt = null;
                import.BytesRead = 0;
                db.Add(new Change { Topic = ChangeTopics.Import, SubjectId = import.Id, ShopId = import.ShopId, At = now });
                return default(Done);
            },
            cancellationToken);

    private static List<FieldError> Errors(IReadOnlyDictionary<ImportColumn, string> mapping, List<string> headings)
    {
        var errors = new List<FieldError>();
        errors.AddRange(ImportColumns.Required
            .Where(column => !mapping.ContainsKey(column))
            .Select(column => new FieldError(column.ToString(), FieldCodes.Required)));
        errors.AddRange(mapping
            .Where(pair => !headings.Contains(pair.Value, StringComparer.Ordinal))
            .Select(pair => new FieldError(pair.Key.ToString(), ImportRefusals.HeadingMissing).With("value", pair.Value)));
        errors.AddRange(mapping
            .GroupBy(pair => pair.Value, StringComparer.Ordinal)
            .SelectMany(same => same.Skip(1))
            .Select(pair => new FieldError(pair.Key.ToString(), ImportRefusals.HeadingUsedTwice).With("value", pair.Value)));
        return errors;
    }
}
