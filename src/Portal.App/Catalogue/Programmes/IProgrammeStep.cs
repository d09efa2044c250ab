using Portal.App.Platform.Data;

namespace Portal.App.Catalogue.Programmes;

/// <summary>What later groups do, or know, when a programme gets settings; in the transaction of the change.</summary>
public interface IProgrammeStep
{
    /// <summary>
    /// When the latest order was placed about which the programme decided, which new settings must not change (R10.1); null where there is
    /// none.
    /// </summary>
    Task<DateTimeOffset?> LatestDecidedAsync(PortalDb db, Guid programmeId, CancellationToken cancellationToken);

    /// <summary>The programme was made, in force from its first version's beginning on. The caller saves.</summary>
    Task CreatedAsync(PortalDb db, Programme programme, ProgrammeVersion first, CancellationToken cancellationToken);
}
