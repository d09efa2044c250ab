using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.App.Catalogue.Programmes;

/// <summary>New settings that passed every check: adding and looking ahead share it, so that both say the same.</summary>
/// <param name="Before">The version that they follow; null when they would be the earliest.</param>
/// <param name="Next">The version that ends them; null when they hold until further notice.</param>
/// <param name="Number">The next free one.</param>
internal sealed record ProgrammeVersionDraft(
    Programme Programme, ProgrammeSettings Settings, DateTimeOffset From, string? Note, ProgrammeVersion? Before, ProgrammeVersion? Next,
    int Number)
{
    public IReadOnlyList<SettingChange> Changes =>
        Before is null ? [] : SettingChanges.Between(StoredSettings.Read(Programme.Template, Before.Settings), Settings);

    public static async Task<Outcome<ProgrammeVersionDraft>> PrepareAsync(
        PortalDb db, IEnumerable<IProgrammeStep> steps, string programmeCode, AddProgrammeVersion.Input input, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var code = programmeCode.ToLowerInvariant();
        if (await db.Programmes.AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, cancellationToken) is not { } programme)
            return Refusal.NotFound(ProgrammeRefusals.NotFound);

        var settings = ProgrammeSettingsJson.Parse(programme.Template, input.Settings);
        var errors = settings.Refusal?.Fields.ToList() ?? [];
        if (ProgrammeChecks.Start(input.EffectiveFrom, clock) is { } wrongStart)
            errors.Add(wrongStart);
        if (TextCheck.Text("note", input.Note, Lengths.Note) is { } wrongNote)
            errors.Add(wrongNote);
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        var from = ProgrammeChecks.Whole(input.EffectiveFrom);
        if (await LatestDecidedAsync(db, steps, programme.Id, cancellationToken) is { } latest && from <= latest)
        {
            var at = ProgrammeChecks.Text(latest);
            return Refusal.Rule(ProgrammeRefusals.VersionRetroactive).With("latest", at) with
            {
                Fields = [new FieldError("effectiveFrom", ProgrammeRefusals.VersionRetroactive).With("latest", at)],
            };
        }

        var all = await db.ProgrammeVersions.AsNoTracking().Where(v => v.ProgrammeId == programme.Id).ToListAsync(cancellationToken);
        var counting = all.Where(version => version.WithdrawnAt is null).ToList();
        if (counting.Exists(other => other.EffectiveFrom == from))
            return Refusal.Conflict(ProgrammeRefusals.VersionDateTaken) with
            {
                Fields = [new FieldError("effectiveFrom", ProgrammeRefusals.VersionDateTaken)],
            };

        return new ProgrammeVersionDraft(
            programme,
            settings.Value,
            from,
            string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim(),
            counting.Where(version => version.EffectiveFrom < from).MaxBy(version => version.EffectiveFrom),
            counting.Where(version => version.EffectiveFrom > from).MinBy(version => version.EffectiveFrom),
            all.Max(version => version.Number) + 1);
    }

    private static async Task<DateTimeOffset?> LatestDecidedAsync(
        PortalDb db, IEnumerable<IProgrammeStep> steps, Guid programmeId, CancellationToken cancellationToken)
    {
        DateTimeOffset? latest = null;
        foreach (var step in steps)
        {
            if (await step.LatestDecidedAsync(db, programmeId, cancellationToken) is { } decided && (latest is null || decided > latest))
                latest = decided;
        }

        return latest;
    }
}
