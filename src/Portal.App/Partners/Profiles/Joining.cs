using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;

namespace Portal.App.Partners.Profiles;

/// <summary>
/// Lets partners into programmes in which they are not, with all that later groups have to do about it. The caller saves.
/// </summary>
public sealed class Joining(IEnumerable<IPartnerStep> steps, TimeProvider clock)
{
    /// <summary>A partner whom orders may have named before (R1.8).</summary>
    internal async Task AddAsync(PortalDb db, Partner partner, Programme programme, CancellationToken cancellationToken)
    {
        await AddNewAsync(db, partner, programme, cancellationToken);
        foreach (var step in steps)
            await step.JoinedAsync(db, partner, programme, cancellationToken);
    }

    /// <summary>A partner who is only just taken in, whose code nobody can have named.</summary>
    internal async Task AddNewAsync(PortalDb db, Partner partner, Programme programme, CancellationToken cancellationToken)
    {
        db.PartnerProgrammes.Add(new PartnerProgramme { PartnerId = partner.Id, ProgrammeId = programme.Id, JoinedAt = clock.GetUtcNow() });
        await OpenAsync(db, partner, programme, cancellationToken);
    }

    /// <summary>A partner who takes part, and whose identity was approved meanwhile.</summary>
    internal async Task OpenAsync(PortalDb db, Partner partner, Programme programme, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
            await step.MayWorkAsync(db, partner, programme, cancellationToken);
    }
}
