using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Import;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.Tests.Shared;

/// <summary>Shops that report their orders by files.</summary>
public sealed partial class World
{
    public Task<Outcome<Guid>> UploadAsync(Actor actor, byte[] file, string name = "bao-cao.csv") =>
        Get<UploadOrderReport>().RunAsync(actor, new UploadOrderReport.Input(null, name, new MemoryStream(file)), CancellationToken.None);

    /// <summary>Uploads a report that must be taken, maps its columns as proposed, and runs the dry run.</summary>
    public async Task<ImportDetail> CheckedAsync(Actor actor, string report)
    {
        Clock.Advance(TimeSpan.FromSeconds(1)); // nobody uploads twice in one instant
        var id = (await UploadAsync(actor, Encoding.UTF8.GetBytes(report))).Value;
        var import = await ImportAsync(actor, id);
        if (import.Row.State == ImportState.Uploaded)
        {
            var mapped = await Get<MapImportColumns>()
                .RunAsync(actor, new MapImportColumns.Input(id, import.Mapping), CancellationToken.None);
            if (!mapped.Succeeded)
                throw new InvalidOperationException(mapped.Refusal!.Code);
        }

        await ImportsRunAsync();
        return await ImportAsync(actor, id);
    }

    /// <summary>Takes a report in from beginning to end.</summary>
    public async Task<ImportDetail> ImportedAsync(Actor actor, string report)
    {
        var import = await CheckedAsync(actor, report);
        await StartAsync(actor, import.Row.Id);
        await ImportsRunAsync();
        return await ImportAsync(actor, import.Row.Id);
    }

    public Task<Outcome<Done>> StartAsync(Actor actor, Guid import) =>
        Get<StartImport>().RunAsync(actor, new StartImport.Input(import), CancellationToken.None);

    /// <summary>What the worker does when it is woken.</summary>
    public async Task ImportsRunAsync()
    {
        while (await Get<ImportRunner>().RunNextAsync(CancellationToken.None))
        {
            // the next one
        }
    }

    public async Task<ImportDetail> ImportAsync(Actor actor, Guid import) =>
        await Get<ImportQueries>().OneAsync(actor, import, CancellationToken.None)
            ?? throw new InvalidOperationException("No such import.");

    public Task<IReadOnlyList<ImportProblemRow>> ProblemsAsync(Actor actor, Guid import) =>
        Get<ImportQueries>().ProblemsAsync(actor, import, new PageRequest(1, 1000), CancellationToken.None);

    /// <summary>How many rows each table has, except those that only tell of changes and of the imports themselves.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RowCountsAsync()
    {
        await using var db = await DbAsync();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Distinct()
            .Except(["Changes", "OrderImports", "ImportProblems"]))
        {
#pragma warning disable EF1002 // the name comes from the model
            counts[table] = (await db.Database.SqlQueryRaw<int>($"SELECT CAST(COUNT(*) AS int) AS \"Value\" FROM \"{table}\"")
                .ToListAsync())[0];
#pragma warning restore EF1002
        }

        return counts;
    }
}
