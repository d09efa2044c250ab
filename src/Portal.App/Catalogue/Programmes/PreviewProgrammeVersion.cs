using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.App.Catalogue.Programmes;

/// <summary>What new settings would change, before anybody adds them.</summary>
/// <param name="Before">The number of the version that they would follow; null when they would be the earliest.</param>
/// <param name="Until">When a version that is announced already would end them.</param>
/// <param name="Changes">In what they differ from <paramref name="Before"/>.</param>
/// <param name="Rules">The rules that they make.</param>
public sealed record ProgrammeVersionPreview(
    DateTimeOffset EffectiveFrom, DateTimeOffset? Until, int? Before, IReadOnlyList<SettingChange> Changes,
    IReadOnlyList<RuleSentence> Rules);

/// <summary>Looks ahead to what <see cref="AddProgrammeVersion"/> would do, by the same checks, and changes nothing.</summary>
public sealed class PreviewProgrammeVersion(IDbContextFactory<PortalDb> contexts, IEnumerable<IProgrammeStep> steps, TimeProvider clock)
{
    public async Task<Outcome<ProgrammeVersionPreview>> RunAsync(
        Actor actor, string programmeCode, AddProgrammeVersion.Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(CataloguePermissions.ProgrammesWrite))
            return Refusal.Forbidden();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var policies = await StoredPolicies.AllAsync(db, cancellationToken);
        return (await ProgrammeVersionDraft.PrepareAsync(db, steps, programmeCode, input, clock, cancellationToken))
            .Map(draft => new ProgrammeVersionPreview(
            draft.From, draft.Next?.EffectiveFrom, draft.Before?.Number, draft.Changes,
            ProgrammeRules.Of(draft.Settings, policies, LocalCalendar.Day(draft.From))));
    }
}
