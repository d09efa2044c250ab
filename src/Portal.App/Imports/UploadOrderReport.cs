using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Orders;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Imports;

/// <summary>
/// Takes in a report of orders as a file. Nothing of it is stored as orders yet: first its columns are mapped, then a dry run
/// tells what would happen. When the shop's known mapping fits the headings, the dry run starts at once.
/// </summary>
public sealed class UploadOrderReport(Work work, ImportFiles files, IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    private const int MostColumns = 200;

    /// <param name="ShopId">Whose report it is; the operator names it, a shop's own people need not.</param>
    /// <param name="FileName">The uploader's name for it, shown in lists.</param>
    /// <param name="Content">The file, read once.</param>
    public sealed record Input(Guid? ShopId, string FileName, Stream Content);

    public async Task<Outcome<Guid>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var shop = ShopScope.Of(actor, input.ShopId, Permission.ShopImport, Permission.OperatorOrdersWrite);
        if (!shop.Succeeded)
            return shop.Refusal!;

        var id = Ids.New(clock);
        var stored = await files.SaveAsync(id, input.Content, cancellationToken);
        if (!stored.Succeeded)
            return stored.Refusal!;

        var layout = await LayoutAsync(id);
        if (!layout.Succeeded)
        {
            files.Delete(id);
            return layout.Refusal!;
        }

        var (delimiter, headings) = layout.Value;
        var mapping = await KnownMappingAsync(shop.Value, headings, cancellationToken);
        return await work.RunAsync<Guid>(
            actor,
            (db, _) =>
            {
                var now = clock.GetUtcNow();
                db.Add(new OrderImport
                {
                    Id = id,
                    ShopId = shop.Value,
                    FileName = Shown(input.FileName),
                    FileHash = stored.Value.Hash,
                    Bytes = stored.Value.Bytes,
                    Delimiter = delimiter,
                    Headings = JsonSerializer.Serialize(headings),
                    UploadedById = actor.ClientId,
                    UploadedBy = actor.Name,
                    UploadedAt = now,
                    State = mapping is null ? ImportState.Uploaded : ImportState.Checking,
                    Mapping = mapping,
                });
                db.Add(new Change { Topic = ChangeTopics.Import, SubjectId = id, ShopId = shop.Value, At = now });
                return Task.FromResult<Outcome<Guid>>(id);
            },
            cancellationToken);
    }

    private async Task<Outcome<(string Delimiter, IReadOnlyList<string> Headings)>> LayoutAsync(Guid id)
    {
        try
        {
            string first;
            using (var reader = ImportFiles.Reader(files.Open(id)))
                first = await reader.ReadLineAsync() ?? "";
            var delimiter = ReportReader.DelimiterOf(first);

            using var whole = ImportFiles.Reader(files.Open(id));
            var headings = await ReportReader.HeadingsAsync(whole, delimiter);
            if (headings.Count < 2 || headings.All(string.IsNullOrWhiteSpace))
                return Refusal.Rule("file_not_a_table");
            if (headings.Count > MostColumns)
                return Refusal.Rule("file_too_many_columns").With("max", MostColumns.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return (delimiter, headings);
        }
        catch (DecoderFallbackException)
        {
            return Refusal.Rule("file_not_utf8");
        }
        catch (CsvHelper.CsvFormatException)
        {
            return Refusal.Rule("file_not_a_table");
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
        return clean.Length == 0 ? "—" : clean[..Math.Min(clean.Length, Lengths.Name)];
    }
}
