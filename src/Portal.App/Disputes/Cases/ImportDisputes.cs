using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// Many disputes at once, from a CSV file: each good row becomes a draft, which is filed when it has its evidence. Rows that are wrong are
/// named and keep no other from being taken. The same file again changes the drafts that it made and makes no others.
/// </summary>
public sealed class ImportDisputes(UnitOfWork work, DisputeFiling filing, TimeProvider clock)
{
    /// <param name="File">The bytes of the file.</param>
    /// <param name="DryRun">Only says what would become of it.</param>
    public sealed record Input(byte[] File, bool DryRun);

    public async Task<Outcome<DisputeImport>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (DisputeOrganisation.Of(actor) is not { } author)
            return Refusal.Forbidden();

        var read = await DisputeSheet.ReadAsync(input.File, cancellationToken);
        if (read.Refusal is { } unreadable)
            return unreadable;

        return await work.RunAsync<DisputeImport>(
            actor,
            async (db, stop) =>
            {
                var codes = read.Value.Select(row => row.Shop).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
                var shops = await db.Shops.Where(shop => codes.Contains(shop.Code)).Select(shop => new { shop.Code, shop.Id })
                    .ToDictionaryAsync(shop => shop.Code, shop => shop.Id, StringComparer.Ordinal, stop);
                var drafts = await db.Disputes.Where(row => row.HolderId == author.HolderId && row.State == DisputeState.Draft)
                    .ToListAsync(stop);
                var problems = new List<DisputeImportProblem>();
                var good = 0;
                foreach (var row in read.Value)
                {
                    var draft = row.Draft is null
                        ? null : row.Draft with { ShopId = row.Shop is { } code && shops.TryGetValue(code, out var id) ? id : null };
                    var errors = row.Errors.ToList();
                    if (row.Shop is { } unknown && !shops.ContainsKey(unknown))
                        errors.Add(new FieldError("shop", FieldCodes.NotFound));
                    if (draft is not null && errors.Count == 0)
                        errors.AddRange(await ErrorsAsync(db, author, draft, stop));
                    if (draft is null || errors.Count > 0)
                    {
                        problems.AddRange(errors.Select(error => new DisputeImportProblem(row.Row, error)));
                        continue;
                    }

                    good++;
                    if (input.DryRun)
                        continue;

                    var kept = drafts.Find(one => one.Kind == draft.Kind && one.OrderCode == draft.OrderExternalId
                        && (draft.ShopId is null || one.ShopId == draft.ShopId));
                    if (kept is null)
                    {
                        if (drafts.Count >= SaveDispute.MostDrafts)
                            return Refusal.Rule(DisputeRefusals.TooManyDrafts).With("max", $"{SaveDispute.MostDrafts}");

                        db.Disputes.Add(kept = filing.NewDraft(actor, author, draft.Kind));
                        drafts.Add(kept);
                    }

                    DisputeFiling.Keep(kept, draft);
                    kept.SavedAt = clock.GetUtcNow();
                    kept.Version++;
                }

                return new DisputeImport(read.Value.Count, good, input.DryRun ? 0 : good, problems);
            },
            cancellationToken);
    }

    /// <summary>What filing it would say, but for its evidence.</summary>
    private static async Task<IReadOnlyList<FieldError>> ErrorsAsync(
        PortalDb db, DisputeOrganisation author, DisputeDraft draft, CancellationToken cancellationToken)
    {
        var wanted = DisputeWants.Completed(draft.Kind, author.Side, author.HolderId, draft.Wanted ?? DisputeWanted.Nothing);
        FieldError[] wrong = [.. draft.CheckWhole(), .. DisputeWants.Check(draft.Kind, author.Side, author.HolderId, wanted)];
        if (wrong.Length > 0)
            return wrong;

        return (await DisputeSubject.FindAsync(db, author, draft, cancellationToken)).Refusal switch
        {
            null => [],
            { Fields.Count: > 0 } refusal => refusal.Fields,
            var refusal => [new FieldError("orderExternalId", refusal.Code)],
        };
    }
}

/// <summary>What became, or would become, of a file of disputes.</summary>
/// <param name="Good">Rows without a mistake.</param>
/// <param name="Saved">Drafts that were made or changed.</param>
public sealed record DisputeImport(int Rows, int Good, int Saved, IReadOnlyList<DisputeImportProblem> Problems);

/// <param name="Row">As a spreadsheet counts: the heading is row 1.</param>
public sealed record DisputeImportProblem(int Row, FieldError Error);
