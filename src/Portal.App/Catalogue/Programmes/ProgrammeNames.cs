using Portal.App.Platform.Data;

namespace Portal.App.Catalogue.Programmes;

internal static class ProgrammeNames
{
    /// <summary>The name of a programme that is about to be saved or is stored.</summary>
    public static async Task<string> OfAsync(PortalDb db, Guid id, CancellationToken cancellationToken) =>
        (await db.Programmes.FindAsync([id], cancellationToken))?.Name ?? "";
}
