using System.Text.Json;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.App.Catalogue.Programmes;

/// <summary>
/// Gives a programme new settings from an instant on; orders placed earlier keep theirs (R10.1). The instant may lie in the
/// past only as long as no order placed after it was decided: what was promised for an order cannot change behind it.
/// </summary>
public sealed class AddProgrammeVersion(UnitOfWork work, IEnumerable<IProgrammeStep> steps, TimeProvider clock)
{
    /// <param name="EffectiveFrom">From when on they decide, by when an order was placed; at most five years ahead.</param>
    /// <param name="Settings">Overrides of the template's settings, not of the version before.</param>
    /// <param name="Note">Why, at most 1,000 characters; everybody who sees the programme reads it in its change log.</param>
    public sealed record Input(DateTimeOffset EffectiveFrom, JsonElement? Settings = null, string? Note = null);

    public async Task<Outcome<ProgrammeVersionView>> RunAsync(
        Actor actor, string programmeCode, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(CataloguePermissions.ProgrammesWrite))
            return Refusal.Forbidden();

        return await work.RunAsync<ProgrammeVersionView>(
            actor,
            async (db, cancel) =>
            {
                // first, so that what is being decided by the settings of before is seen as decided
                await ShopFacts.ChangeAsync(db, programmeCode, cancel);
                var prepared = await ProgrammeVersionDraft.PrepareAsync(db, steps, programmeCode, input, clock, cancel);
                if (prepared.Refusal is { } refusal)
                    return refusal;

                var draft = prepared.Value;
                var version = new ProgrammeVersion
                {
                    Id = Ids.New(clock),
                    ProgrammeId = draft.Programme.Id,
                    Number = draft.Number,
                    EffectiveFrom = draft.From,
                    Settings = ProgrammeSettingsJson.ToJson(draft.Settings),
                    CreatedAt = clock.GetUtcNow(),
                    CreatedBy = actor.Name,
                    Note = draft.Note,
                };
                db.ProgrammeVersions.Add(version);
                db.NotifyChange(ChangeTopics.Programme, draft.Programme.Id, clock, shopId: draft.Programme.ShopId);
                return ProgrammeVersionView.Of(
                    version,
                    version.EffectiveFrom > version.CreatedAt ? ProgrammeVersionState.Announced
                        : draft.Next is { } next && next.EffectiveFrom <= version.CreatedAt ? ProgrammeVersionState.Past
                        : ProgrammeVersionState.InForce,
                    draft.Changes,
                    actor);
            },
            cancellationToken);
    }
}
