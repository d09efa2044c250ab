using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Programs;

namespace Portal.App.Programs;

/// <summary>
/// Gives a programme new settings from an instant on; orders placed earlier keep theirs (R10.1). The instant may lie in the
/// past only as long as no order placed after it was decided: what was promised for an order cannot change behind it.
/// </summary>
public sealed class AddProgrammeVersion(Work work, TimeProvider clock)
{
    /// <param name="EffectiveFrom">From when on they decide, by when an order was placed.</param>
    /// <param name="Settings">Overrides of the template's settings, not of the version before.</param>
    public sealed record Input(DateTimeOffset EffectiveFrom, JsonElement? Settings = null);

    public async Task<Outcome<ProgrammeVersionView>> RunAsync(Actor actor, string programmeCode, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorProgrammesWrite))
            return Refusal.Forbidden();

        var code = programmeCode.ToLowerInvariant();
        return await work.RunAsync<ProgrammeVersionView>(
            actor,
            async (db, cancel) =>
            {
                if (await db.Programmes.SingleOrDefaultAsync(p => p.Code == code, cancel) is not { } programme)
                    return Refusal.NotFound("programme_not_found");

                var settings = ProgrammeSettingsJson.Parse(programme.Template, input.Settings);
                var errors = settings.Refusal?.Fields.ToList() ?? [];
                if (input.EffectiveFrom < ProgrammeChecks.EarliestStart)
                    errors.Add(ProgrammeChecks.TooEarly);
                if (errors.Count > 0)
                    return Refusal.Invalid(errors);

                var from = ProgrammeChecks.Whole(input.EffectiveFrom);
                if (await LatestDecidedAsync(db, programme.Id, cancel) is { } latest && from <= latest)
                {
                    return Refusal.Rule("version_retroactive").With("latest", latest.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                }

                var others = await db.ProgrammeVersions.Where(v => v.ProgrammeId == programme.Id)
                    .Select(v => new { v.Number, v.EffectiveFrom }).ToListAsync(cancel);
                if (others.Exists(other => other.EffectiveFrom == from))
                    return Refusal.Conflict("version_date_taken");

                var version = new ProgrammeVersion
                {
                    Id = Ids.New(clock),
                    ProgrammeId = programme.Id,
                    Number = others.Max(other => other.Number) + 1,
                    EffectiveFrom = from,
                    Settings = ProgrammeSettingsJson.ToJson(settings.Value),
                    CreatedAt = clock.GetUtcNow(),
                };
                db.ProgrammeVersions.Add(version);
                db.Note(ChangeTopics.Programme, programme.Id, clock, shopId: programme.ShopId);
                return ProgrammeVersionView.Of(version);
            },
            cancellationToken);
    }

    /// <summary>When the latest order that the programme decided about was placed.</summary>
    private static Task<DateTimeOffset?> LatestDecidedAsync(PortalDb db, Guid programmeId, CancellationToken cancellationToken) =>
        db.OrderDecisions.Where(decision => decision.ProgrammeId == programmeId)
            .Join(db.Orders, decision => decision.OrderId, order => order.Id, (_, order) => (DateTimeOffset?)order.PlacedAt)
            .MaxAsync(cancellationToken);
}
