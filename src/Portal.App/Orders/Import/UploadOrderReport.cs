using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Orders.Import;

/// <summary>
/// Takes in a report of orders as a file. Nothing of it is stored as orders yet: first its columns are mapped, then a dry run
/// tells what would happen. When the shop's known mapping fits the headings, the dry run starts at once.
/// </summary>
public sealed class UploadOrderReport(UnitOfWork work, ImportFiles files, IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <param name="ShopId">Whose report it is; the operator names it, a shop's own people need not.</param>
    /// <param name="FileName">The uploader's name for it, shown in lists.</param>
    /// <param name="Content">The file, read once.</param>
    public sealed record Input(Guid? ShopId, string FileName, Stream Content);

    public async Task<Outcome<Guid>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var shop = ShopScope.Of(actor, input.ShopId, ImportPermissions.ShopImport, OrderPermissions.OperatorWrite);
        if (!shop.Succeeded)
            return shop.Refusal!;

        var id = Ids.New(clock);
        var stored = await files.SaveAsync(id, input.Content, cancellationToken);
        if (!stored.Succeeded)
            return stored.Refusal!;

        var taken = false;
        try
        {
            var outcome = await TakeAsync(actor, shop.Value, input.FileName, stored.Value, cancellationToken);
            taken = outcome.Succeeded;
            return outcome;
        }
        finally
        {
            if (!taken)
                files.Delete(id);
        }
    }

    private async Task<Outcome<Guid>> TakeAsync(
        Actor actor, Guid shopId, string fileName, StoredReport stored, CancellationToken cancellationToken)
    {
        var id = stored.Id;
        var layout = await LayoutAsync(id, cancellationToken);
        if (!layout.Succeeded)
            return layout.Refusal!;

        var (delimiter, headings, separatorLine) = layout.Value;
        var mapping = await KnownMappingAsync(shopId, headings, cancellationToken);
        return await work.RunAsync<Guid>(
            actor,
            (db, _) =>
            {
                var now = clock.GetUtcNow();
                db.Add(new OrderImport
                {
                    Id = id,
                    ShopId = shopId,
                    FileName = Shown(fileName),
                    FileHash = stored.Hash,
                    Bytes = stored.Bytes,
                    Delimiter = delimiter.ToString(),
                    SeparatorLine = separatorLine,
                    Headings = JsonSerializer.Serialize(headings),
                    UploadedById = actor.ClientId,
                    UploadedBy = actor.Name,
                    UploadedAt = now,
                    State = mapping is null ? ImportState.Uploaded : ImportState.Checking,
                    Mapping = mapping,
                });
                db.Add(new Change { Topic = ChangeTopics.Import, SubjectId = id, ShopId = shopId, At = now });
                return Task.FromResult<Outcome<Guid>>(id);
            },
            cancellationToken);
    }

    private async Task<Outcome<ReportLayout>> LayoutAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = files.Open(id);
            return await ReportLayout.OfAsync(file, cancellationToken);
        }
        catch (CsvHelper.CsvFormatException)
        {
            return Refusal.Rule(FileRefusals.NotATable);
        }
    }

    private async Task<string?> KnownMappingAsync(Guid shopId, IReadOnlyList<string> headings, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.ImportMappings.AsNoTracking()
            .Where(mapping => mapping.ShopId == shopId)
            .Select(mapping => mapping.Columns)
            .FirstOrDefaultAsync(cancellationToken);
        return known is not null && ColumnMap.Parse(known).Fits(headings) ? known : null;
    }

    private static string Shown(string name)
    {
        var file = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        var clean = new string([.. file.Where(letter => !char.IsControl(letter))]);
        return clean.Length switch
        {
            0 => "—",
            > Lengths.Name => clean[..(char.IsHighSurrogate(clean[Lengths.Name - 1]) ? Lengths.Name - 1 : Lengths.Name)],
            _ => clean,
        };
    }
}
